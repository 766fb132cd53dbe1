//! The trace in the JSON form that <https://ui.perfetto.dev> and `chrome://tracing` open ("Trace Event Format").
//!
//! A task is a process with one thread. There is no time in a trace, only order: event `n` takes the `n`th millisecond. A
//! call that blocks is a slice up to its completion, and an arrow leads there from the task that caused it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::abi::CallRecord;
use crate::abi::event::{AccessKind, Body, Event, Outcome, Status};
use crate::abi::strace;

/// Microseconds that an event takes.
const TICK: u64 = 1000;

/// A whole file.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// The entries.
    pub trace_events: Vec<Entry>,
    /// How times are written.
    pub display_time_unit: &'static str,
}

/// An entry, in the format's own short names.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Entry {
    /// What is written on it.
    pub name: String,
    /// Its category.
    pub cat: &'static str,
    /// Its phase: `X` a slice, `i` an instant, `s` and `f` the ends of an arrow, `M` a name.
    pub ph: &'static str,
    /// When, in microseconds.
    pub ts: u64,
    /// How long, for a slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dur: Option<u64>,
    /// The task's number.
    pub pid: u32,
    /// The same.
    pub tid: u32,
    /// Number of an arrow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<u64>,
    /// `e`: an arrow ends at the slice around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bp: Option<&'static str>,
    /// Details.
    pub args: Details,
}

/// What is shown of an entry that is selected.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Details {
    /// A name, for `M`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The call as `strace` writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<String>,
    /// File and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// The file of these events.
pub fn timeline<'a>(events: impl IntoIterator<Item = &'a Event>) -> Timeline {
    let mut draft = Draft::default();
    for event in events {
        draft.hear(event);
        draft.now += TICK;
    }
    draft.close();
    Timeline { trace_events: draft.entries, display_time_unit: "ms" }
}

/// A file while it is written.
#[derive(Default)]
struct Draft {
    now: u64,
    arrows: u64,
    entries: Vec<Entry>,
    /// Calls that block, by task: since when.
    asleep: BTreeMap<u32, (u64, CallRecord, Details)>,
}

impl Draft {
    fn hear(&mut self, event: &Event) {
        let task = event.task;
        let line = event.site.as_ref().map(|site| format!("{}:{}", site.file, site.line));
        let details = Details { line, ..Details::default() };
        match &event.body {
            Body::Started { pid, parent } => {
                let name = Details { name: Some(format!("P{task} (pid {pid})")), ..Details::default() };
                self.put(task, "process_name", "__metadata", "M", name);
                self.slice(task, "started", "process", details);
                self.arrow(*parent, task);
            }
            Body::ThreadStarted { tid, parent } => {
                let name = Details { name: Some(format!("P{task} (tid {tid})")), ..Details::default() };
                self.put(task, "process_name", "__metadata", "M", name);
                self.slice(task, "started", "thread", details);
                self.arrow(Some(*parent), task);
            }
            Body::Call { call, outcome: Outcome::Blocked } => {
                self.asleep.insert(task, (self.now, call.clone(), details));
            }
            Body::Call { call, outcome } => {
                let details = Details { call: Some(strace::call_and_outcome(call, outcome)), ..details };
                self.slice(task, &name(call), "call", details);
            }
            Body::Completed { call, outcome, by } => {
                self.wake(task, call, outcome, details);
                self.arrow(Some(*by).filter(|by| *by != task), task);
            }
            Body::Access { access, addr, .. } => {
                let word = match access {
                    AccessKind::Load => "load",
                    AccessKind::Store => "store",
                    AccessKind::Execute => "execute",
                };
                self.slice(task, &format!("{word} {addr:#x}"), "memory", details);
            }
            Body::Fault { fault, addr, .. } => {
                self.put(task, &format!("{} at {addr:#x}", fault.signal()), "fault", "i", details);
            }
            Body::Undefined(undefined) => self.put(task, &undefined.to_string(), "undefined", "i", details),
            Body::Delivered { signal, .. } => self.slice(task, &format!("handler of {signal}"), "signal", details),
            Body::Stopped { signal } => self.put(task, &format!("stopped by {signal}"), "signal", "i", details),
            Body::Continued => self.put(task, "continued", "signal", "i", details),
            Body::Ended { status: Status::Exited(code) } => {
                self.put(task, &format!("exit status {code}"), "process", "i", details);
            }
            Body::Ended { status: Status::Signalled(signal) } => {
                self.put(task, &format!("killed by {signal}"), "process", "i", details);
            }
        }
    }

