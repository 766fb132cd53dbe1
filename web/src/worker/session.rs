//! What the page asks for and what it is told: a program in the machine, and the work that is done on it in slices.

use lessons::{Moment, Observed, Query};
use sim_core::scenario::Scenario;
use sim_core::world::{Rule, Schedule, Stepped};

use super::compile::compile;
use super::export::export;
use super::guide::Guide;
use super::replay::Replay;
use super::run::Run;
use super::tell;
use crate::protocol::{Format, Goal, Granularity, Place, Recording, Reply, Start};

/// Most instructions between two looks at the message queue.
const SLICE_INSTRUCTIONS: u64 = 2_000_000;
/// Most instructions of a run that is made to answer a question.
const QUESTION_INSTRUCTIONS: u64 = 20_000_000;

/// What a slice of long work came to.
pub(crate) enum Slice {
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
    /// Steps until this is reached, or the end.
    Finish(Granularity, Goal),
    /// A run as a schedule says, and back to a moment of it.
    Show(Guide, Moment),
    /// What was recorded.
    Replay(Replay),
}

/// The worker's state.
#[derive(Default)]
pub(crate) struct Session {
    generation: u32,
    run: Option<Run>,
    work: Option<Work>,
    /// Lines at which running stops.
    breakpoints: Vec<Place>,
    /// Who runs when nobody is chosen.
    rule: Rule,
}

impl Session {
    /// Compiles a scenario and stands at the start of its run, or begins to go to where it shall stand;
    /// [`Session::slice`] does that.
    pub(crate) fn open(&mut self, generation: u32, scenario: &Scenario, start: Start) -> Vec<Reply> {
        self.generation = generation;
        let (setup, notes) = compile(scenario);
        self.run = setup.map(|setup| Run::new(setup, self.rule.clone()));
        self.work = self.run.as_ref().and_then(|_| Replay::new(start)).map(Work::Replay);
        let mut replies = vec![Reply::Compiled { generation, notes, is_running: self.run.is_some() }];
        if self.work.is_none() {
            replies.extend(self.stand());
        }
        replies
    }

    /// Begins a step forward; [`Session::slice`] takes it.
    pub(crate) fn step(&mut self, granularity: Granularity, task: Option<u32>) {
        let Some(run) = &self.run else { return };
        let task = task.or_else(|| run.next_task());
        self.work = task.map(|task| Work::Step(granularity, task));
    }

    /// To a known step, without a word about it.
    pub(crate) fn go(&mut self, step: u64) {
        self.work = None;
        if let Some(run) = &mut self.run {
            run.seek(usize::try_from(step).unwrap_or(usize::MAX));
        }
    }

    /// To a known step.
    pub(crate) fn seek(&mut self, step: u64) -> Vec<Reply> {
        self.go(step);
        self.stand()
    }

    /// One step back.
    pub(super) fn back(&mut self, granularity: Granularity) -> Vec<Reply> {
        self.work = None;
        if let Some(run) = &mut self.run {
            run.back(granularity);
        }
        self.stand()
    }

    /// Back to the last breakpoint, or to the start.
    pub(super) fn run_back(&mut self) -> Vec<Reply> {
        self.work = None;
        if let Some(run) = &mut self.run {
            run.back_to(&self.breakpoints);
        }
        self.stand()
    }

    /// Begins to step until a goal is reached; [`Session::slice`] does it.
    pub(crate) fn finish(&mut self, granularity: Granularity, goal: Goal) {
        // Nobody looks at single instructions on the way, and there may be millions of them. Lines are found by
        // statement.
        let is_by_line = match goal {
            Goal::End => false,
            Goal::Breakpoint | Goal::EventOf(_) => !self.breakpoints.is_empty(),
            Goal::Line(_) => true,
        };
        let is_coarse = granularity == Granularity::Call && !is_by_line;
        let granularity = if is_coarse { Granularity::Call } else { Granularity::Statement };
        self.work = Some(Work::Finish(granularity, goal));
    }

