//! What the reader sees: Yew components over one [`state::State`], changed by [`state::Action`]s alone.
//!
//! Components compute nothing about the machine: they draw the last [`View`](sim_core::view::View) that came.

mod address;
mod app;
mod client;
mod console;
mod control;
mod course;
mod document;
mod download;
mod editor;
mod events;
mod fetch;
mod given;
mod header;
mod help;
mod icon;
mod keys;
mod lanes;
mod lesson;
mod link;
mod machine;
mod notice;
mod parent;
mod press;
mod rule;
mod school;
mod share;
mod state;
mod storage;
mod study;
mod style;
mod timer;
mod transport;

use wasm_bindgen::prelude::*;

/// Draws the page into the element `lab` of the document. `new_worker` is a function without arguments that gives a
/// worker in which [`run_worker`](crate::run_worker) is about to run.
///
/// # Errors
/// The document has no such element.
#[wasm_bindgen]
pub fn run_page(new_worker: js_sys::Function) -> Result<(), JsValue> {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("lab"))
        .ok_or_else(|| JsValue::from_str("the document has no element #lab"))?;
    root.set_inner_html("");
    root.set_class_name("");
    yew::Renderer::<app::App>::with_root_and_props(root, app::Props { new_worker }).render();
    Ok(())
}
