//! A program in the machine: its history, and the steps of it that the page can go to.
//!
//! A history knows positions (instructions executed); a page counts steps. The session keeps where each step ended:
//! `stops[k]` is the position behind step `k`. Going back and stepping more finely puts new stops between the old ones.

use sim_core::scenario::Scenario;
use sim_core::view::lanes::{self, Lanes, Turn};
use sim_core::view::{EventAt, Position, View, build};
use sim_core::world::history::Choice;
use sim_core::world::{History, Rule, Setup, Stepped, Until};

use super::compile::compile;
use super::replay::Replay;
use crate::protocol::{Granularity, Recording, Reply, Start};

/// Most instructions and steps between two looks at the message queue.
const SLICE_INSTRUCTIONS: u64 = 2_000_000;
const SLICE_STEPS: usize = 5_000;

/// What a slice of long work came to.
pub(super) enum Slice {
    /// There was nothing to do.
    Idle,
    /// The work is done; this is to be said.
    Done(Vec<Reply>),
    /// There is more; this is how far it is.
    More(Reply),
}

/// What is being done, slice by slice.
enum Work {
    /// A step of this task.
    Step(Granularity, u32),
    /// Steps until the end.
    Finish(Granularity),
    /// What was recorded.
    Replay(Replay),
}

/// The worker's state.
#[derive(Default)]
pub(super) struct Session {
    generation: u32,
    run: Option<Run>,
    work: Option<Work>,
}

impl Session {
    /// Compiles a scenario and stands at the start of its run, or begins to go to where it shall stand;
    /// [`Session::slice`] does that.
    pub(super) fn open(&mut self, generation: u32, scenario: &Scenario, start: Start) -> Vec<Reply> {
        self.generation = generation;
        let (setup, notes) = compile(scenario);
        self.run = setup.map(Run::new);
        self.work = self.run.as_ref().and_then(|_| Replay::new(start)).map(Work::Replay);
        let mut replies = vec![Reply::Compiled { generation, notes, is_running: self.run.is_some() }];
        if self.work.is_none() {
            replies.extend(self.stand());
        }
        replies
    }

    /// Begins a step forward; [`Session::slice`] takes it.
    pub(super) fn step(&mut self, granularity: Granularity, task: Option<u32>) {
        let Some(run) = &self.run else { return };
        let task = task.or_else(|| run.next_task());
        self.work = task.map(|task| Work::Step(granularity, task));
    }

    /// To a known step.
    pub(super) fn seek(&mut self, step: u64) -> Vec<Reply> {
        self.work = None;
        if let Some(run) = &mut self.run {
            run.seek(usize::try_from(step).unwrap_or(usize::MAX));
        }
        self.stand()
    }

    /// Begins to step to the end; [`Session::slice`] does it.
    pub(super) fn finish(&mut self, granularity: Granularity) {
        // Nobody looks at single instructions on the way, and there may be millions of them.
        let granularity = if granularity == Granularity::Instruction { Granularity::Statement } else { granularity };
        self.work = Some(Work::Finish(granularity));
    }

    /// Ends what is being done, where it is.
    pub(super) fn stop(&mut self) -> Vec<Reply> {
        if self.work.take().is_none() {
            return Vec::new();
        }
        if let Some(run) = &mut self.run {
            run.arrive();
        }
        self.stand()
    }

    /// Some of the work.
    pub(super) fn slice(&mut self) -> Slice {
        let (Some(work), Some(run)) = (&mut self.work, &mut self.run) else { return Slice::Idle };
        let pause = run.history.position().saturating_add(SLICE_INSTRUCTIONS);
        let is_done = match work {
            Work::Step(granularity, task) => run.step(*granularity, *task, pause) != Stepped::Interrupted,
            Work::Finish(granularity) => run.finish(*granularity, pause),
            Work::Replay(replay) => replay.go_on(run, pause),
        };
        if is_done {
            self.work = None;
            return Slice::Done(self.stand());
        }
        let (step, instructions) = (run.cursor as u64, run.history.position());
        Slice::More(Reply::Progress { generation: self.generation, step, instructions })
    }

    /// Who ran when, and where the run stands.
    pub(super) fn record(&self) -> Vec<Reply> {
        let recording = |run: &Run| Recording::of(&run.history);
        let reply = |run| Reply::Recorded { generation: self.generation, recording: recording(run) };
        self.run.iter().map(reply).collect()
    }

    /// What the page is to show now.
    fn stand(&mut self) -> Vec<Reply> {
        let generation = self.generation;
        let Some(run) = &mut self.run else { return Vec::new() };
        let view = Box::new(run.view());
        let (events_from, events) = run.news();
        let lanes = run.new_lanes();
        vec![Reply::At { generation, view, events_from, events, lanes }]
    }
}

/// A run with its steps.
pub(super) struct Run {
    setup: Setup,
    pub(super) history: History,
    /// Positions behind the steps, in order; the first is the start.
    stops: Vec<u64>,
    /// The step that the history's cursor stands behind.
    cursor: usize,
    /// Who runs when nobody is chosen.
    rule: Rule,
    /// The history's events, with their steps.
    past: Vec<EventAt>,
    /// How many of them the page has as they are.
    told: usize,
    /// The lanes that the page has.
    lanes: Lanes,
    /// The view last shown, for comparison with the next one.
    shown: Option<View>,
}

impl Run {
    fn new(setup: Setup) -> Self {
        let history = History::new(&setup);
        let (stops, past, rule) = (vec![0], Vec::new(), Rule::default());
        let mut run =
            Self { setup, history, stops, cursor: 0, rule, past, told: 0, lanes: Lanes::default(), shown: None };
        run.learn(0);
        run
    }

