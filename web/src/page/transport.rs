//! The bar at the bottom: where the run stands, and everything that moves it.

use sim_core::lang::diag::Locale;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::control::{Control, ControlAction, Pace};
use super::given::Given;
use super::icon::{Icon, icon};
use super::press::{disabled, when};
use super::rule::RulePicker;
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
    /// Back to the last breakpoint.
    RunBack,
    /// To the next breakpoint.
    Run,
    /// To the next event of this task.
    EventOf(u32),
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
    /// How fast.
    pub(super) pace: Pace,
    /// How the run is driven.
    pub(super) control: Control,
    /// Where the full lab is, for a lab that is embedded.
    pub(super) full_lab: Option<AttrValue>,
    /// What the programs are given, the cores among it.
    pub(super) given: Given,
    /// How many cores the world has.
    pub(super) cores: u32,
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
    let has_breakpoints = !props.control.breakpoints.is_empty();
    let press = |id, label, sign, is_possible, command| button(props, id, label, sign, is_possible, command);
    html! {
        <footer class="transport" id="transport" tabindex="-1" aria-label={text.transport}>
            <div class="moves" role="group" aria-label={text.transport}>
                { press("to-start", text.to_start, Icon::ToStart, can_go_back, Command::Seek(0)) }
                if has_breakpoints { { press("run-back", text.run_back, Icon::RunBack, can_go_back, Command::RunBack) } }
                { press("back", text.back, Icon::Back, can_go_back, Command::Back) }
                { press("step", text.step, Icon::Step, can_go_on, Command::Step(None)) }
                if has_breakpoints { { press("run", text.run, Icon::Run, can_go_on, Command::Run) } }
                { finish_or_stop(props, text, can_go_on) }
                { play(props, text, can_go_on) }
            </div>
            { choices(props, text) }
            <div class={classes!("options", props.control.is_unfolded.then_some("unfolded"))}>
                { granularity(props, text) }
                <RulePicker rule={props.control.rule.clone()} locale={props.locale} on_action={props.on_action.clone()} />
                { cores(props, text) }
                { pace(props, text) }
            </div>
            { unfold(props, text) }
            <output class="where" title={exact(props, text)}>{ place(props, text) }</output>
            { help(props, text) }
            if let Some(href) = props.full_lab.clone() {
                <a id="full-lab" class="full-lab" {href} target="_blank" rel="noopener" title={text.full_lab_hint}>
                    { icon(Icon::Leave) }<span class="label">{ text.full_lab }</span>
                </a>
            }
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
    let onclick = when(is_possible, props.on_command.reform(move |_| command));
    let class = classes!("move", (id == "step").then_some("primary"));
    html! {
        <button type="button" {id} {class} title={label} aria-label={label} aria-disabled={disabled(is_possible)} {onclick}>
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
    let onclick = when(can_go_on, props.on_action.reform(move |_| Action::Play(!is_playing)));
    html! {
        <button type="button" id="play" class="move wide" aria-label={label} title={label} aria-pressed={is_playing.to_string()} aria-disabled={disabled(can_go_on)} {onclick}>
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
        let onclick = when(is_possible, props.on_command.reform(move |_| Command::Step(Some(number))));
        html! {
            <button type="button" key={number} class={classes!("task-button", task_class(number))} aria-disabled={disabled(is_possible)}
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
            <select id="granularity" aria-label={text.step_by} {onchange}>{ for ALL.into_iter().map(option) }</select>
        </label>
    }
}

/// On how many cores the run is timed.
fn cores(props: &Props, text: &'static Text) -> Html {
    const USUAL: [u32; 4] = [1, 2, 4, 8];
    let (given, on_action) = (props.given.clone(), props.on_action.clone());
    let onchange = Callback::from(move |event: web_sys::Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Ok(cores) = value.parse() {
            on_action.emit(Action::Give(Given { cores, ..given.clone() }));
        }
    });
    let mut all: Vec<u32> = USUAL.into_iter().chain([props.cores]).collect();
    all.sort_unstable();
    all.dedup();
    let option = |cores: u32| html! { <option value={cores.to_string()} selected={cores == props.cores}>{ (text.so_many_cores)(cores) }</option> };
    html! {
        <label class="granularity cores" title={text.cores_hint}>
            <span class="caption">{ text.cores }</span>
            <select id="cores" aria-label={text.cores} {onchange}>{ for all.into_iter().map(option) }</select>
        </label>
    }
}

/// How fast the page plays.
fn pace(props: &Props, text: &'static Text) -> Html {
    let on_action = props.on_action.clone();
    let onchange = Callback::from(move |event: web_sys::Event| {
        let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some(pace) = Pace::ALL.into_iter().find(|pace| pace.label() == value) {
            on_action.emit(Action::Pace(pace));
        }
    });
    let option =
        |pace: Pace| html! { <option value={pace.label()} selected={pace == props.pace}>{ pace.label() }</option> };
    html! {
        <label class="granularity pace">
            <span class="caption">{ text.pace }</span>
            <select id="pace" aria-label={text.pace} {onchange}>{ for Pace::ALL.into_iter().map(option) }</select>
        </label>
    }
}

/// In a narrow window: the controls that are used more seldom.
fn unfold(props: &Props, text: &'static Text) -> Html {
    let is_unfolded = props.control.is_unfolded;
    let onclick = props.on_action.reform(move |_| Action::Control(ControlAction::Unfold(!is_unfolded)));
    html! {
        <button type="button" id="unfold" class="quiet" aria-label={text.more_controls} title={text.more_controls}
            aria-expanded={is_unfolded.to_string()} {onclick}>{ "⋯" }</button>
    }
}

fn help(props: &Props, text: &'static Text) -> Html {
    let onclick = props.on_action.reform(|_| Action::Control(ControlAction::Help(true)));
    html! { <button type="button" id="help" class="quiet" aria-label={text.keys} title={text.keys} {onclick}>{ "?" }</button> }
}

/// The same place to the instruction.
fn exact(props: &Props, text: &'static Text) -> Option<String> {
    props.lab.view.as_ref().map(|view| (text.exact_place)(view.position.events, view.position.instructions))
}

fn place(props: &Props, text: &'static Text) -> String {
    match (props.lab.progress, &props.lab.view) {
        (Some((steps, instructions)), _) => (text.progress)(steps, instructions),
        (None, Some(view)) => (text.step_of)(view.position.step, view.position.known),
        (None, None) => "–".to_owned(),
    }
}
