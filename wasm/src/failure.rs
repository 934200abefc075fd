//! What a function of this crate fails with. Packs cannot use the types of wasm-bindgen: what it makes of them
//! after the linker is in the main module only.

use wasm_bindgen::JsError;

/// A message for the caller.
pub(crate) struct Failure(String);

/// The result of a function of this crate.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// The same message with more at its end.
    pub(crate) fn and(self, more: &str) -> Self {
        Self(self.0 + more)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl From<Failure> for JsError {
    fn from(failure: Failure) -> Self {
        Self::new(&failure.0)
    }
}
