//! The editor's pane: tabs for the files, the text, and what the compiler has to say.

mod code;
mod files;
mod highlight;
mod keys;
mod launch;
mod lines;
mod notes;

use std::rc::Rc;

use sim_core::abi::Site;
use sim_core::lang::diag::Locale;
use sim_core::view::View;
use yew::prelude::*;

use super::control::ControlAction;
use super::document::Document;
use super::state::Action;
use super::style::task_class;
use crate::page::press::{disabled, when};
use crate::protocol::{Note, Place};
use crate::text::{self, Text};
use code::{Code, LineDeed, Marker};
use files::FileForm;
use launch::LaunchFields;
use notes::Notes;

/// Properties of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The program being edited.
    pub(super) document: Document,
    /// What the compiler said.
    pub(super) notes: Rc<Vec<Note>>,
    /// What is to be seen.
    pub(super) view: Option<Rc<View>>,
    /// The statement that made an access that was refused in this step.
    pub(super) fault: Option<Site>,
    /// Lines of the open file at which running stops.
    pub(super) breakpoints: Vec<u32>,
    /// Whether the program is only to be read.
    pub(super) is_read_only: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does.
    pub(super) on_action: Callback<Action>,
    /// Hears to which line of the open file the run shall go.
    pub(super) on_line: Callback<u32>,
}

/// The editor's pane.
#[component]
pub(super) fn Editor(props: &Props) -> Html {
    let text = text::of(props.locale);
    let document = &props.document;
    let markers = markers(document, props.view.as_deref());
    let fault = props.fault.as_ref().filter(|site| site.file == document.open_name()).map(|site| site.line);
    let step = props.view.as_ref().map_or(0, |view| view.position.step);
    let current = fault.map(|line| (line, step)).or_else(|| current_line(document, props.view.as_deref()));
    let on_edit = props.on_action.reform(Action::Edit);
    let caret = use_state_eq(|| 1_u32);
    let on_caret = {
        let caret = caret.clone();
        Callback::from(move |line| caret.set(line))
    };
    let on_line = on_line(props);
    let is_filing = use_state_eq(|| false);
    // The line that a reader clicked a message of; each click counts.
    let shown = use_state(|| (0_u32, 0_u32));
    let on_show = {
        let (shown, on_action, document) = (shown.clone(), props.on_action.clone(), document.clone());
        Callback::from(move |(file, line): (String, u32)| {
            if let Some(index) = document.index_of(&file) {
                on_action.emit(Action::OpenFile(index));
            }
            shown.set((line, shown.1 + 1));
        })
    };
    html! {
        <section class="pane editor" aria-label={text.program}>
            <div class="files">
                { tabs(props, text) }
                if !props.is_read_only { { files_button(&is_filing, text) } }
                { to_line(props, *caret, text) }
                if !props.is_read_only { { reset(props, text) } }
            </div>
            if *is_filing && !props.is_read_only {
                <FileForm document={document.clone()} locale={props.locale} on_deed={props.on_action.reform(Action::File)} />
            }
            <Code text={document.open_text()} file={document.open_name().to_owned()} loaded={document.loaded}
                notes={props.notes.clone()} {markers} {current} {fault} shown={*shown} breakpoints={props.breakpoints.clone()}
                is_read_only={props.is_read_only} locale={props.locale} {on_edit} {on_caret} {on_line} />
            if !props.is_read_only {
                <LaunchFields key={document.original.id.clone()} programs={programs(document)} given={document.given.clone()}
                    locale={props.locale} on_given={props.on_action.reform(Action::Give)} />
            }
            <Notes notes={props.notes.clone()} locale={props.locale} {on_show} />
        </section>
    }
}

/// The programs that are started, in order.
fn programs(document: &Document) -> Vec<String> {
    document.original.launches().into_iter().map(|launch| launch.program).collect()
}

