//! Everything the SRT house can say.

use crate::source::Severity;

/// Every code with its severity.
pub static CODES: &[(&str, Severity)] = &[];
