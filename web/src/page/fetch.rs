//! Lessons come when they are wanted: from a file beside the page, or, where the lab is a single file, from the document.

use std::rc::Rc;

use lessons::Lesson;
use sim_core::lang::diag::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;
use yew::Callback;

use crate::text;

/// Gets a lesson; `on_lesson` hears it, or `None` if it cannot be had.
pub(super) fn lesson(id: &str, locale: Locale, on_lesson: Callback<Option<Rc<Lesson>>>) {
    let name = format!("{id}.{}", text::of(locale).language_code);
    wasm_bindgen_futures::spawn_local(async move {
        let bytes = match inline(&name) {
            Some(bytes) => Some(bytes),
            None => file(&format!("lessons/{name}.bin")).await.ok(),
        };
        on_lesson.emit(bytes.and_then(|bytes| borsh::from_slice(&bytes).ok()).map(Rc::new));
    });
}

/// What the element with the lesson's name holds, in base64.
fn inline(name: &str) -> Option<Vec<u8>> {
    let window = web_sys::window()?;
    let element = window.document()?.get_element_by_id(&format!("ipc-lab-lesson-{name}"))?;
    let letters = window.atob(element.text_content()?.trim()).ok()?;
    Some(letters.chars().map(|letter| letter as u8).collect())
}

async fn file(address: &str) -> Result<Vec<u8>, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let bytes = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}
