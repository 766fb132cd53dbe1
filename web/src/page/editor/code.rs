//! The text itself: a plain text area whose own letters are invisible, over the same text in colours.
//!
//! Input methods, undo, selection and screen readers are the browser's own. The text area holds its text by itself and
//! is only written to when somebody else changed it, so that a half-composed syllable is never disturbed.

use std::rc::Rc;

use sim_core::lang::diag::{Locale, Severity};
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use super::keys;
use super::lines::{self, Line};
use crate::page::style::task_class;
use crate::protocol::Note;
use crate::text::{self, Text};

/// Tasks that stand at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The line, from 1.
    pub(super) line: u32,
    /// The tasks' numbers.
    pub(super) tasks: Vec<u32>,
}

/// Properties of [`Code`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The text.
    pub(super) text: Rc<str>,
    /// The file's name.
    pub(super) file: String,
    /// Changes when the text area must take its text from `text`.
    pub(super) loaded: u32,
    /// What the compiler said, about any file.
    pub(super) notes: Rc<Vec<Note>>,
    /// Where the tasks stand.
    pub(super) markers: Vec<Marker>,
    /// The line to keep in sight, and the step it belongs to.
    pub(super) current: Option<(u32, u64)>,
    /// The line of an access that was refused in this step.
    pub(super) fault: Option<u32>,
    /// Lines at which running stops.
    pub(super) breakpoints: Vec<u32>,
    /// A line that the reader asked for, and how often he did.
    pub(super) shown: (u32, u32),
    /// Whether it is only to be read.
    pub(super) is_read_only: bool,
    /// Language.
    pub(super) locale: Locale,
    /// Hears what the reader types.
    pub(super) on_edit: Callback<Rc<str>>,
    /// Hears in which line the caret stands.
    pub(super) on_caret: Callback<u32>,
    /// Hears what the reader wants with a line.
    pub(super) on_line: Callback<LineDeed>,
}

/// What a reader does with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineDeed {
    /// Sets or takes away its breakpoint.
    Break(u32),
    /// Runs to it.
    Run(u32),
}

/// The text.
#[component]
pub(super) fn Code(props: &Props) -> Html {
    let text = text::of(props.locale);
    let (scroller, area) = (use_node_ref(), use_node_ref());
    {
        let (area, content) = (area.clone(), props.text.clone());
        use_effect_with((props.file.clone(), props.loaded), move |_| {
            if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                area.set_value(&content);
            }
        });
    }
    use_line_in_sight(&scroller, props.current.map(|(line, _)| line), props.current);
    use_line_in_sight(&scroller, Some(props.shown.0).filter(|&line| line > 0), props.shown);
    let oninput = props.on_edit.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default().into()
    });
    let onkeydown = {
        let (area, on_line) = (area.clone(), props.on_line.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(deed) = keys::press(&event, || caret_line(&area)) {
                on_line.emit(deed);
            }
        })
    };
    let caret = {
        let (area, on_caret) = (area.clone(), props.on_caret.clone());
        Callback::from(move |()| on_caret.emit(caret_line(&area)))
    };
    let (onclick, onkeyup) = (caret.reform(|_: MouseEvent| ()), caret.reform(|_: KeyboardEvent| ()));
    let notes: Vec<&Note> = props.notes.iter().filter(|note| note.file == props.file).collect();
    let lines = lines::lines(&props.text, &notes);
    let moved = props.current.map(|(line, _)| line);
    html! {
        <div class="code" ref={scroller}>
            <div class="gutter" aria-hidden="true">
                { for (1..=lines.len() as u32).map(|number| gutter_line(props, text, number, moved)) }
            </div>
            <div class="sheet">
                <div class="paint" aria-hidden="true">
                    { for lines.iter().zip(1..).map(|(line, number)| paint(props, &notes, line, number, moved)) }
                </div>
                <textarea ref={area} id="code" aria-label={format!("{}: {}", text.code, props.file)} spellcheck="false" readonly={props.is_read_only}
                    autocapitalize="off" autocomplete="off" wrap="off" aria-description={text.leave_editor} {oninput} {onkeydown} {onkeyup} {onclick} />
            </div>
        </div>
    }
}

