//! After a turn: what it has set off in other tasks.
//!
//! A task that sleeps in the kernel is made runnable by whoever wakes it, before that one's own call returns. So once a
//! look at every sleeper has found it asleep, and nothing else has stirred meanwhile, all has come to rest.

use std::sync::atomic::Ordering;

use sim_core::abi::Signal;
use sim_core::abi::event::Body;

use super::LockstepError;
use super::controller::{Controller, stop_signal};
use super::procfs::Look;
use super::task::{Phase, Task};
use crate::sys::process::give_way;

/// What a pass has found of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    AtRest,
    Stirring,
    Stopped(u8),
    Completed,
    Dead,
}

/// What has become of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Stopped(Signal),
    Continued,
    Completed,
    Dead,
}

impl Controller {
    /// Waits until all is at rest, then puts down who died, and what became of the others, each by number. `by` is the
    /// task whose turn it was; `None` when time has passed. `changes` have been seen already.
    pub(super) fn settle(
        &mut self,
        by: Option<usize>,
        can_signal: bool,
        mut changes: Vec<(usize, Change)>,
    ) -> Result<(), LockstepError> {
        loop {
            let heard = self.board.bell.load(Ordering::Acquire);
            let mut is_quiet = true;
            for index in 0..self.tasks.len() {
                let is_done = changes.contains(&(index, Change::Completed)) || changes.contains(&(index, Change::Dead));
                // Whose turn it was may itself be hit when another dies of what it has sent.
                let has_died = || changes.iter().any(|&(_, change)| change == Change::Dead);
                let is_other = Some(index) != by || self.tasks[index].phase == Phase::Ready && has_died();
                if is_other && !is_done {
                    is_quiet &= self.look_again(index, by, can_signal, &mut changes)?;
                }
            }
            if is_quiet && self.board.bell.load(Ordering::Acquire) == heard && !self.pump()? {
                break;
            }
            self.reap_orphans();
            self.check_time()?;
            self.console.drain();
            give_way();
        }
        changes.extend(self.ask_pollers(&changes)?);
        self.write_settled(by, changes)
    }

    /// Looks at a task; whether it is where it was.
    fn look_again(
        &mut self,
        index: usize,
        by: Option<usize>,
        can_signal: bool,
        changes: &mut Vec<(usize, Change)>,
    ) -> Result<bool, LockstepError> {
        let task = &mut self.tasks[index];
        let found = found(task, can_signal);
        match found {
            Found::Stopped(_) if task.is_stopped => return Ok(true),
            Found::Stopped(seen) => {
                task.is_stopped = true;
                let by = by.and_then(|by| self.tasks[by].wish());
                changes.push((index, Change::Stopped(by.map_or(Signal(seen), |wish| stop_signal(wish, seen)))));
                return Ok(false);
            }
            Found::AtRest | Found::Completed | Found::Stirring if task.is_stopped => {
                task.is_stopped = false;
                changes.push((index, Change::Continued));
                if self.tasks[index].fails_if_stopped() {
                    self.wait_until(index, Task::has_reported)?;
                    changes.push((index, Change::Completed));
                    return Ok(false);
                }
            }
            _ => {}
        }
        match found {
            Found::AtRest => return Ok(true),
            Found::Stirring | Found::Stopped(_) => self.tasks[index].check_runtime()?,
            Found::Completed => changes.push((index, Change::Completed)),
            Found::Dead => changes.push((index, Change::Dead)),
        }
        Ok(false)
    }

    fn write_settled(&mut self, by: Option<usize>, mut changes: Vec<(usize, Change)>) -> Result<(), LockstepError> {
        changes.sort_by_key(|&(index, _)| index);
        for &(index, _) in changes.iter().filter(|(_, change)| *change == Change::Dead) {
            self.bury(index, by)?;
        }
        let dead: Vec<usize> =
            changes.iter().filter(|(_, change)| *change == Change::Dead).map(|&(index, _)| index).collect();
        for (index, change) in changes {
            match change {
                Change::Dead => {}
                // It went on to die.
                Change::Stopped(_) | Change::Continued if dead.contains(&index) => {}
                Change::Stopped(signal) => self.write_stopped(index, signal),
                Change::Continued => self.write(index, Body::Continued),
                Change::Completed => {
                    let (call, outcome, delivered) = self.tasks[index].take_outcome()?;
                    self.tasks[index].phase = Phase::Ready;
                    self.write_completed(index, call, outcome, by.unwrap_or(index) as u32 + 1);
                    self.write_all(index, delivered);
                }
            }
        }
        Ok(())
    }

    /// All is at rest: those that poll look again, one by one. Returns who has found something.
    fn ask_pollers(&mut self, changes: &[(usize, Change)]) -> Result<Vec<(usize, Change)>, LockstepError> {
        let mut found = Vec::new();
        for index in 0..self.tasks.len() {
            let is_done = changes.contains(&(index, Change::Completed)) || changes.contains(&(index, Change::Dead));
            let can_look = !self.tasks[index].is_stopped && !is_done;
            if can_look && matches!(self.tasks[index].phase, Phase::Polling { .. }) {
                self.tasks[index].grant(0);
                self.wait_until(index, Task::has_reported)?;
                if !self.tasks[index].still_polls()? {
                    found.push((index, Change::Completed));
                }
            }
        }
        Ok(found)
    }
}

/// Tasks that wait for their turn sleep too, but only a signal can reach them there.
fn found(task: &Task, can_signal: bool) -> Found {
    match task.phase {
        Phase::Ended => Found::AtRest,
        Phase::Blocked | Phase::Asleep { .. } | Phase::Polling { .. } if task.has_reported() => Found::Completed,
        Phase::Ready | Phase::Polling { .. } if !can_signal && !task.is_stopped => Found::AtRest,
        // As long as nobody sends signals, only a call's own end can change anything.
        Phase::Blocked if !can_signal && !task.is_stopped && task.is_in_call() => Found::AtRest,
        phase => match task.look() {
            Look::Zombie { .. } | Look::Gone => Found::Dead,
            Look::Stopped { signal } => Found::Stopped(signal),
            Look::Asleep { .. } if is_at_rest(task, phase) => Found::AtRest,
            Look::Running | Look::Asleep { .. } => Found::Stirring,
        },
    }
}

fn is_at_rest(task: &Task, phase: Phase) -> bool {
    match phase {
        Phase::Blocked => task.sleeps_in_call(),
        Phase::Asleep { .. } | Phase::Polling { .. } => task.waits_for_grant(),
        Phase::Ready => task.has_announced() && task.waits_for_grant(),
        Phase::Ended => true,
    }
}
