//! The page's end of the line to the worker.

use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, Worker};
use yew::Callback;

use crate::protocol::{self, Reply, Request};

/// A worker, and the closures that hear it. Dropping it ends the worker.
pub(super) struct Client {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Client {
    /// Starts a worker. `on_reply` gets `None` when the worker fails.
    ///
    /// # Errors
    /// Whatever `new_worker` throws, or that it gave no worker.
    pub(super) fn start(new_worker: &js_sys::Function, on_reply: Callback<Option<Reply>>) -> Result<Self, JsValue> {
        let worker: Worker = new_worker.call0(&JsValue::NULL)?.dyn_into()?;
        let hear = on_reply.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            hear.emit(protocol::decode(&event));
        });
        let on_error = Closure::<dyn FnMut(Event)>::new(move |_| on_reply.emit(None));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Sends a request.
    pub(super) fn send(&self, request: &Request) {
        // Only a message that cannot be cloned fails here; bytes always can.
        let _ = self.worker.post_message(&protocol::encode(request));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