    /// Running stops at these lines from now on.
    pub(super) fn break_at(&mut self, places: Vec<Place>) {
        self.breakpoints = places;
    }

    /// Another rule decides from now on, and what was known of the future is forgotten.
    pub(super) fn decide_by(&mut self, rule: &str) -> Vec<Reply> {
        let Ok(rule) = rule.parse::<Rule>() else { return Vec::new() };
        if rule == self.rule {
            return Vec::new();
        }
        self.rule = rule;
        self.work = None;
        if let Some(run) = &mut self.run {
            run.decide_by(self.rule.clone());
        }
        self.stand()
    }

    /// Begins a run as a schedule says, to stand at a moment of it; [`Session::slice`] does it.
    pub(super) fn show(&mut self, moment: &str, schedule: &str) {
        let (Ok(moment), Ok(schedule)) = (moment.parse(), schedule.parse::<Schedule>()) else { return };
        if let Some(run) = &mut self.run {
            run.start_again();
            self.work = Some(Work::Show(Guide::new(&schedule), moment));
        }
    }

    /// Answers a question about the program as it is now.
    pub(super) fn ask(&self, question: String, query: &str, schedule: &str) -> Vec<Reply> {
        let generation = self.generation;
        let answer = self.run.as_ref().and_then(|run| {
            let (query, schedule) = (query.parse::<Query>().ok()?, schedule.parse::<Schedule>().ok()?);
            let mut setup = run.setup().clone();
            setup.limits.steps = setup.limits.steps.min(QUESTION_INSTRUCTIONS);
            Observed::new(setup, &schedule).answer(&query)
        });
        vec![Reply::Answered { generation, question, answer }]
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
    pub(crate) fn slice(&mut self) -> Slice {
        let (Some(work), Some(run)) = (&mut self.work, &mut self.run) else { return Slice::Idle };
        let pause = run.history.position().saturating_add(SLICE_INSTRUCTIONS);
        let is_done = match work {
            Work::Step(granularity, task) => run.step(*granularity, *task, pause) != Stepped::Interrupted,
            Work::Finish(granularity, Goal::End) => run.finish(*granularity, &Goal::End, &[], pause),
            Work::Finish(granularity, goal) => run.finish(*granularity, goal, &self.breakpoints, pause),
            Work::Show(guide, moment) => {
                let is_over = guide.go_on(run, pause);
                if is_over && !run.stand_behind(moment) {
                    let generation = self.generation;
                    let missing = Reply::Missing { generation, moment: moment.to_string() };
                    self.work = None;
                    return Slice::Done(self.stand().into_iter().chain([missing]).collect());
                }
                is_over
            }
            Work::Replay(replay) => replay.go_on(run, pause),
        };
        if is_done {
            self.work = None;
            return Slice::Done(self.stand());
        }
        let (step, instructions) = (run.step_number(), run.history.position());
        Slice::More(Reply::Progress { generation: self.generation, step, instructions })
    }

    /// The run as a file.
    pub(crate) fn export(&mut self, format: Format) -> Vec<Reply> {
        self.run.iter_mut().map(|run| Reply::Exported { format, text: export(run, format) }).collect()
    }

    /// Who ran when, and where the run stands.
    pub(super) fn record(&self) -> Vec<Reply> {
        let recording = |run: &Run| Recording::of(&run.history);
        let reply = |run| Reply::Recorded { generation: self.generation, recording: recording(run) };
        self.run.iter().map(reply).collect()
    }

    /// What the page is to show now.
    pub(crate) fn stand(&mut self) -> Vec<Reply> {
        let generation = self.generation;
        let Some(run) = &mut self.run else { return Vec::new() };
        let view = Box::new(run.view());
        let (events_from, events) = run.news();
        let lanes = run.new_lanes();
        let words = tell::words(&view);
        vec![Reply::At { generation, view, events_from, events, words, lanes }]
    }
}

#[cfg(test)]
mod seen;
#[cfg(test)]
mod tests;
