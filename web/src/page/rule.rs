//! Choosing who decides: the rule by which the next task is found.

use sim_core::lang::diag::Locale;
use sim_core::world::Rule;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::control::ControlAction;
use super::state::Action;
use crate::text::{self, Text};

/// Properties of [`RulePicker`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The rule.
    pub(super) rule: Rule,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader chooses.
    pub(super) on_action: Callback<Action>,
}

/// The kinds of rules with the values they begin with, in text form.
const BEGINNINGS: [&str; 4] = ["run-on", "robin=1", "priority=2", "random=1"];

/// The rule, and its number where it has one.
#[component]
pub(super) fn RulePicker(props: &Props) -> Html {
    let text = text::of(props.locale);
    let now = props.rule.to_string();
    let (kind, value) = now.split_once('=').unwrap_or((&now, ""));
    let onchange = set(props, |event| event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()));
    let on_value = {
        let kind = kind.to_owned();
        set(props, move |event| {
            let input = event.target_dyn_into::<HtmlInputElement>()?;
            Some(format!("{kind}={}", input.value().trim().replace([',', ' ', '>'], ".").replace(['P', 'p'], "")))
        })
    };
    let option = |beginning: &'static str| {
        let this = beginning.split('=').next().unwrap_or_default();
        html! { <option value={beginning} selected={this == kind}>{ name(this, text) }</option> }
    };
    html! {
        <label class="granularity rule">
            <span class="caption">{ text.rule }</span>
            <select id="rule" aria-label={text.rule} {onchange}>{ for BEGINNINGS.into_iter().map(option) }</select>
            if !value.is_empty() {
                <input id="rule-value" class="rule-value" inputmode="decimal" size="3" value={value.to_owned()}
                    aria-label={value_name(kind, text)} title={value_name(kind, text)} onchange={on_value} />
            }
        </label>
    }
}

/// Emits the rule that a field holds, if it is one.
fn set(props: &Props, text: impl Fn(&web_sys::Event) -> Option<String> + 'static) -> Callback<web_sys::Event> {
    let on_action = props.on_action.clone();
    Callback::from(move |event: web_sys::Event| {
        if let Some(rule) = text(&event).and_then(|text| text.parse().ok()) {
            on_action.emit(Action::Control(ControlAction::Rule(rule)));
        }
    })
}

fn name(kind: &str, text: &'static Text) -> &'static str {
    match kind {
        "robin" => text.rule_robin,
        "priority" => text.rule_priority,
        "random" => text.rule_random,
        _ => text.rule_run_on,
    }
}

fn value_name(kind: &str, text: &'static Text) -> &'static str {
    match kind {
        "robin" => text.rule_turns,
        "priority" => text.rule_first,
        _ => text.rule_seed,
    }
}
