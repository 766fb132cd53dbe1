//! How long a run takes, on one core and on several.
//!
//! An instruction takes a nanosecond on the core where it runs, a system call as long as an instruction. Private
//! computation of different tasks overlaps as far as there are cores; visible operations stay in the run's order, so
//! that nobody sees anything before it has happened. Which task runs on which core follows from that alone: each goes
//! to where it can begin first, if possible to where it was before. So the time is a function of the setup, the schedule
//! and the number of cores, and what the tasks see does not depend on it.

/// Numbers of cores for which every run is timed.
const USUAL: [u32; 4] = [1, 2, 4, 8];

/// A run's time on a number of cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnCores {
    /// How many.
    pub cores: u32,
    /// When the last of them was done, in nanoseconds.
    pub time_ns: u64,
    /// How often a core went from one task to another.
    pub switches: u64,
}

/// The clocks of a run.
#[derive(Clone, Debug)]
pub(super) struct Clocks(Vec<Timeline>);

impl Clocks {
    /// For a world of so many cores, and for the usual numbers.
    pub(super) fn new(cores: u32) -> Self {
        let mut all: Vec<u32> = USUAL.into_iter().chain([cores]).collect();
        all.sort_unstable();
        all.dedup();
        Self(all.into_iter().map(Timeline::new).collect())
    }

    /// A task has computed for so long and then performed a visible operation, when virtual time was `clock`.
    pub(super) fn ran(&mut self, task: u32, steps: u64, clock: u64) {
        self.0.iter_mut().for_each(|timeline| timeline.ran(task, steps, clock));
    }

    /// A task has been started or woken by another's last operation.
    pub(super) fn woken(&mut self, task: u32, by: u32) {
        self.0.iter_mut().for_each(|timeline| timeline.woken(task, by));
    }

    /// A task has been woken by virtual time, which now is `clock`.
    pub(super) fn elapsed(&mut self, task: u32, clock: u64) {
        self.0.iter_mut().for_each(|timeline| timeline.elapsed(task, clock));
    }

    /// The core that a task ran on last, from 1, where there are so many.
    pub(super) fn core_of(&self, task: u32, cores: u32) -> Option<u32> {
        let timeline = self.0.iter().find(|timeline| timeline.cores.len() == cores.max(1) as usize)?;
        timeline.tasks.get(task as usize)?.core
    }

    /// The time so far.
    pub(super) fn times(&self) -> impl Iterator<Item = OnCores> {
        self.0.iter().map(Timeline::time)
    }
}

/// A core.
#[derive(Clone, Copy, Debug, Default)]
struct Core {
    /// When it is free.
    free: u64,
    /// The task that ran there last; 0 for none.
    last: u32,
}

/// When a task can go on.
#[derive(Clone, Copy, Debug, Default)]
struct Progress {
    /// From this time on.
    ready: u64,
    /// Virtual time at its last operation.
    clock: u64,
    /// The core that it ran on last, from 1.
    core: Option<u32>,
}

#[derive(Clone, Debug)]
struct Timeline {
    cores: Vec<Core>,
    tasks: Vec<Progress>,
    /// When the last visible operation was done.
    operation: u64,
    switches: u64,
}

impl Timeline {
    fn new(cores: u32) -> Self {
        let cores = vec![Core::default(); cores.max(1) as usize];
        Self { cores, tasks: Vec::new(), operation: 0, switches: 0 }
    }

    fn task(&mut self, number: u32) -> &mut Progress {
        let index = number as usize;
        if self.tasks.len() <= index {
            self.tasks.resize(index + 1, Progress::default());
        }
        &mut self.tasks[index]
    }

    fn ran(&mut self, task: u32, steps: u64, clock: u64) {
        let ready = self.task(task).ready;
        let begin = |core: &Core| core.free.max(ready);
        let best = (0..self.cores.len()).min_by_key(|&index| {
            let core = &self.cores[index];
            (begin(core), core.last != task, index)
        });
        let Some((number, core)) = best.and_then(|index| Some((index as u32 + 1, self.cores.get_mut(index)?))) else {
            return;
        };
        let end = (core.free.max(ready) + steps).max(self.operation + 1);
        self.switches += u64::from(core.last != 0 && core.last != task);
        *core = Core { free: end, last: task };
        self.operation = end;
        *self.task(task) = Progress { ready: end, clock, core: Some(number) };
    }

    fn woken(&mut self, task: u32, by: u32) {
        let time = self.task(by).ready;
        let progress = self.task(task);
        progress.ready = progress.ready.max(time);
    }

    fn elapsed(&mut self, task: u32, clock: u64) {
        let progress = self.task(task);
        progress.ready += clock.saturating_sub(progress.clock);
        progress.clock = clock;
    }

    fn time(&self) -> OnCores {
        let time_ns = self.cores.iter().map(|core| core.free).max().unwrap_or(0);
        OnCores { cores: self.cores.len() as u32, time_ns, switches: self.switches }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(clocks: &Clocks) -> Vec<(u32, u64, u64)> {
        clocks.times().map(|on| (on.cores, on.time_ns, on.switches)).collect()
    }

    #[test]
    fn two_tasks_overlap_on_two_cores_and_take_turns_on_one() {
        let mut clocks = Clocks::new(2);
        clocks.ran(1, 10, 0);
        clocks.woken(2, 1);
        clocks.ran(1, 100, 0);
        clocks.ran(2, 100, 0);
        // The second operation waits for the first: a nanosecond.
        assert_eq!(times(&clocks), [(1, 210, 1), (2, 111, 0), (4, 111, 0), (8, 111, 0)]);
    }

    #[test]
    fn a_task_stays_on_its_core_while_another_computes_elsewhere() {
        let mut clocks = Clocks::new(2);
        clocks.ran(1, 10, 0);
        clocks.woken(2, 1);
        clocks.ran(1, 100, 0);
        clocks.ran(2, 100, 0);
        assert_eq!((clocks.core_of(1, 2), clocks.core_of(2, 2)), (Some(1), Some(2)));
        assert_eq!((clocks.core_of(1, 1), clocks.core_of(2, 1), clocks.core_of(3, 1)), (Some(1), Some(1), None));
    }

    #[test]
    fn a_sleep_takes_its_time_on_any_number_of_cores() {
        let mut clocks = Clocks::new(1);
        clocks.ran(1, 5, 0);
        clocks.elapsed(1, 1000);
        clocks.ran(1, 1, 1000);
        assert!(clocks.times().all(|on| on.time_ns == 1006));
    }

    #[test]
    fn a_world_of_three_cores_is_timed_too() {
        assert_eq!(Clocks::new(3).times().map(|on| on.cores).collect::<Vec<_>>(), [1, 2, 3, 4, 8]);
    }
}
