//! The whole page: state, its effects on the world outside (worker, storage, document), and the layout.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::address;
use super::client::Client;
use super::console::Console;
use super::control::ControlAction;
use super::document::Document;
use super::download::download;
use super::editor::Editor;
use super::events::EventList;
use super::header::Header;
use super::help::Help;
use super::keys::{self, KeyCommand};
use super::lanes::LaneField;
use super::machine::Machine;
use super::notice::Notice;
use super::parent::{self, StateRequest};
use super::school;
use super::share::Share;
use super::state::{Action, Phase, State, Tab, Theme};
use super::storage;
use super::study::StudyAction;
use super::timer::Timer;
use super::transport::{Command, Transport};
use crate::protocol::{Format, Goal, Place, Reply, Request};
use crate::{scenarios, text};

/// How long the reader must stop typing before the program is compiled.
const TYPING_PAUSE_MS: i32 = 350;
/// How long the run must stand still before the worker is asked who ran when.
const RECORDING_PAUSE_MS: i32 = 250;

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
    use_recording(&state, &client);
    use_address(&state);
    use_document_attributes(&state);
    let compile_later = use_mut_ref(|| None::<Timer>);

    let on_action = {
        let dispatcher = state.dispatcher();
        let compile_later = compile_later.clone();
        Callback::from(move |action: Action| {
            let is_edit = matches!(action, Action::Edit(_) | Action::Give(_) | Action::File(_));
            let is_new_program = matches!(action, Action::Pick(..) | Action::Reset);
            if matches!(action, Action::Pick(..)) {
                address::clear();
            }
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
    let on_request = use_requests(&client);
    let on_deed = school::use_school(&state, &on_action, &on_request);
    let on_place = on_place(&state, &on_request);

    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with((), move |()| focus_unless_embedded(&root));
    }
    use_parent(&state, &root);
    let on_key = on_key(&state, on_command.clone());
    let on_export = on_export(&client);
    let on_close = on_action.reform(|()| Action::Share(false));
    let text = text::of(state.settings.locale);
    if state.study.is_course {
        return school::course(&state, &on_action);
    }
    let lesson = state.study.is_open.then_some("with-lesson");
    let embedded = state.frame.is_embedded.then_some("embedded");
    let locale = state.settings.locale;
    let parts = state.frame.parts;
    html! {
        <div class={classes!("lab", tab_class(state.tab), lesson, embedded)} ref={root} tabindex="-1" onkeydown={on_key}>
            <a class="skip" href="#transport">{ text.skip_to_transport }</a>
            <Header settings={state.settings.clone()} scenarios={state.scenarios.clone()} document={state.document.original.clone()}
                tab={state.tab} frame={state.frame} has_lesson={state.study.is_open} on_action={on_action.clone()} />
            if let Some(trouble) = state.trouble { <Notice {trouble} {locale} on_action={on_action.clone()} /> }
            <main class="panes">
                if parts.program {
                    <Editor document={state.document.clone()} notes={state.lab.notes.clone()} view={state.lab.view.clone()}
                        fault={state.lab.fault_site().cloned()} breakpoints={state.control.lines(state.document.open_name())}
                        is_read_only={state.frame.is_read_only} {locale} on_action={on_action.clone()} on_line={on_place} />
                }
                if parts.console || parts.events {
                    <section class="pane timeline" aria-label={text.timeline}>
                        if parts.console { <Console view={state.lab.view.clone()} {locale} /> }
                        if parts.events {
                            <EventList view={state.lab.view.clone()} events={state.lab.events.clone()} words={state.lab.words.clone()} {locale} on_command={on_command.clone()} />
                        }
                    </section>
                }
                if parts.machine {
                    <Machine lab={state.lab.clone()} {locale} on_action={on_action.clone()} on_command={on_command.clone()} />
                }
                if state.study.is_open { { school::lesson(&state, &on_deed) } }
            </main>
            if parts.lanes {
                <LaneField lanes={state.lab.lanes.clone()} position={state.lab.position()} is_possible={state.lab.progress.is_none()}
                    {locale} on_command={on_command.clone()} />
            }
            <Transport lab={state.lab.clone()} granularity={state.granularity} is_playing={state.is_playing}
                pace={state.settings.pace} control={state.control.clone()} given={state.document.given.clone()}
                cores={state.document.cores()} {locale}
                full_lab={state.frame.is_embedded.then(|| AttrValue::from(address::full_lab(&state.link())))}
                on_action={on_action.clone()} {on_command} />
            if state.is_sharing {
                <Share link={Rc::new(state.link())} is_running={state.lab.view.is_some()} {locale} {on_export} {on_close} />
            }
            if state.control.is_helping { <Help {locale} {on_action} /> }
        </div>
    }
}

/// What a narrow window shows, as a class.
const fn tab_class(tab: Tab) -> &'static str {
    match tab {
        Tab::Program => "show-program",
        Tab::Machine => "show-machine",
        Tab::Timeline => "show-timeline",
        Tab::Lesson => "show-lesson",
    }
}

