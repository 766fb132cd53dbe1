//! The dialog for taking something away: a link, the lines that embed it, the trace and the timeline as files, paper.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use super::address;
use super::link::Link;
use crate::protocol::Format;
use crate::text::{self, Text};

/// Links of more letters are cut by some of the programs that they are pasted into.
const LONG: usize = 8000;

/// Properties of [`Share`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What a link would carry.
    pub(super) link: Rc<Link>,
    /// Whether there is a run to export.
    pub(super) is_running: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears which file is wanted.
    pub(super) on_export: Callback<Format>,
    /// Hears that the dialog was closed.
    pub(super) on_close: Callback<()>,
}

/// The dialog; it is open for as long as it exists.
#[component]
pub(super) fn Share(props: &Props) -> Html {
    let text = text::of(props.locale);
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It has just been put into the document, closed: it can be opened.
                let _ = dialog.show_modal();
            }
        });
    }
    let link = address::full_lab(&props.link);
    let frame = format!(
        "<iframe src=\"{}\" title=\"IPC Lab\" width=\"100%\" height=\"640\" style=\"border:0\" allow=\"clipboard-write\"></iframe>",
        address::embedded(&props.link)
    );
    let hint = if link.len() > LONG { (text.link_long)(link.len()) } else { text.link_hint.to_owned() };
    let onclose = props.on_close.reform(|_| ());
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    html! {
        <dialog ref={dialog} class="share" aria-labelledby="share-title" {onclose}>
            <div class="share-head">
                <h2 id="share-title">{ text.share }</h2>
                <button type="button" class="quiet" onclick={close} aria-label={text.close} title={text.close}>{ "×" }</button>
            </div>
            <CopyField id="share-link" label={text.link} value={link} {hint} locale={props.locale} />
            <CopyField id="share-embed" label={text.embed_code} value={frame} hint={text.embed_hint} locale={props.locale} />
            { files(props, text) }
        </dialog>
    }
}

fn files(props: &Props, text: &'static Text) -> Html {
    let button = |id: &'static str, label: &'static str, format: Format| {
        let onclick = props.on_export.reform(move |_| format);
        html! { <button type="button" {id} disabled={!props.is_running} {onclick}>{ label }</button> }
    };
    let print = |_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // Where nothing can be printed nothing happens.
            let _ = window.print();
        }
    };
    html! {
        <fieldset class="files-out">
            <legend>{ text.export }</legend>
            { button("export-json", text.trace_json, Format::Json) }
            { button("export-perfetto", text.trace_perfetto, Format::Perfetto) }
            { button("export-svg", text.timeline_svg, Format::Svg) }
            <button type="button" id="print" onclick={print}>{ text.print }</button>
        </fieldset>
    }
}

/// Properties of [`CopyField`].
#[derive(Clone, PartialEq, Properties)]
struct CopyProps {
    /// Id of the field.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What is to be copied.
    value: String,
    /// What to know about it.
    hint: String,
    /// Language.
    locale: Locale,
}

/// A text with a button that copies it.
#[component]
fn CopyField(props: &CopyProps) -> Html {
    let text = text::of(props.locale);
    let field = use_node_ref();
    let copied = use_state(|| None::<String>);
    let is_copied = copied.as_ref() == Some(&props.value);
    let onclick = {
        let (field, value) = (field.clone(), props.value.clone());
        Callback::from(move |_: MouseEvent| {
            copy(field.cast::<HtmlInputElement>(), &value);
            copied.set(Some(value.clone()));
        })
    };
    html! {
        <div class="copy">
            <label for={props.id}>{ props.label }</label>
            <div class="copy-row">
                <input id={props.id} ref={field} type="text" readonly=true value={props.value.clone()} aria-describedby={format!("{}-hint", props.id)} />
                <button type="button" class="primary" {onclick}>{ if is_copied { text.copy_done } else { text.copy } }</button>
            </div>
            <p class="hint" id={format!("{}-hint", props.id)}>{ &props.hint }</p>
            <p class="sr-only" role="status">{ if is_copied { text.copy_done } else { "" } }</p>
        </div>
    }
}

/// Copies, and selects too: where the clipboard is closed to pages (a file, some frames) the reader's own keys do it.
fn copy(field: Option<HtmlInputElement>, value: &str) {
    if let Some(field) = field {
        field.select();
    }
    let clipboard = web_sys::window()
        .map(|window| window.navigator())
        .and_then(|navigator| js_sys::Reflect::get(&navigator, &"clipboard".into()).ok())
        .and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok());
    if let Some(clipboard) = clipboard {
        let written = wasm_bindgen_futures::JsFuture::from(clipboard.write_text(value));
        wasm_bindgen_futures::spawn_local(async {
            // A refusal needs no answer: the text is selected.
            let _ = written.await;
        });
    }
}
