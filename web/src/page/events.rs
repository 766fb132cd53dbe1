//! The same story in words: every event with its sentence, the call as `strace` writes it, and where the rule stands.

use std::rc::Rc;

use sim_core::explain::{self, Explanation};
use sim_core::lang::diag::Locale;
use sim_core::view::{EventAt, View};
use yew::prelude::*;

use super::style::task_class;
use super::transport::Command;
use crate::text::{self, Text};

/// At most this many of the past events are drawn; the newest.
const MOST: usize = 200;

/// Properties of [`EventList`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Option<Rc<View>>,
    /// All events of the run as far as it is known.
    pub(super) events: Rc<Vec<EventAt>>,
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
    let past = usize::try_from(position.events).unwrap_or(usize::MAX).min(props.events.len());
    let newest = past.saturating_sub(usize::try_from(position.new_events).unwrap_or(0));
    let hidden = past.saturating_sub(MOST);
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with((past, position.step), move |_| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    }
    let spoken = props.events[newest..past].iter().map(|at| explain::event(&at.event, props.locale).sentence);
    html! {
        <section class="events" aria-labelledby="events-title">
            <h2 id="events-title">{ text.events }</h2>
            <p class="sr-only" aria-live="polite">{ spoken.collect::<Vec<_>>().join(" ") }</p>
            <ol class="event-list" ref={list} tabindex="0" aria-labelledby="events-title">
                if past == 0 { <li class="hint">{ text.events_empty }</li> }
                if hidden > 0 { <li class="hint">{ (text.more_events)(hidden as u64) }</li> }
                { for (hidden..past).map(|index| entry(props, text, index, index >= newest)) }
                { end(props) }
            </ol>
        </section>
    }
}

fn entry(props: &Props, text: &'static Text, index: usize, is_new: bool) -> Html {
    let at = &props.events[index];
    let Explanation { sentence, call, source } = explain::event(&at.event, props.locale);
    let step = at.step;
    let onclick = props.on_command.reform(move |_| Command::Seek(step));
    html! {
        <li key={index} class={classes!("event", task_class(at.event.task), is_new.then_some("changed"))}>
            <button type="button" class="go" {onclick} title={(text.step_of)(step, position_known(props))}>{ index + 1 }</button>
            <div class="what">
                <p class="sentence">{ sentence }</p>
                <p class="call">
                    <code>{ call }</code>
                    if let Some(source) = source {
                        <span class="source" title={format!("{} {source}", text.source)}>{ source }</span>
                    }
                    if let Some(site) = &at.event.site {
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
    let end = props.view.as_ref().and_then(|view| view.end.as_ref());
    end.map_or_else(Html::default, |end| html! { <li class="event end">{ explain::end(end, props.locale) }</li> })
}