fn first_state() -> State {
    let options = address::options();
    let bundled = scenarios::bundled().into_iter().map(Rc::new).collect();
    let mut state = State::new(storage::settings(), bundled, &Default::default());
    // Somebody else's page has its own lessons.
    let asks_for_lesson = options.parts.is_some_and(|parts| parts.lesson);
    let has_lesson = if options.is_embedded { asks_for_lesson } else { state.settings.has_lesson || asks_for_lesson };
    // What is answered in somebody else's page counts there alone.
    let progress = if options.is_embedded { Default::default() } else { storage::progress() };
    state.study = super::study::Study::new(progress, has_lesson);
    state.obey(&options);
    if !state.is_linked {
        let (original, shelf) = (state.document.original.clone(), storage::Shelf::of(options.is_embedded));
        state.document = Document::new(original.clone(), &storage::edits(shelf, &original.id), 0);
        state.document.given = storage::given(shelf, &original.id).unwrap_or(state.document.given);
    }
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
            let on_reply = Callback::from(move |reply: Option<Reply>| match reply {
                Some(Reply::Exported { format, text }) => {
                    download(&format!("ipc-lab{}", format.ending()), format.kind(), &text);
                }
                reply => dispatcher.dispatch(reply.map_or(Action::Fail, Action::Reply)),
            });
            let started = Client::start(&new_worker, on_reply.clone());
            if started.is_err() {
                on_reply.emit(None);
            }
            *client.borrow_mut() = started.ok();
        });
    }
    {
        let is_listening = !matches!(state.lab.phase, Phase::Starting | Phase::Broken);
        let rule = state.control.rule.to_string();
        let client = client.clone();
        use_effect_with((rule, is_listening, state.simulators), move |(rule, is_listening, _)| {
            if let (true, Some(client)) = (*is_listening, client.borrow().as_ref()) {
                client.send(&Request::Rule { rule: rule.clone() });
            }
        });
    }
    {
        let is_listening = !matches!(state.lab.phase, Phase::Starting | Phase::Broken);
        let places = state.control.breakpoints.clone();
        let client = client.clone();
        use_effect_with((places, is_listening, state.simulators), move |(places, is_listening, _)| {
            if let (true, Some(client)) = (*is_listening, client.borrow().as_ref()) {
                client.send(&Request::Breakpoints { places: places.to_vec() });
            }
        });
    }
    {
        let (client, document, start) = (client.clone(), state.document.clone(), state.start.clone());
        let is_listening = !matches!(state.lab.phase, Phase::Starting | Phase::Broken);
        use_effect_with((state.lab.generation, is_listening), move |&(generation, is_listening)| {
            if let (true, Some(client)) = (is_listening, client.borrow().as_ref()) {
                client.send(&Request::Open { generation, scenario: Box::new(document.scenario()), start });
            }
        });
    }
    client
}

/// Keeps settings and edited programs in the browser; a program that came by a link in the address.
#[hook]
fn use_memory(state: &UseReducerHandle<State>) {
    let is_embedded = state.frame.is_embedded;
    use_effect_with(state.settings.clone(), move |settings| {
        // In somebody else's page the settings are that page's.
        if !is_embedded {
            storage::keep_settings(settings);
        }
    });
    let id = state.document.original.id.clone();
    use_given(state);
    let document = &state.document;
    let program = (id, document.edits(), document.given.clone(), state.recording.clone());
    let is_course = state.study.is_course;
    use_effect_with((program, state.is_linked, is_course), {
        let state = state.clone();
        move |(program, is_linked, is_course)| match (*is_linked, *is_course) {
            (false, _) => storage::keep_edits(storage::Shelf::of(is_embedded), &program.0, &program.1),
            (true, false) => address::keep(&state.link()),
            // The address names the course.
            (true, true) => {}
        }
    });
}

