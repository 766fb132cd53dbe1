//! The course: every scenario in the order of the curriculum, with what the reader has done of it.

use std::collections::BTreeSet;
use std::rc::Rc;

use lessons::{Chapter, Course};
use sim_core::lang::diag::Locale;
use sim_core::scenario::{Scenario, Text as Bilingual};
use yew::prelude::*;

use super::study::{Marks, Progress};
use crate::text::{self, Text};

/// Properties of [`CoursePage`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The course.
    pub(super) course: Rc<Course>,
    /// The bundled scenarios.
    pub(super) scenarios: Rc<Vec<Rc<Scenario>>>,
    /// What has been done.
    pub(super) progress: Rc<Progress>,
    /// Which scenario is open.
    pub(super) open: String,
    /// Language.
    pub(super) locale: Locale,
    /// Hears which scenario the reader wants.
    pub(super) on_open: Callback<String>,
}

/// The course.
#[component]
pub(super) fn CoursePage(props: &Props) -> Html {
    let text = text::of(props.locale);
    let listed: BTreeSet<&str> = props.course.scenarios().collect();
    let others: Vec<_> = props.scenarios.iter().filter(|scenario| !listed.contains(scenario.id.as_str())).collect();
    let done = props.progress.values().filter(|marks| marks.is_finished).count();
    html! {
        <main class="course" tabindex="-1">
            <h2 class="course-title">{ text.course }</h2>
            <p class="course-intro">{ text.course_intro }</p>
            <p class="course-done">{ (text.course_done)(done, props.scenarios.len()) }</p>
            <ol class="chapters">{ for props.course.chapters.iter().enumerate().map(|(index, each)| chapter(props, index, each, text)) }</ol>
            if !others.is_empty() {
                <h3>{ text.course_others }</h3>
                <ul class="cards-list">{ for others.into_iter().map(|scenario| entry(props, scenario, text)) }</ul>
            }
        </main>
    }
}

fn chapter(props: &Props, index: usize, chapter: &Chapter, text: &'static Text) -> Html {
    let find = |id: &String| props.scenarios.iter().find(|scenario| scenario.id == *id);
    html! {
        <li class="chapter" key={index}>
            <h3><span class="chapter-number">{ index + 1 }</span>{ words(&chapter.title, props.locale) }</h3>
            <p class="chapter-about">{ words(&chapter.about, props.locale) }</p>
            <ul class="cards-list">{ for chapter.scenarios.iter().filter_map(find).map(|scenario| entry(props, scenario, text)) }</ul>
        </li>
    }
}

fn entry(props: &Props, scenario: &Rc<Scenario>, text: &'static Text) -> Html {
    let marks = props.progress.get(&scenario.id).cloned().unwrap_or_default();
    let id = scenario.id.clone();
    let onclick = props.on_open.reform(move |_| id.clone());
    let is_open = scenario.id == props.open;
    html! {
        <li key={scenario.id.clone()} class={classes!("entry", is_open.then_some("open"))}>
            <button type="button" class="entry-button" {onclick}>
                <span class="entry-title">{ words(&scenario.manifest.title, props.locale) }</span>
                <span class="entry-summary">{ words(&scenario.manifest.summary, props.locale) }</span>
                <span class="entry-foot">
                    <span class="entry-rows">{ scenario.manifest.covers.join(" ") }</span>
                    { done(&marks, text) }
                </span>
            </button>
        </li>
    }
}

fn done(marks: &Marks, text: &'static Text) -> Html {
    html! {
        <span class="entry-marks">
            if !marks.answered.is_empty() { <span>{ (text.answered)(marks.answered.len()) }</span> }
            if marks.is_finished {
                <span class="mark-done">{ text.done }</span>
            } else if marks.is_opened {
                <span>{ text.begun }</span>
            }
        </span>
    }
}

/// The words in a language.
pub(super) fn words(text: &Bilingual, locale: Locale) -> String {
    match locale {
        Locale::En => text.en.clone(),
        Locale::Ko => text.ko.clone(),
    }
}
