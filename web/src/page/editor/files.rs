//! Adding, renaming and deleting files.

use sim_core::lang::diag::Locale;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::page::document::{Document, FileDeed};
use crate::page::press::{disabled, when};
use crate::text;

/// Properties of [`FileForm`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The program being edited.
    pub(super) document: Document,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does with the files.
    pub(super) on_deed: Callback<FileDeed>,
}

/// A name, and what to do with it; the open file is the one that is renamed or deleted.
#[component]
pub(super) fn FileForm(props: &Props) -> Html {
    let text = text::of(props.locale);
    let name = use_state(String::new);
    let open = props.document.open_name().to_owned();
    let is_name = props.document.can_be_named(name.trim());
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| {
            name.set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default());
        })
    };
    let named = |deed: fn(String) -> FileDeed| {
        let (name, on_deed) = (name.clone(), props.on_deed.clone());
        Callback::from(move |()| {
            on_deed.emit(deed(name.trim().to_owned()));
            name.set(String::new());
        })
    };
    let (add, rename) = (named(FileDeed::Add), named(FileDeed::Rename));
    let onsubmit = {
        let add = when(is_name, add);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            add.emit(());
        })
    };
    let rename = when(is_name, rename.reform(|_: MouseEvent| ()));
    let can_go = props.document.can_be_deleted();
    let delete = when(can_go, props.on_deed.reform(|_: MouseEvent| FileDeed::Delete));
    html! {
        <form class="file-form" aria-label={text.change_files} {onsubmit}>
            <input id="file-name" aria-label={text.file_name} placeholder="util.c" autocomplete="off" spellcheck="false" value={(*name).clone()} {oninput} />
            <button type="submit" id="file-add" aria-disabled={disabled(is_name)}>{ text.add_file }</button>
            <button type="button" id="file-rename" aria-disabled={disabled(is_name)} onclick={rename}>{ (text.rename_file)(&open) }</button>
            <button type="button" id="file-delete" aria-disabled={disabled(can_go)} onclick={delete}>{ (text.delete_file)(&open) }</button>
        </form>
    }
}
