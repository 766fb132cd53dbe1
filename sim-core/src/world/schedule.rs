//! Schedules: who takes the next turn, as a short text that fits a link.
//!
//! `v1:1x2,2,1x3` means: task 1 takes two turns, task 2 one, task 1 three. When a schedule is used up a
//! [`Policy`](super::policy::Policy) goes on.

use std::fmt;
use std::str::FromStr;

use super::policy::Policy;

/// The version that texts begin with.
const VERSION: &str = "v1:";

/// Turns of one task in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Whose.
    pub task: u32,
    /// How many; at least 1.
    pub times: u32,
}

/// Choices, in order; neighbours are of different tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule(Vec<Turns>);

/// Why a text is not a schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// It does not begin with a known version.
    #[error("schedule does not begin with `{VERSION}`")]
    Version,
    /// An entry is not `TASK` or `TASKxTIMES`.
    #[error("schedule entry `{0}` is neither TASK nor TASKxTIMES with numbers from 1 on")]
    Entry(String),
}

impl Schedule {
    /// The choices.
    #[must_use]
    pub fn turns(&self) -> &[Turns] {
        &self.0
    }

    /// Adds turns at the end.
    pub fn push(&mut self, task: u32, times: u32) {
        match self.0.last_mut().filter(|last| last.task == task) {
            Some(last) => last.times = last.times.saturating_add(times),
            None if times > 0 => self.0.push(Turns { task, times }),
            None => {}
        }
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        let entries = text.trim().strip_prefix(VERSION).ok_or(ScheduleError::Version)?;
        let mut schedule = Self::default();
        for entry in entries.split(',').filter(|entry| !entry.is_empty()) {
            let (task, times) = entry.split_once('x').unwrap_or((entry, "1"));
            match (task.parse(), times.parse()) {
                (Ok(task @ 1..), Ok(times @ 1..)) => schedule.push(task, times),
                _ => return Err(ScheduleError::Entry(entry.to_owned())),
            }
        }
        Ok(schedule)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)?;
        for (index, Turns { task, times }) in self.0.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            match times {
                1 => write!(f, "{comma}{task}")?,
                _ => write!(f, "{comma}{task}x{times}")?,
            }
        }
        Ok(())
    }
}

/// Goes through a schedule, and then follows the policy. The model and the real side both choose with this.
#[derive(Clone, Debug)]
pub struct Chooser {
    rest: std::vec::IntoIter<Turns>,
    current: Option<Turns>,
    policy: Policy,
}

impl Chooser {
    /// At the schedule's beginning.
    #[must_use]
    pub fn new(schedule: &Schedule) -> Self {
        Self { rest: schedule.0.clone().into_iter(), current: None, policy: Policy::default() }
    }

    /// Who takes the next turn: one of `runnable`, which is in order of number; `None` only if it is empty. An entry
    /// whose task cannot run is passed over, with all of its turns that are left.
    pub fn choose(&mut self, runnable: &[u32]) -> Option<u32> {
        let task = match self.scheduled(runnable) {
            Some(task) => task,
            None => self.policy.choose(runnable)?,
        };
        self.policy.note(task);
        Some(task)
    }

    fn scheduled(&mut self, runnable: &[u32]) -> Option<u32> {
        loop {
            match self.current.as_mut() {
                Some(turns) if turns.times > 0 && runnable.contains(&turns.task) => {
                    turns.times -= 1;
                    return Some(turns.task);
                }
                _ => self.current = Some(self.rest.next()?),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_its_text() {
        for text in ["v1:", "v1:1", "v1:1x2,2,1x3"] {
            assert_eq!(text.parse::<Schedule>().map(|schedule| schedule.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn neighbouring_turns_of_a_task_join() {
        assert_eq!("v1:1,1x2,2".parse::<Schedule>().map(|schedule| schedule.to_string()), Ok("v1:1x3,2".to_owned()));
    }

    #[test]
    fn other_texts_say_what_is_wrong() {
        assert_eq!("1x2".parse::<Schedule>(), Err(ScheduleError::Version));
        for entry in ["0", "1x0", "a", "1x", "-1", "99999999999"] {
            let text = format!("v1:1,{entry}");
            assert_eq!(text.parse::<Schedule>(), Err(ScheduleError::Entry(entry.to_owned())));
        }
    }

    #[test]
    fn turns_of_a_task_that_cannot_run_are_passed_over() {
        let schedule = Schedule(vec![Turns { task: 1, times: 3 }, Turns { task: 2, times: 1 }]);
        let mut chooser = Chooser::new(&schedule);
        assert_eq!(chooser.choose(&[1, 2]), Some(1));
        assert_eq!(chooser.choose(&[2, 3]), Some(2));
        assert_eq!(chooser.choose(&[2, 3]), Some(2), "the policy goes on with the same task");
        assert_eq!(chooser.choose(&[1, 3]), Some(3));
        assert_eq!(chooser.choose(&[]), None);
    }
}
