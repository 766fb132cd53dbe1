//! Why the run is over, said where the reader looks.

use sim_core::abi::event::End;
use sim_core::explain;
use sim_core::lang::diag::Locale;
use yew::prelude::*;

use crate::page::style::task_class;
use crate::text;

/// Properties of [`EndBanner`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The end.
    pub(super) end: End,
    /// Language.
    pub(super) locale: Locale,
}

/// The end of a run.
#[component]
pub(super) fn EndBanner(props: &Props) -> Html {
    let text = text::of(props.locale);
    let (class, title) = match &props.end {
        End::Finished => ("finished", text.end_of_run),
        End::Deadlock { .. } => ("deadlock", text.deadlock),
        End::Limit { .. } => ("limit", text.end_of_run),
        End::Unsupported { .. } => ("unsupported", text.end_of_run),
    };
    let stuck: &[_] = if let End::Deadlock { waiting, .. } = &props.end { waiting } else { &[] };
    html! {
        <div class={classes!("end-banner", class)} role="status">
            <b>{ title }</b>
            <p>{ explain::end(&props.end, props.locale) }</p>
            { for stuck.iter().map(|(task, _)| html! { <b class={classes!("badge", task_class(*task))}>{ format!("P{task}") }</b> }) }
        </div>
    }
}
