//! Lanes: a run as one line a task, drawn over its steps. Who ran when, who could have run, who slept, and who set
//! whom going.
//!
//! Everything is measured in steps: step `k` lies between `k - 1` and `k`. Lanes cover the whole known run, also what
//! lies ahead of the cursor.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::abi::event::{Body, Outcome, Status};

use super::EventAt;

/// In this many columns a long run is drawn; what would be narrower is left out.
const COLUMNS: u64 = 1200;

/// All lanes of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Lanes {
    /// How many steps they cover.
    pub steps: u64,
    /// One a task, by number.
    pub lanes: Vec<Lane>,
    /// Who set whom going, by step.
    pub links: Vec<Link>,
}

/// The line of one task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Lane {
    /// The task's number.
    pub task: u32,
    /// What it did, without gaps, from its start to its end.
    pub spans: Vec<Span>,
    /// Where it ended, and how.
    pub end: Option<(u64, Status)>,
    /// Steps at which it had a fault.
    pub faults: Vec<u64>,
}

/// A stretch of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Span {
    /// Behind this step it begins.
    pub from: u64,
    /// With this step it ends.
    pub to: u64,
    /// What the task did.
    pub doing: Doing,
}

/// What a task can be doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    /// It takes the steps.
    Running,
    /// It could run, and another task does.
    Ready,
    /// It sleeps in the kernel.
    Blocked,
    /// A signal has stopped it.
    Stopped,
}

/// What one task did to another in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Link {
    /// The step.
    pub step: u64,
    /// Who did it.
    pub from: u32,
    /// To whom.
    pub to: u32,
    /// What.
    pub kind: LinkKind,
}

/// The ways in which a task can set another going.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// It made it (`fork(2)`).
    Fork,
    /// It ended its sleep.
    Wake,
}

/// From a step on, a task takes the steps, until the next turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The first of its steps, from 1.
    pub step: u64,
    /// The task.
    pub task: u32,
}

/// The lanes of a run of `steps` steps, with these events and turns.
#[must_use]
pub fn lanes(events: &[EventAt], turns: &[Turn], steps: u64) -> Lanes {
    let mut draft = Draft { steps, ..Draft::default() };
    let mut turns = turns.iter().zip(turns.iter().skip(1).map(|next| next.step).chain([steps + 1])).peekable();
    // A task runs through its turn; what the turn's events say of it holds from the end of their step on.
    for at in events {
        while let Some((turn, end)) = turns.next_if(|(turn, _)| turn.step <= at.step) {
            draft.run(turn, end - 1);
        }
        draft.hear(at);
    }
    turns.for_each(|(turn, end)| draft.run(turn, end - 1));
    draft.finish()
}

/// Lanes while they are drawn.
#[derive(Default)]
struct Draft {
    steps: u64,
    lanes: Vec<DraftLane>,
    links: Vec<Link>,
}

/// A lane while it is drawn: from which step on the task did what.
struct DraftLane {
    task: u32,
    changes: Vec<(u64, Doing)>,
    end: Option<(u64, Status)>,
    faults: Vec<u64>,
}

impl Draft {
    fn lane(&mut self, task: u32) -> Option<&mut DraftLane> {
        self.lanes.get_mut((task as usize).checked_sub(1)?)
    }

    fn run(&mut self, turn: &Turn, last: u64) {
        self.turn_to(turn.task, turn.step - 1, Doing::Running);
        self.turn_to(turn.task, last, Doing::Ready);
    }

    fn turn_to(&mut self, task: u32, step: u64, doing: Doing) {
        if let Some(lane) = self.lane(task) {
            lane.turn_to(step, doing);
        }
    }

    fn hear(&mut self, at: &EventAt) {
        let (step, task) = (at.step, at.event.task);
        match &at.event.body {
            Body::Started { parent, .. } => {
                let changes = vec![(step, Doing::Ready)];
                self.lanes.push(DraftLane { task, changes, end: None, faults: Vec::new() });
                let fork = |&from: &u32| Link { step, from, to: task, kind: LinkKind::Fork };
                self.links.extend(parent.iter().map(fork));
            }
            Body::ThreadStarted { parent, .. } => {
                let changes = vec![(step, Doing::Ready)];
                self.lanes.push(DraftLane { task, changes, end: None, faults: Vec::new() });
                self.links.push(Link { step, from: *parent, to: task, kind: LinkKind::Fork });
            }
            Body::Call { outcome: Outcome::Blocked, .. } => self.turn_to(task, step, Doing::Blocked),
            Body::Completed { by, .. } => {
                self.turn_to(task, step, Doing::Ready);
                self.links.push(Link { step, from: *by, to: task, kind: LinkKind::Wake });
            }
            Body::Fault { .. } => self.lane(task).into_iter().for_each(|lane| lane.faults.push(step)),
            Body::Ended { status } => self.lane(task).into_iter().for_each(|lane| lane.end = Some((step, *status))),
            Body::Stopped { .. } => self.turn_to(task, step, Doing::Stopped),
            Body::Continued => self.turn_to(task, step, Doing::Ready),
            Body::Call { .. } | Body::Access { .. } | Body::Delivered { .. } | Body::Undefined(_) => {}
        }
    }

