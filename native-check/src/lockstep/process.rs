//! A simulated process: the virtual CPU over real memory, making real system calls when it is granted a turn.

use std::cell::Cell;
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Serialize;
use sim_core::abi::event::{Body, Outcome, Site};
use sim_core::abi::syscall::ParamKind;
use sim_core::abi::{CallRecord, Errno, Spec, Sysno, record};
use sim_core::kernel::fs::lacking::lacking;
use sim_core::kernel::script::NoTarget;
use sim_core::kernel::syscall::is_supported;
use sim_core::machine::Program;
use sim_core::machine::cpu::{Machine, Trap};
use sim_core::machine::load::initial_stack;
use sim_core::network::HostId;
use sim_core::world::spin;

use super::exec::Programs;
use super::memory::RealMemory;
use super::own::{Own, Shared, load_memory};
use super::protocol::{Announcement, Bodies, Report, Wish, fault_body};
use super::signals::{Signals, is_restart};
use super::{calls, clock, exec, limit, polling, ports, signal_files, strings, timers, users};
use crate::sys::board::{self, Board, Slot};
use crate::sys::process::{Forked, exit_now, fork_bare, own_pid};
use crate::sys::{access, message, signals as real_signals, thread};

/// Exit status of a simulated process whose runtime failed; what failed stands on the board.
const BROKEN: i32 = 70;

/// What a simulated process is started with.
#[derive(Clone, Debug)]
pub(super) struct Launch {
    /// The program.
    pub(super) program: Arc<Program>,
    /// `argv`.
    pub(super) args: Vec<String>,
    /// The environment, as `NAME=value`.
    pub(super) env: Vec<String>,
    /// The host that it runs on.
    pub(super) host: HostId,
}

impl PartialEq for Launch {
    fn eq(&self, other: &Self) -> bool {
        let is_same_program = Arc::ptr_eq(&self.program, &other.program);
        is_same_program && self.args == other.args && self.env == other.env && self.host == other.host
    }
}

/// What all simulated processes of a run have in common.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Common {
    /// The programs that `execve` finds.
    pub(super) programs: Programs,
    /// Instructions that a process may run between two visible operations.
    pub(super) budget: u64,
}

/// Becomes a simulated process, and never returns.
pub(super) fn run(board: &'static Board, slot: usize, launch: &Launch, common: &Common) -> ! {
    let common: &'static Common = Box::leak(Box::new(common.clone()));
    live_in(board, slot, |place| Process::start(board, place, launch, common))
}

/// Lives as a simulated task that begins so, and never returns.
pub(super) fn live_in<'a>(
    board: &'static Board,
    slot: usize,
    start: impl FnOnce(&'a Cell<usize>) -> io::Result<Process<'a>>,
) -> ! {
    // A fork moves the child to another slot, and a failure is told from the slot that one has then.
    let place: &'a Cell<usize> = Box::leak(Box::new(Cell::new(slot)));
    let live = || start(place).and_then(|mut process| process.live());
    let what = match std::panic::catch_unwind(AssertUnwindSafe(live)) {
        Ok(Ok(never)) => match never {},
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the runtime panicked".to_owned(),
    };
    fail(board, place.get(), &what)
}

/// Ends a process whose runtime has failed.
pub(super) fn fail(board: &'static Board, slot: usize, what: &str) -> ! {
    let _ = board.slots[slot].broken.send(what.as_bytes());
    board.ring();
    exit_now(BROKEN)
}

/// There is no value of it: a simulated process ends by dying.
pub(super) enum Never {}

pub(super) struct Process<'a> {
    pub(super) board: &'static Board,
    pub(super) place: &'a Cell<usize>,
    pub(super) common: &'static Common,
    pub(super) slot: &'static Slot,
    pub(super) machine: Machine,
    pub(super) own: Shared,
    pub(super) signals: Signals,
    pub(super) turns: u32,
    /// Whether it has given way since its last call.
    pub(super) has_given_way: bool,
}

/// Why a call that names a file cannot be made, if it cannot: the lab lacks the file.
fn lacks_file(spec: &Spec, args: &[u64; 6]) -> Option<Report> {
    let names_file = |kind: ParamKind| kind == ParamKind::Path && spec.nr != Sysno::EXECVE;
    let mut paths = spec.params.iter().zip(args).filter(|(param, _)| names_file(param.kind));
    let what = paths.find_map(|(_, &addr)| lacking(&strings::path(addr).ok()?))?;
    Some(Report::Unsupported(format!("the file `{what}`")))
}

