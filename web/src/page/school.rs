//! The course and its lessons in the page: what is loaded when, what is kept, and how the address names the course.

use std::rc::Rc;

use sim_core::scenario::Scenario;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

use super::control::ControlAction;
use super::course::{CoursePage, words};
use super::header::Header;
use super::lesson::{Deed, LessonPane};
use super::state::{Action, Phase, State, Tab};
use super::study::StudyAction;
use super::{fetch, storage};
use crate::protocol::Request;
use crate::scenarios;

/// The fragment of the address that names the course.
const COURSE: &str = "#course";

/// Loads lessons when they are wanted, keeps what the reader does, follows the address. Hears the reader's deeds.
#[hook]
pub(super) fn use_school(
    state: &UseReducerHandle<State>,
    on_action: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Callback<Deed> {
    use_lesson(state);
    use_breakpoints(state);
    let is_embedded = state.frame.is_embedded;
    use_effect_with(state.study.progress.clone(), move |progress| {
        if !is_embedded {
            storage::keep_progress(progress);
        }
    });
    use_address(state);
    let (state, on_action, on_request) = (state.clone(), on_action.clone(), on_request.clone());
    Callback::from(move |deed: Deed| match deed {
        Deed::Show(moment, schedule) => {
            if state.lab.phase == Phase::Standing && state.lab.progress.is_none() {
                on_action.emit(Action::Finish);
                on_action.emit(Action::Show(Tab::Machine));
                on_request.emit(Request::Show { moment, schedule });
            }
        }
        Deed::Answer(question, given, query, schedule) => {
            on_action.emit(Action::Study(StudyAction::Try(question.clone(), given)));
            on_request.emit(Request::Ask { question, query, schedule });
        }
        Deed::Open(id) => open(&state, &on_action, &id),
        Deed::Study(action) => on_action.emit(Action::Study(action)),
        Deed::Course => go_to_course(),
    })
}

/// Loads the lesson of the open scenario, once it is to be seen.
#[hook]
fn use_lesson(state: &UseReducerHandle<State>) {
    let wanted = (state.document.original.id.clone(), state.settings.locale);
    let is_wanted = state.study.is_open;
    let dispatcher = state.dispatcher();
    let has = state.study.of.clone();
    use_effect_with((wanted, is_wanted), move |((id, locale), is_wanted)| {
        if !is_wanted || has == Some((id.clone(), *locale)) {
            return;
        }
        dispatcher.dispatch(Action::Study(StudyAction::Ask(id.clone(), *locale)));
        let (of, locale) = (id.clone(), *locale);
        fetch::lesson(
            id,
            locale,
            Callback::from(move |lesson| {
                dispatcher.dispatch(Action::Study(StudyAction::Load(of.clone(), locale, lesson)));
            }),
        );
    });
}

/// Keeps the breakpoints of each program.
#[hook]
fn use_breakpoints(state: &UseReducerHandle<State>) {
    let id = state.document.original.id.clone();
    // Whose breakpoints are in the state now.
    let of = use_mut_ref(|| None::<String>);
    let dispatcher = state.dispatcher();
    use_effect_with((id, state.control.breakpoints.clone()), move |(id, places)| {
        if of.borrow().as_ref() == Some(id) {
            storage::keep_breakpoints(id, places);
        } else {
            *of.borrow_mut() = Some(id.clone());
            dispatcher.dispatch(Action::Control(ControlAction::Breakpoints(storage::breakpoints(id))));
        }
    });
}

/// The address says whether the course is shown, so that the browser's own way back works.
#[hook]
fn use_address(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let follow = move || dispatcher.dispatch(Action::Study(StudyAction::Course(fragment() == COURSE)));
        if fragment() == COURSE {
            follow();
        }
        let closure = Closure::<dyn FnMut()>::new(follow);
        let window = web_sys::window();
        if let Some(window) = &window {
            // The window takes any function as a listener.
            let _ = window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = window {
                let _ = window.remove_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
            }
        }
    });
}

fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

fn set_fragment(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A fragment can always be set.
        let _ = window.location().set_hash(fragment);
    }
}

/// Shows the course.
pub(super) fn go_to_course() {
    set_fragment(COURSE);
}

/// Opens a scenario with what the reader had made of it.
fn open(state: &State, on_action: &Callback<Action>, id: &str) {
    let found = state.scenarios.iter().find(|scenario| scenario.id == id);
    if let Some(scenario) = found {
        on_action.emit(Action::Pick(scenario.clone(), storage::edits(storage::Shelf::Lab, id)));
        on_action.emit(Action::Study(StudyAction::Open(true)));
    }
}

fn title(state: &State, id: &str) -> Option<(String, String)> {
    let scenario: &Rc<Scenario> = state.scenarios.iter().find(|scenario| scenario.id == id)?;
    Some((id.to_owned(), words(&scenario.manifest.title, state.settings.locale)))
}

/// The lesson's pane.
pub(super) fn lesson(state: &State, on_deed: &Callback<Deed>) -> Html {
    let id = &state.document.original.id;
    let pair = match &state.study.lesson {
        super::study::Loaded::Here(lesson) => lesson.pair.as_ref().and_then(|id| title(state, id)),
        _ => None,
    };
    let next = scenarios::course().next(id).and_then(|id| title(state, id));
    let is_possible = state.lab.phase == Phase::Standing && state.lab.progress.is_none();
    let name = words(&state.document.original.manifest.title, state.settings.locale);
    html! {
        <LessonPane study={state.study.clone()} title={name} {pair} {next} {is_possible} locale={state.settings.locale}
            on_deed={on_deed.clone()} />
    }
}

/// The course instead of the lab.
pub(super) fn course(state: &UseReducerHandle<State>, on_action: &Callback<Action>) -> Html {
    let on_open = {
        let (state, on_action) = (state.clone(), on_action.clone());
        Callback::from(move |id: String| {
            open(&state, &on_action, &id);
            on_action.emit(Action::Study(StudyAction::Course(false)));
            set_fragment("");
        })
    };
    html! {
        <div class="lab in-course">
            <Header settings={state.settings.clone()} scenarios={state.scenarios.clone()}
                document={state.document.original.clone()} tab={state.tab} frame={state.frame} has_lesson={false} is_course={true}
                on_action={on_action.clone()} />
            <CoursePage course={Rc::new(scenarios::course())} scenarios={state.scenarios.clone()}
                progress={state.study.progress.clone()} open={state.document.original.id.clone()}
                locale={state.settings.locale} {on_open} />
        </div>
    }
}
