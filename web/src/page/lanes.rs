//! The run as one line a task, with the slider that goes through it lying over them.
//!
//! The slider is the browser's own, so that keys, touch and screen readers find what they know; its thumb is drawn as
//! the line of the present. Where the window is narrow the lanes stand in the timeline's tab, and elsewhere only the
//! slider is left.

use std::rc::Rc;

use sim_core::abi::Status;
use sim_core::lang::diag::Locale;
use sim_core::view::Position;
use sim_core::view::lanes::{Doing, Lane, Lanes, Link, LinkKind, Span};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::style::task_class;
use super::transport::Command;
use crate::text::{self, Text};

/// Height of a lane, in CSS pixels.
const ROW: u32 = 18;

/// Properties of [`LaneField`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The lanes.
    pub(super) lanes: Rc<Lanes>,
    /// Where the run stands.
    pub(super) position: Position,
    /// Whether it can be moved now.
    pub(super) is_possible: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears where the reader wants to go.
    pub(super) on_command: Callback<Command>,
}

/// The lanes with their slider.
#[component]
pub(super) fn LaneField(props: &Props) -> Html {
    let text = text::of(props.locale);
    let lanes = &props.lanes;
    let rows = u32::try_from(lanes.lanes.len()).unwrap_or(u32::MAX).max(1);
    let scale = Scale { steps: lanes.steps.max(1) };
    let ahead = scale.at(props.position.step.min(scale.steps));
    html! {
        <section class="lanes" aria-label={text.lanes}>
            <div class="lane-names" aria-hidden="true">
                { for lanes.lanes.iter().map(|lane| html! { <b class={classes!("lane-name", task_class(lane.task))}>{ format!("P{}", lane.task) }</b> }) }
            </div>
            <div class="lane-field">
                <svg class="lane-picture" aria-hidden="true" width="100%" height={(rows * ROW).to_string()}>
                    { for lanes.lanes.iter().enumerate().map(|(row, lane)| self::lane(row, lane, scale)) }
                    { for lanes.links.iter().map(|each| link(*each, scale)) }
                    <rect class="ahead" x={ahead} y="0" width="100%" height="100%" />
                </svg>
                { slider(props, text) }
            </div>
        </section>
    }
}

fn slider(props: &Props, text: &'static Text) -> Html {
    let position = props.position;
    let oninput = {
        let on_command = props.on_command.clone();
        Callback::from(move |event: InputEvent| {
            let value = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            if let Ok(step) = value.parse() {
                on_command.emit(Command::Seek(step));
            }
        })
    };
    html! {
        <input id="position" class="slider" type="range" min="0" max={position.known.to_string()} step="1"
            value={position.step.to_string()} disabled={position.known == 0 || !props.is_possible}
            aria-label={text.position} aria-valuetext={(text.step_of)(position.step, position.known)} {oninput} />
    }
}

/// From steps to places.
#[derive(Clone, Copy)]
struct Scale {
    steps: u64,
}

impl Scale {
    fn at(self, step: u64) -> String {
        // In thousandths, that no code for writing fractions has to travel.
        let thousandths = step.saturating_mul(100_000) / self.steps;
        format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
    }
}

/// The middle of a lane.
fn middle(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX / ROW - 1) * ROW + ROW / 2
}

fn lane(row: usize, lane: &Lane, scale: Scale) -> Html {
    let y = middle(row);
    html! {
        <g key={lane.task} class={classes!("lane", task_class(lane.task))}>
            { for lane.spans.iter().map(|each| span(*each, y, scale)) }
            { for lane.faults.iter().map(|step| mark(*step, y, "fault", "M-4 -4L4 4M-4 4L4 -4", scale)) }
            if let Some((step, status)) = lane.end {
                { mark(step, y, if matches!(status, Status::Exited(0)) { "end" } else { "end failed" }, "M0 -6V6", scale) }
            }
        </g>
    }
}

fn span(span: Span, y: u32, scale: Scale) -> Html {
    let class = match span.doing {
        Doing::Running => "span running",
        Doing::Ready => "span ready",
        Doing::Blocked => "span blocked",
        Doing::Stopped => "span stopped",
    };
    let y = y.to_string();
    html! { <line {class} x1={scale.at(span.from)} x2={scale.at(span.to)} y1={y.clone()} y2={y} /> }
}

/// A small sign at a step; `path` is drawn around it.
fn mark(step: u64, y: u32, kind: &'static str, path: &'static str, scale: Scale) -> Html {
    html! { <svg class={classes!("sign", kind)} x={scale.at(step)} y={y.to_string()} overflow="visible"><path d={path} /></svg> }
}

/// From the lane of one task to that of another.
fn link(link: Link, scale: Scale) -> Html {
    let row = |task: u32| middle(task.saturating_sub(1) as usize);
    let (from, to) = (row(link.from), row(link.to));
    let x = scale.at(link.step);
    let head = match (link.kind, to >= from) {
        (LinkKind::Fork, _) => "M-3 0A3 3 0 1 0 3 0A3 3 0 1 0 -3 0",
        (LinkKind::Wake, true) => "M-4 -7L0 -1L4 -7",
        (LinkKind::Wake, false) => "M-4 7L0 1L4 7",
    };
    let kind = if link.kind == LinkKind::Fork { "fork" } else { "wake" };
    html! {
        <g class={classes!("link", kind, task_class(link.from))}>
            <line x1={x.clone()} x2={x} y1={from.to_string()} y2={to.to_string()} />
            { mark(link.step, to, "head", head, scale) }
        </g>
    }
}