    fn put(&mut self, task: u32, name: &str, cat: &'static str, ph: &'static str, args: Details) {
        let entry =
            Entry { name: name.to_owned(), cat, ph, ts: self.now, pid: task, tid: task, args, ..Entry::default() };
        self.entries.push(entry);
    }

    fn slice(&mut self, task: u32, name: &str, cat: &'static str, args: Details) {
        self.put(task, name, cat, "X", args);
        self.last_takes(TICK);
    }

    fn last_takes(&mut self, dur: u64) {
        if let Some(entry) = self.entries.last_mut() {
            entry.dur = Some(dur);
        }
    }

    /// The slice of a call that blocked and has come to its end.
    fn wake(&mut self, task: u32, call: &CallRecord, outcome: &Outcome, details: Details) {
        let since = self.asleep.remove(&task).map_or(self.now, |(since, ..)| since);
        let details = Details { call: Some(strace::call_and_outcome(call, outcome)), ..details };
        self.put(task, &name(call), "blocked", "X", details);
        if let Some(entry) = self.entries.last_mut() {
            entry.ts = since;
            entry.dur = Some(self.now + TICK - since);
        }
    }

    fn arrow(&mut self, from: Option<u32>, to: u32) {
        let Some(from) = from else { return };
        self.arrows += 1;
        for (task, ph, bp) in [(from, "s", None), (to, "f", Some("e"))] {
            self.put(task, "causes", "cause", ph, Details::default());
            if let Some(entry) = self.entries.last_mut() {
                entry.id = Some(self.arrows);
                entry.bp = bp;
                // An arrow's ends lie inside what they belong to: what happened just before, and what comes of it.
                entry.ts = if ph == "s" { self.now.saturating_sub(TICK / 2) } else { self.now + TICK / 2 };
            }
        }
    }

    /// Whoever still sleeps at the end sleeps to the end.
    fn close(&mut self) {
        for (task, (since, call, details)) in std::mem::take(&mut self.asleep) {
            let details = Details { call: Some(strace::call_and_outcome(&call, &Outcome::Blocked)), ..details };
            self.put(task, &name(&call), "blocked", "X", details);
            if let Some(entry) = self.entries.last_mut() {
                entry.ts = since;
                entry.dur = Some((self.now - since).max(TICK));
            }
        }
    }
}

/// The call's name: what stands before the bracket.
fn name(call: &CallRecord) -> String {
    let written = strace::call(call, &[]);
    written.split('(').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::Sysno;

    fn event(task: u32, body: Body) -> Event {
        Event { task, body, site: None }
    }

    #[test]
    fn a_call_that_blocks_lasts_until_it_is_completed() {
        let call = CallRecord { nr: Sysno::PAUSE, args: Vec::new() };
        let done = Outcome::Returned { value: 0, outputs: Vec::new() };
        let events = [
            event(1, Body::Started { pid: 101, parent: None }),
            event(1, Body::Call { call: call.clone(), outcome: Outcome::Blocked }),
            event(2, Body::Call { call: call.clone(), outcome: done.clone() }),
            event(1, Body::Completed { call, outcome: done, by: 2 }),
        ];
        let file = timeline(&events);
        let slept = file.trace_events.iter().find(|entry| entry.cat == "blocked").expect("a slice");
        assert_eq!((slept.pid, slept.ts, slept.dur), (1, TICK, Some(3 * TICK)));
        let arrows: Vec<_> =
            file.trace_events.iter().filter(|entry| entry.cat == "cause").map(|entry| entry.pid).collect();
        assert_eq!(arrows, [2, 1]);
    }

    #[test]
    fn who_is_never_woken_sleeps_to_the_end() {
        let call = CallRecord { nr: Sysno::PAUSE, args: Vec::new() };
        let file = timeline(&[event(1, Body::Call { call, outcome: Outcome::Blocked })]);
        assert_eq!(file.trace_events.last().map(|entry| (entry.ts, entry.dur)), Some((0, Some(TICK))));
    }
}
