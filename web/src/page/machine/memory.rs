//! A process's memory as the notes' table: sections from the highest address down, and the named things in them.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::{FaultView, FrameView, Group, Row, Section, SectionKind, Storage, TaskView, Value};
use yew::prelude::*;

use super::value::value;
use crate::page::style::address;
use crate::text::{self, Text};

/// Structures with at most this many members are shown unfolded.
const UNFOLDED: usize = 4;

/// Properties of [`Memory`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The task whose memory it is.
    pub(super) task: Rc<TaskView>,
    /// An access that was just refused.
    pub(super) fault: Option<FaultView>,
    /// Language.
    pub(super) locale: Locale,
}

/// The table.
#[component]
pub(super) fn Memory(props: &Props) -> Html {
    let text = text::of(props.locale);
    html! {
        <div class="memory" tabindex="0" role="group" aria-label={format!("P{}: {}", props.task.number, text.machine)}>
            { for props.task.sections.iter().map(|section| band(section, props, text)) }
        </div>
    }
}

fn band(section: &Section, props: &Props, text: &'static Text) -> Html {
    let is_hit = props.fault.is_some_and(|fault| fault.section == Some(section.start));
    let class = classes!("section", kind_class(section.kind), is_hit.then_some("hit"));
    let line = props.task.site.as_ref().map(|site| site.line);
    let range = format!("{} – {}", address(section.start), address(section.end - 1));
    html! {
        <>
        <section key={section.start} {class}>
            <h3>
                <span class="section-name">{ text.section(section.kind) }</span>
                <span class="range">{ range }</span>
                if section.copy_on_write_pages > 0 && section.rights.write {
                    <span class="cow" title={text.copy_on_write_hint}>{ text.copy_on_write }</span>
                }
                if section.object.is_some() { <span class="cow">{ text.shared }</span> }
                <span class="rights">{ section.rights.to_string() }</span>
            </h3>
            { for section.groups.iter().enumerate().map(|(index, group)| rows(index, group, line, text)) }
        </section>
        if section.gap_pages > 0 {
            <p class="gap">{ (text.pages_not_mapped)(section.gap_pages) }</p>
        }
        </>
    }
}

const fn kind_class(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Code => "code-section",
        SectionKind::Rodata => "rodata",
        SectionKind::Data => "data",
        SectionKind::Heap => "heap",
        SectionKind::Mmap => "mmap",
        SectionKind::Shm => "shm",
        SectionKind::Stack => "stack",
    }
}

fn rows(index: usize, group: &Group, line: Option<u32>, text: &'static Text) -> Html {
    html! {
        <div key={index} class="group">
            if let Some(frame) = &group.frame { { frame_head(frame, text) } }
            { for group.rows.iter().map(|each| row(each, line, text)) }
            if group.hidden_rows > 0 { <p class="more">{ (text.more_rows)(group.hidden_rows) }</p> }
        </div>
    }
}

fn frame_head(frame: &FrameView, text: &'static Text) -> Html {
    html! {
        <p class={classes!("frame", frame.is_current.then_some("current"))}>
            { format!("{}()", frame.function) }<span class="frame-line">{ (text.frame_line)(frame.line) }</span>
        </p>
    }
}

fn row(row: &Row, line: Option<u32>, text: &'static Text) -> Html {
    let key = format!("{}{}", row.addr, row.name);
    if row.members.is_empty() {
        return html! { <div {key} class={row_class(row, line)}>{ cells(row, text) }</div> };
    }
    html! {
        <details {key} class="composite" open={row.members.len() <= UNFOLDED}>
            <summary class={row_class(row, line)}>{ cells(row, text) }</summary>
            <div class="members">{ for row.members.iter().map(|member| self::row(member, line, text)) }</div>
        </details>
    }
}

/// `line` is the one that the task has come to.
fn row_class(row: &Row, line: Option<u32>) -> Classes {
    let statement = match row.value {
        Value::Statement { line: here, .. } if Some(here) == line => Some("statement-row here"),
        Value::Statement { .. } => Some("statement-row"),
        _ => None,
    };
    let register = (row.storage == Storage::Register).then_some("in-register");
    classes!("row", row.is_changed.then_some("changed"), register, statement)
}

fn cells(row: &Row, text: &'static Text) -> Html {
    let is_register = row.storage == Storage::Register;
    let name = if row.name.is_empty() {
        html! { <i>{ text.unnamed }</i> }
    } else {
        html! { <span class="word">{ &row.name }</span> }
    };
    html! {
        <>
            <span class="addr" title={is_register.then_some(text.register_hint)}>{ address(row.addr) }</span>
            <span class="name">
                { name }
                if !row.ty.is_empty() { <span class="type">{ &row.ty }</span> }
                if is_register { <span class="reg" title={text.register_hint}>{ text.register }</span> }
            </span>
            <span class="value">
                { value(&row.value, text) }
                if row.is_changed { <span class="sr-only">{ text.changed }</span> }
            </span>
        </>
    }
}
