//! The compiler's messages, explained, below the text.

use std::rc::Rc;

use sim_core::lang::diag::{Locale, Severity};
use yew::prelude::*;

use crate::protocol::Note;
use crate::text::{self, Text};

/// Properties of [`Notes`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The messages.
    pub(super) notes: Rc<Vec<Note>>,
    /// Language.
    pub(super) locale: Locale,
    /// Hears which place the reader wants to see: file and line.
    pub(super) on_show: Callback<(String, u32)>,
}

/// The messages; nothing if there are none.
#[component]
pub(super) fn Notes(props: &Props) -> Html {
    let text = text::of(props.locale);
    if props.notes.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="notes" aria-label={text.notes} aria-live="polite">
            { for props.notes.iter().map(|note| entry(props, text, note)) }
        </ul>
    }
}

fn entry(props: &Props, text: &'static Text, note: &Note) -> Html {
    let (word, class) = match note.severity {
        Severity::Warning => (text.warning, "warned"),
        Severity::Error => (text.error, "wrong"),
        Severity::Unsupported => (text.unsupported, "wrong"),
    };
    let place = (note.file.clone(), note.line);
    let onclick = props.on_show.reform(move |_| place.clone());
    html! {
        <li class={classes!("note", class)}>
            <p>
                <b class="severity">{ word }</b>
                if !note.file.is_empty() {
                    <button type="button" class="link" {onclick}>{ (text.at_line)(&note.file, note.line) }</button>
                }
                <span class="code-number">{ note.label() }</span>
            </p>
            <p>{ note.message.text(props.locale) }</p>
            if let Some(help) = &note.help { <p class="help">{ help.text(props.locale) }</p> }
        </li>
    }
}
