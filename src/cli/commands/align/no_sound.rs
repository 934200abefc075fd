//! Replaces `sound` in builds without audio support.

use super::aligned::Aligned;
use super::args::AlignArgs;
use crate::align::{Activity, Alignment, Transcript};
use crate::cli::input::Input;
use crate::cli::output::Failure;

/// Cannot be constructed: this build does not support audio.
pub(super) enum Sound {}

impl Sound {
    pub(super) const fn input(_: &AlignArgs) -> Option<Input> {
        None
    }

    #[allow(clippy::unnecessary_wraps)] // as with audio
    pub(super) const fn listen(
        _: &AlignArgs,
        _: Option<&Input>,
        _: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        Ok(None)
    }

    pub(super) const fn duration(&self) -> i64 {
        match *self {}
    }

    pub(super) const fn warnings(&self) -> &[String] {
        match *self {}
    }

    pub(super) const fn activity(&self) -> &Activity {
        match *self {}
    }

    pub(super) const fn align(&self, _: &Transcript<'_>, _: bool) -> Result<Aligned, Failure> {
        match *self {}
    }

    pub(super) const fn improve(&self, _: &mut Alignment, _: &Transcript<'_>) {
        match *self {}
    }
}
