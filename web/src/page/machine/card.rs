//! A process as a card: who it is, what it is doing, its memory, its descriptors. It keeps its place for ever.

use std::rc::Rc;

use sim_core::abi::Status;
use sim_core::lang::diag::Locale;
use sim_core::view::{Descriptor, FaultView, SectionKind, TaskState, TaskView};
use yew::prelude::*;

use super::memory::Memory;
use super::streams::streams;
use crate::page::icon::{Icon, icon};
use crate::page::style::{address, task_class};
use crate::page::transport::Command;
use crate::text::{self, Text};

/// Properties of [`Card`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The task.
    pub(super) task: Rc<TaskView>,
    /// The call that it sleeps in, as `strace` would write it.
    pub(super) asleep: Option<String>,
    /// Whether it can take the next step.
    pub(super) is_next: bool,
    /// Whether it took the last one.
    pub(super) is_moved: bool,
    /// The access of it that was just refused.
    pub(super) fault: Option<FaultView>,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what moves the run.
    pub(super) on_command: Callback<Command>,
}

/// A process.
#[component]
pub(super) fn Card(props: &Props) -> Html {
    let text = text::of(props.locale);
    let task = &props.task;
    let is_over = task.state.status().is_some();
    let is_folded = is_over && task.sections.is_empty();
    let class = classes!(
        "card",
        task_class(task.number),
        props.is_moved.then_some("moved"),
        is_over.then_some("over"),
        is_folded.then_some("folded"),
        props.fault.map(|_| "faulted"),
    );
    html! {
        <div {class} role="listitem" data-task={task.number.to_string()} aria-label={format!("P{} {}", task.number, task.program)}
            title={is_folded.then_some(text.memory_gone)}>
            <div class="card-head">
                <div class="card-title">
                    <b class="badge">{ format!("P{}", task.number) }</b>
                    <span class="program">{ &task.program }</span>
                    { numbers(task, text) }
                    { state(task, text) }
                    if !is_over { { next_event(props, text) } }
                </div>
                { doing(props, text) }
                if let Some(host) = &task.host { <span class="pid">{ format!("@{host}") }</span> }
                if !is_over { { facts(task, text) } }
            </div>
            if !is_folded {
                <Memory task={task.clone()} fault={props.fault} locale={props.locale} />
            }
            if !task.streams.is_empty() { { streams(&task.streams, text) } }
            if !is_over {
                <div class="card-foot">
                    if task.process == task.number { { descriptors(task, text) } }
                    <details class="registers">
                        <summary>{ text.registers }</summary>
                        <ul>{ for task.registers.iter().map(|(name, value)| html! { <li><span>{ name }</span>{ address(*value) }</li> }) }</ul>
                    </details>
                </div>
            }
        </div>
    }
}

/// Its process id, or that it is a further thread.
fn numbers(task: &TaskView, text: &'static Text) -> Html {
    if task.process == task.number {
        return html! { <span class="pid" title={(text.parent)(task.parent_pid)}>{ format!("pid {}", task.pid) }</span> };
    }
    html! { <span class="pid" title={text.thread_hint}>{ format!("{} {}", text.thread, task.pid) }</span> }
}

/// Runs to the next event of this task.
fn next_event(props: &Props, text: &'static Text) -> Html {
    let number = props.task.number;
    let onclick = props.on_command.reform(move |_| Command::EventOf(number));
    let label = (text.next_event_of)(number);
    html! {
        <button type="button" class="quiet next-event" aria-label={label.clone()} title={label} {onclick}>{ icon(Icon::NextEvent) }</button>
    }
}

/// The state as a sign and a word.
fn state(task: &TaskView, text: &'static Text) -> Html {
    let (name, sign, word) = match task.state {
        TaskState::Running => ("running", Icon::Running, text.running),
        TaskState::Ready => ("ready", Icon::Ready, text.ready),
        TaskState::Blocked { .. } => ("blocked", Icon::Pause, text.blocked),
        TaskState::Stopped => ("stopped", Icon::Stop, text.stopped),
        TaskState::Zombie { .. } => ("zombie", Icon::Zombie, text.zombie),
        TaskState::Gone { .. } => ("gone", Icon::Gone, text.gone),
    };
    let title = matches!(task.state, TaskState::Zombie { .. }).then_some(text.zombie_hint);
    html! { <span class={classes!("state-word", name)} {title}>{ icon(sign) }{ word }</span> }
}

