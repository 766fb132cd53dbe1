//! The world: the kernel of all hosts, and turns.
//!
//! A **turn** belongs to one task: it computes privately until its next *visible operation* (a system call, an access to
//! memory that others see, a fault), and performs that. What others then do because of it (a reader wakes and reads)
//! happens within the same turn. A run is a pure function of the [`Setup`] and of who takes each turn.
//!
//! A step can also be smaller than a turn ([`Until`]): private computation of different tasks commutes, so that
//! stopping in the middle of it changes nothing for anybody else.

pub mod cores;
pub mod hand;
pub mod history;
mod keyframes;
pub mod policy;
pub mod run;
pub mod schedule;
pub mod setup;
pub mod spin;
pub mod statistics;
mod suspect;
mod turn;

use std::rc::Rc;

use crate::abi::event::{End, Event};
use crate::kernel::process::Process;
use crate::kernel::task::Task;
use crate::kernel::wait::Blocked;
use crate::kernel::{Kernel, Pid, Reason, Refusal};

pub use crate::kernel::exec::ENVIRONMENT;
pub use hand::Hand;
pub use history::History;
pub use policy::Rule;
pub use run::{Run, run, run_untraced};
pub use schedule::{Chooser, Schedule, ScheduleError};
pub use setup::{BUILT_IN, Limits, Setup, SetupError};
pub use statistics::Statistics;

/// How far a step goes. It always ends when the task blocks or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// One instruction.
    Instruction,
    /// To the next statement of the program's own text.
    Statement,
    /// Through the next visible operation: a turn.
    Visible,
}

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stepped {
    /// It went as far as it should.
    Done,
    /// It went on to a position where it had to stop before.
    Interrupted,
    /// Nothing: the task cannot run, or the run is over.
    Refused,
}

/// A task's place: its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    pid: Pid,
    /// Instructions since its last visible operation.
    private: u64,
    spin: spin::Spin,
}

/// Everything that changes during a run. A clone is cheap: it shares what neither changes.
#[derive(Clone, Debug)]
pub struct World {
    kernel: Kernel,
    /// By number, from 1, also those that have ended.
    tasks: Vec<Place>,
    /// Numbers of those that exist, and of some that have ended.
    existing: Vec<u32>,
    position: u64,
    events: u64,
    end: Option<End>,
    recent: policy::Recent,
    /// Whether anybody has performed a visible operation since all that can run have last given way.
    has_stirred: bool,
    cores: u32,
    clocks: cores::Clocks,
    most_kernel_bytes: u64,
    /// The instructions whose undefined behaviour has been told.
    told: suspect::Told,
    limits: Rc<Limits>,
}

impl World {
    /// The kernel of all hosts.
    #[must_use]
    pub const fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// How far the run has come: instructions executed by all tasks. An operation that blocks its task, or a fault,
    /// counts when it is made, so that every step moves on.
    #[must_use]
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// How many events there have been, those of the launch included.
    #[must_use]
    pub const fn event_count(&self) -> u64 {
        self.events
    }

    /// Why the run is over, if it is.
    #[must_use]
    pub const fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The turns taken so far, as a [rule](policy::Rule) wants to know them.
    #[must_use]
    pub const fn recent(&self) -> &policy::Recent {
        &self.recent
    }

    /// Numbers of all tasks that there have been.
    #[must_use]
    pub fn task_numbers(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.tasks.len() as u32
    }

    /// A task, as long as it exists.
    #[must_use]
    pub fn task(&self, number: u32) -> Option<&Task> {
        let place = self.place(number)?;
        self.kernel.tasks.get(place.pid)
    }

    /// A task's process, as long as it exists.
    #[must_use]
    pub fn process(&self, number: u32) -> Option<&Process> {
        self.task(number).map(|task| self.kernel.tasks.process(task.tid))
    }

    /// A task's own id, also when it has ended.
    #[must_use]
    pub fn pid(&self, number: u32) -> Option<Pid> {
        self.place(number).map(|place| place.pid)
    }

    /// The number of the task with this id.
    #[must_use]
    pub fn number(&self, pid: Pid) -> Option<u32> {
        self.tasks.iter().rposition(|place| place.pid == pid).map(|index| index as u32 + 1)
    }

    /// The tasks that can take a turn, in order of number; none when the run is over.
    #[must_use]
    pub fn runnable(&self) -> Vec<u32> {
        if self.end.is_some() { Vec::new() } else { self.ready().collect() }
    }

    fn ready(&self) -> impl Iterator<Item = u32> {
        self.existing.iter().copied().filter(|&number| self.is_ready(number))
    }

    /// Looks no longer at tasks that are gone, if there are many.
    fn forget_ended(&mut self) {
        if self.existing.len() > 2 * self.kernel.tasks.len() + 8 {
            let mut existing = std::mem::take(&mut self.existing);
            existing.retain(|&number| self.task(number).is_some());
            self.existing = existing;
        }
    }

    fn is_ready(&self, number: u32) -> bool {
        let can_run = |place: &Place| self.kernel.tasks.is_runnable(place.pid);
        self.place(number).is_some_and(|place| !place.spin.is_waiting && can_run(place))
    }

    fn blocked(&self, number: u32) -> Option<&Blocked> {
        let place = self.place(number)?;
        self.kernel.tasks.blocked(place.pid)
    }

    fn place(&self, number: u32) -> Option<&Place> {
        self.tasks.get((number as usize).checked_sub(1)?)
    }

    /// Ends the run.
    fn refuse(&mut self, refusal: Refusal) {
        let task = self.number(refusal.pid).unwrap_or(0);
        self.end = Some(match refusal.reason {
            Reason::Unsupported(what) => End::Unsupported { task, what },
            Reason::Limit(what) => End::Limit { what: what.to_owned() },
        });
    }

    /// After a turn: lets time pass if nobody can run but those that compute on and on, and finds out whether the run is over. `Completed` events that
    /// come from the passing of time are caused by the sleepers themselves.
    fn close_turn(&mut self, events: &mut Vec<Event>) {
        self.forget_ended();
        while self.end.is_none() && self.ready().next().is_none() {
            let Some(time) = self.kernel.next_timer() else {
                if self.go_on_computing() {
                    continue;
                }
                self.end = Some(self.stuck());
                break;
            };
            self.let_go_on();
            if let Err(refusal) = self.kernel.pass_time(time) {
                self.refuse(refusal);
            }
            self.report_effects(None, events);
        }
        if self.end.is_none() && self.events >= self.limits.events {
            self.end = Some(End::Limit { what: "events".to_owned() });
        }
    }

    /// Nobody can run and nobody sleeps for a time: everybody has ended, or those who have not never will.
    fn stuck(&self) -> End {
        let waiting: Vec<_> = self
            .task_numbers()
            .filter_map(|number| self.blocked(number).map(|blocked| (number, blocked.call.clone())))
            .collect();
        let is_stopped = |number: &u32| {
            let is_stopped = self.process(*number).is_some_and(|process| process.stopped.is_some());
            is_stopped && !waiting.iter().any(|(at, _)| at == number)
        };
        let stopped: Vec<u32> = self.task_numbers().filter(is_stopped).collect();
        if waiting.is_empty() && stopped.is_empty() { End::Finished } else { End::Deadlock { waiting, stopped } }
    }
}

#[cfg(test)]
mod tests;
