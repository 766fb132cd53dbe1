//! Makes a case smaller as long as it still shows what it showed.

use std::time::Instant;

use sim_core::world::Schedule;
use sim_core::world::schedule::Turns;

use super::case::{Case, Step, Value};

/// The smallest case found until the deadline for which `is_same` holds, as it does for `case`.
pub(super) fn shrink(case: &Case, deadline: Instant, is_same: &mut dyn FnMut(&Case) -> bool) -> Case {
    let mut search = Search { best: case.clone(), deadline, is_same };
    while search.round() {}
    search.best
}

struct Search<'a> {
    best: Case,
    deadline: Instant,
    is_same: &'a mut dyn FnMut(&Case) -> bool,
}

impl Search<'_> {
    /// Tries everything once; says whether anything helped.
    fn round(&mut self) -> bool {
        let before = self.best.clone();
        self.try_it(|case| case.schedule = Schedule::default());
        self.drop_steps();
        self.drop_turns();
        self.simplify_values();
        self.best != before && Instant::now() < self.deadline
    }

    fn try_it(&mut self, change: impl FnOnce(&mut Case)) -> bool {
        let mut candidate = self.best.clone();
        change(&mut candidate);
        let is_better = candidate != self.best && Instant::now() < self.deadline && (self.is_same)(&candidate);
        if is_better {
            self.best = candidate;
        }
        is_better
    }

    /// In pieces that get smaller; a fork takes its whole child with it.
    fn drop_steps(&mut self) {
        for list in 0..self.best.tasks.len() + self.best.handlers.len() {
            let mut piece = self.best.list_mut(list).len();
            while piece > 0 {
                let mut at = self.best.list_mut(list).len();
                while at > 0 {
                    let from = at.saturating_sub(piece);
                    self.try_it(|case| drop(case.list_mut(list).drain(from..at)));
                    at = from.min(self.best.list_mut(list).len());
                }
                piece /= 2;
            }
        }
        for task in self.best.unforked() {
            self.try_it(|case| case.tasks[task].clear());
        }
    }

    fn drop_turns(&mut self) {
        let mut piece = self.best.schedule.turns().len();
        while piece > 0 {
            let mut at = self.best.schedule.turns().len();
            while at > 0 {
                let from = at.saturating_sub(piece);
                self.try_it(|case| case.schedule = without(&case.schedule, from, at));
                at = from.min(self.best.schedule.turns().len());
            }
            piece /= 2;
        }
        for at in 0..self.best.schedule.turns().len() {
            self.try_it(|case| case.schedule = with_one_turn(&case.schedule, at));
        }
    }

    fn simplify_values(&mut self) {
        for list in 0..self.best.tasks.len() + self.best.handlers.len() {
            for step in 0..self.best.list_mut(list).len() {
                for index in 0.. {
                    let mut candidate = self.best.clone();
                    let Some(value) = candidate.list_mut(list).get_mut(step).and_then(|step| value_of(step, index))
                    else {
                        break;
                    };
                    for simple in simpler(*value) {
                        if self.try_it(|case| {
                            case.list_mut(list)
                                .get_mut(step)
                                .and_then(|step| value_of(step, index))
                                .into_iter()
                                .for_each(|value| *value = simple);
                        }) {
                            break;
                        }
                    }
                }
            }
        }
    }
}

impl Case {
    /// Processes that nobody makes any more.
    fn unforked(&self) -> Vec<usize> {
        let is_forked =
            |index| self.tasks.iter().flatten().any(|step| matches!(step, Step::Fork { task, .. } if *task == index));
        (1..self.tasks.len()).filter(|&index| !is_forked(index)).collect()
    }
}

fn rebuilt(turns: impl Iterator<Item = Turns>) -> Schedule {
    let mut schedule = Schedule::default();
    turns.for_each(|turn| schedule.push(turn.task, turn.times));
    schedule
}

fn without(schedule: &Schedule, from: usize, to: usize) -> Schedule {
    let turns = schedule.turns().iter().enumerate();
    rebuilt(turns.filter(|(index, _)| !(from..to).contains(index)).map(|(_, turn)| *turn))
}

fn with_one_turn(schedule: &Schedule, at: usize) -> Schedule {
    let turns = schedule.turns().iter().enumerate();
    rebuilt(turns.map(|(index, turn)| Turns { times: if index == at { 1 } else { turn.times }, ..*turn }))
}

fn value_of(step: &mut Step, index: usize) -> Option<&mut Value> {
    match step {
        // What is wiped afterwards stays where it is.
        Step::Call { args, wipe: Some(_), .. } if index + 1 >= args.len() => None,
        Step::Call { args, .. } => args.get_mut(index),
        Step::Store { at, .. } | Step::Load { at, .. } => Some(at).filter(|_| index == 0),
        Step::Fork { .. } | Step::Action { .. } => None,
    }
}

/// Values that are easier to read, the easiest first.
fn simpler(value: Value) -> Vec<Value> {
    match value {
        Value::Number(0) => Vec::new(),
        Value::Number(1) => vec![Value::Number(0)],
        Value::Number(_) => vec![Value::Number(0), Value::Number(1)],
        Value::Kept(at, plus) if plus != 0 => vec![Value::Number(0), Value::Kept(at, 0)],
        Value::Kept(..) | Value::Code => vec![Value::Number(0)],
        Value::Memory(1024) => Vec::new(),
        Value::Memory(_) => vec![Value::Memory(1024)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::abi::Sysno;
    use std::time::Duration;

    #[test]
    fn only_what_matters_is_left() {
        let call = |nr, value| Step::Call { nr, args: vec![Value::Number(value)], keep: None, wipe: None };
        let noise = || (0..9).map(|value| call(Sysno::GETPID, value));
        let main =
            noise().chain([call(Sysno::CLOSE, 1023)]).chain(noise()).chain([Step::Fork { task: 1, keep: 0 }]).collect();
        let mut schedule = Schedule::default();
        (1..9).for_each(|turn| schedule.push(1 + turn % 2, turn));
        let case = Case { tasks: vec![main, noise().collect()], handlers: Vec::new(), schedule };
        let closes = |case: &Case| {
            case.tasks[0]
                .iter()
                .any(|step| matches!(step, Step::Call { nr: Sysno::CLOSE, args, .. } if args[0] != Value::Number(0)))
        };
        let small = shrink(&case, Instant::now() + Duration::from_secs(60), &mut |case| closes(case));
        assert_eq!(small.tasks, [vec![call(Sysno::CLOSE, 1)], vec![]]);
        assert!(small.schedule.turns().is_empty());
    }
}
