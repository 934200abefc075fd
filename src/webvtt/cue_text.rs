//! Cue text.
