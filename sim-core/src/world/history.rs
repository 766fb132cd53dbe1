//! The history of a run: stepping forwards and backwards, and choosing differently.
//!
//! A history is a list of choices (from which position on which task ran) and a cursor in it. A state in the past is
//! computed again from the nearest [keyframe](super::keyframes) before it; a world is deterministic, so it is the same
//! state. Going forward as before leaves the future as it is; choosing another task cuts it off.

use crate::abi::event::{End, Event};

use super::keyframes::Keyframes;
use super::{Chooser, Schedule, Setup, Stepped, Until, World};

/// How far apart keyframes are made, in instructions. Thinning makes the gaps wider.
const KEYFRAME_EVERY: u64 = 50_000;

/// From `from` on, `task` ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Position of its first instruction.
    pub from: u64,
    /// The task.
    pub task: u32,
}

/// An event and where it happened: the position right behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Position of the run right behind the step in which it happened.
    pub position: u64,
    /// The event.
    pub event: Event,
}

/// A run that can be walked in both directions.
#[derive(Clone, Debug)]
pub struct History {
    world: World,
    choices: Vec<Choice>,
    /// One past the last position that has been reached with these choices.
    last: u64,
    happened: Vec<Happened>,
    keyframes: Keyframes,
    step_limit: u64,
}