impl<'a> Process<'a> {
    fn start(
        board: &'static Board,
        place: &'a Cell<usize>,
        launch: &Launch,
        common: &'static Common,
    ) -> io::Result<Self> {
        access::install()?;
        let own = Shared::new(|| Ok::<_, io::Error>(Own::new(load_memory(launch)?)))?;
        let slot = &board.slots[place.get()];
        slot.pid.store(own_pid(), Ordering::Release);
        Ok(Self {
            board,
            place,
            common,
            slot,
            machine: load_cpu(launch),
            own,
            signals: Signals::new(),
            turns: 0,
            has_given_way: false,
        })
    }

    /// Runs on and on. Private computation needs no turn; everything visible does.
    fn live(&mut self) -> io::Result<Never> {
        loop {
            if self.own.with(|own| own.is_threaded()) {
                self.ask(Wish::Compute)?;
            }
            match self.compute() {
                Trap::Syscall { nr, args } => self.call(nr, args)?,
                Trap::Shared(_) => self.touch_shared()?,
                Trap::Fault(fault) => self.fault(fault)?,
                Trap::Budget => self.give_way()?,
                Trap::Unsupported(what) => return self.end_with(Wish::Unsupported(what)),
                Trap::Statement | Trap::Suspect(_) => return Err(io::Error::other("the CPU stopped for no reason")),
            }
        }
    }

    /// Runs up to the next thing that others can see.
    fn compute(&mut self) -> Trap {
        let budget = if self.has_given_way { self.common.budget.min(spin::SHORT) } else { self.common.budget };
        let machine = &mut self.machine;
        self.own.with(|own| own.run(machine, budget))
    }

    /// It has computed for too long: others come first, and time may go on (see `sim_core::world::spin`).
    fn give_way(&mut self) -> io::Result<()> {
        self.ask(Wish::GiveWay)?;
        if self.is_delivered_first()? {
            return Ok(());
        }
        self.has_given_way = true;
        self.signals.rest();
        self.report(&Report::Happened(Bodies::default()))
    }

    /// An instruction is at fault: a handler runs, or the process dies.
    fn fault(&mut self, fault: sim_core::machine::memory::Fault) -> io::Result<()> {
        self.ask(Wish::Fault)?;
        if self.is_delivered_first()? {
            return Ok(());
        }
        self.has_given_way = false;
        self.suffer(fault, Vec::new())
    }

    /// The same after other things have happened in the turn.
    fn suffer(&mut self, fault: sim_core::machine::memory::Fault, mut bodies: Vec<Body>) -> io::Result<()> {
        bodies.push(fault_body(fault));
        if let Some(delivered) = self.signals.enter_for_fault(&mut self.machine, fault) {
            bodies.push(delivered);
            self.signals.rest();
            return self.report(&Report::Happened(Bodies(bodies)));
        }
        self.report(&Report::Dying(Bodies(bodies)))?;
        Err(self.survived(fault))
    }

    /// The turn has begun: signals that came meanwhile are delivered now, in place of anything else.
    fn is_delivered_first(&mut self) -> io::Result<bool> {
        self.signals.open();
        let bodies = self.signals.enter_noted(&mut self.machine, self.board, self.slot);
        if bodies.is_empty() {
            return Ok(false);
        }
        self.signals.rest();
        self.report(&Report::Happened(Bodies(bodies)))?;
        Ok(true)
    }

    /// Announces something that ends the run; the turn never comes.
    fn end_with(&mut self, wish: Wish) -> io::Result<Never> {
        self.ask(wish)?;
        Err(io::Error::other("a turn was granted that ends the run"))
    }

    /// The fault happens again, and this time for good.
    fn survived(&self, fault: sim_core::machine::memory::Fault) -> io::Error {
        access::die_of(fault.kind, fault.addr, fault.access);
        io::Error::other(format!("the program faulted at {:#x} and Linux let it live", fault.addr))
    }

    /// Asks for a turn and waits for it.
    fn ask(&mut self, wish: Wish) -> io::Result<()> {
        let site: Option<Site> = if wish == Wish::Compute { None } else { self.machine.user_site() };
        self.own.with(Own::copy_robust_list);
        send(&self.slot.announced, &Announcement { site, wish })?;
        self.board.ring();
        self.await_grant();
        Ok(())
    }

