//! The rules about the platform, one file each, by family.

pub(super) mod job;
pub(super) mod klt;
