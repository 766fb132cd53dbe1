//! The lesson beside the lab: what to look for, questions, and what Linux really does.

mod blocks;
mod question;

use lessons::{Claim, Lesson, Verdict};
use sim_core::lang::diag::Locale;
use yew::prelude::*;

use super::study::{Loaded, Study, StudyAction};
use crate::text::{self, Text};
use blocks::Blocks;

/// What the reader does in a lesson.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// Goes to a moment of the run: in text form, with the schedule.
    Show(String, String),
    /// Opens another scenario.
    Open(String),
    /// Answers a question: its id, what he thinks, the query and its schedule.
    Answer(String, String, String, String),
    /// Whatever else.
    Study(StudyAction),
    /// Goes to the course.
    Course,
}

/// Properties of [`LessonPane`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The reader's way through the course.
    pub(super) study: Study,
    /// The scenario's title.
    pub(super) title: String,
    /// Titles of the scenarios that it leads to: the pair, and the next one of the course.
    pub(super) pair: Option<(String, String)>,
    /// The scenario behind it in the course, with its title.
    pub(super) next: Option<(String, String)>,
    /// Whether the run can be moved now.
    pub(super) is_possible: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does.
    pub(super) on_deed: Callback<Deed>,
}

/// The lesson's pane.
#[component]
pub(super) fn LessonPane(props: &Props) -> Html {
    let text = text::of(props.locale);
    let content = match &props.study.lesson {
        Loaded::Not | Loaded::Coming => html! { <p class="hint" role="status">{ text.lesson_coming }</p> },
        Loaded::Missing => html! { <p class="hint" role="status">{ text.lesson_missing }</p> },
        Loaded::Here(lesson) => lesson_text(props, lesson, text),
    };
    let close = props.on_deed.reform(|_| Deed::Study(StudyAction::Open(false)));
    let course = props.on_deed.reform(|_| Deed::Course);
    html! {
        <section class="pane lesson" aria-labelledby="lesson-title" tabindex="0">
            <div class="lesson-head">
                <button type="button" class="quiet" onclick={course}>{ text.course }</button>
                <button type="button" class="quiet" id="close-lesson" aria-label={text.close_lesson} title={text.close_lesson}
                    onclick={close}>{ "×" }</button>
            </div>
            <div class="lesson-text">
                <h2 id="lesson-title">{ &props.title }</h2>
                { content }
            </div>
        </section>
    }
}

fn lesson_text(props: &Props, lesson: &std::rc::Rc<Lesson>, text: &'static Text) -> Html {
    html! {
        <>
            if props.study.missing.is_some() { <p class="missing-moment" role="status">{ text.moment_missing }</p> }
            <Blocks lesson={lesson.clone()} tries={props.study.tries.clone()} is_possible={props.is_possible}
                locale={props.locale} on_deed={props.on_deed.clone()} />
            if !lesson.claims.is_empty() {
                <section class="claims" aria-labelledby="claims-title">
                    <h3 id="claims-title">{ text.claims }</h3>
                    <dl>{ for lesson.claims.iter().map(|each| claim(each, text)) }</dl>
                </section>
            }
            <nav class="lesson-foot" aria-label={text.course}>
                { for props.pair.iter().map(|pair| way(props, pair, text.pair)) }
                { for props.next.iter().map(|next| way(props, next, text.next_lesson)) }
            </nav>
        </>
    }
}

fn claim(claim: &Claim, text: &'static Text) -> Html {
    let (class, word) = match claim.verdict {
        Verdict::Holds => ("holds", text.holds),
        Verdict::Fails => ("fails", text.fails),
        Verdict::Depends => ("depends", text.depends),
    };
    html! {
        <>
            <dt><span class="claim-id">{ &claim.id }</span><b class={classes!("verdict", class)}>{ word }</b></dt>
            <dd>{ blocks::with_code(&claim.text) }</dd>
        </>
    }
}

/// A way to another scenario.
fn way(props: &Props, (id, title): &(String, String), word: &'static str) -> Html {
    let id = id.clone();
    let onclick = props.on_deed.reform(move |_| Deed::Open(id.clone()));
    html! { <button type="button" class="way" {onclick}><span class="caption">{ word }</span>{ title }</button> }
}
