//! The bar at the top: which scenario, which language, which colours; in a narrow window also what is shown.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::scenario::{Scenario, Text as Bilingual};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::state::{Action, Frame, Settings, Tab, Theme};
use super::study::StudyAction;
use super::{school, storage};
use crate::text::{self, Text};

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What the reader chose.
    pub(super) settings: Settings,
    /// What can be opened.
    pub(super) scenarios: Rc<Vec<Rc<Scenario>>>,
    /// What is open, as it came.
    pub(super) document: Rc<Scenario>,
    /// What a narrow window shows.
    pub(super) tab: Tab,
    /// How the lab stands in the document.
    #[prop_or_default]
    pub(super) frame: Frame,
    /// Whether the lesson stands beside the lab.
    pub(super) has_lesson: bool,
    /// Whether the course is shown instead of the lab.
    #[prop_or_default]
    pub(super) is_course: bool,
    /// Hears what the reader does.
    pub(super) on_action: Callback<Action>,
}

/// The bar at the top.
#[component]
pub(super) fn Header(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    if props.frame.is_embedded {
        let title = words(&props.document.manifest.title, props.settings.locale);
        return html! { <header class="header"><h1 class="sr-only">{ format!("{}: {title}", text.lab) }</h1>{ tabs(props, text) }</header> };
    }
    html! {
        <header class="header">
            <h1 class="brand">{ text.lab }</h1>
            { course_button(props) }
            { picker(props) }
            <p class="summary">{ summary(props) }</p>
            { lesson_button(props) }
            { tabs(props, text) }
            <div class="settings">
                { share(props, text) }
                { large_switch(props) }
                { language_switch(props) }
                { theme_switch(props) }
            </div>
        </header>
    }
}

/// The way into the course and back.
fn course_button(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    let onclick = {
        let (is_course, on_action) = (props.is_course, props.on_action.clone());
        Callback::from(move |_| {
            if is_course { on_action.emit(Action::Study(StudyAction::Course(false))) } else { school::go_to_course() }
        })
    };
    html! {
        <button type="button" id="course" class="quiet" aria-pressed={props.is_course.to_string()} {onclick}>{ text.course }</button>
    }
}

/// Shows or hides the lesson; in a narrow window it goes to it.
fn lesson_button(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    if props.is_course {
        return Html::default();
    }
    let (is_open, on_action) = (props.has_lesson, props.on_action.clone());
    let onclick = Callback::from(move |_| {
        on_action.emit(Action::Study(StudyAction::Open(!is_open)));
        on_action.emit(Action::Show(if is_open { Tab::Machine } else { Tab::Lesson }));
    });
    html! {
        <button type="button" id="lesson" class="quiet" aria-pressed={is_open.to_string()} {onclick}>{ text.lesson }</button>
    }
}

/// The tabs of a narrow window; a lab of one part needs none.
fn tabs(props: &Props, text: &'static Text) -> Html {
    let parts = props.frame.parts;
    let all = [
        (Tab::Lesson, text.lesson, props.has_lesson),
        (Tab::Program, text.program, parts.program),
        (Tab::Machine, text.machine, parts.machine),
        (Tab::Timeline, text.timeline, parts.console || parts.events),
    ];
    let shown: Vec<_> = all.into_iter().filter(|(.., is_shown)| *is_shown).collect();
    if shown.len() < 2 {
        return Html::default();
    }
    html! { <nav class="tabs" aria-label={text.lab}>{ for shown.into_iter().map(|(each, label, _)| tab(props, each, label)) }</nav> }
}

fn share(props: &Props, text: &'static Text) -> Html {
    let onclick = props.on_action.reform(|_| Action::Share(true));
    html! {
        <button type="button" id="share" class="quiet" aria-haspopup="dialog" title={text.share_hint} {onclick}>
            { icon(Icon::Share) }<span class="label">{ text.share }</span>
        </button>
    }
}

fn words(text: &Bilingual, locale: Locale) -> String {
    match locale {
        Locale::En => text.en.clone(),
        Locale::Ko => text.ko.clone(),
    }
}

fn summary(props: &Props) -> String {
    words(&props.document.manifest.summary, props.settings.locale)
}

fn picker(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    let on_action = props.on_action.clone();
    let scenarios = props.scenarios.clone();
    let onchange = Callback::from(move |event: web_sys::Event| {
        let id = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some(scenario) = scenarios.iter().find(|scenario| scenario.id == id) {
            on_action.emit(Action::Pick(scenario.clone(), storage::edits(storage::Shelf::Lab, &scenario.id)));
        }
    });
    let option = |scenario: &Rc<Scenario>| {
        html! {
            <option key={scenario.id.clone()} value={scenario.id.clone()} selected={scenario.id == props.document.id}>
                { words(&scenario.manifest.title, props.settings.locale) }
            </option>
        }
    };
    html! {
        <select id="scenario" class="picker" aria-label={text.scenario} {onchange}>
            if !props.scenarios.iter().any(|scenario| scenario.id == props.document.id) {
                <option value={props.document.id.clone()} selected=true>{ text.linked_program }</option>
            }
            { for props.scenarios.iter().map(option) }
        </select>
    }
}

fn tab(props: &Props, tab: Tab, label: &'static str) -> Html {
    let onclick = props.on_action.reform(move |_| Action::Show(tab));
    let is_open = props.tab == tab;
    html! {
        <button type="button" class={classes!("tab", is_open.then_some("open"))} aria-pressed={is_open.to_string()} {onclick}>
            { label }
        </button>
    }
}

fn language_switch(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    let button = |locale: Locale, label: &'static str, code: &'static str| {
        let is_on = props.settings.locale == locale;
        let onclick = props.on_action.reform(move |_| Action::Locale(locale));
        html! { <button type="button" lang={code} aria-pressed={is_on.to_string()} {onclick}>{ label }</button> }
    };
    html! {
        <div class="switch" role="group" aria-label={text.language}>
            { button(Locale::Ko, "한국어", "ko") }
            { button(Locale::En, "EN", "en") }
        </div>
    }
}

fn theme_switch(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    let (label, sign, next) = match props.settings.theme {
        Theme::Auto => (text.theme_auto, "◐", Theme::Light),
        Theme::Light => (text.theme_light, "○", Theme::Dark),
        Theme::Dark => (text.theme_dark, "●", Theme::Auto),
    };
    let title = format!("{}: {label}", text.theme);
    let onclick = props.on_action.reform(move |_| Action::Theme(next));
    html! {
        <button type="button" class="quiet" id="theme" aria-label={title.clone()} {title} {onclick}>{ sign }</button>
    }
}

fn large_switch(props: &Props) -> Html {
    let text = text::of(props.settings.locale);
    let is_large = props.settings.is_large;
    let onclick = props.on_action.reform(move |_| Action::Large(!is_large));
    html! {
        <button type="button" class="quiet large" aria-pressed={is_large.to_string()} aria-label={text.larger_type}
            title={text.larger_type} {onclick}>{ "A" }<span aria-hidden="true">{ "A" }</span></button>
    }
}
