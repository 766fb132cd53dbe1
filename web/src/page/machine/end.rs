//! Why the run is over, said where the reader looks; a deadlock as who waits where for whom.

use std::rc::Rc;

use sim_core::abi::CallRecord;
use sim_core::abi::event::End;
use sim_core::lang::diag::Locale;
use sim_core::view::{ObjectKind, TaskState, View};
use yew::prelude::*;

use crate::page::icon::{Icon, icon};
use crate::page::style::task_class;
use crate::protocol::Words;
use crate::text::{self, Text};

/// Properties of [`EndBanner`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The end.
    pub(super) end: End,
    /// What is to be seen.
    pub(super) view: Rc<View>,
    /// What is to be said of it.
    pub(super) words: Rc<Words>,
    /// Language.
    pub(super) locale: Locale,
}

/// The end of a run.
#[component]
pub(super) fn EndBanner(props: &Props) -> Html {
    let text = text::of(props.locale);
    let (class, title) = match &props.end {
        End::Deadlock { waiting, .. } => return deadlock(waiting, props, text),
        End::Finished => ("finished", text.end_of_run),
        End::Limit { .. } => ("limit", text.stopped),
        End::Unsupported { .. } => ("unsupported", text.unsupported),
    };
    html! {
        <div class={classes!("end-banner", class)} role="status">
            <b>{ title }</b>
            <p>{ for props.words.end.iter().map(|end| end.text(props.locale)) }</p>
        </div>
    }
}

fn deadlock(waiting: &[(u32, CallRecord)], props: &Props, text: &'static Text) -> Html {
    html! {
        <div class="end-banner deadlock" role="status">
            <b>{ text.deadlock }</b>
            <p>{ text.deadlock_hint }</p>
            <ul class="chain">{ for waiting.iter().map(|(task, _)| stuck(*task, props, text)) }</ul>
        </div>
    }
}

/// Who waits, in which call, where, for whom.
fn stuck(number: u32, props: &Props, text: &'static Text) -> Html {
    let view = &props.view;
    let asleep = props.words.of(number);
    let task = view.tasks.iter().find(|task| task.number == number);
    let (object, whom) = match task.map(|task| &task.state) {
        Some(TaskState::Blocked { object, waits_for, .. }) => (*object, waits_for.as_slice()),
        _ => (None, &[][..]),
    };
    let object = view.objects.iter().find(|each| Some(each.id) == object);
    let place = object.map_or(text.a_child, |object| super::kernel::name(&object.kind, text));
    let badge = |task: u32| html! { <b class={classes!("badge", task_class(task))}>{ format!("P{task}") }</b> };
    let is_known = !matches!(object.map(|object| &object.kind), Some(ObjectKind::MessageQueue { .. }));
    html! {
        <li key={number} title={asleep.map(|asleep| asleep.call.clone())}>
            { badge(number) }
            <span class="waiting">{ icon(Icon::Pause) }<code>{ for asleep.map(|asleep| &asleep.name) }</code></span>
            <span class="arrow" aria-hidden="true">{ "→" }</span>
            <span>{ place }</span>
            if is_known {
                <span class="arrow" aria-hidden="true">{ "→" }</span>
                if whom.is_empty() { <span>{ text.waits_for_nobody }</span> }
                { for whom.iter().map(|&task| badge(task)) }
                if whom == [number] { <span>{ text.itself }</span> }
            }
        </li>
    }
}
