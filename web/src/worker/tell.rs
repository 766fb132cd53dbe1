//! Putting into words what a run has come to. The words are the core's; they are said here so that the page need not
//! carry them, nor the tables of calls behind them.

use sim_core::abi::event::{Body, End};
use sim_core::abi::strace;
use sim_core::explain;
use sim_core::lang::diag::{Bilingual, Locale};
use sim_core::view::{EventAt, TaskState, View};

use crate::protocol::{Asleep, Told, Words};

/// An event and its place in the list of events.
pub(super) fn event(number: u64, at: &EventAt) -> Told {
    let english = explain::event(&at.event, Locale::En);
    let korean = explain::event(&at.event, Locale::Ko);
    Told {
        number,
        step: at.step,
        task: at.event.task,
        sentence: Bilingual { en: english.sentence, ko: korean.sentence },
        call: english.call,
        source: english.source,
        site: at.event.site.clone(),
        is_fault: matches!(at.event.body, Body::Fault { .. }),
    }
}

/// What is to be said of a view.
pub(super) fn words(view: &View) -> Words {
    let end = |end: &End| Bilingual { en: explain::end(end, Locale::En), ko: explain::end(end, Locale::Ko) };
    let asleep = view.tasks.iter().filter_map(|task| match &task.state {
        TaskState::Blocked { call, .. } => {
            Some(Asleep { task: task.number, name: call.nr.to_string(), call: strace::call(call, &[]) })
        }
        _ => None,
    });
    Words { end: view.end.as_ref().map(end), asleep: asleep.collect() }
}
