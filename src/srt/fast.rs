//! Regions that are canonical.
use super::parse::Reader;

pub(super) fn first(_reader: &mut Reader<'_, '_>, at: usize) -> usize {
    at
}

pub(super) fn run(_reader: &mut Reader<'_, '_>, at: usize) -> usize {
    at
}
