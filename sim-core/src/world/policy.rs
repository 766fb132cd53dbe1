//! Who runs when nobody says so: rules that a scheduler may follow.
//!
//! A rule is a pure function of who can run and of the turns taken so far ([`Recent`]), so that a run is the same
//! however often it is made, on both sides. As text it stands behind the choices of a
//! [`Schedule`](super::Schedule): `v1:1x2,2;random=42`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How many turns in a row a task gets by default when others could run.
pub const TURNS_IN_A_ROW: u32 = 100;

/// A rule by which the next task is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Go on with the same task until it blocks, ends or has had [`TURNS_IN_A_ROW`] turns, then the next task that can
    /// run, in cyclic order of number.
    #[default]
    RunOn,
    /// The same with a shorter time slice.
    RoundRobin {
        /// How many turns a task gets in a row; 0 is taken as 1.
        turns: u32,
    },
    /// The first of these tasks that can run; if none of them can, that with the lowest number. Others starve as long as
    /// it can go on.
    Priority {
        /// The tasks, the most important first.
        first: Vec<u32>,
    },
    /// Any of those that can run, drawn anew for every turn.
    Random {
        /// What the draws follow from.
        seed: u64,
    },
}

/// What a rule may know of the turns taken so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// Who took the last turn; 0 at the start.
    task: u32,
    /// How many turns in a row that task has had.
    in_a_row: u32,
    /// How many turns there have been.
    turns: u64,
}

impl Recent {
    /// How many turns there have been.
    #[must_use]
    pub const fn turns(&self) -> u64 {
        self.turns
    }

    /// A task takes a turn, whoever chose it.
    pub fn note(&mut self, task: u32) {
        self.in_a_row = if task == self.task { self.in_a_row.saturating_add(1) } else { 1 };
        self.task = task;
        self.turns += 1;
    }
}

impl Rule {
    /// The next task; `runnable` is in order of number.
    #[must_use]
    pub fn choose(&self, recent: &Recent, runnable: &[u32]) -> Option<u32> {
        match self {
            Self::RunOn => in_slices(TURNS_IN_A_ROW, recent, runnable),
            Self::RoundRobin { turns } => in_slices((*turns).max(1), recent, runnable),
            Self::Priority { first } => {
                first.iter().find(|task| runnable.contains(task)).or_else(|| runnable.first()).copied()
            }
            Self::Random { seed } => {
                let index = draw(*seed, recent.turns).checked_rem(runnable.len() as u64)?;
                runnable.get(usize::try_from(index).ok()?).copied()
            }
        }
    }
}

fn in_slices(slice: u32, recent: &Recent, runnable: &[u32]) -> Option<u32> {
    let is_slice_left = !recent.in_a_row.is_multiple_of(slice);
    if is_slice_left && runnable.contains(&recent.task) {
        return Some(recent.task);
    }
    runnable.iter().find(|&&task| task > recent.task).or_else(|| runnable.first()).copied()
}

/// The number drawn for a turn: the finaliser of SplitMix64 over seed and turn.
const fn draw(seed: u64, turn: u64) -> u64 {
    let mut z = seed.wrapping_add(turn.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RunOn => f.write_str("run-on"),
            Self::RoundRobin { turns } => write!(f, "robin={turns}"),
            Self::Priority { first } => {
                let tasks: Vec<String> = first.iter().map(u32::to_string).collect();
                write!(f, "priority={}", tasks.join("."))
            }
            Self::Random { seed } => write!(f, "random={seed}"),
        }
    }
}

/// A text is not a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of the rules run-on, robin=TURNS, priority=TASK.TASK, random=SEED")]
pub struct RuleError(String);

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let rule = match name {
            "run-on" if value.is_empty() => Some(Self::RunOn),
            "robin" => value.parse().ok().filter(|&turns| turns > 0).map(|turns| Self::RoundRobin { turns }),
            "priority" => value
                .split('.')
                .map(|task| task.parse().ok())
                .collect::<Option<_>>()
                .map(|first| Self::Priority { first }),
            "random" => value.parse().ok().map(|seed| Self::Random { seed }),
            _ => None,
        };
        rule.ok_or_else(|| RuleError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tasks that a rule chooses in so many turns, all of them always able to run.
    fn chosen(rule: &Rule, runnable: &[u32], turns: usize) -> Vec<u32> {
        let mut recent = Recent::default();
        let mut next = || {
            let task = rule.choose(&recent, runnable).expect("somebody can run");
            recent.note(task);
            task
        };
        (0..turns).map(|_| next()).collect()
    }

    fn after(tasks: &[u32]) -> Recent {
        let mut recent = Recent::default();
        tasks.iter().for_each(|&task| recent.note(task));
        recent
    }

    #[test]
    fn a_task_goes_on_until_it_cannot() {
        let rule = Rule::RunOn;
        assert_eq!(rule.choose(&Recent::default(), &[1, 2]), Some(1));
        assert_eq!(rule.choose(&after(&[1]), &[1, 2]), Some(1));
        assert_eq!(rule.choose(&after(&[1]), &[2, 3]), Some(2));
        assert_eq!(rule.choose(&after(&[1, 3]), &[1, 2]), Some(1));
    }

    #[test]
    fn after_a_hundred_turns_it_is_the_next_ones_turn() {
        let recent = after(&[2; TURNS_IN_A_ROW as usize]);
        assert_eq!(Rule::RunOn.choose(&recent, &[1, 2, 3]), Some(3));
        assert_eq!(Rule::RunOn.choose(&recent, &[2]), Some(2));
        let again = after(&[2; TURNS_IN_A_ROW as usize + 1]);
        assert_eq!(Rule::RunOn.choose(&again, &[1, 2]), Some(2), "nobody else could run: it starts again");
    }

    #[test]
    fn round_robin_goes_round() {
        assert_eq!(chosen(&Rule::RoundRobin { turns: 2 }, &[1, 2, 3], 8), [1, 1, 2, 2, 3, 3, 1, 1]);
    }

    #[test]
    fn the_most_important_task_that_can_run_does() {
        let rule = Rule::Priority { first: vec![3, 1] };
        assert_eq!(chosen(&rule, &[1, 2, 3], 3), [3, 3, 3]);
        assert_eq!(chosen(&rule, &[1, 2], 2), [1, 1]);
        assert_eq!(chosen(&rule, &[2, 4], 2), [2, 2]);
    }

    #[test]
    fn a_seed_gives_the_same_draws_and_everybody_comes_up() {
        let draws = chosen(&Rule::Random { seed: 7 }, &[1, 2, 3], 60);
        assert_eq!(draws, chosen(&Rule::Random { seed: 7 }, &[1, 2, 3], 60));
        assert_ne!(draws, chosen(&Rule::Random { seed: 8 }, &[1, 2, 3], 60));
        assert!([1, 2, 3].iter().all(|task| draws.iter().filter(|drawn| *drawn == task).count() > 10), "{draws:?}");
    }

    #[test]
    fn nobody_is_chosen_where_nobody_can_run() {
        for rule in [Rule::RunOn, Rule::Priority { first: vec![1] }, Rule::Random { seed: 1 }] {
            assert_eq!(rule.choose(&Recent::default(), &[]), None);
        }
    }

    #[test]
    fn a_rule_is_its_text() {
        for text in ["run-on", "robin=3", "priority=2.1", "random=42"] {
            assert_eq!(text.parse::<Rule>().map(|rule| rule.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "robin=0", "robin", "priority=", "random=-1", "fair"] {
            assert_eq!(text.parse::<Rule>(), Err(RuleError(text.to_owned())));
        }
    }
}
