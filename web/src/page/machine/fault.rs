//! A fault, told: the access, its address, the right that was missing, the rule, the signal.

use sim_core::abi::event::{AccessKind, FaultKind};
use sim_core::lang::diag::Locale;
use sim_core::view::FaultView;
use yew::prelude::*;

use crate::page::style::{address, task_class};
use crate::text::{self, Text};

/// Properties of [`FaultNote`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The fault.
    pub(super) fault: FaultView,
    /// Language.
    pub(super) locale: Locale,
}

/// A fault.
#[component]
pub(super) fn FaultNote(props: &Props) -> Html {
    let text = text::of(props.locale);
    let fault = &props.fault;
    let access = access(fault.access, text);
    let rights = fault.rights.map(|rights| format!(" – {}", (text.rights_missing)(access, &rights.to_string())));
    html! {
        <div class={classes!("fault-note", task_class(fault.task))} role="status">
            <b class="badge">{ format!("P{}", fault.task) }</b>
            <p>
                <b class="fault-word">{ format!("{}: {}", text.fault, (text.fault_at)(access, &address(fault.addr))) }</b>
                { " " }{ rule(fault, text) }{ rights.unwrap_or_default() }
            </p>
            <span class="signal">{ fault.kind.signal().to_string() }</span>
        </div>
    }
}

const fn access(access: AccessKind, text: &'static Text) -> &'static str {
    match access {
        AccessKind::Load => text.load,
        AccessKind::Store => text.store,
        AccessKind::Execute => text.execute,
    }
}

const fn rule(fault: &FaultView, text: &'static Text) -> &'static str {
    match fault.kind {
        _ if fault.is_kernel => text.fault_kernel,
        FaultKind::NotMapped => text.fault_not_mapped,
        FaultKind::Protection => text.fault_protection,
        FaultKind::PastEnd => text.fault_past_end,
        FaultKind::Divide => text.fault_divide,
        FaultKind::Illegal => text.fault_illegal,
    }
}
