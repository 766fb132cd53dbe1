//! What an embedded lab and the page around it say to each other: its height (`lti.frameResize`), and score and state by
//! the SPLICE messages that course systems know (<https://cssplice.org/slcp/iframe-protocol-specification.html>).
//!
//! The page around may be anybody's: what goes out is meant for whoever embeds the lab, and what comes in is only ever
//! the text of a link.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Window};
use yew::Callback;

/// Name of the question for the state; the answer bears it too.
const STATE_REQUEST: &str = "ipc-lab-state";

/// Sends a message to the page around, if there is one.
fn send(fields: &[(&str, JsValue)]) {
    let Some(parent) = parent() else { return };
    let message = Object::new();
    for (name, value) in fields {
        // A plain object takes every field.
        let _ = Reflect::set(&message, &(*name).into(), value);
    }
    // Only what cannot be cloned is refused; these are numbers, strings and plain objects.
    let _ = parent.post_message(&message, "*");
}

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    window.parent().ok().flatten().filter(|parent| *parent != window)
}

/// Says how high the lab would like to be.
pub(super) fn report_height(height: i32) {
    send(&[
        ("subject", "lti.frameResize".into()),
        ("message_id", format!("ipc-lab-height-{height}").into()),
        ("height", height.into()),
    ]);
}

/// Reports how far the reader has come and what is needed to come back here.
pub(super) fn report_state(number: u32, score: f64, link: &str, answered: &[String]) {
    let state = Object::new();
    let answered: Array = answered.iter().map(JsValue::from).collect();
    for (name, value) in [("version", JsValue::from(1)), ("lab", link.into()), ("answered", answered.into())] {
        let _ = Reflect::set(&state, &name.into(), &value);
    }
    send(&[
        ("subject", "SPLICE.reportScoreAndState".into()),
        ("message_id", format!("ipc-lab-{number}").into()),
        ("score", score.into()),
        ("state", state.into()),
    ]);
}

/// Asks for the state that was reported when the reader was here before. Dropping the value stops listening.
pub(super) struct StateRequest {
    hear: Closure<dyn FnMut(MessageEvent)>,
}

impl StateRequest {
    /// Asks; `then` gets the text of a link and the questions that were answered right. Whoever knows no such messages
    /// never answers.
    pub(super) fn send(then: Callback<(String, Vec<String>)>) -> Self {
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(known) = answer(&event) {
                then.emit(known);
            }
        });
        if let Some(window) = web_sys::window() {
            // The name of the event is known to every browser.
            let _ = window.add_event_listener_with_callback("message", hear.as_ref().unchecked_ref());
        }
        send(&[("subject", "SPLICE.getState".into()), ("message_id", STATE_REQUEST.into())]);
        Self { hear }
    }
}

impl Drop for StateRequest {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("message", self.hear.as_ref().unchecked_ref());
        }
    }
}

/// The link in an answer to our question, and the answered questions, from the page around and from nobody else.
fn answer(event: &MessageEvent) -> Option<(String, Vec<String>)> {
    let parent = parent()?;
    let source: JsValue = event.source()?.into();
    if source != JsValue::from(parent) {
        return None;
    }
    let field = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok().filter(|value| !value.is_undefined());
    let data = event.data();
    let subject = field(&data, "subject")?.as_string()?;
    let request = field(&data, "message_id")?.as_string()?;
    if subject != "SPLICE.getState.response" || request != STATE_REQUEST {
        return None;
    }
    let state = field(&data, "state")?;
    let answered = field(&state, "answered").and_then(|list| list.dyn_into::<Array>().ok()).unwrap_or_default();
    Some((field(&state, "lab")?.as_string()?, answered.iter().filter_map(|each| each.as_string()).collect()))
}
