//! JOB010: a profile that does not set the line length.

use crate::kaltura::Order;
use crate::kaltura::lint::order_rule::OrderFindings;
use crate::kaltura::lint::references::REACH_PROFILE;
use crate::lint::Rule;
use crate::lint::rule::docs;
use crate::source::Severity;

docs! {
    /// ## What it does
    ///
    /// Finds profiles in which `maxCharactersPerCaptionLine` is missing, empty or 0.
    ///
    /// ## Why
    ///
    /// The server then asks for 26 characters, less than most vendors expect: the guide's example has
    /// 42, the help page recommends 32.
    ///
    /// ## Example
    ///
    /// ```json,invalid
    /// {"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 0}}
    /// ```
    ///
    /// ```json,valid
    /// {"reachProfile": {"id": 7, "maxCharactersPerCaptionLine": 42}}
    /// ```
    ///
    /// ## How to fix
    ///
    /// Keep lines within 26 characters, or ask the customer to set the field.
    ///
    /// ## Where it comes from
    ///
    /// `ReachProfile::DEFAULT_MAX_CHARS_PER_LINE`.
}

pub(super) static RULE: Rule = Rule {
    code: "JOB010",
    name: "default-line-length",
    summary: "the profile sets no line length: the server asks for 26 characters",
    severity: Severity::Info,
    formats: &[],
    orders: true,
    references: &[REACH_PROFILE],
    docs: DOCS,
    ..Rule::NEW
};

pub(super) fn check(order: &Order, findings: &mut OrderFindings<'_>) {
    let Some(limit) = order.max_chars.as_ref().filter(|limit| limit.is_default) else { return };
    let message = "no line length is set: the server asks for 26 characters";
    let place = &limit.place;
    findings.push(place, findings.finding(place, message));
}
