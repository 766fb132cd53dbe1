//! Below the boundary: every kernel object with its contents, and on its upper edge the open files that lead to it.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::{
    Direction, FileType, LetterView, Mapping, MessageView, ObjectKind, ObjectView, OpenFileView, Run, SemaphoreView,
    Stream, UndoView, View, Waiter,
};
use yew::prelude::*;

use super::value::letters;
use crate::page::icon::{Icon, icon};
use crate::page::style::{address, task_class};
use crate::text::{self, Text};

/// Properties of [`KernelSpace`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Rc<View>,
    /// Language.
    pub(super) locale: Locale,
}

/// Kernel space.
#[component]
pub(super) fn KernelSpace(props: &Props) -> Html {
    let text = text::of(props.locale);
    let (mut streams, channels): (Vec<_>, Vec<_>) = props.view.objects.iter().partition(|each| is_stream(&each.kind));
    streams.sort_by_key(|object| stream_order(&object.kind));
    html! {
        <div class="kernel-space">
            <h2 class="space-name">{ text.kernel_space }</h2>
            <div class="objects streams">{ for streams.into_iter().map(|each| object(each, &props.view, text)) }</div>
            <div class="objects channels" aria-label={text.objects}>
                if channels.is_empty() { <p class="hint">{ text.objects_empty }</p> }
                { for channels.into_iter().map(|each| object(each, &props.view, text)) }
            </div>
        </div>
    }
}

/// Whether an object is one of the standard streams, which stand aside.
const fn is_stream(kind: &ObjectKind) -> bool {
    matches!(kind, ObjectKind::Console { .. } | ObjectKind::Input { .. })
}

/// The standard streams in the order of their descriptors.
const fn stream_order(kind: &ObjectKind) -> u8 {
    match kind {
        ObjectKind::Input { .. } => 0,
        ObjectKind::Console { stream: Some(Stream::Err), .. } => 2,
        _ => 1,
    }
}

fn object(object: &ObjectView, view: &View, text: &'static Text) -> Html {
    let files = view.files.iter().filter(|file| file.object == object.id);
    let class = classes!("object", kind_class(&object.kind), object.is_changed.then_some("changed"));
    html! {
        <article key={object.id} {class} data-wire-object={object.id.to_string()}>
            <ul class="ports" aria-label={text.open_files}>{ for files.map(|file| port(file, &object.kind, text)) }</ul>
            <h3>{ name(&object.kind, text) }<span class="facts">{ facts(&object.kind, text) }</span></h3>
            { contents(&object.kind, text) }
            { for object.waiters.iter().map(|waiter| waiting(waiter, text)) }
        </article>
    }
}

const fn kind_class(kind: &ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Pipe { .. } => "pipe",
        ObjectKind::MessageQueue { .. } | ObjectKind::PosixQueue { .. } => "queue",
        ObjectKind::Channel { .. } | ObjectKind::Mailbox { .. } | ObjectKind::Epoll { .. } => "queue",
        ObjectKind::Socket(_) => "pipe",
        ObjectKind::SemaphoreSet { .. } | ObjectKind::Counter { .. } => "semaphores",
        ObjectKind::SharedSegment { .. } => "shared",
        ObjectKind::File { .. } => "shared",
        ObjectKind::Timer { .. } | ObjectKind::SignalSet { .. } => "stream",
        ObjectKind::Console { .. } | ObjectKind::Input { .. } => "stream",
    }
}

/// An open file description.
fn port(file: &OpenFileView, kind: &ObjectKind, text: &'static Text) -> Html {
    let (sign, word) = match file.direction {
        Direction::Read => ("↑", text.read_end),
        Direction::Write => ("↓", text.write_end),
        Direction::Both => ("↕", text.read_write),
    };
    let offset = file.offset.map(|offset| format!(", {}", (text.offset)(offset))).unwrap_or_default();
    let flags = if file.flags.is_empty() { String::new() } else { format!(", {}", file.flags.join(" | ")) };
    let title = format!("{}{offset}{flags}", (text.file_references)(file.references));
    html! {
        <li key={file.id} class="port" data-wire-file={file.id.to_string()} {title}>
            <span aria-hidden="true">{ sign }</span>
            if matches!(kind, ObjectKind::Pipe { .. }) { { word } } else { <span class="sr-only">{ word }</span> }
            if file.references > 1 { <span class="references">{ format!("×{}", file.references) }</span> }
        </li>
    }
}