fn tabs(props: &Props, text: &'static Text) -> Html {
    let tab = |(index, (name, is_edited)): (usize, (&str, bool))| {
        let is_open = index == props.document.open;
        let onclick = props.on_action.reform(move |_| Action::OpenFile(index));
        let errors = props.notes.iter().filter(|note| note.file == name).count();
        let tasks = tasks_in(props.view.as_deref(), name);
        html! {
            <button type="button" key={name.to_owned()} class={classes!("file", is_open.then_some("open"))}
                aria-pressed={is_open.to_string()} {onclick}>
                { name }
                if is_edited { <span class="dot" title={text.edited}><span class="sr-only">{ text.edited }</span></span> }
                if errors > 0 { <span class="count">{ errors }</span> }
                { for tasks.iter().map(|task| html! { <i class={classes!("pip", task_class(*task))} /> }) }
            </button>
        }
    };
    html! { <div class="file-tabs" role="group" aria-label={text.files}>{ for props.document.files().enumerate().map(tab) }</div> }
}

fn tasks_in(view: Option<&View>, file: &str) -> Vec<u32> {
    let tasks = view.map_or(&[][..], |view| &view.tasks);
    let is_in = |task: &&sim_core::view::TaskView| task.site.as_ref().is_some_and(|site| site.file == file);
    tasks.iter().filter(is_in).map(|task| task.number).collect()
}

/// Shows or hides the form that adds, renames and deletes files.
fn files_button(is_filing: &UseStateHandle<bool>, text: &'static Text) -> Html {
    let onclick = {
        let is_filing = is_filing.clone();
        Callback::from(move |_| is_filing.set(!*is_filing))
    };
    html! {
        <button type="button" id="files" class="quiet" aria-expanded={is_filing.to_string()} aria-label={text.change_files}
            title={text.change_files} {onclick}>{ "+" }</button>
    }
}

/// What is done with a line of the open file.
fn on_line(props: &Props) -> Callback<LineDeed> {
    let (on_action, on_line) = (props.on_action.clone(), props.on_line.clone());
    let file = props.document.open_name().to_owned();
    Callback::from(move |deed| match deed {
        LineDeed::Break(line) => {
            on_action.emit(Action::Control(ControlAction::Break(Place { file: file.clone(), line })))
        }
        LineDeed::Run(line) => on_line.emit(line),
    })
}

/// Runs to the line of the caret.
fn to_line(props: &Props, line: u32, text: &'static Text) -> Html {
    let is_possible = props.view.as_ref().is_some_and(|view| !view.choices.is_empty());
    let onclick = when(is_possible, props.on_line.reform(move |_: MouseEvent| line));
    html! {
        <button type="button" id="to-line" class="quiet" aria-disabled={disabled(is_possible)} {onclick}>{ (text.to_line)(line) }</button>
    }
}

fn reset(props: &Props, text: &'static Text) -> Html {
    let is_possible = props.document.is_edited();
    let onclick = when(is_possible, props.on_action.reform(|_: MouseEvent| Action::Reset));
    html! {
        <button type="button" id="reset" class="quiet" title={text.reset_hint} aria-disabled={disabled(is_possible)} {onclick}>
            { text.reset }
        </button>
    }
}

/// For each line of the open file at which tasks stand: the line and the tasks.
fn markers(document: &Document, view: Option<&View>) -> Vec<Marker> {
    let mut markers: Vec<Marker> = Vec::new();
    for task in view.map_or(&[][..], |view| &view.tasks) {
        let Some(site) = task.site.as_ref().filter(|site| site.file == document.open_name()) else { continue };
        match markers.iter_mut().find(|marker| marker.line == site.line) {
            Some(marker) => marker.tasks.push(task.number),
            None => markers.push(Marker { line: site.line, tasks: vec![task.number] }),
        }
    }
    markers
}

/// The line of the task that moved, to be kept in sight, and the step it belongs to.
fn current_line(document: &Document, view: Option<&View>) -> Option<(u32, u64)> {
    let view = view?;
    let number = view.position.task.or(view.choices.first().copied())?;
    let site = view.tasks.iter().find(|task| task.number == number)?.site.as_ref()?;
    (site.file == document.open_name()).then_some((site.line, view.position.step))
}
