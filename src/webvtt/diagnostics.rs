//! Every message of this house.

use crate::source::Severity;

/// Every code with its severity.
pub static CODES: &[(&str, Severity)] = &[("VTT_SIGNATURE_MISSING", Severity::Error)];
