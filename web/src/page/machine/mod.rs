//! The machine, drawn: processes in user space above, kernel objects below, and one line between them.

mod card;
mod costs;
mod end;
mod event;
mod fault;
mod flight;
mod kernel;
mod memory;
mod socket;
mod streams;
mod value;
mod wires;

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::{TaskView, View};
use web_sys::Element;
use yew::prelude::*;

use super::state::{Action, Lab, Phase};
use super::style::task_class;
use super::transport::Command;
use crate::protocol::Words;
use crate::text::{self, Text};
use card::Card;
use costs::CostTable;
use end::EndBanner;
use fault::FaultNote;
use flight::Flights;
use kernel::KernelSpace;
use wires::Wires;

/// Properties of [`Machine`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The program in the machine.
    pub(super) lab: Lab,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader does.
    pub(super) on_action: Callback<Action>,
    /// Hears what moves the run.
    pub(super) on_command: Callback<Command>,
}

/// The machine's pane.
#[component]
pub(super) fn Machine(props: &Props) -> Html {
    let text = text::of(props.locale);
    let is_stale = props.lab.phase == Phase::Compiling;
    let content = match (&props.lab.view, props.lab.phase) {
        (_, Phase::Broken) => broken(props, text),
        (_, Phase::Refused) => refused(props, text),
        (Some(view), _) => {
            html! { <Picture view={view.clone()} words={props.lab.words.clone()} locale={props.locale} on_command={props.on_command.clone()} /> }
        }
        (None, Phase::Starting) => waiting(text.starting),
        (None, _) => waiting(text.compiling),
    };
    html! {
        <section class={classes!("pane", "machine", is_stale.then_some("stale"))} aria-label={text.machine}
            aria-busy={is_stale.to_string()}>
            { content }
        </section>
    }
}

fn waiting(word: &'static str) -> Html {
    html! { <div class="state" role="status"><p>{ word }</p></div> }
}

fn refused(props: &Props, text: &'static Text) -> Html {
    html! {
        <div class="state" role="status">
            <h2>{ text.refused }</h2>
            <p class="count-line">{ (text.errors)(props.lab.errors()) }</p>
            <p>{ text.refused_hint }</p>
        </div>
    }
}

fn broken(props: &Props, text: &'static Text) -> Html {
    let onclick = props.on_action.reform(|_| Action::Restart);
    html! {
        <div class="state" role="alert">
            <h2>{ text.broken }</h2>
            <p>{ text.broken_hint }</p>
            <button type="button" class="primary" {onclick}>{ text.start_again }</button>
        </div>
    }
}

/// Properties of [`Picture`].
#[derive(Clone, PartialEq, Properties)]
struct PictureProps {
    /// What is to be seen.
    view: Rc<View>,
    /// What is to be said of it.
    words: Rc<Words>,
    /// Language.
    locale: Locale,
    /// Hears what moves the run.
    on_command: Callback<Command>,
}

/// Cards, boundary, objects, and the lines between them.
#[component]
fn Picture(props: &PictureProps) -> Html {
    let text = text::of(props.locale);
    let view = &props.view;
    let frame = use_node_ref();
    let cards = use_node_ref();
    use_moved_in_sight(&cards, view.position.task, view.position.step);
    let card = |task: &TaskView| {
        let is_next = view.choices.contains(&task.number);
        let is_moved = view.position.task == Some(task.number);
        let fault = view.fault.filter(|fault| fault.task == task.number);
        html! { <Card key={task.number} task={Rc::new(task.clone())} asleep={props.words.of(task.number).map(|asleep| asleep.call.clone())} {is_next} {is_moved} {fault} locale={props.locale} on_command={props.on_command.clone()} /> }
    };
    html! {
        <div class="picture" ref={frame.clone()}>
            <div class="user-space">
                <div class="space-head">
                    <h2 class="space-name">{ text.user_space }</h2>
                    if let Some(fault) = view.fault { <FaultNote {fault} locale={props.locale} /> }
                    if let Some(end) = &view.end { <EndBanner end={end.clone()} view={view.clone()} words={props.words.clone()} locale={props.locale} /> }
                </div>
                <div class="cards" ref={cards} role="list" aria-label={text.processes}>
                    { for processes(&view.tasks).into_iter().map(|threads| process(&threads, card, text)) }
                </div>
            </div>
            <div class="boundary"><span>{ text.system_calls }</span></div>
            <KernelSpace view={view.clone()} locale={props.locale} />
            <CostTable costs={view.costs.clone()} locale={props.locale} />
            <Wires view={view.clone()} frame={frame.clone()} />
            <Flights view={view.clone()} {frame} />
        </div>
    }
}

/// The tasks by process, each process where its first task stands.
fn processes(tasks: &[TaskView]) -> Vec<Vec<&TaskView>> {
    let mut processes: Vec<Vec<&TaskView>> = Vec::new();
    for task in tasks {
        match processes.iter_mut().find(|threads| threads.iter().any(|other| other.process == task.process)) {
            Some(threads) => threads.push(task),
            None => processes.push(vec![task]),
        }
    }
    processes
}

/// The cards of a process: that of its only thread, or a frame around those of all.
fn process(threads: &[&TaskView], card: impl Fn(&TaskView) -> Html, text: &'static Text) -> Html {
    let [first, _, ..] = threads else { return threads.iter().map(|task| card(task)).collect() };
    let living = threads.iter().filter(|task| task.state.status().is_none()).count();
    html! {
        <div key={format!("process-{}", first.number)} class={classes!("process", task_class(first.process))} role="listitem">
            <p class="process-name">{ (text.process_of)(first.process, living) }</p>
            <div class="threads" role="list">{ for threads.iter().map(|task| card(task)) }</div>
        </div>
    }
}

/// Scrolls the row of cards, and nothing around it, so that the card of the task that moved is in sight.
#[hook]
fn use_moved_in_sight(cards: &NodeRef, moved: Option<u32>, step: u64) {
    let cards = cards.clone();
    use_effect_with((moved, step), move |&(moved, _)| {
        let Some((cards, moved)) = cards.cast::<Element>().zip(moved) else { return };
        let Some(card) = cards.query_selector(&format!("[data-task=\"{moved}\"]")).ok().flatten() else { return };
        let (outer, inner) = (cards.get_bounding_client_rect(), card.get_bounding_client_rect());
        let (before, behind) = (inner.left() - outer.left(), inner.right() - outer.right());
        if before < 0.0 || behind > 0.0 {
            let distance = if before < 0.0 { before } else { before.min(behind + 16.0) };
            cards.set_scroll_left(cards.scroll_left() + distance as i32);
        }
    });
}
