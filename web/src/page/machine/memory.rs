//! A process's memory as the notes' table: sections from the highest address down, and the named things in them.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::{
    FaultPlace, FaultView, FrameView, Group, PageView, Row, Section, SectionKind, Storage, TaskView, Value,
};
use web_sys::Element;
use yew::prelude::*;

use super::fault::hit;
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
    let place = props.fault.map(|fault| fault.place).unwrap_or_default();
    let table = use_node_ref();
    use_hit_in_sight(&table, place);
    html! {
        <div class="memory" ref={table} tabindex="0" role="group" aria-label={format!("P{}: {}", props.task.number, text.machine)}>
            if place == FaultPlace::Above { { gap_hit(props, None, text) } }
            { for props.task.sections.iter().map(|section| band(section, place, props, text)) }
        </div>
    }
}

/// Scrolls the table, and nothing around it, so that the place that a fault hit is in sight.
#[hook]
fn use_hit_in_sight(table: &NodeRef, place: FaultPlace) {
    let table = table.clone();
    use_effect_with(place, move |_| {
        let Some(table) = table.cast::<Element>() else { return };
        let Some(hit) = table.query_selector(".hit-line").ok().flatten() else { return };
        let (outer, inner) = (table.get_bounding_client_rect(), hit.get_bounding_client_rect());
        let distance = inner.top() + inner.height() / 2.0 - outer.top() - outer.height() / 2.0;
        table.set_scroll_top(table.scroll_top() + distance as i32);
    });
}

/// The gap that a fault went to.
fn gap_hit(props: &Props, pages: Option<u64>, text: &'static Text) -> Html {
    html! {
        <div class="gap hit">
            if let Some(pages) = pages { <p>{ (text.pages_not_mapped)(pages) }</p> }
            if let Some(fault) = &props.fault { { hit(fault, text) } }
        </div>
    }
}

fn band(section: &Section, place: FaultPlace, props: &Props, text: &'static Text) -> Html {
    let hit_row = match place {
        FaultPlace::Section { start, row, .. } if start == section.start => Some(row),
        _ => None,
    };
    let class = classes!("section", kind_class(section.kind), hit_row.map(|_| "hit"));
    let line = props.task.site.as_ref().map(|site| site.line);
    let marks = Marks { line, fault: props.fault.as_ref(), row: hit_row.flatten() };
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
            if let (Some(None), Some(fault)) = (hit_row, &props.fault) { { hit(fault, text) } }
            { for section.groups.iter().enumerate().map(|(index, group)| rows(index, group, marks, text)) }
            { pages(section, text) }
        </section>
        if place == (FaultPlace::Gap { below: section.start }) {
            { gap_hit(props, Some(section.gap_pages), text) }
        } else if section.gap_pages > 0 {
            <p class="gap">{ (text.pages_not_mapped)(section.gap_pages) }</p>
        }
        </>
    }
}

/// The pages of a section that are there, and where: folded away until somebody wants to know.
fn pages(section: &Section, text: &'static Text) -> Html {
    if section.pages.is_empty() {
        return Html::default();
    }
    let page = |page: &PageView| {
        let frame = page.frame.map_or_else(|| text.zero_frame.to_owned(), |frame| (text.frame)(frame));
        let is_shared = page.users > 1 && page.frame.is_some();
        html! {
            <li key={page.addr}>
                <span class="addr">{ address(page.addr) }</span>
                <span>{ frame }</span>
                if is_shared { <span class="cow">{ (text.frame_users)(page.users) }</span> }
                if page.is_copy_on_write && section.rights.write { <span class="cow">{ text.copied_when_written }</span> }
            </li>
        }
    };
    let hidden = section.resident_pages.saturating_sub(section.pages.len() as u64);
    html! {
        <details class="pages">
            <summary>{ (text.pages)(section.resident_pages) }</summary>
            <ul>
                { for section.pages.iter().map(page) }
                if hidden > 0 { <li>{ (text.more_rows)(hidden) }</li> }
            </ul>
        </details>
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

/// What is marked among the rows of a section.
#[derive(Clone, Copy)]
struct Marks<'a> {
    /// The line that the task has come to.
    line: Option<u32>,
    /// A fault of the task.
    fault: Option<&'a FaultView>,
    /// First address of the row that it hit.
    row: Option<u64>,
}

fn rows(index: usize, group: &Group, marks: Marks<'_>, text: &'static Text) -> Html {
    html! {
        <div key={index} class="group">
            if let Some(frame) = &group.frame { { frame_head(frame, text) } }
            { for group.rows.iter().map(|each| row(each, marks, text)) }
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

fn row(row: &Row, marks: Marks<'_>, text: &'static Text) -> Html {
    let key = format!("{}{}", row.addr, row.name);
    let inside = Marks { row: None, ..marks };
    let class = row_class(row, marks);
    let whole = if row.members.is_empty() {
        html! { <div class={class}>{ cells(row, text) }</div> }
    } else {
        html! {
            <details class="composite" open={row.members.len() <= UNFOLDED}>
                <summary class={class}>{ cells(row, text) }</summary>
                <div class="members">{ for row.members.iter().map(|member| self::row(member, inside, text)) }</div>
            </details>
        }
    };
    let fault = marks.fault.filter(|_| marks.row == Some(row.addr));
    html! {
        <div {key} class="entry">
            { whole }
            if let Some(fault) = fault { { hit(fault, text) } }
        </div>
    }
}

fn row_class(row: &Row, marks: Marks<'_>) -> Classes {
    let line = marks.line;
    let statement = match row.value {
        Value::Statement { line: here, .. } if Some(here) == line => Some("statement-row here"),
        Value::Statement { .. } => Some("statement-row"),
        _ => None,
    };
    let register = (row.storage == Storage::Register).then_some("in-register");
    let hit = (marks.row == Some(row.addr)).then_some("hit-row");
    classes!("row", hit, row.is_changed.then_some("changed"), register, statement)
}

fn cells(row: &Row, text: &'static Text) -> Html {
    let is_register = row.storage == Storage::Register;
    let name = match row.value {
        Value::ReturnAddress { .. } => html! { <i class="word">{ text.return_address }</i> },
        _ if row.name.is_empty() => html! { <i class="word">{ text.unnamed }</i> },
        _ => html! { <span class="word">{ &row.name }</span> },
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
