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
    let refused = fault.place.rights().filter(|_| fault.kind == FaultKind::Protection);
    let rights = refused.map(|rights| format!(" – {}", (text.rights_missing)(access, &rights.to_string())));
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

/// The place in the memory table that the access went to: its address, and the right that was missing there.
pub(super) fn hit(fault: &FaultView, text: &'static Text) -> Html {
    let right = match fault.access {
        AccessKind::Load => text.right_read,
        AccessKind::Store => text.right_write,
        AccessKind::Execute => text.right_execute,
    };
    html! {
        <p class="hit-line">
            <span class="addr">{ address(fault.addr) }</span>
            <b>{ format!("{} {}", access(fault.access, text), text.hit_word) }</b>
            if fault.kind == FaultKind::Protection { <span class="missing">{ (text.right_missing)(right) }</span> }
        </p>
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
