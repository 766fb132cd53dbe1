//! Turns: private computation, the visible operation, and the events of what follows, in their fixed order.

use crate::abi::event::{Body, End, Event, Site};
use crate::kernel::mm::SharedTouch;
use crate::kernel::{Effect, Kernel, Pid};
use crate::machine::cpu::{StopAt, Trap};
use crate::machine::memory::{Fault, Memory};
use crate::machine::watch::Watched;

use super::{Hand, Place, Stepped, Until, World, spin};

/// What a task came to after computing privately.
enum Came {
    /// To a point where the step ends.
    Stop,
    /// To the position where it had to stop.
    Limit,
    /// To an operation that others can see, and performed it.
    Performed,
}

impl World {
    /// Lets a task run. What happened is added to `events`.
    pub fn step(&mut self, task: u32, until: Until, events: &mut Vec<Event>) -> Stepped {
        self.step_within(task, until, u64::MAX, events)
    }

    /// The same, but not beyond a position.
    pub(super) fn step_within(&mut self, task: u32, until: Until, most: u64, events: &mut Vec<Event>) -> Stepped {
        if self.end.is_some() || self.position >= most {
            return Stepped::Refused;
        }
        if let Some(hand) = Hand::of(task) {
            self.reach_for(hand);
            return Stepped::Done;
        }
        if !self.is_ready(task) {
            return Stepped::Refused;
        }
        loop {
            match self.advance(task, until, most, events) {
                Came::Stop => return Stepped::Done,
                Came::Limit => return Stepped::Interrupted,
                Came::Performed if self.is_step_over(task, until) => return Stepped::Done,
                Came::Performed if self.position >= most => return Stepped::Interrupted,
                Came::Performed => {}
            }
        }
    }

    /// A link is cut or healed.
    fn reach_for(&mut self, hand: Hand) {
        self.position += 1;
        match hand {
            Hand::Cut(link) => self.kernel.wires.cut(link as usize - 1),
            Hand::Heal(link) => self.kernel.wires.heal(link as usize - 1),
        }
    }

    /// After a visible operation: whether the step ends here.
    fn is_step_over(&self, task: u32, until: Until) -> bool {
        let is_at_statement = || self.task(task).is_some_and(|task| task.cpu.is_at_statement());
        until != Until::Statement || self.end.is_some() || !self.is_ready(task) || is_at_statement()
    }

    /// Runs the task's CPU until something happens, and does what it asks for.
    fn advance(&mut self, task: u32, until: Until, most: u64, events: &mut Vec<Event>) -> Came {
        let Some(place) = self.place(task).copied() else { return Came::Stop };
        let left = place.patience(self.limits.private_steps);
        let wanted = if until == Until::Instruction { 1 } else { u64::MAX };
        let budget = wanted.min(most - self.position).min(left);
        let stop_at = if until == Until::Statement { StopAt::Statement } else { StopAt::Nothing };
        let (trap, steps) = self.compute(task, budget, stop_at, events);
        match trap {
            Trap::Statement => Came::Stop,
            Trap::Budget if steps < left && until == Until::Instruction => Came::Stop,
            Trap::Budget if self.position >= most => Came::Limit,
            Trap::Unsupported(what) => {
                self.end = Some(End::Unsupported { task, what });
                Came::Stop
            }
            // Told already.
            Trap::Suspect(_) => Came::Limit,
            Trap::Syscall { .. } | Trap::Shared(_) | Trap::Fault(_) if self.position >= most => Came::Limit,
            Trap::Budget | Trap::Syscall { .. } | Trap::Shared(_) | Trap::Fault(_) if self.has_signal(task) => {
                self.has_stirred = true;
                self.perform(task, events, |world, _, _| world.perform_delivery(task))
            }
            Trap::Budget => self.perform(task, events, |world, _, _| world.give_way(task)),
            Trap::Syscall { nr, args } => self.perform(task, events, |world, site, own| {
                world.note_call(task, nr);
                world.perform_call(task, nr, args, site, own);
            }),
            Trap::Shared(_) => self.perform(task, events, |world, site, own| {
                world.end_spin(task);
                world.perform_access(task, site, own);
            }),
            Trap::Fault(fault) => self.perform(task, events, |world, site, own| {
                world.end_spin(task);
                world.perform_fault(task, fault, site, own);
            }),
        }
    }

