//! The whole page: state, its effects on the world outside (worker, storage, document), and the layout.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::client::Client;
use super::console::Console;
use super::editor::Editor;
use super::events::EventList;
use super::header::Header;
use super::keys::{self, KeyCommand};
use super::lanes::LaneField;
use super::machine::Machine;
use super::state::{Action, Phase, State, Tab, Theme};
use super::storage;
use super::timer::Timer;
use super::transport::{Command, Transport};
use crate::protocol::{Request, Start};
use crate::{scenarios, text};

/// How long the reader must stop typing before the program is compiled.
const TYPING_PAUSE_MS: i32 = 350;
/// How long playback shows each step.
const PLAYBACK_MS: i32 = 700;

/// Properties of [`App`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Makes a worker that is about to run [`crate::run_worker`].
    pub(super) new_worker: js_sys::Function,
}

/// The page.
#[component]
pub(super) fn App(props: &Props) -> Html {
    let state = use_reducer(first_state);
    let client = use_simulator(&state, &props.new_worker);
    use_memory(&state);
    use_document_attributes(&state);
    let compile_later = use_mut_ref(|| None::<Timer>);

    let on_action = {
        let dispatcher = state.dispatcher();
        let compile_later = compile_later.clone();
        Callback::from(move |action: Action| {
            let is_edit = matches!(action, Action::Edit(_));
            let is_new_program = matches!(action, Action::Pick(..) | Action::Reset);
            dispatcher.dispatch(action);
            if is_edit {
                let dispatcher = dispatcher.clone();
                let compile = Timer::after(TYPING_PAUSE_MS, move || dispatcher.dispatch(Action::Compile));
                *compile_later.borrow_mut() = Some(compile);
            } else if is_new_program {
                *compile_later.borrow_mut() = None;
                dispatcher.dispatch(Action::Compile);
            }
        })
    };
    let on_command = use_commands(&state, &client);
    use_playback(&state, &on_command);

    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with((), move |()| focus_unless_embedded(&root));
    }
    let on_key = on_key(&state, on_command.clone());
    let text = text::of(state.settings.locale);
    let tab = match state.tab {
        Tab::Program => "show-program",
        Tab::Machine => "show-machine",
        Tab::Timeline => "show-timeline",
    };
    html! {
        <div class={classes!("lab", tab)} ref={root} tabindex="-1" onkeydown={on_key}>
            <a class="skip" href="#transport">{ text.skip_to_transport }</a>
            <Header settings={state.settings.clone()} scenarios={state.scenarios.clone()}
                open={state.document.original.id.clone()} tab={state.tab} on_action={on_action.clone()} />
            <main class="panes">
                <Editor document={state.document.clone()} notes={state.lab.notes.clone()} view={state.lab.view.clone()}
                    fault={state.lab.fault_site().cloned()} locale={state.settings.locale} on_action={on_action.clone()} />
                <section class="pane timeline" aria-label={text.timeline}>
                    <Console view={state.lab.view.clone()} locale={state.settings.locale} />
                    <EventList view={state.lab.view.clone()} events={state.lab.events.clone()}
                        locale={state.settings.locale} on_command={on_command.clone()} />
                </section>
                <Machine lab={state.lab.clone()} locale={state.settings.locale} on_action={on_action.clone()} />
            </main>
            <LaneField lanes={state.lab.lanes.clone()} position={state.lab.position()} is_possible={state.lab.progress.is_none()}
                locale={state.settings.locale} on_command={on_command.clone()} />
            <Transport lab={state.lab.clone()} granularity={state.granularity} is_playing={state.is_playing}
                locale={state.settings.locale} {on_action} {on_command} />
        </div>
    }
}

fn first_state() -> State {
    let settings = storage::settings();
    let bundled = scenarios::bundled().into_iter().map(Rc::new).collect();
    let mut state = State::new(settings, bundled, &Default::default());
    let original = state.document.original.clone();
    state.document = super::document::Document::new(original.clone(), &storage::edits(&original.id), 0);
    state
}

type SharedClient = Rc<RefCell<Option<Client>>>;

/// Keeps a worker for as long as the page lives, and sends it the program whenever that is a new one.
#[hook]
fn use_simulator(state: &UseReducerHandle<State>, new_worker: &js_sys::Function) -> SharedClient {
    let client = use_mut_ref(|| None::<Client>);
    {
        let (client, new_worker, dispatcher) = (client.clone(), new_worker.clone(), state.dispatcher());
        use_effect_with(state.simulators, move |_| {
            let on_reply = Callback::from(move |reply: Option<_>| {
                dispatcher.dispatch(reply.map_or(Action::Fail, Action::Reply));
            });
            let started = Client::start(&new_worker, on_reply.clone());
            if started.is_err() {
                on_reply.emit(None);
            }
            *client.borrow_mut() = started.ok();
        });
    }
    {
        let (client, document) = (client.clone(), state.document.clone());
        let is_listening = !matches!(state.lab.phase, Phase::Starting | Phase::Broken);
        use_effect_with((state.lab.generation, is_listening), move |&(generation, is_listening)| {
            if let (true, Some(client)) = (is_listening, client.borrow().as_ref()) {
                client.send(&Request::Open {
                    generation,
                    scenario: Box::new(document.scenario()),
                    start: Start::Beginning,
                });
            }
        });
    }
    client
}

