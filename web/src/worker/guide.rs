//! Following a schedule step by step: a schedule counts turns, and the page stops within them.

use sim_core::world::{Chooser, Schedule, World};

use super::run::Run;
use crate::protocol::Granularity;

/// Most steps between two looks at the message queue.
const SLICE_STEPS: usize = 5_000;

/// A schedule on its way.
pub(super) struct Guide {
    chooser: Chooser,
    /// Whose turn it is, and how many turns there had been when it began.
    turn: Option<(u32, u64)>,
}

impl Guide {
    /// At a schedule's beginning; the run has to stand at its own.
    pub(super) fn new(schedule: &Schedule) -> Self {
        Self { chooser: Chooser::new(schedule), turn: None }
    }

    /// Takes steps until the run is over or it is time for a pause; whether it is over.
    pub(super) fn go_on(&mut self, run: &mut Run, pause: u64) -> bool {
        for _ in 0..SLICE_STEPS {
            let start = run.history.position();
            if start >= pause {
                return false;
            }
            let Some(task) = self.next(run.history.world()) else { return true };
            run.step(Granularity::Statement, task, pause);
            if run.history.position() == start {
                return true;
            }
        }
        false
    }

    /// Who takes the next step: the same task until its turn has come to an end.
    fn next(&mut self, world: &World) -> Option<u32> {
        let turns = world.recent().turns();
        let runnable = world.runnable();
        if let Some((task, _)) = self.turn.filter(|(task, began)| *began == turns && runnable.contains(task)) {
            return Some(task);
        }
        let task = self.chooser.choose(&runnable)?;
        self.turn = Some((task, turns));
        Some(task)
    }
}
