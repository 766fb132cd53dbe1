//! The controller: init of the sandbox's process namespace. It grants turns by the schedule and writes the trace.
//!
//! After a grant the process either reports, or dies, or is found asleep in the kernel inside the granted call: then the
//! call has blocked. [`settle`](super::settle) then waits for what the turn has set off in others.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sim_core::abi::event::{Body, End, Event, Outcome, Status};
use sim_core::abi::{CallRecord, Signal, Sysno};
use sim_core::world::{Chooser, Hand};

use super::console::Console;
use super::procfs::Look;
use super::protocol::{Report, Wish};
use super::settle::Change;
use super::task::{Phase, Task, decode};
use super::wear::Wear;
use super::wire::Wire;
use super::{Limits, LockstepError, Step};
use crate::sys::board::{Board, NO_SLOT, SLOTS};
use crate::sys::process::{give_way, wait_any};

/// The launcher's process id: what the shell that starts the programs would be.
pub(super) const LAUNCHER: i32 = 100;
/// How often the controller steps aside before it asks what a granted process is doing.
const PATIENCE: u32 = 3;
/// How long it sleeps between questions after that.
const PAUSE: Duration = Duration::from_micros(50);

/// How often it looks for the status of a process that is gone before it takes it from what killed it.
const LOOKS_AT_A_GRAVE: u32 = 100;

/// The state of a run.
pub(super) struct Controller {
    pub(super) board: &'static Board,
    pub(super) tasks: Vec<Task>,
    pub(super) events: Vec<Event>,
    pub(super) console: Console,
    /// The wires between hosts, if there are several.
    wire: Option<Wire>,
    /// What the run leaves behind.
    pub(super) wear: Wear,
    /// Why the run is over, once a process has said so.
    end: Option<End>,
    /// Whether anybody has performed a visible operation since all that can run have last given way.
    has_stirred: bool,
    limits: Limits,
    deadline: Instant,
}

/// Whether a call makes a child. `vfork(2)` is the same here: the child gets a copy.
const fn is_fork(nr: Sysno) -> bool {
    matches!(nr, Sysno::CLONE | Sysno::FORK | Sysno::VFORK)
}

/// How a turn went.
enum Turn {
    Reported(Report),
    Blocked,
    Stopped(Signal),
    Died,
}

impl Controller {
    pub(super) fn new(board: &'static Board, console: Console, wire: Option<Wire>, limits: Limits) -> Self {
        let deadline = Instant::now() + limits.time;
        let wear = Wear::default();
        Self {
            board,
            tasks: Vec::new(),
            events: Vec::new(),
            console,
            wire,
            wear,
            end: None,
            has_stirred: false,
            limits,
            deadline,
        }
    }

    /// Takes in a process that the launcher has started.
    pub(super) fn admit_launched(&mut self, pid: i32) {
        self.admit(pid, None);
    }

    fn admit(&mut self, pid: i32, parent: Option<u32>) {
        let number = self.tasks.len() as u32 + 1;
        if let Some(slot) = self.board.slots.get(self.tasks.len()) {
            self.tasks.push(Task::new(number, (pid, pid), parent, slot));
            self.events.push(Event { task: number, body: Body::Started { pid, parent }, site: None });
        }
    }

    fn admit_thread(&mut self, tid: i32, parent: u32) {
        let number = self.tasks.len() as u32 + 1;
        if let Some(slot) = self.board.slots.get(self.tasks.len()) {
            let group = self.tasks[parent as usize - 1].group;
            self.tasks.push(Task::new(number, (tid, group), Some(parent), slot));
            self.events.push(Event { task: number, body: Body::ThreadStarted { tid, parent }, site: None });
        }
    }

    /// Runs to the end.
    ///
    /// # Errors
    /// When the lab itself fails; what programs do is never an error.
    pub(super) fn run(&mut self, mut chooser: Chooser) -> Result<End, LockstepError> {
        loop {
            if self.events.len() >= self.limits.events {
                return Ok(End::Limit { what: "events".to_owned() });
            }
            let can_run = |task: &&Task| task.is_ready() && !task.gives_way;
            let runnable: Vec<u32> = self.tasks.iter().filter(can_run).map(|task| task.number).collect();
            // Time passes before anybody is chosen: choosing among nobody would use the schedule up.
            if runnable.is_empty() {
                match self.next_timer() {
                    Some(time_ns) => self.pass_time(time_ns)?,
                    None if self.tasks.iter().any(Task::is_ready) && !self.has_stirred => {
                        return Ok(End::Limit { what: "steps".to_owned() });
                    }
                    None if self.tasks.iter().any(Task::is_ready) => self.has_stirred = false,
                    None => return self.rest(),
                }
                self.tasks.iter_mut().for_each(|task| task.gives_way = false);
                continue;
            }
            let Some(task) = chooser.choose(&runnable) else { return self.rest() };
            if let Some(hand) = Hand::of(task) {
                self.wire.iter_mut().for_each(|wire| wire.reach(hand));
                continue;
            }
            if let Some(end) = self.turn(task as usize - 1)? {
                return Ok(end);
            }
        }
    }

