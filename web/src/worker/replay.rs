//! Taking a run again as it was recorded, slice by slice.

use sim_core::world::{History, Stepped};

use super::run::Run;
use crate::protocol::{Granularity, Recording, Start};

impl Recording {
    /// Of a history up to its furthest position. The granularity is not the history's business.
    pub(super) fn of(history: &History) -> Self {
        let choices = history.choices();
        let ends = choices.iter().skip(1).map(|choice| choice.from).chain([history.last_position()]);
        let turns = choices.iter().zip(ends).map(|(choice, end)| (choice.task, end - choice.from)).collect();
        Self { turns, position: history.position(), granularity: Granularity::default() }
    }
}

/// A run on its way to where it shall stand.
pub(super) enum Replay {
    /// So many steps are still to be taken.
    Steps(Granularity, u64),
    /// These turns are still to be taken, the next one last; then the run goes back to the position.
    Recorded {
        /// Each with the task and how many instructions are left of it.
        turns: Vec<(u32, u64)>,
        /// Where to stand in the end.
        position: u64,
        /// How far each step goes.
        granularity: Granularity,
    },
}

impl Replay {
    /// The way to a start; none if the run stands there already.
    pub(super) fn new(start: Start) -> Option<Self> {
        match start {
            Start::Beginning => None,
            Start::Steps(granularity, steps) => Some(Self::Steps(granularity, steps)),
            Start::Recorded(Recording { mut turns, position, granularity }) => {
                turns.reverse();
                Some(Self::Recorded { turns, position, granularity })
            }
        }
    }

    /// Goes on until it is time for a pause; whether the run stands where it shall. A run that goes differently than it
    /// did (the recording is of another program) stands where it came to.
    pub(super) fn go_on(&mut self, run: &mut Run, pause: u64) -> bool {
        match self {
            Self::Steps(granularity, steps) => steps_taken(run, *granularity, steps, pause),
            Self::Recorded { turns, position, granularity } => {
                if !turns_taken(run, *granularity, turns, pause) {
                    return false;
                }
                run.stand_at(*position);
                true
            }
        }
    }
}

/// Takes steps; whether all are taken that can be.
fn steps_taken(run: &mut Run, granularity: Granularity, steps: &mut u64, pause: u64) -> bool {
    while *steps > 0 && run.history.position() < pause {
        let Some(task) = run.next_task() else { return true };
        match run.step(granularity, task, pause) {
            Stepped::Done => *steps -= 1,
            Stepped::Interrupted => {}
            Stepped::Refused => return true,
        }
    }
    *steps == 0
}

/// Takes turns as recorded; whether all are taken that can be.
fn turns_taken(run: &mut Run, granularity: Granularity, turns: &mut Vec<(u32, u64)>, pause: u64) -> bool {
    while let Some((task, left)) = turns.last_mut() {
        let start = run.history.position();
        if start >= pause {
            return false;
        }
        let end = start.saturating_add(*left);
        let stepped = run.step(granularity, *task, pause.min(end));
        let position = run.history.position();
        *left = left.saturating_sub(position - start);
        if position >= end {
            run.arrive();
            turns.pop();
        } else if stepped == Stepped::Refused {
            return true;
        }
    }
    true
}