/// Keeps settings and edited programs in the browser.
#[hook]
fn use_memory(state: &UseReducerHandle<State>) {
    use_effect_with(state.settings.clone(), storage::keep_settings);
    let id = state.document.original.id.clone();
    use_effect_with((id, state.document.texts.clone()), {
        let document = state.document.clone();
        move |(id, _)| storage::keep_edits(id, &document.edits())
    });
}

/// Tells the document its language and its colours.
#[hook]
fn use_document_attributes(state: &UseReducerHandle<State>) {
    use_effect_with(state.settings.clone(), |settings| {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(root) = document.and_then(|document| document.document_element()) else { return };
        let theme = match settings.theme {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let size = if settings.is_large { "large" } else { "normal" };
        let language = text::of(settings.locale).language_code;
        for (name, value) in [("data-theme", theme), ("data-size", size), ("lang", language)] {
            // Only an invalid attribute name could fail here.
            let _ = root.set_attribute(name, value);
        }
    });
}

/// Turns what the reader presses into requests to the worker.
#[hook]
fn use_commands(state: &UseReducerHandle<State>, client: &SharedClient) -> Callback<Command> {
    let (client, dispatcher) = (client.clone(), state.dispatcher());
    let granularity = state.granularity;
    let position = state.lab.view.as_ref().map(|view| view.position);
    Callback::from(move |command: Command| {
        let Some(position) = position else { return };
        let request = match command {
            Command::Step(task) => Request::Step { granularity, task },
            Command::Back => Request::Seek { step: position.step.saturating_sub(1) },
            Command::Seek(step) => Request::Seek { step: step.min(position.known) },
            Command::Finish => Request::Finish { granularity },
            Command::Stop => Request::Stop,
        };
        if !matches!(command, Command::Step(None)) {
            dispatcher.dispatch(Action::Play(false));
        }
        if command == Command::Finish {
            dispatcher.dispatch(Action::Finish);
        }
        if let Some(client) = client.borrow().as_ref() {
            client.send(&request);
        }
    })
}

/// While the page plays: the next step, a while after each.
#[hook]
fn use_playback(state: &UseReducerHandle<State>, on_command: &Callback<Command>) {
    let step = state.lab.view.as_ref().map(|view| view.position.step);
    let on_command = on_command.clone();
    use_effect_with((state.is_playing, step), move |&(is_playing, _)| {
        let timer = is_playing.then(|| Timer::after(PLAYBACK_MS, move || on_command.emit(Command::Step(None))));
        move || drop(timer)
    });
}

fn on_key(state: &UseReducerHandle<State>, on_command: Callback<Command>) -> Callback<KeyboardEvent> {
    let dispatcher = state.dispatcher();
    let is_playing = state.is_playing;
    let is_busy = state.lab.progress.is_some();
    let choices = state.lab.view.as_ref().map(|view| view.choices.clone()).unwrap_or_default();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_activation = matches!(event.key().as_str(), " " | "Enter");
        if target.is_some_and(|target| keys::keeps_its_keys(&target.tag_name(), is_activation)) {
            return;
        }
        let Some(key) = keys::command(&event.key()) else { return };
        event.prevent_default();
        match key {
            KeyCommand::Step => on_command.emit(Command::Step(None)),
            KeyCommand::Back => on_command.emit(Command::Back),
            KeyCommand::ToStart => on_command.emit(Command::Seek(0)),
            KeyCommand::ToEnd => on_command.emit(Command::Finish),
            KeyCommand::Stop if is_busy => on_command.emit(Command::Stop),
            KeyCommand::PlayOrPause => dispatcher.dispatch(Action::Play(!is_playing)),
            KeyCommand::Choose(task) if choices.contains(&task) => on_command.emit(Command::Step(Some(task))),
            KeyCommand::Stop | KeyCommand::Choose(_) => {}
        }
    })
}

/// Lets the keys work from the start, except inside somebody else's page.
fn focus_unless_embedded(root: &NodeRef) {
    let is_embedded = web_sys::window().is_some_and(|window| {
        let parent = window.parent().ok().flatten();
        parent.is_some_and(|parent| parent != window)
    });
    if let (false, Some(root)) = (is_embedded, root.cast::<web_sys::HtmlElement>()) {
        // An element that is in the document can always be focused.
        let _ = root.focus();
    }
}