    /// Nobody can go on: all is done, or those that are left wait for each other.
    fn rest(&self) -> Result<End, LockstepError> {
        let is_stuck = |task: &&Task| !matches!(task.phase, Phase::Ended | Phase::Ready);
        let stuck = self.tasks.iter().filter(is_stuck);
        let stopped: Vec<_> =
            self.tasks.iter().filter(|task| task.phase == Phase::Ready).map(|task| task.number).collect();
        let waiting = stuck.map(|task| Ok((task.number, task.begun()?))).collect::<Result<Vec<_>, LockstepError>>()?;
        Ok(if waiting.is_empty() && stopped.is_empty() { End::Finished } else { End::Deadlock { waiting, stopped } })
    }

    /// One turn of a task, with everything that follows from it.
    fn turn(&mut self, index: usize) -> Result<Option<End>, LockstepError> {
        self.wait_until(index, Task::has_announced)?;
        let mut wish = self.tasks[index].take_wish()?;
        if wish == Wish::Compute {
            self.tasks[index].grant(0);
            self.wait_until(index, Task::has_announced)?;
            wish = self.tasks[index].take_wish()?;
        }
        match &wish {
            Wish::Unsupported(what) => {
                return Ok(Some(End::Unsupported { task: index as u32 + 1, what: what.clone() }));
            }
            Wish::Call(nr, _) if is_fork(*nr) && self.tasks.len() == SLOTS => {
                return Ok(Some(End::Limit { what: "tasks".to_owned() }));
            }
            Wish::Call(..) | Wish::Compute | Wish::Access | Wish::Fault | Wish::GiveWay => {}
        }
        let mut unread = None;
        if let Wish::Call(nr, args) = &wish {
            unread = self.console.before(*nr).step("look at the terminal")?;
            self.wear.note(*nr, args);
        }
        let child_slot = if self.is_full() { NO_SLOT } else { self.tasks.len() as u32 };
        self.tasks[index].grant(child_slot);
        let mut changes = Vec::new();
        match self.await_turn(index, &wish)? {
            Turn::Reported(report) => {
                let dead = self.write_report(index, &wish, report)?;
                changes.extend(dead.map(|index| (index, Change::Dead)));
            }
            Turn::Blocked => {
                self.write_call(index, Outcome::Blocked)?;
                self.tasks[index].phase = Phase::Blocked;
                self.expect_request(index, &wish)?;
            }
            Turn::Stopped(signal) => {
                self.write_call(index, Outcome::Blocked)?;
                self.tasks[index].phase = Phase::Blocked;
                self.write_stopped(index, signal);
            }
            Turn::Died => {
                // Of a child that it has made meanwhile nobody knows.
                self.wear.launcher |= matches!(wish, Wish::Call(nr, _) if is_fork(nr));
                self.write_call(index, Outcome::NoReturn)?;
                changes.push((index, Change::Dead));
            }
        }
        self.has_stirred |= !self.tasks[index].gives_way;
        self.console.after(unread).step("type at the terminal")?;
        if let Some(end) = self.end.take() {
            return Ok(Some(end));
        }
        // Whoever dies may leave a stopped group behind, which is told then.
        let can_signal = is_kill(&wish) || self.has_siblings(index) || self.tasks.iter().any(|task| task.is_stopped);
        self.settle(Some(index), can_signal, changes)?;
        Ok(None)
    }

    /// Whether there can be no more tasks: dead ones count as long as nobody has waited for them.
    fn is_full(&self) -> bool {
        let exists = |task: &&Task| task.phase != Phase::Ended || task.look() != Look::Gone;
        self.tasks.len() >= self.limits.tasks && self.tasks.iter().filter(exists).count() >= self.limits.tasks
    }