    pub(super) fn count_private(&mut self, task: u32, steps: u64) {
        self.position += steps;
        if let Some(place) = self.tasks.get_mut(task as usize - 1) {
            place.private += steps;
        }
    }

    /// A visible operation, what follows from it, and the end of the turn.
    fn perform(
        &mut self,
        task: u32,
        events: &mut Vec<Event>,
        operation: impl FnOnce(&mut Self, Option<Site>, &mut Vec<Event>),
    ) -> Came {
        let site = self.site(task);
        let before = events.len();
        self.position += 1;
        self.recent.note(task);
        let steps = std::mem::take(&mut self.tasks[task as usize - 1].private) + 1;
        self.clocks.ran(task, steps, self.kernel.clock.now);
        operation(self, site, events);
        self.events += (events.len() - before) as u64;
        self.report_effects(Some(task), events);
        self.note_kernel_bytes();
        self.close_turn(events);
        Came::Performed
    }

    fn perform_call(&mut self, task: u32, nr: u64, args: [u64; 6], site: Option<Site>, own: &mut Vec<Event>) {
        let Place { pid, .. } = self.tasks[task as usize - 1];
        match self.kernel.syscall(pid, nr, args) {
            Ok((call, outcome)) => own.push(Event { task, body: Body::Call { call, outcome }, site }),
            Err(refusal) => self.refuse(refusal),
        }
    }

    fn has_signal(&mut self, task: u32) -> bool {
        let Place { pid, .. } = self.tasks[task as usize - 1];
        self.kernel.has_signal(pid)
    }

    /// Signals have reached the task since its last turn: their handlers come before its next operation.
    fn perform_delivery(&mut self, task: u32) {
        let Place { pid, .. } = self.tasks[task as usize - 1];
        if let Err(refusal) = self.kernel.take_signals(pid) {
            self.refuse(refusal);
        }
    }

    /// The instruction that stopped before shared memory is executed, with the turn to touch it.
    fn perform_access(&mut self, task: u32, site: Option<Site>, own: &mut Vec<Event>) {
        let Place { pid, .. } = self.tasks[task as usize - 1];
        let (mut trap, mut touches) = access_once(&mut self.kernel, pid, Doubt::Told);
        if let Trap::Suspect(suspicion) = trap {
            own.extend(self.told_of(task, suspicion));
            (trap, touches) = access_once(&mut self.kernel, pid, Doubt::Overlooked);
        }
        for SharedTouch { addr, access, bytes, .. } in touches {
            own.push(Event { task, body: Body::Access { addr, access, bytes }, site: site.clone() });
        }
        match trap {
            Trap::Fault(fault) => self.perform_fault(task, fault, site, own),
            Trap::Unsupported(what) => self.end = Some(End::Unsupported { task, what }),
            _ => {}
        }
    }

    fn perform_fault(&mut self, task: u32, fault: Fault, site: Option<Site>, own: &mut Vec<Event>) {
        let Place { pid, .. } = self.tasks[task as usize - 1];
        let Fault { kind, addr, access } = fault;
        own.push(Event { task, body: Body::Fault { fault: kind, addr, access }, site });
        if let Err(refusal) = self.kernel.fault(pid, fault) {
            self.refuse(refusal);
        }
    }

    fn site(&self, task: u32) -> Option<Site> {
        self.task(task)?.cpu.user_site()
    }

