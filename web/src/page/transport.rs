//! The bar at the bottom: where the run stands, and everything that moves it.

use sim_core::lang::diag::Locale;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::icon::{Icon, icon};
use super::state::{Action, Lab, Phase};
use super::style::task_class;
use crate::protocol::Granularity;
use crate::text::{self, Text};

/// What moves the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// One step forward, of this task or of whoever is next.
    Step(Option<u32>),
    /// One step back.
    Back,
    /// To this step.
    Seek(u64),
    /// To the end.
    Finish,
    /// Stop on the way to the end.
    Stop,
}

/// Properties of [`Transport`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The program in the machine.
    pub(super) lab: Lab,
    /// How far a step goes.
    pub(super) granularity: Granularity,
    /// Whether steps are being taken one after the other.
    pub(super) is_playing: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader chooses.
    pub(super) on_action: Callback<Action>,
    /// Hears what moves the run.
    pub(super) on_command: Callback<Command>,
}

/// The bar at the bottom.
#[component]
pub(super) fn Transport(props: &Props) -> Html {
    let text = text::of(props.locale);
    let position = props.lab.view.as_ref().map(|view| view.position).unwrap_or_default();
    let is_standing = props.lab.phase == Phase::Standing && props.lab.view.is_some();
    let is_busy = props.lab.progress.is_some();
    let can_go_on = is_standing && !is_busy && !props.lab.is_at_end();
    let can_go_back = is_standing && !is_busy && position.step > 0;
    let press = |id, label, sign, is_possible, command| button(props, id, label, sign, is_possible, command);
    html! {
        <footer class="transport" id="transport" tabindex="-1" aria-label={text.transport} title={text.keys_hint}>
            <div class="moves" role="group" aria-label={text.transport}>
                { press("to-start", text.to_start, Icon::ToStart, can_go_back, Command::Seek(0)) }
                { press("back", text.back, Icon::Back, can_go_back, Command::Back) }
                { press("step", text.step, Icon::Step, can_go_on, Command::Step(None)) }
                { finish_or_stop(props, text, can_go_on) }
                { play(props, text, can_go_on) }
            </div>
            { choices(props, text) }
            { granularity(props, text) }
            { slider(props, text) }
            <output class="where">{ place(props, text) }</output>
        </footer>
    }
}

fn button(
    props: &Props,
    id: &'static str,
    label: &'static str,
    sign: Icon,
    is_possible: bool,
    command: Command,
) -> Html {
    let onclick = props.on_command.reform(move |_| command);
    let class = classes!("move", (id == "step").then_some("primary"));
    html! {
        <button type="button" {id} {class} title={label} aria-label={label} disabled={!is_possible} {onclick}>
            { icon(sign) }
            if id == "step" { <span class="label" aria-hidden="true">{ label }</span> }
        </button>
    }
}

fn finish_or_stop(props: &Props, text: &'static Text, can_go_on: bool) -> Html {
    match props.lab.progress {
        Some(_) => button(props, "stop", text.stop, Icon::Stop, true, Command::Stop),
        None => button(props, "to-end", text.to_end, Icon::ToEnd, can_go_on, Command::Finish),
    }
}

fn play(props: &Props, text: &'static Text, can_go_on: bool) -> Html {
    let is_playing = props.is_playing;
    let (label, sign) = if is_playing { (text.pause, Icon::Pause) } else { (text.play, Icon::Play) };
    let onclick = props.on_action.reform(move |_| Action::Play(!is_playing));
    html! {
        <button type="button" id="play" class="move wide" aria-pressed={is_playing.to_string()} disabled={!can_go_on} {onclick}>
            { icon(sign) }
            <span class="label">{ label }</span>
        </button>
    }
}

/// A button for each living task; those that cannot run keep their place.
fn choices(props: &Props, text: &'static Text) -> Html {
    let Some(view) = &props.lab.view else { return html! { <div class="choices" /> } };
    let living = view.tasks.iter().filter(|task| task.state.status().is_none());
    let choice = |number: u32| {
        let is_possible = view.choices.contains(&number) && props.lab.progress.is_none();
        let label = (text.choose_task)(number);
        let onclick = props.on_command.reform(move |_| Command::Step(Some(number)));
        html! {
            <button type="button" key={number} class={classes!("task-button", task_class(number))} disabled={!is_possible}
                aria-label={label.clone()} title={label} {onclick}>{ format!("P{number}") }</button>
        }
    };
    html! {
        <div class="choices" role="group" aria-label={text.next}>
            <span class="caption">{ text.next }</span>
            { for living.map(|task| choice(task.number)) }
        </div>
    }
}

fn granularity(props: &Props, text: &'static Text) -> Html {
    const ALL: [(&str, Granularity); 3] =
        [("statement", Granularity::Statement), ("call", Granularity::Call), ("instruction", Granularity::Instruction)];
    let on_action = props.on_action.clone();
    let onchange = Callback::from(move |event: web_sys::Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some((_, granularity)) = ALL.iter().find(|(name, _)| *name == value) {
            on_action.emit(Action::Granularity(*granularity));
        }
    });
    let option = |(name, granularity): (&'static str, Granularity)| {
        let label = match granularity {
            Granularity::Statement => text.by_statement,
            Granularity::Call => text.by_call,
            Granularity::Instruction => text.by_instruction,
        };
        html! { <option value={name} selected={granularity == props.granularity}>{ label }</option> }
    };
    html! {
        <label class="granularity">
            <span class="caption">{ text.step_by }</span>
            <select id="granularity" {onchange}>{ for ALL.into_iter().map(option) }</select>
        </label>
    }
}

fn slider(props: &Props, text: &'static Text) -> Html {
    let position = props.lab.view.as_ref().map(|view| view.position).unwrap_or_default();
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
            value={position.step.to_string()} disabled={position.known == 0 || props.lab.progress.is_some()}
            aria-label={text.position} aria-valuetext={(text.step_of)(position.step, position.known)} {oninput} />
    }
}

fn place(props: &Props, text: &'static Text) -> String {
    match (props.lab.progress, &props.lab.view) {
        (Some((steps, instructions)), _) => (text.progress)(steps, instructions),
        (None, Some(view)) => (text.step_of)(view.position.step, view.position.known),
        (None, None) => "–".to_owned(),
    }
}