    /// Puts down a report; gives the task if it has died of what it reported.
    fn write_report(&mut self, index: usize, wish: &Wish, report: Report) -> Result<Option<usize>, LockstepError> {
        match report {
            Report::Unsupported(what) => self.end = Some(End::Unsupported { task: index as u32 + 1, what }),
            Report::Impossible(what) => return Err(LockstepError::Impossible(what)),
            Report::Call(outcome, delivered) => {
                let value = if let Outcome::Returned { value, .. } = outcome { value } else { 0 };
                self.write_call(index, outcome)?;
                if matches!(wish, Wish::Call(nr, _) if is_fork(*nr)) && value > 0 {
                    match wish {
                        Wish::Call(Sysno::CLONE, args) if args[0] & libc::CLONE_THREAD as u64 != 0 => {
                            self.admit_thread(value as i32, index as u32 + 1);
                        }
                        _ => self.admit(value as i32, Some(index as u32 + 1)),
                    }
                }
                self.write_all(index, delivered.0);
            }
            Report::Asleep { until_ns } => {
                self.write_call(index, Outcome::Blocked)?;
                self.tasks[index].phase = Phase::Asleep { until_ns };
            }
            Report::Polling { until_ns } => {
                self.write_call(index, Outcome::Blocked)?;
                self.tasks[index].phase = Phase::Polling { until_ns };
            }
            Report::Happened(bodies) => {
                self.tasks[index].gives_way = *wish == Wish::GiveWay && bodies.0.is_empty();
                self.write_all(index, bodies.0);
            }
            Report::Dying(bodies) => {
                self.write_all(index, bodies.0);
                self.wait_until(index, |task| matches!(task.look(), Look::Zombie { .. } | Look::Gone))?;
                return Ok(Some(index));
            }
        }
        Ok(None)
    }

    fn write_call(&mut self, index: usize, outcome: Outcome) -> Result<(), LockstepError> {
        let call = self.tasks[index].begun()?;
        self.write(index, Body::Call { call, outcome });
        Ok(())
    }

    pub(super) fn write_all(&mut self, index: usize, bodies: Vec<Body>) {
        bodies.into_iter().for_each(|body| self.write(index, body));
    }

    pub(super) fn write(&mut self, index: usize, body: Body) {
        let task = &self.tasks[index];
        self.events.push(Event { task: task.number, body, site: task.site() });
    }

    /// Puts down the end of a call that had blocked.
    pub(super) fn write_completed(&mut self, index: usize, call: CallRecord, outcome: Outcome, by: u32) {
        self.write(index, Body::Completed { call, outcome, by });
    }

    /// Puts down that a signal has stopped a task.
    pub(super) fn write_stopped(&mut self, index: usize, signal: Signal) {
        self.tasks[index].is_stopped = true;
        self.write(index, Body::Stopped { signal });
    }

    /// Puts down the end of a task.
    pub(super) fn write_ended(&mut self, index: usize, status: Status) {
        let number = self.tasks[index].number;
        self.events.push(Event { task: number, body: Body::Ended { status }, site: None });
    }

    /// Waits for what becomes of a granted turn.
    fn await_turn(&mut self, index: usize, wish: &Wish) -> Result<Turn, LockstepError> {
        // A look that finds it asleep counts only if the next one, with nothing drained in between, finds the same.
        let mut times_asleep = 0;
        let mut patience = PATIENCE;
        loop {
            let heard = self.board.bell.load(Ordering::Acquire);
            if self.tasks[index].has_reported() {
                return Ok(Turn::Reported(self.tasks[index].take_report()?));
            }
            self.check_time()?;
            self.tasks[index].check_runtime()?;
            if patience > 0 {
                patience -= 1;
                give_way();
                continue;
            }
            if self.console.drain() || self.pump()? {
                times_asleep = 0;
            }
            if times_asleep < 2 && self.seems_blocked(index, wish) {
                times_asleep += 1;
                continue;
            }
            match self.tasks[index].look() {
                Look::Zombie { .. } | Look::Gone => {
                    // It may have reported just before it died.
                    if !self.tasks[index].has_reported() {
                        return Ok(Turn::Died);
                    }
                }
                Look::Stopped { signal } => return Ok(Turn::Stopped(stop_signal(wish, signal))),
                Look::Asleep { .. } if times_asleep == 2 && self.tasks[index].sleeps_in_call() => {
                    if !self.tasks[index].has_reported() {
                        return Ok(Turn::Blocked);
                    }
                }
                Look::Asleep { .. } | Look::Running => {}
            }
            times_asleep = 0;
            self.board.listen(heard, PAUSE);
        }
    }