/// Asks the worker who ran when, a while after each move, as long as somebody wants to know.
#[hook]
fn use_recording(state: &UseReducerHandle<State>, client: &SharedClient) {
    let is_wanted = state.is_linked || state.is_sharing || state.frame.is_embedded;
    let is_standing = state.lab.phase == Phase::Standing && state.lab.progress.is_none();
    let position = state.lab.position();
    let client = client.clone();
    use_effect_with((is_wanted && is_standing, state.lab.generation, position), move |&(is_wanted, ..)| {
        let ask = move || {
            if let Some(client) = client.borrow().as_ref() {
                client.send(&Request::Record);
            }
        };
        let timer = is_wanted.then(|| Timer::after(RECORDING_PAUSE_MS, ask));
        move || drop(timer)
    });
}

/// Sends requests that belong to no command.
#[hook]
fn use_requests(client: &SharedClient) -> Callback<Request> {
    let client = client.clone();
    Callback::from(move |request: Request| {
        if let Some(client) = client.borrow().as_ref() {
            client.send(&request);
        }
    })
}

/// Runs to a line of the open file.
fn on_place(state: &UseReducerHandle<State>, on_request: &Callback<Request>) -> Callback<u32> {
    let (dispatcher, on_request) = (state.dispatcher(), on_request.clone());
    let (file, granularity) = (state.document.open_name().to_owned(), state.granularity);
    let is_possible = state.lab.phase == Phase::Standing && !state.lab.is_at_end() && state.lab.progress.is_none();
    Callback::from(move |line: u32| {
        if is_possible {
            dispatcher.dispatch(Action::Finish);
            on_request.emit(Request::Finish { granularity, goal: Goal::Line(Place { file: file.clone(), line }) });
        }
    })
}

/// Keeps what the programs are given, for each scenario; of a program that came by a link the address does.
#[hook]
fn use_given(state: &UseReducerHandle<State>) {
    let id = state.document.original.id.clone();
    let shelf = storage::Shelf::of(state.frame.is_embedded);
    // Whose it is in the state now.
    let of = use_mut_ref(|| (!state.is_linked).then(|| id.clone()));
    let kept = state.document.is_given_otherwise().then(|| state.document.given.clone());
    let dispatcher = state.dispatcher();
    use_effect_with((id, kept, state.is_linked), move |(id, kept, is_linked)| {
        if *is_linked {
            *of.borrow_mut() = None;
            return;
        }
        if of.borrow().as_ref() == Some(id) {
            storage::keep_given(shelf, id, kept.as_ref());
            return;
        }
        *of.borrow_mut() = Some(id.clone());
        if let Some(given) = storage::given(shelf, id) {
            dispatcher.dispatch(Action::Give(given));
            dispatcher.dispatch(Action::Compile);
        }
    });
}

/// Opens another address that is typed or followed while the page is open.
#[hook]
fn use_address(state: &UseReducerHandle<State>) {
    let is_embedded = state.frame.is_embedded;
    use_effect_with((), move |()| {
        let follow = Closure::<dyn FnMut()>::new(move || {
            if address::names_program() {
                // A page that cannot be loaded anew stays as it is.
                let _ = web_sys::window().map(|window| window.location().reload());
            }
        });
        if let (false, Some(window)) = (is_embedded, web_sys::window()) {
            window.set_onhashchange(Some(follow.as_ref().unchecked_ref()));
        }
        move || drop(follow)
    });
}

/// Tells the page around an embedded lab how high it is and how far the reader has come.
#[hook]
fn use_parent(state: &UseReducerHandle<State>, root: &NodeRef) {
    let is_embedded = state.frame.is_embedded;
    {
        let dispatcher = state.dispatcher();
        use_effect_with(is_embedded, move |&is_embedded| {
            let follow = Callback::from(move |(link, answered)| {
                dispatcher.dispatch(Action::Follow(link));
                dispatcher.dispatch(Action::Study(StudyAction::Remember(answered)));
            });
            let request = is_embedded.then(|| StateRequest::send(follow));
            move || drop(request)
        });
    }
    {
        // The frame only grows: a page around that moved with every step could not be read.
        let (root, highest) = (root.clone(), use_mut_ref(|| 0));
        use_effect(move || {
            let height = root.cast::<web_sys::HtmlElement>().map_or(0, |root| root.offset_height());
            if is_embedded && height > *highest.borrow() {
                *highest.borrow_mut() = height;
                parent::report_height(height);
            }
        });
    }
    let first = use_mut_ref(|| None);
    let reports = use_mut_ref(|| 0);
    let state = state.clone();
    let (edits, given) = (state.document.edits(), state.document.given.clone());
    let score = state.score();
    use_effect_with((state.recording.clone(), edits, given, score), move |now| {
        // What stands at the beginning is not the reader's work, and must not be taken for it.
        let is_new = first.borrow_mut().get_or_insert_with(|| now.clone()) != now;
        if is_embedded && is_new && state.has_acted {
            *reports.borrow_mut() += 1;
            let answered = state.study.answered(&state.document.original.id);
            parent::report_state(*reports.borrow(), f64::from(score) / 100.0, &state.link().encode(), &answered);
        }
    });
}