/// The line in which the caret stands, from 1.
fn caret_line(area: &NodeRef) -> u32 {
    let Some(area) = area.cast::<HtmlTextAreaElement>() else { return 1 };
    // Positions are counted in UTF-16; lines are not affected by that.
    let caret = area.selection_start().ok().flatten().unwrap_or(0) as usize;
    let breaks = area.value().encode_utf16().take(caret).filter(|unit| *unit == u16::from(b'\n')).count();
    u32::try_from(breaks + 1).unwrap_or(u32::MAX)
}

fn tasks_at(props: &Props, number: u32) -> &[u32] {
    props.markers.iter().find(|marker| marker.line == number).map_or(&[], |marker| &marker.tasks)
}

fn gutter_line(props: &Props, text: &'static Text, number: u32, moved: Option<u32>) -> Html {
    let tasks = tasks_at(props, number);
    let names: Vec<String> = tasks.iter().map(|task| format!("P{task}")).collect();
    let has_break = props.breakpoints.contains(&number);
    let here = if tasks.is_empty() { String::new() } else { format!("{}. ", (text.now_at)(&names.join(", "))) };
    let title = format!("{here}{}", text.gutter_hint);
    let class = classes!("gutter-line", (moved == Some(number)).then_some("moved"), has_break.then_some("breakpoint"));
    let onclick = props.on_line.reform(
        move |event: MouseEvent| {
            if event.shift_key() { LineDeed::Run(number) } else { LineDeed::Break(number) }
        },
    );
    html! {
        <div key={number} {class} {title} {onclick}>
            <span class="marks">
                { for tasks.iter().map(|task| html! { <i class={classes!("mark", task_class(*task))}>{ format!("P{task}") }</i> }) }
            </span>
            <span class="number">{ number }</span>
        </div>
    }
}

fn paint(props: &Props, notes: &[&Note], line: &Line, number: u32, moved: Option<u32>) -> Html {
    let tasks = tasks_at(props, number);
    let here = tasks.first().map(|task| task_class(*task));
    let is_fault = props.fault == Some(number);
    let marks =
        [here.is_some().then_some("here"), (moved == Some(number)).then_some("moved"), is_fault.then_some("faulted")];
    let class = classes!("line", here, marks.into_iter().flatten().collect::<Classes>());
    let note = notes.iter().find(|note| note.line == number);
    let piece = |piece: &lines::Piece| {
        let mark = piece.severity.map(|severity| if severity == Severity::Warning { "warned" } else { "wrong" });
        html! { <span class={classes!(piece.class.name(), mark)}>{ &piece.text }</span> }
    };
    html! {
        <div key={number} {class}>
            { for line.pieces.iter().map(piece) }
            if let Some(note) = note { { hint(note, props.locale) } }
        </div>
    }
}

fn hint(note: &Note, locale: Locale) -> Html {
    let class = if note.severity == Severity::Warning { "warned" } else { "wrong" };
    html! { <span class={classes!("line-note", class)}>{ note.message.text(locale) }</span> }
}

/// Scrolls the code, and nothing around it, so that a line is in sight, whenever `reason` changes.
#[hook]
fn use_line_in_sight<R: PartialEq + 'static>(scroller: &NodeRef, line: Option<u32>, reason: R) {
    let scroller = scroller.clone();
    use_effect_with(reason, move |_| {
        let (Some(scroller), Some(line)) = (scroller.cast::<Element>(), line) else { return };
        let selector = format!(".gutter-line:nth-child({line})");
        let Some(row) = scroller.query_selector(&selector).ok().flatten() else { return };
        let (outer, inner) = (scroller.get_bounding_client_rect(), row.get_bounding_client_rect());
        let margin = 2.0 * inner.height();
        let above = inner.top() - margin - outer.top();
        let below = inner.bottom() + margin - outer.bottom();
        if above < 0.0 {
            scroller.set_scroll_top(scroller.scroll_top() + above as i32);
        } else if below > 0.0 {
            scroller.set_scroll_top(scroller.scroll_top() + below as i32);
        }
    });
}