    /// Whether a granted call has likely blocked. Whom it has itself woken may still be on the way to wake it: so nobody
    /// else's call may be coming to its end.
    fn seems_blocked(&self, index: usize, wish: &Wish) -> bool {
        matches!(wish, Wish::Call(..))
            && !self.is_over(index)
            && self.tasks[index].is_in_call()
            && !self.tasks.iter().any(Task::is_waking)
    }

    /// Whether a task's call waits for a time that is over already: then it does not block, however it may look.
    fn is_over(&self, index: usize) -> bool {
        self.tasks[index].limit().is_some_and(|limit_ns| limit_ns <= self.board.clock_ns.load(Ordering::Acquire))
    }

    /// Waits until something is true of a task that runs or waits.
    pub(super) fn wait_until(&mut self, index: usize, is_so: impl Fn(&Task) -> bool) -> Result<(), LockstepError> {
        loop {
            let heard = self.board.bell.load(Ordering::Acquire);
            if is_so(&self.tasks[index]) {
                return Ok(());
            }
            self.check_time()?;
            self.tasks[index].check_runtime()?;
            self.console.drain();
            self.board.listen(heard, PAUSE);
        }
    }

    /// The run may not last longer than its limit.
    pub(super) fn check_time(&self) -> Result<(), LockstepError> {
        if Instant::now() > self.deadline { Err(LockstepError::Time(self.limits.time)) } else { Ok(()) }
    }

    /// Puts down that a task has died, once nobody but its own parent can still have to wait for it.
    ///
    /// `by` is the task whose turn it was. A parent that is killed together with its child while it waits for it may
    /// still reap it, and takes what it has learnt to its grave; what was granted is then all that is known.
    pub(super) fn bury(&mut self, index: usize, by: Option<usize>) -> Result<(), LockstepError> {
        let status = self.reap(index, by)?;
        self.tasks[index].is_stopped = false;
        self.tasks[index].phase = Phase::Ended;
        self.write_ended(index, decode(status));
        Ok(())
    }

    /// Whether a task's process has other threads that have not ended.
    fn has_siblings(&self, index: usize) -> bool {
        let (pid, group) = (self.tasks[index].pid, self.tasks[index].group);
        self.tasks.iter().any(|task| task.group == group && task.pid != pid && task.phase != Phase::Ended)
    }

    /// The wait status of a dead task. A thread that has ended by itself tells nobody; with the last one its process ends.
    fn reap(&mut self, index: usize, by: Option<usize>) -> Result<i32, LockstepError> {
        let exited = match self.tasks[index].wish() {
            Some(Wish::Call(Sysno::EXIT, args)) if by == Some(index) => Some((args[0] as i32 & 0xff) << 8),
            _ => None,
        };
        match exited {
            Some(status) if self.has_siblings(index) => Ok(status),
            Some(status) => self.reap_process(index, by).map(|_| status),
            None => self.reap_process(index, by),
        }
    }

    /// The wait status of a dead process. Launcher and init reap at once; a simulated parent does it in its own time.
    fn reap_process(&mut self, index: usize, by: Option<usize>) -> Result<i32, LockstepError> {
        let pid = self.tasks[index].group;
        let leader = self.tasks.iter().position(|task| task.pid == pid).unwrap_or(index);
        let mut looks = 0;
        loop {
            looks += 1;
            // The wait also takes the lock under which a dying process tells its parent, so that afterwards it has.
            self.reap_orphans();
            let recorded = self.board.status_of(pid);
            match self.tasks[leader].look() {
                Look::Zombie { parent, status } if parent != LAUNCHER && parent != 1 => return Ok(status),
                Look::Gone if recorded.is_some() => return Ok(recorded.unwrap_or_default()),
                Look::Gone if self.is_lost(leader) => return Ok(self.cause_of_death(index, by)),
                // The launcher always tells, if it gets to it.
                Look::Gone if self.tasks[leader].parent.is_some() && looks > LOOKS_AT_A_GRAVE && self.sends(by) => {
                    return Ok(self.cause_of_death(index, by));
                }
                _ => {}
            }
            self.tasks[index].check_runtime()?;
            self.check_time()?;
            give_way();
        }
    }

    /// Waits for the children of init that have ended.
    pub(super) fn reap_orphans(&self) {
        while let Some(reaped) = wait_any(libc::WNOHANG) {
            self.board.record_death(reaped.pid, reaped.status);
        }
    }

