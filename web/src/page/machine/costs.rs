//! What the run has cost so far: time on cores, context switches, copies, memory of the kernel.

use sim_core::lang::diag::Locale;
use sim_core::view::{Costs, TimeOnCores};
use yew::prelude::*;

use crate::text::{self, Text};

/// Properties of [`CostTable`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The costs.
    pub(super) costs: Costs,
    /// Language.
    pub(super) locale: Locale,
}

/// The costs, folded away: a line that says the time, and a table under it.
#[component]
pub(super) fn CostTable(props: &Props) -> Html {
    let text = text::of(props.locale);
    let costs = &props.costs;
    let own = costs.times.iter().find(|on| on.cores == costs.cores);
    let summary = own.map_or_else(String::new, |on| (text.time_on_cores)(on.time_ns, on.cores));
    html! {
        <details class="costs">
            <summary>{ text.costs }<span class="facts">{ summary }</span></summary>
            <table>
                <thead>
                    <tr><th>{ text.cores }</th><th>{ text.time }</th><th>{ text.speed_up }</th><th>{ text.switches }</th></tr>
                </thead>
                <tbody>{ for costs.times.iter().map(|on| row(on, costs.cores, text)) }</tbody>
            </table>
            <p>{ (text.copied)(costs.copies, costs.copied_bytes) }</p>
            <p>{ (text.kernel_bytes)(costs.kernel_bytes, costs.most_kernel_bytes) }</p>
        </details>
    }
}

fn row(on: &TimeOnCores, own: u32, text: &'static Text) -> Html {
    html! {
        <tr key={on.cores} class={(on.cores == own).then_some("own")}>
            <td>{ on.cores }</td>
            <td>{ (text.nanoseconds)(on.time_ns) }</td>
            <td>{ format!("{}.{:02}×", on.speed_up / 100, on.speed_up % 100) }</td>
            <td>{ on.switches }</td>
        </tr>
    }
}
