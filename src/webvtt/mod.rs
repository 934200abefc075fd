//! W3C WebVTT.