    /// Lets the packets between hosts go on; says whether there were any.
    pub(super) fn pump(&mut self) -> Result<bool, LockstepError> {
        let now_ns = self.board.clock_ns.load(Ordering::Acquire);
        self.wire.as_mut().map_or(Ok(false), |wire| wire.pump(now_ns))
    }

    /// When the next sleeper wakes, or the next packet arrives.
    fn next_timer(&self) -> Option<u64> {
        let times = |task: &Task| [task.wakes_at(), task.alarm_at(), task.times_out_at(), task.asks_again_at()];
        let due = self.wire.as_ref().and_then(Wire::next_due);
        self.tasks.iter().flat_map(times).flatten().chain(self.next_timerfd()).chain(due).min()
    }

    /// Nobody can run: the clock jumps to the next timer, and whoever waits for it wakes.
    fn pass_time(&mut self, time_ns: u64) -> Result<(), LockstepError> {
        self.board.clock_ns.store(time_ns, Ordering::Release);
        let is_due = |at: Option<u64>| at.is_some_and(|at| at <= time_ns);
        self.tasks.iter().filter(|task| is_due(task.alarm_at())).for_each(Task::sound_alarm);
        self.expire_timerfds(time_ns);
        for task in &mut self.tasks {
            if is_due(task.wakes_at()) {
                task.wake_up();
            } else if is_due(task.times_out_at()) {
                task.time_out();
            }
        }
        self.ask_again(time_ns)?;
        self.settle(None, true, Vec::new())
    }

    /// Whether the operation that was granted may send a signal.
    fn sends(&self, by: Option<usize>) -> bool {
        by.and_then(|by| self.tasks[by].wish()).is_some_and(can_signal)
    }

    /// Whether nobody will ever learn a dead task's status: its parent wants no zombies (`sigaction(2)`).
    fn is_lost(&self, index: usize) -> bool {
        let parent = self.tasks[index].parent.and_then(|number| self.tasks.get(number as usize - 1));
        parent.is_some_and(|parent| parent.phase != Phase::Ended && parent.leaves_no_zombies())
    }

    /// The wait status of a task that nobody could wait for, from what was granted last.
    fn cause_of_death(&self, index: usize, by: Option<usize>) -> i32 {
        match by.map(|by| (by == index, self.tasks[by].wish())) {
            Some((true, Some(Wish::Call(Sysno::EXIT | Sysno::EXIT_GROUP, args)))) => (args[0] as i32 & 0xff) << 8,
            Some((_, Some(wish))) if can_signal(wish) => sent_signal(wish),
            Some((true, Some(Wish::Call(Sysno::WRITE, _)))) => libc::SIGPIPE,
            Some((true, Some(Wish::Fault | Wish::Access))) => self.last_fault(),
            _ => libc::SIGALRM,
        }
    }

    fn last_fault(&self) -> i32 {
        let fault = self.events.iter().rev().find_map(|event| match event.body {
            Body::Fault { fault, .. } => Some(i32::from(fault.signal().0)),
            _ => None,
        });
        fault.unwrap_or(libc::SIGSEGV)
    }
}

/// Whether a granted operation sends a signal to others, whatever they are doing.
const fn is_kill(wish: &Wish) -> bool {
    matches!(wish, Wish::Call(Sysno::KILL | Sysno::TKILL | Sysno::TGKILL | Sysno::RT_SIGQUEUEINFO, _))
}

/// The same, or leaves a group behind that may be sent one.
const fn can_signal(wish: &Wish) -> bool {
    is_kill(wish) || matches!(wish, Wish::Call(Sysno::EXIT | Sysno::EXIT_GROUP, _))
}

/// The number of the signal that a granted call sends.
const fn sent_signal(wish: &Wish) -> i32 {
    match wish {
        Wish::Call(Sysno::TGKILL, args) => args[2] as i32,
        Wish::Call(Sysno::KILL | Sysno::TKILL | Sysno::RT_SIGQUEUEINFO, args) => args[1] as i32,
        _ => libc::SIGHUP,
    }
}

/// The signal that stopped a task, by the operation that set it off, or else as the kernel says.
pub(super) fn stop_signal(wish: &Wish, seen: u8) -> Signal {
    let sent = Signal(sent_signal(wish) as u8);
    if sent.is_stop() { sent } else { Signal(seen) }
}
