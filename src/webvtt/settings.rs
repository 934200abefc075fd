//! Cue settings.
