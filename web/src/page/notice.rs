//! What the reader must know before anything else: the page does not show what its address asks for.

use sim_core::lang::diag::Locale;
use yew::prelude::*;

use super::link::LinkError;
use super::state::{Action, Trouble};
use crate::text;

/// Properties of [`Notice`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is wrong.
    pub(super) trouble: Trouble,
    /// Language.
    pub(super) locale: Locale,
    /// Hears that it was read.
    pub(super) on_action: Callback<Action>,
}

/// The notice, above everything.
#[component]
pub(super) fn Notice(props: &Props) -> Html {
    let text = text::of(props.locale);
    let word = match props.trouble {
        Trouble::Link(LinkError::Broken) => text.link_broken,
        Trouble::Link(LinkError::Newer) => text.link_newer,
        Trouble::UnknownScenario => text.unknown_scenario,
    };
    let onclick = props.on_action.reform(|_| Action::Forgive);
    html! {
        <div class="notice" role="alert">
            <p>{ word }</p>
            <button type="button" class="quiet" aria-label={text.close} title={text.close} {onclick}>{ "×" }</button>
        </div>
    }
}