/// One line below: the call that it sleeps in, how it ended, or where it stands.
fn doing(props: &Props, text: &'static Text) -> Html {
    let task = &props.task;
    let line = match &task.state {
        TaskState::Blocked { waits_for, .. } => {
            let who: Vec<_> = waits_for.iter().map(|task| format!("P{task}")).collect();
            let whom =
                if who.is_empty() { String::new() } else { format!(" – {}", (text.waits_for)(&who.join(", "))) };
            format!("{}{whom}", props.asleep.as_deref().unwrap_or_default())
        }
        TaskState::Zombie { status } | TaskState::Gone { status } => match status {
            Status::Exited(code) => (text.exited)(*code),
            Status::Signalled(signal) => (text.killed)(&signal.to_string()),
        },
        TaskState::Running | TaskState::Ready | TaskState::Stopped => place(task, text),
    };
    html! { <p class="doing" title={line.clone()}>{ line }</p> }
}

/// Whose child it is, and its signals: what it keeps off and what waits for it.
fn facts(task: &TaskView, text: &'static Text) -> Html {
    let parent = task.parent.map_or_else(|| task.parent_pid.to_string(), |parent| format!("P{parent}"));
    let names =
        |set: sim_core::abi::signal::SigSet| set.iter().map(|signal| signal.to_string()).collect::<Vec<_>>().join(", ");
    let (pending, blocked) = (names(task.signals.pending), names(task.signals.blocked));
    html! {
        <p class="facts-line">
            if task.process == task.number { <span>{ (text.parent_of)(&parent) }</span> }
            if let Some(core) = task.core { <span>{ (text.on_core)(core) }</span> }
            if !pending.is_empty() { <span class="pending">{ (text.pending_signals)(&pending) }</span> }
            if !blocked.is_empty() { <span>{ (text.blocked_signals)(&blocked) }</span> }
        </p>
    }
}

fn place(task: &TaskView, text: &'static Text) -> String {
    let Some(site) = &task.site else { return (text.instructions)(task.instructions) };
    let inside = site.library.as_ref().map(|name| format!(", {}", (text.inside)(name))).unwrap_or_default();
    format!("{} · {}(){inside}", (text.at_line)(&site.file, site.line), site.function)
}

/// The foot of the card: descriptors and attached segments, where the lines to the kernel begin.
fn descriptors(task: &TaskView, text: &'static Text) -> Html {
    let attached = task.sections.iter().filter(|section| section.kind == SectionKind::Shm);
    let segment = |section: &sim_core::view::Section| {
        html! {
            <li key={format!("m{}", section.start)} class="fd segment" data-wire-map={format!("{}-{}", task.number, section.start)}>
                { address(section.start) }
            </li>
        }
    };
    html! {
        <div class="fds">
            <span class="caption">{ text.descriptor_word }</span>
            <ul aria-label={text.descriptors}>
                { for task.descriptors.iter().map(|descriptor| fd(task.number, *descriptor, text)) }
                { for attached.map(segment) }
            </ul>
        </div>
    }
}

fn fd(task: u32, descriptor: Descriptor, text: &'static Text) -> Html {
    let title = descriptor.is_close_on_exec.then_some(text.close_on_exec);
    let is_standard = (0..=2).contains(&descriptor.fd);
    let class = classes!(
        "fd",
        is_standard.then_some("standard"),
        descriptor.is_new.then_some("changed"),
        title.map(|_| "cloexec")
    );
    html! {
        <li key={descriptor.fd} {class} {title} data-wire-fd={format!("{task}-{}", descriptor.fd)}>{ descriptor.fd }</li>
    }
}
