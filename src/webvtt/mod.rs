//! W3C WebVTT (placeholder until the house is merged).
use crate::Format;
use crate::source::{Diagnostic, Parsed};
use crate::timeline::{Converted, Timeline};
/// x
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    /// x
    pub source: &'a str,
}
/// x
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// x
    pub lenient_signature: bool,
}
/// x
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {}
/// x
pub fn parse<'a>(source: &'a str, _: &ParseOptions) -> Parsed<Document<'a>> {
    Parsed { document: Document { source }, diagnostics: vec![] }
}
/// x
pub fn conformance(_: &Document<'_>) -> Vec<Diagnostic> {
    vec![]
}
/// x
pub fn lower<'a>(_: &Document<'a>) -> Timeline<'a> {
    Timeline::new(Format::WebVtt)
}
/// x
pub fn raise(_: &Timeline<'_>, _: &WriteOptions) -> Converted<String> {
    Converted { document: String::new(), losses: vec![] }
}
