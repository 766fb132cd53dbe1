//! The same story in words: every event with its sentence, the call as `strace` writes it, and where the rule stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::View;
use yew::prelude::*;

use super::style::task_class;
use super::transport::Command;
use crate::protocol::{SHOWN_EVENTS, Told, Words};
use crate::text::{self, Text};

/// Properties of [`EventList`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Option<Rc<View>>,
    /// The events of the run that the worker has told, by number.
    pub(super) events: Rc<BTreeMap<u64, Rc<Told>>>,
    /// What is to be said beside them.
    pub(super) words: Rc<Words>,
    /// Language.
    pub(super) locale: Locale,
    /// Hears where the reader wants to go.
    pub(super) on_command: Callback<Command>,
}

/// The event list.
#[component]
pub(super) fn EventList(props: &Props) -> Html {
    let text = text::of(props.locale);
    let position = props.view.as_ref().map(|view| view.position).unwrap_or_default();
    let past = position.events;
    let newest = past.saturating_sub(position.new_events);
    let hidden = past.saturating_sub(SHOWN_EVENTS as u64);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((past, position.step), move |_| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    }
    let spoken = props.events.range(newest..past).map(|(_, told)| told.sentence.text(props.locale));
    html! {
        <section class="events" aria-labelledby="events-title">
            <h2 id="events-title">{ text.events }</h2>
            <p class="sr-only" aria-live="polite">{ spoken.collect::<Vec<_>>().join(" ") }</p>
            <ol class="event-list" ref={list} tabindex="0" aria-labelledby="events-title">
                if past == 0 { <li class="hint">{ text.events_empty }</li> }
                if hidden > 0 { <li class="hint">{ (text.more_events)(hidden) }</li> }
                { for props.events.range(hidden..past).map(|(number, told)| entry(props, text, told, *number >= newest)) }
                { end(props) }
            </ol>
        </section>
    }
}

fn entry(props: &Props, text: &'static Text, told: &Told, is_new: bool) -> Html {
    let step = told.step;
    let onclick = props.on_command.reform(move |_| Command::Seek(step));
    html! {
        <li key={told.number} class={classes!("event", task_class(told.task), is_new.then_some("changed"))}>
            <button type="button" class="go" {onclick} title={(text.step_of)(step, position_known(props))}>{ told.number + 1 }</button>
            <div class="what">
                <p class="sentence">{ told.sentence.text(props.locale) }</p>
                <p class="call">
                    <code>{ &told.call }</code>
                    if let Some(source) = &told.source {
                        <span class="source" title={format!("{} {source}", text.source)}>{ source }</span>
                    }
                    if let Some(site) = &told.site {
                        <span class="site">{ (text.at_line)(&site.file, site.line) }</span>
                    }
                </p>
            </div>
        </li>
    }
}

fn position_known(props: &Props) -> u64 {
    props.view.as_ref().map_or(0, |view| view.position.known)
}

fn end(props: &Props) -> Html {
    let end = props.words.end.as_ref();
    end.map_or_else(Html::default, |end| html! { <li class="event end">{ end.text(props.locale) }</li> })
}
