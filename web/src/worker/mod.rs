//! The simulator's side: a worker that owns one session and answers the page's requests.
//!
//! Long work is done in slices, with the worker's own message queue emptied between them, so that it can be stopped and
//! never keeps a newer program waiting.

mod compile;
mod export;
mod guide;
mod replay;
mod run;
pub(crate) mod session;
mod tell;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::protocol::{self, Reply, Request};
use session::{Session, Slice};

/// Answers requests until the page ends the worker.
///
/// # Errors
/// This is not a dedicated worker.
#[wasm_bindgen]
pub fn run_worker() -> Result<(), JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let worker = Rc::new(Worker { scope: scope.clone(), session: RefCell::default(), is_waiting: Cell::new(false) });
    let hear = Closure::<dyn FnMut(MessageEvent)>::new({
        let worker = worker.clone();
        move |event: MessageEvent| {
            if let Some(request) = protocol::decode(&event) {
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
    /// Whether the next slice of work is going to be done by itself.
    is_waiting: Cell<bool>,
}

impl Worker {
    fn answer(self: &Rc<Self>, request: Request) {
        let mut session = self.session.borrow_mut();
        let replies = match request {
            Request::Open { generation, scenario, start } => session.open(generation, &scenario, start),
            Request::Step { granularity, task } => {
                session.step(granularity, task);
                Vec::new()
            }
            Request::Finish { granularity, goal } => {
                session.finish(granularity, goal);
                Vec::new()
            }
            Request::Breakpoints { places } => {
                session.break_at(places);
                Vec::new()
            }
            Request::Show { moment, schedule } => {
                session.show(&moment, &schedule);
                Vec::new()
            }
            Request::Back { granularity } => session.back(granularity),
            Request::RunBack => session.run_back(),
            Request::Seek { step } => session.seek(step),
            Request::Rule { rule } => session.decide_by(&rule),
            Request::Ask { question, query, schedule } => session.ask(question, &query, &schedule),
            Request::Stop => session.stop(),
            Request::Record => session.record(),
            Request::Export(format) => session.export(format),
        };
        drop(session);
        self.send_all(&replies);
        if !self.is_waiting.get() {
            self.go_on();
        }
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
                let next = Closure::once_into_js(move || {
                    worker.is_waiting.set(false);
                    worker.go_on();
                });
                self.is_waiting.set(true);
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
        // Only a message that cannot be cloned fails here; bytes always can.
        let _ = self.scope.post_message(&protocol::encode(reply));
    }
}
