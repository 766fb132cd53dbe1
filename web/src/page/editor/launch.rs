//! Arguments and standard input of the programs.

use sim_core::lang::diag::Locale;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::page::given::Given;
use crate::text;

/// Properties of [`LaunchFields`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Names of the programs that are started, in order.
    pub(super) programs: Vec<String>,
    /// What they are given.
    pub(super) given: Given,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader gives them.
    pub(super) on_given: Callback<Given>,
}

/// The fields; folded as long as nobody needs them.
#[component]
pub(super) fn LaunchFields(props: &Props) -> Html {
    let text = text::of(props.locale);
    let on_stdin = {
        let (given, on_given) = (props.given.clone(), props.on_given.clone());
        Callback::from(move |event: InputEvent| {
            let stdin = event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            on_given.emit(Given { stdin, ..given.clone() });
        })
    };
    html! {
        <details class="launch">
            <summary>{ text.launch }</summary>
            <div class="launch-fields">
                { for props.programs.iter().enumerate().map(|(index, program)| arguments(props, index, program)) }
                <label><span class="caption">{ text.standard_input }</span>
                    <textarea id="stdin" rows="2" spellcheck="false" value={props.given.stdin.clone()} oninput={on_stdin} /></label>
            </div>
        </details>
    }
}

fn arguments(props: &Props, index: usize, program: &str) -> Html {
    let (given, on_given) = (props.given.clone(), props.on_given.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        let line = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        let mut given = given.clone();
        if let Some(slot) = given.arguments.get_mut(index) {
            *slot = line;
        }
        on_given.emit(given);
    });
    let value = props.given.arguments.get(index).cloned().unwrap_or_default();
    html! {
        <label key={index}><span class="caption">{ format!("{program} ") }</span>
            <input class="arguments" spellcheck="false" autocomplete="off" placeholder={text::of(props.locale).arguments} {value} {oninput} /></label>
    }
}
