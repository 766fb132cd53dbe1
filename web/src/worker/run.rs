//! A run with its steps: the history of a program, and the places in it that the page can go to.
//!
//! A history knows positions (instructions executed); a page counts steps. The run keeps where each step ended:
//! `stops[k]` is the position behind step `k`. Going back and stepping more finely puts new stops between the old ones.

use lessons::Moment;
use sim_core::abi::event::{End, Event};
use sim_core::view::lanes::{self, Lanes, Turn};
use sim_core::view::{EventAt, Position, View, build};
use sim_core::world::history::Choice;
use sim_core::world::{Hand, History, Rule, Schedule, Setup, Stepped, Until, World};

use super::tell;
use crate::protocol::{Goal, Granularity, Place, SHOWN_EVENTS, Told};

/// Most steps between two looks at the message queue.
const SLICE_STEPS: usize = 5_000;

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
    /// Which of them the page has as they are.
    told: Vec<bool>,
    /// From which of them on the page has to forget what it was told.
    untold_from: usize,
    /// The lanes that the page has.
    lanes: Lanes,
    /// The view last shown, for comparison with the next one.
    shown: Option<View>,
}

impl Run {
    /// A run that stands at its start. The rule decides who runs when nobody is chosen.
    pub(super) fn new(setup: Setup, rule: Rule) -> Self {
        let history = History::new(&setup);
        let mut run = Self {
            setup,
            history,
            stops: vec![0],
            cursor: 0,
            rule,
            past: Vec::new(),
            told: Vec::new(),
            untold_from: 0,
            lanes: Lanes::default(),
            shown: None,
        };
        run.learn(0);
        run
    }

