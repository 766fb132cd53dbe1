//! A question: predict, then let the run answer.

use std::rc::Rc;

use lessons::Question;
use sim_core::lang::diag::Locale;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Deed;
use super::blocks::with_code;
use crate::page::study::Try;
use crate::text::{self, Text};

/// Properties of [`QuestionBox`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The question.
    pub(super) question: Rc<Question>,
    /// What the reader answered.
    pub(super) attempt: Option<Try>,
    /// Whether the run can be moved now.
    pub(super) is_possible: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does.
    pub(super) on_deed: Callback<Deed>,
}

/// A question.
#[component]
pub(super) fn QuestionBox(props: &Props) -> Html {
    let text = text::of(props.locale);
    let question = &props.question;
    let typed = use_node_ref();
    let class = match props.attempt.as_ref().and_then(Try::is_right) {
        Some(true) => "right",
        Some(false) => "not-right",
        None => "open",
    };
    let name = format!("ask-{}", question.id);
    html! {
        <section class={classes!("question", class)} role="group" aria-labelledby={name.clone()}>
            <p id={name.clone()} class="ask"><b class="predict">{ text.predict }</b>{ with_code(&question.ask) }</p>
            if question.choices.is_empty() {
                { field(props, &typed, &name, text) }
            } else {
                <div class="choices-list">{ for question.choices.iter().map(|choice| {
                    let is_given = props.attempt.as_ref().is_some_and(|attempt| attempt.given == choice.value);
                    let onclick = answer(props, choice.value.clone());
                    html! {
                        <button type="button" class="choice" aria-pressed={is_given.to_string()} {onclick}>{ with_code(&choice.text) }</button>
                    }
                }) }</div>
            }
            <div role="status">{ for props.attempt.iter().map(|attempt| verdict(props, attempt, text)) }</div>
        </section>
    }
}

/// A field to type the answer into.
fn field(props: &Props, typed: &NodeRef, name: &str, text: &'static Text) -> Html {
    let onsubmit = {
        let (props, typed) = (props.clone(), typed.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let given = typed.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            if !given.trim().is_empty() {
                props.on_deed.emit(deed(&props.question, given));
            }
        })
    };
    let reveal = answer(props, String::new());
    html! {
        <form class="answer" {onsubmit}>
            <input ref={typed.clone()} aria-labelledby={name.to_owned()} autocomplete="off" size="12" />
            <button type="submit">{ text.check_answer }</button>
            <button type="button" class="quiet" onclick={reveal}>{ text.reveal }</button>
        </form>
    }
}

fn answer(props: &Props, given: String) -> Callback<MouseEvent> {
    let question = props.question.clone();
    props.on_deed.reform(move |_| deed(&question, given.clone()))
}

fn deed(question: &Question, given: String) -> Deed {
    Deed::Answer(question.id.clone(), given, question.answer.clone(), question.schedule.clone())
}

/// What the run says to it.
fn verdict(props: &Props, attempt: &Try, text: &'static Text) -> Html {
    let question = &props.question;
    let right = match &attempt.right {
        None => return html! { <p class="hint">{ text.answer_running }</p> },
        Some(None) => return html! { <p>{ text.answer_unknown }</p> },
        Some(Some(right)) => right,
    };
    let words = question.choices.iter().find(|choice| choice.value == *right).map_or(right, |choice| &choice.text);
    let is_right = attempt.is_right() == Some(true);
    let word = match (is_right, attempt.given.is_empty() && question.choices.is_empty()) {
        (true, _) => text.answer_right,
        (false, true) => text.answer_revealed,
        (false, false) => text.answer_wrong,
    };
    let see = question.see.clone().map(|moment| {
        let deed = Deed::Show(moment, question.schedule.clone());
        props.on_deed.reform(move |_| deed.clone())
    });
    html! {
        <>
            <p><b class="result">{ word }</b>{ " " }<span class="given">{ with_code(words) }</span></p>
            <p class="why">{ with_code(&question.why) }</p>
            if let Some(onclick) = see {
                <button type="button" class="link moment" disabled={!props.is_possible} {onclick}>{ text.see_it }</button>
            }
        </>
    }
}