fn on_export(client: &SharedClient) -> Callback<Format> {
    let client = client.clone();
    Callback::from(move |format| {
        if let Some(client) = client.borrow().as_ref() {
            client.send(&Request::Export(format));
        }
    })
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
            Command::Back => Request::Back { granularity },
            Command::RunBack => Request::RunBack,
            Command::Seek(step) => Request::Seek { step: step.min(position.known) },
            Command::Run => Request::Finish { granularity, goal: Goal::Breakpoint },
            Command::EventOf(task) => Request::Finish { granularity, goal: Goal::EventOf(task) },
            Command::Finish => Request::Finish { granularity, goal: Goal::End },
            Command::Stop => Request::Stop,
        };
        if !matches!(command, Command::Step(None)) {
            dispatcher.dispatch(Action::Play(false));
        }
        dispatcher.dispatch(Action::Act);
        if matches!(command, Command::Finish | Command::Run | Command::EventOf(_)) {
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
    let pause = state.settings.pace.milliseconds();
    use_effect_with((state.is_playing, step, pause), move |&(is_playing, _, pause)| {
        let timer = is_playing.then(|| Timer::after(pause, move || on_command.emit(Command::Step(None))));
        move || drop(timer)
    });
}

fn on_key(state: &UseReducerHandle<State>, on_command: Callback<Command>) -> Callback<KeyboardEvent> {
    let state = state.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_activation = matches!(event.key().as_str(), " " | "Enter");
        if target.is_some_and(|target| keys::keeps_its_keys(&target.tag_name(), is_activation)) {
            return;
        }
        let Some(key) = keys::command(&event.key(), &event.code(), event.shift_key()) else { return };
        event.prevent_default();
        match command_of(key, &state) {
            Some(command) => on_command.emit(command),
            None => action_of(key, &state).into_iter().for_each(|action| state.dispatch(action)),
        }
    })
}

/// What a key does to the run, if it can be done now.
fn command_of(key: KeyCommand, state: &State) -> Option<Command> {
    let is_busy = state.lab.progress.is_some();
    let can_go_on = !is_busy && !state.lab.is_at_end();
    let choices = state.lab.view.as_ref().map_or(&[][..], |view| &view.choices);
    match key {
        KeyCommand::Stop if is_busy => Some(Command::Stop),
        _ if is_busy => None,
        KeyCommand::Step => Some(Command::Step(None)),
        KeyCommand::Back => Some(Command::Back),
        KeyCommand::RunBack => Some(Command::RunBack),
        KeyCommand::ToStart => Some(Command::Seek(0)),
        KeyCommand::Run if can_go_on => Some(Command::Run),
        KeyCommand::ToEnd if can_go_on => Some(Command::Finish),
        KeyCommand::Choose(task) if choices.contains(&task) => Some(Command::Step(Some(task))),
        KeyCommand::EventOf(task) if can_go_on => Some(Command::EventOf(task)),
        _ => None,
    }
}

/// What a key does to the page.
fn action_of(key: KeyCommand, state: &State) -> Option<Action> {
    let action = match key {
        KeyCommand::PlayOrPause => Action::Play(!state.is_playing),
        KeyCommand::Granularity(granularity) => Action::Granularity(granularity),
        KeyCommand::Pace(by) => Action::Pace(state.settings.pace.changed(by.into())),
        KeyCommand::Lesson => Action::Study(StudyAction::Open(!state.study.is_open)),
        KeyCommand::Help => Action::Control(ControlAction::Help(true)),
        KeyCommand::Break => match state.lab.moved_site() {
            Some((file, line)) => Action::Control(ControlAction::Break(Place { file, line })),
            None => return None,
        },
        _ => return None,
    };
    Some(action)
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
