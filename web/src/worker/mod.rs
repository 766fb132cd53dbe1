//! The simulator's side: a worker that owns one session and answers the page's requests.
//!
//! Long work is done in slices, with the worker's own message queue emptied between them, so that it can be stopped and
//! never keeps a newer program waiting.

mod compile;
mod session;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::protocol::{Reply, Request};
use session::{Session, Slice};

/// Answers requests until the page ends the worker.
///
/// # Errors
/// This is not a dedicated worker.
#[wasm_bindgen]
pub fn run_worker() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let worker = Rc::new(Worker { scope: scope.clone(), session: RefCell::default() });
    let hear = Closure::<dyn FnMut(MessageEvent)>::new({
        let worker = worker.clone();
        move |event: MessageEvent| {
            let request = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
            if let Some(request) = request {
                worker.answer(request);
            }
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    worker.send(&Reply::Ready);
    Ok(())
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    session: RefCell<Session>,
}

impl Worker {
    fn answer(self: &Rc<Self>, request: Request) {
        let mut session = self.session.borrow_mut();
        let replies = match request {
            Request::Open { generation, scenario } => session.open(generation, &scenario),
            Request::Step { granularity, task } => session.step(granularity, task),
            Request::Seek { step } => session.seek(step),
            Request::Stop => session.stop(),
            Request::Finish { granularity } => {
                session.finish(granularity);
                drop(session);
                self.go_on();
                return;
            }
        };
        drop(session);
        self.send_all(&replies);
    }

    /// Does a slice of the long work, and asks for the next one behind the messages that have come meanwhile.
    fn go_on(self: &Rc<Self>) {
        let slice = self.session.borrow_mut().slice();
        match slice {
            Slice::Idle => {}
            Slice::Done(replies) => self.send_all(&replies),
            Slice::More(progress) => {
                self.send(&progress);
                let worker = self.clone();
                let next = Closure::once_into_js(move || worker.go_on());
                // A worker's timers do not fail; without one the run would stand where it is, and can be continued.
                let _ = self.scope.set_timeout_with_callback(next.unchecked_ref());
            }
        }
    }

    fn send_all(&self, replies: &[Reply]) {
        for reply in replies {
            self.send(reply);
        }
    }

    fn send(&self, reply: &Reply) {
        if let Ok(text) = serde_json::to_string(reply) {
            // Only a message that cannot be cloned fails here; a string always can.
            let _ = self.scope.post_message(&JsValue::from_str(&text));
        }
    }
}
