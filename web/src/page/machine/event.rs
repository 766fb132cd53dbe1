//! Counters, timers, signal descriptors and epoll instances among the kernel's objects.

use sim_core::view::{InterestView, ObjectKind};
use yew::prelude::*;

use super::kernel::nothing;
use crate::text::Text;

/// What stands beside the name of such an object.
pub(super) fn facts(kind: &ObjectKind, text: &'static Text) -> String {
    match kind {
        ObjectKind::Counter { value, is_semaphore: true } => format!("{value} · {}", text.as_semaphore),
        ObjectKind::Counter { value, is_semaphore: false } => value.to_string(),
        ObjectKind::Timer { left_ns, interval_ns, expirations } => {
            let mut facts = vec![left_ns.map_or_else(|| text.timer_stopped.to_owned(), text.expires_in)];
            facts.extend((*interval_ns > 0).then(|| (text.expires_again)(*interval_ns)));
            facts.extend((*expirations > 0).then(|| (text.expirations)(*expirations)));
            facts.join(" · ")
        }
        ObjectKind::SignalSet { signals } => signals.join(", "),
        _ => String::new(),
    }
}

/// What an epoll instance watches; what is ready is marked with its place in the list.
pub(super) fn interests(interests: &[InterestView], ready: &[i32], text: &'static Text) -> Html {
    if interests.is_empty() {
        return nothing(text.watches_nothing);
    }
    let one = |interest: &InterestView| {
        let place = ready.iter().position(|fd| *fd == interest.fd);
        let events = if interest.events.is_empty() { text.disarmed.to_owned() } else { interest.events.join(" | ") };
        html! {
            <li class={classes!("message", place.map(|_| "changed"))}>
                <span class="message-type">{ (text.descriptor_is)(interest.fd) }</span>
                <span class="run">{ events }</span>
                if let Some(place) = place { <span class="sender">{ format!("{} {}", text.in_ready_list, place + 1) }</span> }
            </li>
        }
    };
    html! { <ol class="messages">{ for interests.iter().map(one) }</ol> }
}