impl History {
    /// A run that has just been launched.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        let (world, events) = World::new(setup);
        let happened = events.into_iter().map(|event| Happened { position: 0, event }).collect();
        let mut keyframes = Keyframes::default();
        keyframes.keep(&world, 0);
        Self { world, choices: Vec::new(), last: 0, happened, keyframes, step_limit: setup.limits.steps }
    }

    /// The state at the cursor.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The cursor.
    #[must_use]
    pub const fn position(&self) -> u64 {
        self.world.position()
    }

    /// The furthest position that has been reached.
    #[must_use]
    pub const fn last_position(&self) -> u64 {
        self.last
    }

    /// All events up to the furthest position, in order.
    #[must_use]
    pub fn happened(&self) -> &[Happened] {
        &self.happened
    }

    /// How many of them lie before the cursor.
    #[must_use]
    pub fn happened_before_cursor(&self) -> usize {
        self.happened.partition_point(|happened| happened.position <= self.position())
    }

    /// Who ran when, up to the furthest position.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The task that ran last before the cursor.
    #[must_use]
    pub fn last_task(&self) -> Option<u32> {
        let position = self.position();
        position.checked_sub(1).and_then(|before| self.choice_at(before)).map(|(choice, _)| choice.task)
    }

    /// The task that ran next when the run was here before.
    #[must_use]
    pub fn next_task(&self) -> Option<u32> {
        if self.position() < self.last { self.choice_at(self.position()).map(|(choice, _)| choice.task) } else { None }
    }

    /// Lets a task run.
    pub fn forward(&mut self, task: u32, until: Until) -> Stepped {
        self.forward_within(task, until, u64::MAX)
    }

    /// Lets a task run, but not beyond a position. A step that is [`Stepped::Interrupted`] there goes on when the same
    /// is asked for again.
    pub fn forward_within(&mut self, task: u32, until: Until, most: u64) -> Stepped {
        let most = most.min(self.step_limit);
        loop {
            let pause = self.position().saturating_add(KEYFRAME_EVERY).min(most);
            let stepped = self.forward_piece(task, until, pause);
            if stepped != Stepped::Interrupted || self.position() >= most {
                return stepped;
            }
        }
    }

    /// A piece of a step, short enough that a keyframe behind it comes in time.
    fn forward_piece(&mut self, task: u32, until: Until, most: u64) -> Stepped {
        let start = self.position();
        let mut events = Vec::new();
        let stepped = self.world.step_within(task, until, most, &mut events);
        if self.position() > start {
            self.record(task, start, events);
        }
        let position = self.position();
        if self.keyframes.before(position).is_none_or(|frame| position - frame.position() >= KEYFRAME_EVERY) {
            self.keyframes.keep(&self.world, position);
        }
        // The pause may fall on the very place where the step was to end.
        let is_over = until == Until::Statement && self.world.task(task).is_some_and(|task| task.cpu.is_at_statement());
        if stepped == Stepped::Interrupted && is_over { Stepped::Done } else { stepped }
    }

    /// Notes what a task did from `start` to the cursor, unless it is what happened there before.
    fn record(&mut self, task: u32, start: u64, events: Vec<Event>) {
        let position = self.position();
        let is_known = self.choice_at(start).is_some_and(|(choice, end)| choice.task == task && position <= end);
        if is_known && start < self.last {
            return;
        }
        self.cut(start);
        if self.choices.last().is_none_or(|choice| choice.task != task) {
            self.choices.push(Choice { from: start, task });
        }
        self.happened.extend(events.into_iter().map(|event| Happened { position, event }));
        self.last = position;
    }

    /// Forgets what lies behind a position.
    fn cut(&mut self, position: u64) {
        self.choices.truncate(self.choices.partition_point(|choice| choice.from < position));
        self.happened.truncate(self.happened.partition_point(|happened| happened.position <= position));
        self.keyframes.cut(position);
        self.last = position;
    }

    /// The choice that holds at a position that has been passed, and where it ends.
    fn choice_at(&self, position: u64) -> Option<(Choice, u64)> {
        let next = self.choices.partition_point(|choice| choice.from <= position);
        let choice = *self.choices.get(next.checked_sub(1)?)?;
        Some((choice, self.choices.get(next).map_or(self.last, |choice| choice.from)))
    }

    /// Goes to any position up to the furthest one.
    pub fn seek(&mut self, position: u64) {
        let position = position.min(self.last);
        let is_ahead = self.position() <= position;
        let frame = self.keyframes.before(position);
        match frame {
            Some(frame) if !is_ahead || frame.position() > self.position() => self.world = frame.clone(),
            _ => {}
        }
        while self.position() < position {
            let next_frame = (self.position() / KEYFRAME_EVERY + 1) * KEYFRAME_EVERY;
            if !self.replay(Until::Visible, position.min(next_frame)) {
                break;
            }
            if self.position() == next_frame {
                self.keyframes.keep(&self.world, position);
            }
        }
    }

    /// Goes on as the choices say, not beyond a position. False if that is not possible.
    fn replay(&mut self, until: Until, most: u64) -> bool {
        let Some((choice, end)) = self.choice_at(self.position()) else { return false };
        let before = self.position();
        self.world.step_within(choice.task, until, most.min(end), &mut Vec::new());
        self.position() > before
    }

    /// Steps back: to the last position before the cursor where a step of this kind ends. False at the beginning.
    pub fn back(&mut self, until: Until) -> bool {
        let position = self.position();
        if position == 0 {
            return false;
        }
        let target = match until {
            Until::Instruction => position - 1,
            Until::Statement | Until::Visible => self.last_stop_before(position, until, |_, _| true),
        };
        self.seek(target);
        true
    }

    /// Runs back statement by statement to the last place before the cursor that is `wanted`: it is given the world and
    /// the task that took the step there. To the beginning if there is none.
    pub fn back_to(&mut self, wanted: impl Fn(&World, u32) -> bool) {
        let target = self.last_stop_before(self.position(), Until::Statement, wanted);
        self.seek(target);
    }

    /// Who took each turn up to the furthest position: the schedule that makes the same run again. Found by making it
    /// again.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        let mut schedule = Schedule::default();
        let Some(start) = self.keyframes.before(0) else { return schedule };
        let mut walk = Self { world: start.clone(), ..self.without_events() };
        let mut turns = walk.world.recent().turns();
        while walk.replay(Until::Visible, self.last) {
            let now = walk.world.recent().turns();
            if let (Some(task), true) = (walk.last_task(), now > turns) {
                schedule.push(task, u32::try_from(now - turns).unwrap_or(u32::MAX));
            }
            turns = now;
        }
        schedule
    }

    /// Forgets what lies behind the cursor: the run will be decided anew from here.
    pub fn forget_ahead(&mut self) {
        self.cut(self.position());
    }

    /// The last position before `position` where a step ends and that is `wanted`: found by stepping there again from
    /// ever earlier keyframes. Where one task took over from another a step ended too.
    fn last_stop_before(&self, position: u64, until: Until, wanted: impl Fn(&World, u32) -> bool) -> u64 {
        let mut horizon = position;
        while let Some(frame) = horizon.checked_sub(1).and_then(|before| self.keyframes.before(before)) {
            let mut walk = Self { world: frame.clone(), keyframes: Keyframes::default(), ..self.without_events() };
            let mut stop = None;
            while walk.position() < horizon && walk.replay(until, position) && walk.position() < position {
                if walk.last_task().is_some_and(|task| wanted(&walk.world, task)) {
                    stop = Some(walk.position());
                }
            }
            if let Some(stop) = stop {
                return stop;
            }
            horizon = frame.position();
        }
        0
    }

    fn without_events(&self) -> Self {
        Self {
            world: self.world.clone(),
            choices: self.choices.clone(),
            last: self.last,
            happened: Vec::new(),
            keyframes: Keyframes::default(),
            step_limit: self.step_limit,
        }
    }

    /// Runs on until the end, as a schedule says and then as its [rule](super::policy) does. In pieces: returns false
    /// after about `instructions` instructions if the end has not come, and may then be called again with the same
    /// `chooser`.
    pub fn run_on(&mut self, chooser: &mut Chooser, instructions: u64) -> bool {
        let pause = self.position().saturating_add(instructions);
        while self.world.end().is_none() && self.position() < self.step_limit {
            if self.position() >= pause {
                return false;
            }
            let Some(task) = chooser.choose(&self.world.runnable()) else { break };
            self.forward(task, Until::Visible);
        }
        true
    }

    /// Runs to the end and says why the run ended.
    pub fn run_to_end(&mut self, schedule: &Schedule) -> End {
        self.run_on(&mut Chooser::new(schedule), u64::MAX);
        self.world.end().cloned().unwrap_or(End::Limit { what: "steps".to_owned() })
    }
}