    /// Takes a step, or what of it lies before `pause`.
    pub(super) fn step(&mut self, granularity: Granularity, task: u32, pause: u64) -> Stepped {
        let until = match granularity {
            Granularity::Instruction => Until::Instruction,
            Granularity::Statement => Until::Statement,
            Granularity::Call => Until::Visible,
        };
        let start = self.history.position();
        let future = (self.history.last_position(), self.history.happened().len());
        let is_as_before = self.history.next_task() == Some(task);
        let stepped = self.history.forward_within(task, until, pause);
        if !is_as_before || future != (self.history.last_position(), self.history.happened().len()) {
            self.stops.truncate(self.cursor + 1);
            self.learn(start);
        }
        // A step that is interrupted ends later, unless the reader stops it here.
        if stepped != Stepped::Interrupted {
            self.arrive();
        }
        stepped
    }

    /// Takes steps until nobody can go on or it is time for a pause; whether it is done.
    fn finish(&mut self, granularity: Granularity, pause: u64) -> bool {
        for _ in 0..SLICE_STEPS {
            let start = self.history.position();
            let Some(task) = self.next_task() else { return true };
            self.step(granularity, task, pause);
            if self.history.position() == start {
                return true;
            }
            if self.history.position() >= pause {
                break;
            }
        }
        false
    }

    /// Who goes next when nobody is chosen: who did when the run was here before, and else as the rule says.
    pub(super) fn next_task(&self) -> Option<u32> {
        let runnable = self.history.world().runnable();
        let known = self.history.next_task().filter(|task| runnable.contains(task));
        known.or_else(|| self.rule.choose(self.history.world().recent(), &runnable))
    }

    fn seek(&mut self, step: usize) {
        let step = step.min(self.stops.len() - 1);
        self.history.seek(self.stops[step]);
        self.cursor = step;
    }

    /// Goes to a position that has been reached, in the middle of a step if it must be.
    pub(super) fn stand_at(&mut self, position: u64) {
        let stop = self.stops.partition_point(|&stop| stop < position).min(self.stops.len() - 1);
        self.seek(stop);
        if self.stops[stop] != position {
            self.history.seek(position);
            self.arrive();
        }
    }

    /// Takes over what the history learnt in the step that began at `start`.
    fn learn(&mut self, start: u64) {
        let happened = self.history.happened();
        let same = happened.partition_point(|happened| happened.position <= start).min(self.past.len());
        self.past.truncate(same);
        self.told = self.told.min(same);
        let step = self.stops.len() as u64;
        self.past.extend(happened[same..].iter().map(|happened| EventAt {
            step: if happened.position == 0 { 0 } else { step },
            event: happened.event.clone(),
        }));
    }

    /// Finds or makes the stop at the history's cursor.
    pub(super) fn arrive(&mut self) {
        let position = self.history.position();
        self.cursor = self.stops.binary_search(&position).unwrap_or_else(|step| {
            let is_between = step < self.stops.len();
            self.stops.insert(step, position);
            if is_between {
                self.number_events(step);
            }
            step
        });
    }

    /// Numbers the steps of the events anew, from this step on.
    fn number_events(&mut self, from: usize) {
        let happened = self.history.happened();
        let first = self.past.partition_point(|at| at.step < from as u64);
        for (at, happened) in self.past.iter_mut().zip(happened).skip(first) {
            at.step = self.stops.partition_point(|&stop| stop < happened.position) as u64;
        }
        self.told = self.told.min(first);
    }

    /// What is to be seen at the cursor, with the marks of what the last step changed.
    fn view(&mut self) -> View {
        let mut view = self.view_here();
        if self.cursor > 0 {
            let is_before = |shown: &View| shown.position.step + 1 == self.cursor as u64;
            let before = match self.shown.take().filter(is_before) {
                Some(before) => before,
                None => self.view_before(),
            };
            build::mark_changes(&mut view, &before);
        }
        self.shown = Some(view.clone());
        view
    }

    fn view_here(&self) -> View {
        let step = self.cursor as u64;
        let past = &self.past[..self.history.happened_before_cursor()];
        let new_events = past.iter().rev().take_while(|at| at.step == step).count() as u64;
        let position = Position {
            step,
            known: self.stops.len() as u64 - 1,
            instructions: self.history.position(),
            events: past.len() as u64,
            new_events,
            task: self.history.last_task(),
        };
        build::view(&self.setup, self.history.world(), past, position)
    }

    fn view_before(&mut self) -> View {
        let here = self.cursor;
        self.history.seek(self.stops[here - 1]);
        self.cursor = here - 1;
        let view = self.view_here();
        self.history.seek(self.stops[here]);
        self.cursor = here;
        view
    }

    /// The lanes, unless the page has them as they are.
    fn new_lanes(&mut self) -> Option<Lanes> {
        let stops = &self.stops;
        let turn = |choice: &Choice| Turn {
            step: stops.partition_point(|&stop| stop <= choice.from) as u64,
            task: choice.task,
        };
        let turns: Vec<_> = self.history.choices().iter().map(turn).collect();
        let lanes = lanes::lanes(&self.past, &turns, stops.len() as u64 - 1);
        (self.lanes != lanes).then(|| {
            self.lanes.clone_from(&lanes);
            lanes
        })
    }

    /// The events that the page does not have yet, and the number of the first of them.
    fn news(&mut self) -> (u64, Vec<EventAt>) {
        let from = self.told;
        self.told = self.past.len();
        (from as u64, self.past[from..].to_vec())
    }
}

#[cfg(test)]
mod tests;