/// What an object is called.
pub(super) fn name(kind: &ObjectKind, text: &'static Text) -> &'static str {
    match kind {
        ObjectKind::Pipe { path: Some(_), .. } => text.fifo,
        ObjectKind::Pipe { .. } => text.pipe,
        ObjectKind::File { file_type: FileType::Regular, .. } => text.file,
        ObjectKind::File { file_type: FileType::Directory, .. } => text.directory,
        ObjectKind::File { file_type: FileType::Device, .. } => text.device,
        ObjectKind::File { file_type: FileType::Socket, .. } => text.socket_file,
        ObjectKind::Socket(socket) => super::socket::name(socket, text),
        ObjectKind::MessageQueue { .. } => text.message_queue,
        ObjectKind::PosixQueue { .. } => text.posix_queue,
        ObjectKind::Counter { .. } => text.counter,
        ObjectKind::Timer { .. } => text.timer_file,
        ObjectKind::SignalSet { .. } => text.signal_file,
        ObjectKind::Epoll { .. } => text.epoll,
        ObjectKind::Channel { .. } => text.channel,
        ObjectKind::Mailbox { .. } => text.mailbox,
        ObjectKind::SemaphoreSet { .. } => text.semaphore_set,
        ObjectKind::SharedSegment { .. } => text.shared_segment,
        ObjectKind::Console { stream: Some(Stream::Out), .. } => text.standard_output,
        ObjectKind::Console { stream: Some(Stream::Err), .. } => text.standard_error,
        ObjectKind::Console { stream: None, .. } => text.console,
        ObjectKind::Input { .. } => text.standard_input,
    }
}

fn facts(kind: &ObjectKind, text: &'static Text) -> String {
    match kind {
        ObjectKind::Pipe { capacity, len, readers, writers, path, .. } => {
            let path = path.as_ref().map(|path| format!("{path} · ")).unwrap_or_default();
            format!("{path}{} · {}", (text.bytes_of)(*len, *capacity), (text.ends_open)(*readers, *writers))
        }
        ObjectKind::File { path, size, .. } => {
            format!("{} · {}", path.as_deref().unwrap_or(text.no_name), (text.bytes)(*size))
        }
        ObjectKind::MessageQueue { key, ipc_id, len, capacity, .. } => {
            format!("{} · {} {ipc_id} · {}", key_text(*key, text), text.id, (text.bytes_of)(*len, *capacity))
        }
        ObjectKind::PosixQueue { name, max_messages, message_size, messages } => {
            let name = name.as_deref().unwrap_or(text.unlinked);
            format!("{name} · {} · {}", (text.messages_of)(messages.len(), *max_messages), (text.bytes)(*message_size))
        }
        ObjectKind::Channel { task, copies, .. } => {
            let to = task.map(|task| format!("{} · ", (text.leads_to)(task))).unwrap_or_default();
            format!("{to}{}", (text.copies)(*copies))
        }
        ObjectKind::Mailbox { port, capacity, letters, copies } => {
            let held = match capacity {
                Some(capacity) => (text.messages_of)(letters.iter().filter(|each| !each.is_awaited).count(), *capacity),
                None => text.unbounded.to_owned(),
            };
            format!("{} {port} · {held} · {}", text.port, (text.copies)(*copies))
        }
        ObjectKind::SemaphoreSet { key, ipc_id, .. } => {
            format!("{} · {} {ipc_id}", key_text(*key, text), text.id)
        }
        ObjectKind::SharedSegment { key, ipc_id, size, is_doomed, .. } => {
            let doomed = if *is_doomed { format!(" · {}", text.doomed) } else { String::new() };
            format!("{} · {} {ipc_id} · {}{doomed}", key_text(*key, text), text.id, (text.bytes)(*size))
        }
        ObjectKind::Socket(socket) => super::socket::facts(socket, text),
        ObjectKind::Counter { .. }
        | ObjectKind::Timer { .. }
        | ObjectKind::SignalSet { .. }
        | ObjectKind::Epoll { .. } => super::event::facts(kind, text),
        ObjectKind::Console { is_terminal: true, .. } => text.terminal.to_owned(),
        ObjectKind::Input { len, .. } if *len > 0 => (text.bytes_left)(*len),
        ObjectKind::Console { .. } | ObjectKind::Input { .. } => String::new(),
    }
}

fn key_text(key: i32, text: &'static Text) -> String {
    if key == 0 { text.private_key.to_owned() } else { format!("{} {key}", text.key) }
}

fn contents(kind: &ObjectKind, text: &'static Text) -> Html {
    match kind {
        ObjectKind::Pipe { contents, len, .. } if *len == 0 || contents.is_empty() => nothing(text.empty),
        ObjectKind::Pipe { contents, .. } => runs(contents, text),
        ObjectKind::Socket(socket) if socket.contents.is_empty() => nothing(text.empty),
        ObjectKind::Socket(socket) => runs(&socket.contents, text),
        ObjectKind::MessageQueue { messages, hidden_messages, .. } => queue(messages, *hidden_messages, text),
        ObjectKind::PosixQueue { messages, .. } => queue(messages, 0, text),
        ObjectKind::Channel { letters, .. } | ObjectKind::Mailbox { letters, .. } => letter_list(letters, text),
        ObjectKind::SemaphoreSet { semaphores, undo, .. } => semaphore_set(semaphores, undo, text),
        ObjectKind::SharedSegment { contents, mappings, .. } | ObjectKind::File { contents, mappings, .. } => html! {
            <>
                { if contents.is_empty() { nothing(text.zeros) } else { runs(contents, text) } }
                { attached(mappings, text) }
            </>
        },
        ObjectKind::Epoll { interests, ready } => super::event::interests(interests, ready, text),
        ObjectKind::Counter { .. } | ObjectKind::Timer { .. } | ObjectKind::SignalSet { .. } => Html::default(),
        ObjectKind::Console { .. } | ObjectKind::Input { .. } => Html::default(),
    }
}

pub(super) fn nothing(word: &'static str) -> Html {
    html! { <p class="tube none">{ word }</p> }
}

/// Bytes in the colours of those who put them there.
fn runs(runs: &[Run], text: &'static Text) -> Html {
    let one = |run: &Run| {
        let class = classes!("run", run.task.map(task_class));
        let title = run.task.map(|task| (text.written_by)(task));
        html! { <span {class} {title}>{ letters(&run.bytes) }</span> }
    };
    html! { <p class="tube">{ for runs.iter().map(one) }</p> }
}

fn queue(messages: &[MessageView], hidden: u64, text: &'static Text) -> Html {
    if messages.is_empty() {
        return nothing(text.empty);
    }
    let message = |message: &MessageView| {
        html! {
            <li class={classes!("message", task_class(message.task))} title={(text.bytes)(message.len)}>
                <span class="message-type">{ (text.message_type)(message.mtype) }</span>
                <span class="run">{ letters(&message.bytes) }</span>
                <span class="sender">{ (text.sent_by)(message.task) }</span>
            </li>
        }
    };
    html! {
        <ol class="messages">
            { for messages.iter().map(message) }
            if hidden > 0 { <li class="hint">{ (text.more_messages)(hidden) }</li> }
        </ol>
    }
}

/// Messages in a channel or a mailbox; those whose senders wait are marked.
fn letter_list(list: &[LetterView], text: &'static Text) -> Html {
    if list.is_empty() {
        return nothing(text.empty);
    }
    let one = |letter: &LetterView| {
        let sender = letter.task.map(|task| (text.sent_by)(task));
        html! {
            <li class={classes!("message", letter.task.map(task_class))} title={(text.bytes)(letter.len)}>
                if letter.is_awaited { <span class="message-type">{ text.sender_waits }</span> }
                <span class="run">{ letters(&letter.bytes) }</span>
                <span class="sender">{ sender }</span>
            </li>
        }
    };
    html! { <ol class="messages">{ for list.iter().map(one) }</ol> }
}

/// The values of a set, each with the task that changed it last, and what will be undone.
fn semaphore_set(semaphores: &[SemaphoreView], undo: &[UndoView], text: &'static Text) -> Html {
    let value = |(number, semaphore): (usize, &SemaphoreView)| {
        let class = classes!("message", semaphore.last.map(task_class));
        html! {
            <li {class}>
                <span class="message-type">{ number }</span>
                <span class="run">{ semaphore.value }</span>
            </li>
        }
    };
    let undone = |one: &UndoView| {
        html! { <li class={task_class(one.task)}>{ (text.undone_at_exit)(one.task, one.semaphore, one.delta) }</li> }
    };
    html! {
        <>
            <ol class="messages">{ for semaphores.iter().enumerate().map(value) }</ol>
            if !undo.is_empty() { <ul class="mappings">{ for undo.iter().map(undone) }</ul> }
        </>
    }
}

fn attached(mappings: &[Mapping], text: &'static Text) -> Html {
    if mappings.is_empty() {
        return html! { <p class="hint">{ text.not_attached }</p> };
    }
    let one = |mapping: &Mapping| {
        html! {
            <li class={task_class(mapping.task)}>
                { (text.attached_at)(mapping.task, &address(mapping.addr)) }
                <span class="rights">{ mapping.rights.to_string() }</span>
            </li>
        }
    };
    html! { <ul class="mappings">{ for mappings.iter().map(one) }</ul> }
}

fn waiting(waiter: &Waiter, text: &'static Text) -> Html {
    html! {
        <p class={classes!("waiter", task_class(waiter.task))}>
            { icon(Icon::Pause) }{ (text.waits_here)(waiter.task, &waiter.call) }
        </p>
    }
}