    fn await_grant(&mut self) {
        while self.slot.granted.load(Ordering::Acquire) == self.turns {
            board::wait(&self.slot.granted, self.turns, None);
        }
        self.turns += 1;
    }

    /// Says how the turn went. Who goes on rings with what it asks for next, so that the controller is called once a turn.
    pub(super) fn report(&self, report: &Report) -> io::Result<()> {
        send(&self.slot.reported, report)?;
        if !matches!(report, Report::Call(..) | Report::Happened(_)) {
            self.board.ring();
        }
        Ok(())
    }

    fn call(&mut self, nr: u64, args: [u64; 6]) -> io::Result<()> {
        let spec = u16::try_from(nr).ok().and_then(|nr| Sysno(nr).spec());
        let spec = match spec {
            Some(spec) if is_supported(spec.nr) => spec,
            Some(spec) => {
                return self.end_with(Wish::Unsupported(format!("system call {nr} ({})", spec.name))).map(drop);
            }
            None => return self.end_with(Wish::Unsupported(format!("system call {nr}"))).map(drop),
        };
        self.ask(Wish::Call(spec.nr, args))?;
        if self.is_delivered_first()? {
            return Ok(());
        }
        self.has_given_way &= !spin::is_stir(nr);
        send(&self.slot.begun, &self.own.with(|own| CallRecord::new(spec.nr, &args, &mut own.memory)))?;
        let obstacle = users::obstacle(spec.nr, &args, self.board, &self.own).or_else(|| lacks_file(spec, &args));
        if let Some(obstacle) = obstacle {
            return self.report(&obstacle);
        }
        let ret = match spec.nr {
            Sysno::FORK | Sysno::VFORK => match self.fork()? {
                Some(ret) => ret,
                None => return Ok(()),
            },
            Sysno::CLONE => match self.clone_task(&args)? {
                Some(ret) => ret,
                None => return Ok(()),
            },
            Sysno::EXIT => self.exit(args[0]),
            Sysno::SET_TID_ADDRESS => thread::clear_at_exit(args[0]),
            Sysno::SET_ROBUST_LIST => self.own.with(|own| own.set_robust_list(&args)),
            Sysno::GET_ROBUST_LIST => match self.own.with(|own| own.robust_list(&args)) {
                Some(ret) => ret,
                None => {
                    let what = "get_robust_list of another process".to_owned();
                    return self.report(&Report::Unsupported(what));
                }
            },
            Sysno::EXECVE => match self.execute(&args)? {
                Some(ret) => ret,
                None => return Ok(()),
            },
            nr if nr.is_labs_own() => message::perform(nr, &args),
            nr if polling::polls(nr) => self.poll(spec, &args)?,
            Sysno::RT_SIGRETURN => self.return_from_handler(),
            Sysno::RT_SIGACTION => self.signals.set_action(&args, self.slot).unwrap_or_else(Errno::as_ret),
            Sysno::RT_SIGTIMEDWAIT => self.signals.wait_for(&args, self.board, self.slot).unwrap_or_else(Errno::as_ret),
            nr @ (Sysno::ALARM | Sysno::GETITIMER | Sysno::SETITIMER) => {
                if nr != Sysno::ALARM && matches!(args[0], 1 | 2) {
                    let what = "timers of processor time (ITIMER_VIRTUAL, ITIMER_PROF)".to_owned();
                    return self.report(&Report::Unsupported(what));
                }
                self.signals.set_timer(nr, &args, self.board, self.slot).unwrap_or_else(Errno::as_ret)
            }
            nr if clock::sleeps(nr) => self.sleep(nr, &args)?,
            nr if clock::tells_time(nr) => clock::tell(nr, &args, self.board, self.machine.steps()),
            Sysno::RT_SIGSUSPEND => {
                self.signals.suspend(&args);
                calls::perform(spec, &args, &self.own, self.board)
            }
            Sysno::RT_SIGPROCMASK => {
                self.signals.expose_mask();
                calls::perform(spec, &args, &self.own, self.board)
            }
            nr if refused(nr, &args).is_some() => {
                let what = refused(nr, &args).unwrap_or_default().to_owned();
                return self.report(&Report::Unsupported(what));
            }
            _ => match limit::perform(spec, &args, self.board, self.slot) {
                Some(ret) => ret,
                None => self.perform(spec, &args),
            },
        };
        if signal_files::may_read(spec.nr, &args) {
            signal_files::tidy(&mut self.signals, &args, ret, self.board, self.slot);
        }
        self.signals.close();
        let outcome = match spec.nr {
            _ if is_restart(ret) => Outcome::Restarted,
            nr => self.own.with(|own| outcome(nr, &args, ret, &mut own.memory)),
        };
        if !is_restart(ret) && spec.nr != Sysno::RT_SIGRETURN {
            self.machine.finish_syscall(ret);
        }
        let delivered = self.signals.enter_noted(&mut self.machine, self.board, self.slot);
        self.signals.rest();
        self.report(&Report::Call(outcome, Bodies(delivered)))
    }