    /// Takes a step, or what of it lies before `pause`.
    pub(super) fn step(&mut self, granularity: Granularity, task: u32, pause: u64) -> Stepped {
        let until = until(granularity);
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

    /// Takes steps until a goal or a breakpoint is reached, nobody can go on, or it is time for a pause; whether it is
    /// done.
    pub(super) fn finish(&mut self, granularity: Granularity, goal: &Goal, breakpoints: &[Place], pause: u64) -> bool {
        for _ in 0..SLICE_STEPS {
            let start = self.history.position();
            let events = self.history.happened_before_cursor();
            let Some(task) = self.next_task() else { return true };
            let stepped = self.step(granularity, task, pause);
            if self.history.position() == start {
                return true;
            }
            let is_there = stepped != Stepped::Interrupted
                && (self.is_reached(goal, events) || stands_at(self.history.world(), task, breakpoints));
            if is_there {
                return true;
            }
            if self.history.position() >= pause {
                break;
            }
        }
        false
    }

    /// Whether the step that has just been taken reached a goal; before it there had been so many events.
    fn is_reached(&self, goal: &Goal, events: usize) -> bool {
        match goal {
            Goal::End | Goal::Breakpoint => false,
            Goal::EventOf(task) => {
                let happened = self.history.happened();
                let newest = happened.get(events..self.history.happened_before_cursor()).unwrap_or_default();
                newest.iter().any(|happened| happened.event.task == *task)
            }
            Goal::Line(place) => {
                let task = self.history.last_task();
                task.is_some_and(|task| stands_at(self.history.world(), task, std::slice::from_ref(place)))
            }
        }
    }

    /// One step back.
    pub(super) fn back(&mut self, granularity: Granularity) {
        if self.history.back(until(granularity)) {
            self.arrive();
        }
    }

    /// Back to the last time before that a task came to one of these lines, or to the start.
    pub(super) fn back_to(&mut self, places: &[Place]) {
        if places.is_empty() {
            self.seek(0);
            return;
        }
        self.history.back_to(|world, task| stands_at(world, task, places));
        self.arrive();
    }

    /// Another rule decides from here on; what was known of the future is forgotten.
    pub(super) fn decide_by(&mut self, rule: Rule) {
        self.rule = rule;
        self.history.forget_ahead();
        self.stops.truncate(self.cursor + 1);
        self.past.truncate(self.history.happened().len());
        self.untell(self.past.len());
    }

    /// Forgets everything and stands at the start.
    pub(super) fn start_again(&mut self) {
        *self = Self::new(self.setup.clone(), self.rule.clone());
    }

    /// Goes to the end of the step in which a moment comes; false if it is not in what is known of the run.
    pub(super) fn stand_behind(&mut self, moment: &Moment) -> bool {
        let step = match moment.find(self.past.iter().map(|at| &at.event)) {
            Some(index) => self.past[index].step,
            None if *moment == Moment::End => self.stops.len() as u64 - 1,
            None => return false,
        };
        self.seek(usize::try_from(step).unwrap_or(usize::MAX));
        true
    }

    /// What is in the machine.
    pub(super) const fn setup(&self) -> &Setup {
        &self.setup
    }

    /// How many steps led to where the run stands.
    pub(super) const fn step_number(&self) -> u64 {
        self.cursor as u64
    }

    /// Who goes next when nobody is chosen: who did when the run was here before, and else as the rule says.
    pub(super) fn next_task(&self) -> Option<u32> {
        let runnable = self.history.world().runnable();
        let may_go = |task: &u32| runnable.contains(task) || Hand::of(*task).is_some();
        let known = self.history.next_task().filter(may_go);
        known.or_else(|| self.rule.choose(self.history.world().recent(), &runnable))
    }

    /// Goes to a step, or to the last one that is known.
    pub(super) fn seek(&mut self, step: usize) {
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
        self.untell(same);
        let happened = self.history.happened();
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
        self.untell(first);
    }

    /// What the page was told of the events from a number on is no longer so.
    fn untell(&mut self, from: usize) {
        self.told.truncate(from);
        self.untold_from = self.untold_from.min(from);
    }

    /// What is to be seen at the cursor, with the marks of what the last step changed.
    pub(super) fn view(&mut self) -> View {
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
    pub(super) fn new_lanes(&mut self) -> Option<Lanes> {
        let lanes = self.all_lanes();
        (self.lanes != lanes).then(|| {
            self.lanes.clone_from(&lanes);
            lanes
        })
    }

    /// The lanes of the known run.
    pub(super) fn all_lanes(&self) -> Lanes {
        let stops = &self.stops;
        let turn = |choice: &Choice| Turn {
            step: stops.partition_point(|&stop| stop <= choice.from) as u64,
            task: choice.task,
        };
        let tasks = self.history.choices().iter().filter(|choice| Hand::of(choice.task).is_none());
        let turns: Vec<_> = tasks.map(turn).collect();
        lanes::lanes(&self.past, &turns, stops.len() as u64 - 1)
    }

    /// All events of the known run.
    pub(super) fn events(&self) -> impl Iterator<Item = &Event> {
        self.past.iter().map(|at| &at.event)
    }

    /// Who took each turn of the known run.
    pub(super) fn schedule(&self) -> Schedule {
        self.history.schedule()
    }

    /// Why the known run ends where it does, if it has an end.
    pub(super) fn end(&mut self) -> Option<End> {
        let here = self.history.position();
        self.history.seek(self.history.last_position());
        let end = self.history.world().end().cloned();
        self.history.seek(here);
        end
    }

    /// From which number on the page has to forget events, and those before the cursor that it shows and does not have.
    pub(super) fn news(&mut self) -> (u64, Vec<Told>) {
        let end = self.history.happened_before_cursor();
        let start = end.saturating_sub(SHOWN_EVENTS);
        self.told.resize(self.told.len().max(end), false);
        let untold: Vec<usize> = (start..end).filter(|&number| !self.told[number]).collect();
        self.told[start..end].fill(true);
        let from = std::mem::replace(&mut self.untold_from, usize::MAX).min(self.past.len());
        (from as u64, untold.into_iter().map(|number| tell::event(number as u64, &self.past[number])).collect())
    }
}

/// How far a step of this kind goes.
const fn until(granularity: Granularity) -> Until {
    match granularity {
        Granularity::Instruction => Until::Instruction,
        Granularity::Statement => Until::Statement,
        Granularity::Call => Until::Visible,
    }
}

/// Whether a task has come to the beginning of a statement on one of these lines.
fn stands_at(world: &World, task: u32, places: &[Place]) -> bool {
    if places.is_empty() {
        return false;
    }
    let cpu = world.task(task).map(|task| &task.cpu).filter(|cpu| cpu.is_at_statement());
    let site = cpu.and_then(|cpu| cpu.user_site());
    site.is_some_and(|site| places.iter().any(|place| place.line == site.line && place.file == site.file))
}
