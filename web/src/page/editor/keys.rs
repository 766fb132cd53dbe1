//! Keys of the text area: Tab indents, Shift-Tab goes back as everywhere, Esc leaves for the controls, so that nobody
//! is caught in the text. F9 sets a breakpoint, Ctrl+Enter runs to the line.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use super::code::LineDeed;

/// What Tab types.
const INDENT: &str = "    ";

/// Hears a key in the text area; says what is wanted with the line of the caret.
pub(super) fn press(event: &KeyboardEvent, line: impl FnOnce() -> u32) -> Option<LineDeed> {
    let deed = match event.key().as_str() {
        _ if event.is_composing() || event.alt_key() || event.meta_key() => None,
        "F9" => Some(LineDeed::Break(line())),
        "Enter" if event.ctrl_key() => Some(LineDeed::Run(line())),
        _ => None,
    };
    if deed.is_some() {
        event.prevent_default();
    } else {
        press_plain(event);
    }
    deed
}

fn press_plain(event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() || event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "Tab" if type_text(INDENT) => event.prevent_default(),
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            leave();
        }
        _ => {}
    }
}

/// Types a text where the cursor stands. The browser's own command for it keeps undo working; false if it has none.
fn type_text(text: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return false };
    let command = js_sys::Reflect::get(&document, &"execCommand".into()).and_then(JsCast::dyn_into::<js_sys::Function>);
    let typed = command.and_then(|command| command.call3(&document, &"insertText".into(), &false.into(), &text.into()));
    typed.is_ok_and(|typed| typed.is_truthy())
}

fn leave() {
    let document = web_sys::window().and_then(|window| window.document());
    let controls = document.and_then(|document| document.get_element_by_id("transport"));
    if let Some(controls) = controls.and_then(|controls| controls.dyn_into::<HtmlElement>().ok()) {
        // An element that is in the document can always be focused.
        let _ = controls.focus();
    }
}
