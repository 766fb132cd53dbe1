//! A one-shot timer that ends with its owner.

use wasm_bindgen::prelude::*;

/// A timer. Dropping it before it fires means it never does.
pub(super) struct Timer {
    id: Option<i32>,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` once, after so many milliseconds.
    pub(super) fn after(delay_ms: i32, then: impl FnOnce() + 'static) -> Self {
        let closure = Closure::once(then);
        let function = closure.as_ref().unchecked_ref();
        let id = web_sys::window()
            .and_then(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(function, delay_ms).ok());
        Self { id, _closure: closure }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(window), Some(id)) = (web_sys::window(), self.id) {
            window.clear_timeout_with_handle(id);
        }
    }
}