    /// Turns what the kernel did into events: handlers that the running task entered; children that started; tasks that
    /// ended, by number; then what became of the others, by number: that they were stopped or continued, that their calls
    /// came to an end, that they entered handlers. `by` is the task whose turn it is; `None` when time passed.
    pub(super) fn report_effects(&mut self, by: Option<u32>, events: &mut Vec<Event>) {
        let effects = self.kernel.take_effects();
        let (mut own, mut ended, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for effect in effects {
            if let Effect::Forked { parent, child } | Effect::ThreadStarted { parent, child } = effect {
                let parent = self.number(parent);
                let event = match (effect, parent) {
                    (Effect::ThreadStarted { .. }, Some(parent)) => self.started_thread(child, parent),
                    _ => self.started(child, parent),
                };
                own.push(event);
                continue;
            }
            let Some(task) = self.number(effect.pid()) else { continue };
            match self.effect_event(task, effect, by) {
                event @ Event { body: Body::Ended { .. }, .. } => ended.push(event),
                event if Some(task) == by => own.push(event),
                event => others.push(event),
            }
        }
        ended.sort_by_key(|event| event.task);
        others.sort_by_key(|event| event.task);
        for event in own.into_iter().chain(ended).chain(others) {
            self.report(event, events);
        }
    }

    fn effect_event(&self, task: u32, effect: Effect, by: Option<u32>) -> Event {
        let body = match effect {
            Effect::Forked { child, .. } | Effect::ThreadStarted { child, .. } => {
                Body::Started { pid: child, parent: by }
            }
            Effect::Delivered { signal, handler, code, sender, .. } => {
                Body::Delivered { signal, handler, code, sender }
            }
            Effect::Stopped { signal, .. } => Body::Stopped { signal },
            Effect::Continued { .. } => Body::Continued,
            Effect::Ended { status, .. } => return Event { task, body: Body::Ended { status }, site: None },
            Effect::Completed { call, outcome, .. } => Body::Completed { call, outcome, by: by.unwrap_or(task) },
        };
        Event { task, body, site: self.site(task) }
    }

    /// Numbers a new task.
    pub(super) fn started(&mut self, pid: i32, parent: Option<u32>) -> Event {
        self.tasks.push(Place { pid, private: 0, spin: spin::Spin::default() });
        let task = self.tasks.len() as u32;
        self.existing.push(task);
        Event { task, body: Body::Started { pid, parent }, site: None }
    }

    /// Numbers a new thread.
    fn started_thread(&mut self, tid: i32, parent: u32) -> Event {
        let Event { task, .. } = self.started(tid, Some(parent));
        Event { task, body: Body::ThreadStarted { tid, parent }, site: None }
    }

    pub(super) fn report(&mut self, event: Event, events: &mut Vec<Event>) {
        self.note_wake(&event);
        self.events += 1;
        events.push(event);
    }
}

impl World {
    /// Tells the clocks who can go on because of whom.
    fn note_wake(&mut self, event: &Event) {
        match event.body {
            Body::Started { parent: Some(parent), .. } => self.clocks.woken(event.task, parent),
            Body::Completed { by, .. } if by != event.task => self.clocks.woken(event.task, by),
            Body::Completed { .. } => {
                self.clocks.elapsed(event.task, self.kernel.clock.now);
            }
            _ => {}
        }
    }
}

/// What becomes of an instruction that does what C leaves undefined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The CPU stops before it.
    Told,
    /// It is executed.
    Overlooked,
}

/// Executes the instruction that touches shared memory; yields what it has touched.
fn access_once(kernel: &mut Kernel, pid: Pid, doubt: Doubt) -> (Trap, Vec<SharedTouch>) {
    let Kernel { tasks, memory, .. } = kernel;
    let is_threaded = tasks.is_threaded(pid);
    let (cpu, mm) = tasks.cpu_and_memory(pid);
    let stack = mm.own_stack(cpu.sp());
    let mut user = mm.user(memory).granted();
    user.overlook(doubt == Doubt::Overlooked);
    let trap = if is_threaded {
        let mut watched = Watched::new(&mut user, cpu, stack);
        cpu.run(&mut watched, 1, StopAt::Nothing)
    } else {
        cpu.run(&mut user, 1, StopAt::Nothing)
    };
    (trap, user.take_touches())
}

/// Runs a CPU without the turn to touch shared memory; returns why it stopped and how many instructions it executed.
pub(super) fn run_privately(
    kernel: &mut Kernel,
    place: Place,
    budget: u64,
    stop_at: StopAt,
    doubt: Doubt,
) -> (Trap, u64) {
    let Kernel { tasks, memory, .. } = kernel;
    let is_threaded = tasks.is_threaded(place.pid);
    let (cpu, mm) = tasks.cpu_and_memory(place.pid);
    let before = cpu.steps();
    let trap = if is_threaded {
        let stack = mm.own_stack(cpu.sp());
        let mut user = mm.user(memory);
        user.overlook(doubt == Doubt::Overlooked);
        let mut watched = Watched::new(&mut user, cpu, stack);
        cpu.run(&mut watched, budget, stop_at)
    } else {
        let mut user = mm.user(memory);
        user.overlook(doubt == Doubt::Overlooked);
        cpu.run(&mut user, budget, stop_at)
    };
    (trap, cpu.steps() - before)
}