    /// A call that is passed on, more or less as it is.
    fn perform(&mut self, spec: &Spec, args: &[u64; 6]) -> u64 {
        let (board, slot) = (self.board, self.slot);
        if let Some(ret) = timers::perform(spec, args, board) {
            return ret;
        }
        if ports::may_choose(spec.nr, args) {
            return ports::perform(spec, args[0], board, || calls::perform(spec, args, &self.own, board));
        }
        if super::sockets::time_limit(spec.nr, args[0]).is_none() {
            return calls::perform(spec, args, &self.own, board);
        }
        let own = &self.own;
        let limited = limit::perform_at_socket(spec, args, (board, slot), || calls::perform(spec, args, own, board));
        limited.unwrap_or(Errno::EINTR.as_ret())
    }

    /// `rt_sigreturn(2)`. Without a frame to return through, SIGSEGV.
    fn return_from_handler(&mut self) -> u64 {
        if !self.signals.return_from_handler(&mut self.machine) {
            real_signals::die(sim_core::abi::Signal::SIGSEGV);
        }
        0
    }

    /// The real `fork`. The child (`None`) takes the slot that the controller has chosen and goes on by itself.
    pub(super) fn fork(&mut self) -> io::Result<Option<u64>> {
        let Some(child_slot) = self.slot.child_slot() else { return Ok(Some(Errno::EAGAIN.as_ret())) };
        self.signals.hold_all();
        match fork_bare() {
            Ok(Forked::Parent(pid)) => Ok(Some(pid as u64)),
            Ok(Forked::Child) => {
                let slot = self.board.slots.get(child_slot);
                self.slot = slot.ok_or_else(|| io::Error::other("there is no slot for the child"))?;
                self.place.set(child_slot);
                self.slot.pid.store(own_pid(), Ordering::Release);
                self.turns = 0;
                self.own.with(Own::forked);
                self.signals.forked();
                self.signals.rest();
                self.machine.finish_syscall(0);
                Ok(None)
            }
            Err(error) => Ok(Some(Errno(error.raw_os_error().unwrap_or(libc::EAGAIN) as u16).as_ret())),
        }
    }

    /// `execve(2)` of one of the scenario's programs. When it succeeds (`None`) there is nothing to return to.
    fn execute(&mut self, args: &[u64; 6]) -> io::Result<Option<u64>> {
        let launch = match exec::find(args, &self.common.programs) {
            Ok(launch) => launch,
            Err(NoTarget::Errno(errno)) => return Ok(Some(errno.as_ret())),
            Err(NoTarget::Absent(what)) => return self.report(&Report::Unsupported(what)).map(|()| None),
        };
        if self.own.with(|own| own.is_threaded()) {
            let what = "execve in a process that has several threads".to_owned();
            self.report(&Report::Unsupported(what))?;
            return Err(io::Error::other("a turn came after the end of the run"));
        }
        exec::leave()?;
        users::execute()?;
        self.signals.execute();
        self.machine = load_cpu(&launch);
        self.own.with(|own| own.execute(&launch))?;
        self.signals.rest();
        self.report(&Report::Call(Outcome::Returned { value: 0, outputs: Vec::new() }, Bodies::default()))?;
        Ok(None)
    }

