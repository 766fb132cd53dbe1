//! What has been reached: which call came out how, how often.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sim_core::abi::event::{Body, Event, Outcome};
use sim_core::abi::{Sysno, Trace};

use super::mechanism::Mechanism;

/// Counts by call and by how it came out: a success, an error's name, `blocks`, or `no return`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Coverage {
    counts: BTreeMap<u16, BTreeMap<String, u64>>,
}

impl Coverage {
    /// Counts the calls of a trace; returns how many there are.
    pub(super) fn count(&mut self, trace: &Trace) -> u64 {
        trace.events.iter().map(|event| u64::from(self.count_event(event))).sum()
    }

    fn count_event(&mut self, event: &Event) -> bool {
        let (call, outcome, is_call) = match &event.body {
            Body::Call { call, outcome } => (call, name(outcome, ""), true),
            Body::Completed { call, outcome, .. } => (call, name(outcome, "woken: "), false),
            _ => return false,
        };
        *self.counts.entry(call.nr.0).or_default().entry(outcome).or_default() += 1;
        is_call
    }

    /// Adds what another has counted.
    pub(super) fn add(&mut self, other: Self) {
        for (nr, outcomes) in other.counts {
            let own = self.counts.entry(nr).or_default();
            outcomes.into_iter().for_each(|(outcome, count)| *own.entry(outcome).or_default() += count);
        }
    }

    /// The calls of these mechanisms that never happened.
    pub(super) fn missing(&self, mechanisms: &[&Mechanism]) -> Vec<Sysno> {
        let all = mechanisms.iter().flat_map(|mechanism| mechanism.choices).flat_map(|choice| choice.calls);
        let mut missing: Vec<_> = all.copied().filter(|nr| !self.counts.contains_key(&nr.0)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }
}

fn name(outcome: &Outcome, how: &str) -> String {
    match outcome {
        Outcome::Returned { .. } => format!("{how}ok"),
        Outcome::Failed(errno) => format!("{how}{errno}"),
        Outcome::Blocked => format!("{how}blocks"),
        Outcome::Restarted => format!("{how}restarts"),
        Outcome::NoReturn => format!("{how}no return"),
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nr, outcomes) in &self.counts {
            let list: Vec<_> = outcomes.iter().map(|(outcome, count)| format!("{outcome} {count}")).collect();
            writeln!(f, "{:<12} {}", Sysno(*nr).to_string(), list.join(", "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::mechanism;
    use sim_core::abi::{CallRecord, Errno};

    #[test]
    fn calls_are_counted_by_how_they_came_out() {
        let call = CallRecord { nr: Sysno::READ, args: Vec::new() };
        let mut coverage = Coverage::default();
        for outcome in [Outcome::Blocked, Outcome::Failed(Errno::EBADF), Outcome::Blocked] {
            coverage.count_event(&Event { task: 1, body: Body::Call { call: call.clone(), outcome }, site: None });
        }
        assert_eq!(coverage.to_string(), "read         EBADF 1, blocks 2\n");
        let missing = coverage.missing(&mechanism::all());
        assert!(missing.contains(&Sysno::WRITE) && !missing.contains(&Sysno::READ));
    }
}
