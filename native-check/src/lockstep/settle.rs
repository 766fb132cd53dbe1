//! After a turn: what it has set off in other tasks.
//!
//! A task that sleeps in the kernel is made runnable by whoever wakes it, before that one's own call returns. So once a
//! look at every sleeper has found it asleep, and nothing else has stirred meanwhile, all has come to rest.

use std::sync::atomic::Ordering;

use sim_core::abi::Sysno;

use super::LockstepError;
use super::controller::Controller;
use super::procfs::Look;
use super::protocol::Wish;
use super::task::{Phase, Task};
use crate::sys::process::give_way;

/// What a pass has found of one task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    AtRest,
    Stirring,
    Completed,
    Dead,
}

impl Controller {
    /// Waits until all is at rest, then puts down who died (`dead` already have) and whose calls came to an end, each by
    /// number.
    pub(super) fn settle(&mut self, by: usize, wish: &Wish, mut dead: Vec<usize>) -> Result<(), LockstepError> {
        let can_kill = matches!(wish, Wish::Call(Sysno::KILL, _));
        let mut completed = Vec::new();
        loop {
            let heard = self.board.bell.load(Ordering::Acquire);
            let mut is_quiet = true;
            for index in 0..self.tasks.len() {
                if index == by && !can_kill || completed.contains(&index) || dead.contains(&index) {
                    continue;
                }
                match found(&self.tasks[index], can_kill) {
                    Found::AtRest => continue,
                    Found::Stirring => self.tasks[index].check_runtime()?,
                    Found::Completed => completed.push(index),
                    Found::Dead => dead.push(index),
                }
                is_quiet = false;
            }
            if is_quiet && self.board.bell.load(Ordering::Acquire) == heard {
                break;
            }
            self.reap_orphans();
            self.check_time()?;
            self.console.drain();
            give_way();
        }
        let killer = if let Wish::Call(Sysno::KILL, args) = wish { Some(args[1] as i32) } else { None };
        self.write_settled(by as u32 + 1, completed, dead, killer)
    }

    fn write_settled(
        &mut self,
        by: u32,
        mut completed: Vec<usize>,
        mut dead: Vec<usize>,
        killer: Option<i32>,
    ) -> Result<(), LockstepError> {
        completed.sort_unstable();
        dead.sort_unstable();
        for index in dead {
            self.bury(index, killer)?;
        }
        completed.extend(self.look_again()?);
        completed.sort_unstable();
        for index in completed {
            let (call, outcome) = self.tasks[index].take_outcome()?;
            self.tasks[index].phase = Phase::Ready;
            self.write_completed(index, call, outcome, by);
        }
        Ok(())
    }

    /// All is at rest: those that poll look again, one by one. Returns who has found something.
    fn look_again(&mut self) -> Result<Vec<usize>, LockstepError> {
        let mut found = Vec::new();
        for index in 0..self.tasks.len() {
            if let Phase::Polling { .. } = self.tasks[index].phase {
                self.tasks[index].grant(0);
                self.wait_until(index, Task::has_reported)?;
                if !self.tasks[index].still_polls()? {
                    found.push(index);
                }
            }
        }
        Ok(found)
    }
}

/// Tasks that wait for their turn sleep too, but only a signal can reach them there.
fn found(task: &Task, can_kill: bool) -> Found {
    match task.phase {
        Phase::Ended => Found::AtRest,
        Phase::Blocked if task.has_reported() => Found::Completed,
        Phase::Blocked if task.sleeps_in_call() => Found::AtRest,
        Phase::Ready if !can_kill => Found::AtRest,
        Phase::Ready if task.has_announced() && task.waits_for_grant() => Found::AtRest,
        Phase::Asleep { .. } | Phase::Polling { .. } if !can_kill || task.waits_for_grant() => Found::AtRest,
        Phase::Blocked | Phase::Ready | Phase::Asleep { .. } | Phase::Polling { .. } => match task.look() {
            Look::Zombie { .. } | Look::Gone => Found::Dead,
            Look::Running | Look::Asleep { .. } => Found::Stirring,
        },
    }
}