    /// Sleeps in virtual time: the controller says when it is over.
    fn sleep(&mut self, nr: Sysno, args: &[u64; 6]) -> io::Result<u64> {
        match clock::sleeps_until(nr, args, self.board) {
            Err(errno) => Ok(errno.as_ret()),
            Ok(until_ns) if until_ns <= self.board.clock_ns.load(Ordering::Acquire) => Ok(0),
            Ok(until_ns) => {
                self.report(&Report::Asleep { until_ns })?;
                Ok(self.sleep_on(nr, args, until_ns))
            }
        }
    }

    /// Polls in virtual time: the real call never waits, and the controller says when to look again.
    fn poll(&mut self, spec: &Spec, args: &[u64; 6]) -> io::Result<u64> {
        let mut poll = match polling::Poll::new(spec, args, self.board) {
            Ok(poll) => poll,
            Err(errno) => return Ok(errno.as_ret()),
        };
        let mut is_open = poll.mask().is_none();
        loop {
            match poll.look(self.board) {
                Some(ret) if is_open || ret != 0 || !poll.fails_when_over() => {
                    self.signals.end_poll(ret);
                    return Ok(ret);
                }
                // Under its mask a handler may have to run at once.
                _ if !is_open => {
                    is_open = true;
                    self.signals.begin_poll(poll.mask());
                }
                _ => {
                    self.report(&Report::Polling { until_ns: poll.until_ns() })?;
                    self.await_grant();
                    if self.slot.was_stopped.swap(0, Ordering::AcqRel) != 0 {
                        self.signals.end_poll(0);
                        return Ok(Errno::EINTR.as_ret());
                    }
                }
            }
        }
    }

    /// Asleep, until the controller says that the time has come, or a handler has to run.
    fn sleep_on(&mut self, nr: Sysno, args: &[u64; 6], until_ns: u64) -> u64 {
        while self.slot.granted.load(Ordering::Acquire) == self.turns && !real_signals::has_noted() {
            real_signals::wait(&self.slot.granted, self.turns);
        }
        if self.board.clock_ns.load(Ordering::Acquire) >= until_ns {
            self.await_grant();
            return 0;
        }
        clock::store_time_left(nr, args, until_ns, self.board);
        Errno::EINTR.as_ret()
    }

    /// The instruction that touches shared memory runs, and what it touched is reported.
    fn touch_shared(&mut self) -> io::Result<()> {
        self.ask(Wish::Access)?;
        if self.is_delivered_first()? {
            return Ok(());
        }
        self.has_given_way = false;
        self.signals.close();
        let machine = &mut self.machine;
        let (trap, touches) = self.own.with(|own| own.touch(machine));
        let bodies: Vec<_> = touches
            .into_iter()
            .map(|touch| Body::Access { addr: touch.addr, access: touch.access, bytes: touch.bytes })
            .collect();
        match trap {
            Trap::Fault(fault) => self.suffer(fault, bodies),
            Trap::Budget => {
                self.signals.rest();
                self.report(&Report::Happened(Bodies(bodies)))
            }
            other => Err(io::Error::other(format!("a granted access ended in {other:?}"))),
        }
    }
}

/// What the lab does not have of a call that it has.
fn refused(nr: Sysno, args: &[u64; 6]) -> Option<&'static str> {
    match nr {
        Sysno::TIMERFD_CREATE if matches!(args[0] as i32, libc::CLOCK_REALTIME_ALARM | libc::CLOCK_BOOTTIME_ALARM) => {
            Some("timerfd_create with a clock that wakes the machine")
        }
        _ => None,
    }
}

/// Registers at a program's first instruction.
fn load_cpu(launch: &Launch) -> Machine {
    let stack = initial_stack(&launch.args, &launch.env);
    let mut machine = Machine::new(Arc::clone(&launch.program));
    machine.enter(launch.program.start, &[stack.argc, stack.argv, stack.envp], stack.sp);
    machine
}

/// The outcome of a call that returned `ret`.
fn outcome(nr: Sysno, args: &[u64; 6], ret: u64, memory: &mut RealMemory) -> Outcome {
    match Errno::from_ret(ret) {
        Some(errno) => Outcome::Failed(errno),
        None => Outcome::Returned { value: ret as i64, outputs: record::outputs(nr, args, ret, memory) },
    }
}

fn send(to: &crate::sys::board::Mailed, letter: &impl Serialize) -> io::Result<()> {
    to.send_with(|room| postcard::to_slice(letter, room).map(|written| written.len()).map_err(io::Error::other))
}
