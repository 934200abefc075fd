//! SubRip (SRT).
