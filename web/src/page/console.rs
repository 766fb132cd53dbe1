//! What the programs wrote, in order, each piece in its writer's colour.

use std::rc::Rc;

use sim_core::lang::diag::Locale;
use sim_core::view::{ConsoleChunk, Stream, View};
use yew::prelude::*;

use super::style::task_class;
use crate::text;

/// At most this many pieces of output are drawn.
const MOST: usize = 400;

/// Properties of [`Console`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// What is to be seen.
    pub(super) view: Option<Rc<View>>,
    /// Language.
    pub(super) locale: Locale,
}

/// The console.
#[component]
pub(super) fn Console(props: &Props) -> Html {
    let text = text::of(props.locale);
    let chunks = props.view.as_ref().map_or(&[][..], |view| &view.console);
    let hidden = chunks.len().saturating_sub(MOST);
    let step = props.view.as_ref().map_or(0, |view| view.position.step);
    let end = use_node_ref();
    {
        let end = end.clone();
        use_effect_with(chunks.len(), move |_| {
            if let Some(list) = end.cast::<web_sys::Element>() {
                list.set_scroll_top(list.scroll_height());
            }
        });
    }
    html! {
        <section class="console" aria-labelledby="console-title">
            <h2 id="console-title">{ text.console }</h2>
            <div class="output" ref={end} role="log" tabindex="0" aria-labelledby="console-title">
                if chunks.is_empty() { <p class="hint">{ text.console_empty }</p> }
                if hidden > 0 { <p class="hint">{ (text.earlier_output)(hidden as u64) }</p> }
                { for chunks.iter().enumerate().skip(hidden).map(|(index, chunk)| piece(index, chunk, step)) }
            </div>
        </section>
    }
}

fn piece(index: usize, chunk: &ConsoleChunk, step: u64) -> Html {
    let is_new = chunk.step == step;
    let is_error = chunk.stream == Stream::Err;
    let class = classes!("piece", task_class(chunk.task), is_new.then_some("changed"), is_error.then_some("err"));
    html! {
        <div key={index} {class}>
            <b class="who">{ format!("P{}", chunk.task) }</b>
            <pre>{ chunk.text.trim_end_matches('\n') }</pre>
        </div>
    }
}
