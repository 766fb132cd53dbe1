//! Schedules: who takes the next turn, as a short text that fits a link.
//!
//! `v1:1x2,2,1x3` means: task 1 takes two turns, task 2 one, task 1 three; `cut1` and `heal1` among them are what is done
//! to a [link](super::hand). When a schedule is used up a
//! [rule](super::policy::Rule) goes on: the default one, or that behind a semicolon, as `v1:1x2,2;random=42`.

use std::fmt;
use std::str::FromStr;

use super::hand::Hand;
use super::policy::{Recent, Rule, RuleError};

/// The version that texts begin with.
const VERSION: &str = "v1:";

/// Turns of one task in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Whose: a task's, or a [hand](super::hand)'s.
    pub task: u32,
    /// How many; at least 1.
    pub times: u32,
}

/// Choices, in order, neighbours of different tasks; and who runs when they are used up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    turns: Vec<Turns>,
    rule: Rule,
}

/// Why a text is not a schedule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    /// It does not begin with a known version.
    #[error("schedule does not begin with `{VERSION}`")]
    Version,
    /// An entry is not `TASK`, `TASKxTIMES`, `cutLINK` or `healLINK`.
    #[error("schedule entry `{0}` is none of TASK, TASKxTIMES, cutLINK, healLINK with numbers from 1 on")]
    Entry(String),
    /// What stands behind the semicolon is not a rule.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

impl Schedule {
    /// The choices.
    #[must_use]
    pub fn turns(&self) -> &[Turns] {
        &self.turns
    }

    /// The rule that goes on behind them.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The same choices, with another rule behind them.
    #[must_use]
    pub fn with_rule(self, rule: Rule) -> Self {
        Self { rule, ..self }
    }

    /// Adds turns at the end.
    pub fn push(&mut self, task: u32, times: u32) {
        match self.turns.last_mut().filter(|last| last.task == task) {
            Some(last) => last.times = last.times.saturating_add(times),
            None if times > 0 => self.turns.push(Turns { task, times }),
            None => {}
        }
    }
}

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        let text = text.trim().strip_prefix(VERSION).ok_or(ScheduleError::Version)?;
        let (entries, rule) = match text.split_once(';') {
            Some((entries, rule)) => (entries, rule.parse()?),
            None => (text, Rule::default()),
        };
        let mut schedule = Self::default().with_rule(rule);
        for entry in entries.split(',').filter(|entry| !entry.is_empty()) {
            if let Ok(hand) = entry.parse::<Hand>() {
                schedule.push(hand.number(), 1);
                continue;
            }
            let (task, times) = entry.split_once('x').unwrap_or((entry, "1"));
            match (task.parse(), times.parse()) {
                (Ok(task @ 1..), Ok(times @ 1..)) if Hand::of(task).is_none() => schedule.push(task, times),
                _ => return Err(ScheduleError::Entry(entry.to_owned())),
            }
        }
        Ok(schedule)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)?;
        for (index, Turns { task, times }) in self.turns.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            match (Hand::of(*task), times) {
                (Some(hand), _) => write!(f, "{comma}{hand}")?,
                (None, 1) => write!(f, "{comma}{task}")?,
                (None, _) => write!(f, "{comma}{task}x{times}")?,
            }
        }
        if self.rule == Rule::default() { Ok(()) } else { write!(f, ";{}", self.rule) }
    }
}

/// Goes through a schedule, and then follows its rule. The model and the real side both choose with this.
#[derive(Clone, Debug)]
pub struct Chooser {
    rest: std::vec::IntoIter<Turns>,
    current: Option<Turns>,
    rule: Rule,
    recent: Recent,
}

impl Chooser {
    /// At the schedule's beginning.
    #[must_use]
    pub fn new(schedule: &Schedule) -> Self {
        Self {
            rest: schedule.turns.clone().into_iter(),
            current: None,
            rule: schedule.rule.clone(),
            recent: Recent::default(),
        }
    }

    /// Who takes the next turn: one of `runnable`, which is in order of number, or a hand; `None` only if it is empty. An
    /// entry whose task cannot run is passed over, with all of its turns that are left.
    pub fn choose(&mut self, runnable: &[u32]) -> Option<u32> {
        let task = match self.scheduled(runnable) {
            Some(task) => task,
            None => self.rule.choose(&self.recent, runnable)?,
        };
        if Hand::of(task).is_none() {
            self.recent.note(task);
        }
        Some(task)
    }

    fn scheduled(&mut self, runnable: &[u32]) -> Option<u32> {
        loop {
            match self.current.as_mut() {
                Some(turns)
                    if turns.times > 0 && (runnable.contains(&turns.task) || Hand::of(turns.task).is_some()) =>
                {
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
        for text in ["v1:", "v1:1", "v1:1,cut1,1x2,heal1,2", "v1:1x2,2,1x3", "v1:;random=42", "v1:1x2;robin=3"] {
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
        assert!(matches!("v1:1;fair".parse::<Schedule>(), Err(ScheduleError::Rule(_))));
    }

    #[test]
    fn behind_the_choices_the_rule_goes_on() {
        let schedule = "v1:2;robin=1".parse::<Schedule>().expect("it is one");
        let mut chooser = Chooser::new(&schedule);
        let chosen: Vec<_> = (0..5).map(|_| chooser.choose(&[1, 2, 3])).collect();
        assert_eq!(chosen, [2, 3, 1, 2, 3].map(Some));
    }

    #[test]
    fn turns_of_a_task_that_cannot_run_are_passed_over() {
        let mut schedule = Schedule::default();
        schedule.push(1, 3);
        schedule.push(2, 1);
        let mut chooser = Chooser::new(&schedule);
        assert_eq!(chooser.choose(&[1, 2]), Some(1));
        assert_eq!(chooser.choose(&[2, 3]), Some(2));
        assert_eq!(chooser.choose(&[2, 3]), Some(2), "the rule goes on with the same task");
        assert_eq!(chooser.choose(&[1, 3]), Some(3));
        assert_eq!(chooser.choose(&[]), None);
    }
}
