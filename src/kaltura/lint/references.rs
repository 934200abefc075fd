//! Sources that several rules about the platform name.

use crate::lint::Reference;

pub(crate) const KALTURA_1_4: Reference =
    Reference { title: "kaltura.md, section 1.4", read_on: "2026-11-22" };
pub(crate) const KALTURA_2_2: Reference =
    Reference { title: "kaltura.md, section 2.2", read_on: "2026-11-22" };
#[cfg(feature = "ttml")]
pub(crate) const KALTURA_2_3: Reference =
    Reference { title: "kaltura.md, section 2.3", read_on: "2026-11-22" };
pub(crate) const KALTURA_3_1: Reference =
    Reference { title: "kaltura.md, section 3.1", read_on: "2026-11-22" };
pub(crate) const KALTURA_3_3: Reference =
    Reference { title: "kaltura.md, section 3.3", read_on: "2026-11-22" };
pub(crate) const KALTURA_3_5: Reference =
    Reference { title: "kaltura.md, section 3.5", read_on: "2026-11-22" };
