//! Arguments that several commands share, and their conversion to library settings. The arguments of
//! a single command are in its file under `commands/`.

pub(in crate::cli) mod aligned;
pub(in crate::cli) mod list;
pub(in crate::cli) mod options;
pub(in crate::cli) mod order;
pub(in crate::cli) mod pair;
mod read;
pub(in crate::cli) mod shot_changes;
pub(in crate::cli) mod values;
mod width;
pub(in crate::cli) mod words;

pub(in crate::cli) use read::{Color, Columns, ReadArgs};
pub(in crate::cli) use width::WidthArg;
