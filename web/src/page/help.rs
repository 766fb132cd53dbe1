//! The dialog of keys.

use sim_core::lang::diag::Locale;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::control::ControlAction;
use super::state::Action;
use crate::text;

/// Properties of [`Help`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Language.
    pub(super) locale: Locale,
    /// Hears that the reader has read it.
    pub(super) on_action: Callback<Action>,
}

/// The dialog. It is modal as long as it is in the document.
#[component]
pub(super) fn Help(props: &Props) -> Html {
    let text = text::of(props.locale);
    let dialog = use_node_ref();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It was just put into the document and is not open yet.
                let _ = dialog.show_modal();
            }
        });
    }
    let close = props.on_action.reform(|_: ()| Action::Control(ControlAction::Help(false)));
    let onclose = close.reform(|_: web_sys::Event| ());
    let onclick = close.reform(|_: MouseEvent| ());
    let onkeydown = Callback::from(|event: KeyboardEvent| event.stop_propagation());
    html! {
        <dialog ref={dialog} class="help" aria-labelledby="help-title" {onclose} {onkeydown}>
            <h2 id="help-title">{ text.keys }</h2>
            <dl>{ for text.key_list.iter().map(|(keys, meaning)| html! { <><dt>{ for keys.split(' ').map(key) }</dt><dd>{ *meaning }</dd></> }) }</dl>
            <p class="hint">{ text.keys_where }</p>
            <button type="button" class="primary" {onclick}>{ text.close }</button>
        </dialog>
    }
}

fn key(name: &'static str) -> Html {
    if name == "–" {
        html! { { " – " } }
    } else {
        html! { <kbd>{ name }</kbd> }
    }
}