    fn finish(mut self) -> Lanes {
        let steps = self.steps;
        let column = |step: u64| step * COLUMNS / steps.max(1);
        self.links.dedup_by_key(|link| (column(link.step), link.from, link.to, link.kind));
        Lanes { steps, lanes: self.lanes.into_iter().map(|lane| lane.finish(steps)).collect(), links: self.links }
    }
}

impl DraftLane {
    /// From a step on, the task does this. What was noted for later steps is replaced.
    fn turn_to(&mut self, step: u64, doing: Doing) {
        while self.changes.pop_if(|change| change.0 >= step).is_some() {}
        if self.changes.last().is_none_or(|last| last.1 != doing) {
            self.changes.push((step, doing));
        }
    }

    fn finish(self, steps: u64) -> Lane {
        let last = self.end.map_or(steps, |(step, _)| step);
        let ends = self.changes.iter().skip(1).map(|change| change.0).chain([last]);
        let spans = self.changes.iter().zip(ends).map(|(&(from, doing), to)| Span { from, to: to.min(last), doing });
        let spans = thin(spans.filter(|span| span.from < span.to), steps);
        Lane { task: self.task, spans, end: self.end, faults: self.faults }
    }
}

/// Leaves out what is narrower than a column: the span before it grows over it.
fn thin(spans: impl Iterator<Item = Span>, steps: u64) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        let is_narrow = (span.to - span.from) * COLUMNS < steps;
        match kept.last_mut() {
            Some(last) if is_narrow || last.doing == span.doing => last.to = span.to,
            _ => kept.push(span),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{CallRecord, Event, Sysno};

    fn at(step: u64, task: u32, body: Body) -> EventAt {
        EventAt { step, event: Event { task, body, site: None } }
    }

    fn wait() -> CallRecord {
        CallRecord { nr: Sysno::WAIT4, args: Vec::new() }
    }

    /// A parent forks in step 2, waits in step 3, and is woken when its child ends in step 5.
    fn parent_and_child() -> Lanes {
        let status = Status::Exited(0);
        let events = [
            at(0, 1, Body::Started { pid: 101, parent: None }),
            at(2, 2, Body::Started { pid: 102, parent: Some(1) }),
            at(3, 1, Body::Call { call: wait(), outcome: Outcome::Blocked }),
            at(5, 2, Body::Ended { status }),
            at(5, 1, Body::Completed { call: wait(), outcome: Outcome::NoReturn, by: 2 }),
        ];
        let turns = [Turn { step: 1, task: 1 }, Turn { step: 4, task: 2 }, Turn { step: 6, task: 1 }];
        lanes(&events, &turns, 7)
    }

    #[test]
    fn a_lane_says_what_its_task_did_without_gaps() {
        let span = |from, to, doing| Span { from, to, doing };
        let lanes = parent_and_child().lanes;
        assert_eq!(
            lanes[0].spans,
            [span(0, 3, Doing::Running), span(3, 5, Doing::Blocked), span(5, 7, Doing::Running)]
        );
        assert_eq!(lanes[1].spans, [span(2, 3, Doing::Ready), span(3, 5, Doing::Running)]);
        assert_eq!((lanes[0].end, lanes[1].end), (None, Some((5, Status::Exited(0)))));
    }

    #[test]
    fn links_say_who_set_whom_going() {
        let fork = Link { step: 2, from: 1, to: 2, kind: LinkKind::Fork };
        let wake = Link { step: 5, from: 2, to: 1, kind: LinkKind::Wake };
        assert_eq!(parent_and_child().links, [fork, wake]);
    }

    #[test]
    fn a_long_run_has_no_more_spans_than_can_be_seen() {
        let events = [1, 2].map(|task| at(0, task, Body::Started { pid: 100, parent: None }));
        let turns: Vec<_> = (1..=100_000).map(|step| Turn { step, task: (step % 2 + 1) as u32 }).collect();
        let long = lanes(&events, &turns, 100_000);
        assert!(long.lanes.iter().all(|lane| lane.spans.len() as u64 <= COLUMNS));
    }
}
