//! A simulated process: the virtual CPU over real memory, making real system calls when it is granted a turn.

use std::cell::Cell;
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde::Serialize;
use sim_core::abi::event::{Body, Outcome, Site};
use sim_core::abi::{CallRecord, Errno, Sysno, record};
use sim_core::machine::Program;
use sim_core::machine::cpu::{Machine, StopAt, Trap};
use sim_core::machine::load::{Image, initial_stack};

use super::calls;
use super::memory::RealMemory;
use super::protocol::{Announcement, Report, Wish, fault_body};
use crate::sys::board::{self, Board, Slot};
use crate::sys::process::{Forked, exit_now, fork, own_pid};
use crate::sys::{access, window};

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
    /// Instructions that it may run between two visible operations.
    pub(super) budget: u64,
}

/// Becomes a simulated process, and never returns.
pub(super) fn run(board: &'static Board, slot: usize, launch: &Launch) -> ! {
    // A fork moves the child to another slot, and a failure is told from the slot that one has then.
    let place = Cell::new(slot);
    let live = || Process::load(board, &place, launch).and_then(|mut process| process.live());
    let what = match std::panic::catch_unwind(AssertUnwindSafe(live)) {
        Ok(Ok(never)) => match never {},
        Ok(Err(error)) => error.to_string(),
        Err(_) => "the runtime panicked".to_owned(),
    };
    let _ = board.slots[place.get()].broken.send(what.as_bytes());
    board.ring();
    exit_now(BROKEN)
}

/// There is no value of it: a simulated process ends by dying.
enum Never {}

struct Process<'a> {
    board: &'static Board,
    place: &'a Cell<usize>,
    slot: &'static Slot,
    machine: Machine,
    memory: RealMemory,
    budget: u64,
    turns: u32,
}

impl<'a> Process<'a> {
    fn load(board: &'static Board, place: &'a Cell<usize>, launch: &Launch) -> io::Result<Self> {
        access::install()?;
        let stack = initial_stack(&launch.args, &launch.env);
        let memory = RealMemory::load(&Image::new(&launch.program), &stack)?;
        let mut machine = Machine::new(Arc::clone(&launch.program));
        machine.enter(launch.program.start, &[stack.argc, stack.argv, stack.envp], stack.sp);
        let slot = &board.slots[place.get()];
        slot.pid.store(own_pid(), Ordering::Release);
        Ok(Self { board, place, slot, machine, memory, budget: launch.budget, turns: 0 })
    }

    /// Runs on and on. Private computation needs no turn; everything visible does.
    fn live(&mut self) -> io::Result<Never> {
        loop {
            match self.machine.run(&mut self.memory, self.budget, StopAt::Nothing) {
                Trap::Syscall { nr, args } => self.call(nr, args)?,
                Trap::Shared(_) => self.touch_shared()?,
                Trap::Fault(fault) => {
                    self.ask(Wish::Fault)?;
                    self.report(&Report::Dying(vec![fault_body(fault)]))?;
                    return Err(self.survived(fault));
                }
                Trap::Budget => return self.end_with(Wish::TooLong),
                Trap::Unsupported(what) => return self.end_with(Wish::Unsupported(what)),
                Trap::Statement => return Err(io::Error::other("the CPU stopped for no reason")),
            }
        }
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
        let site: Option<Site> = self.machine.user_site();
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

    fn report(&self, report: &Report) -> io::Result<()> {
        send(&self.slot.reported, report)?;
        self.board.ring();
        Ok(())
    }

    fn call(&mut self, nr: u64, args: [u64; 6]) -> io::Result<()> {
        let Some(spec) = u16::try_from(nr).ok().and_then(|nr| Sysno(nr).spec()) else {
            return self.end_with(Wish::Unsupported(format!("system call {nr}"))).map(drop);
        };
        self.ask(Wish::Call(spec.nr, args))?;
        send(&self.slot.begun, &CallRecord::new(spec.nr, &args, &mut self.memory))?;
        let ret = match spec.nr {
            Sysno::FORK => match self.fork()? {
                Some(ret) => ret,
                None => return Ok(()),
            },
            Sysno::NANOSLEEP => self.sleep(&args)?,
            _ => calls::perform(spec, &args, &mut self.memory, self.board),
        };
        let outcome = outcome(spec.nr, &args, ret, &mut self.memory);
        self.report(&Report::Call(outcome))?;
        self.machine.finish_syscall(ret);
        Ok(())
    }

    /// The real `fork`. The child (`None`) takes the slot that the controller has chosen and goes on by itself.
    fn fork(&mut self) -> io::Result<Option<u64>> {
        let child_slot = self.slot.child_slot.load(Ordering::Acquire) as usize;
        match fork() {
            Ok(Forked::Parent(pid)) => Ok(Some(pid as u64)),
            Ok(Forked::Child) => {
                let slot = self.board.slots.get(child_slot);
                self.slot = slot.ok_or_else(|| io::Error::other("there is no slot for the child"))?;
                self.place.set(child_slot);
                self.slot.pid.store(own_pid(), Ordering::Release);
                self.turns = 0;
                self.machine.finish_syscall(0);
                Ok(None)
            }
            Err(error) => Ok(Some(Errno(error.raw_os_error().unwrap_or(libc::EAGAIN) as u16).as_ret())),
        }
    }

    /// Sleeps in virtual time: the controller says when it is over.
    fn sleep(&mut self, args: &[u64; 6]) -> io::Result<u64> {
        match calls::sleep_time(args[0]) {
            Err(errno) => Ok(errno.as_ret()),
            Ok(0) => Ok(0),
            Ok(time_ns) => {
                self.report(&Report::Asleep { time_ns })?;
                self.await_grant();
                Ok(0)
            }
        }
    }

    /// The instruction that touches shared memory runs, and what it touched is reported.
    fn touch_shared(&mut self) -> io::Result<()> {
        self.ask(Wish::Access)?;
        self.memory.set_granted(true);
        let trap = self.machine.run(&mut self.memory, 1, StopAt::Nothing);
        self.memory.set_granted(false);
        let touches = self.memory.take_touches().into_iter();
        let mut bodies: Vec<_> = touches
            .map(|touch| Body::Access { addr: touch.addr, access: touch.access, bytes: touch.bytes })
            .collect();
        match trap {
            Trap::Fault(fault) => {
                bodies.push(fault_body(fault));
                self.report(&Report::Dying(bodies))?;
                Err(self.survived(fault))
            }
            Trap::Budget => self.report(&Report::Happened(bodies)),
            other => Err(io::Error::other(format!("a granted access ended in {other:?}"))),
        }
    }
}

/// The outcome of a call that returned `ret`.
fn outcome(nr: Sysno, args: &[u64; 6], ret: u64, memory: &mut RealMemory) -> Outcome {
    match Errno::from_ret(ret) {
        Some(errno) => Outcome::Failed(errno),
        None => Outcome::Returned { value: ret as i64, outputs: record::outputs(nr, args, ret, memory) },
    }
}

fn send(to: &crate::sys::board::Mailed, letter: &impl Serialize) -> io::Result<()> {
    to.send(&serde_json::to_vec(letter).map_err(io::Error::other)?)
}

/// Addresses of the window that a `timespec` is read from.
pub(super) fn read_words<const N: usize>(addr: u64) -> Option<[i64; N]> {
    let mut words = [0; N];
    for (index, word) in words.iter_mut().enumerate() {
        let mut bytes = [0; 8];
        if window::peek(addr.wrapping_add(8 * index as u64), &mut bytes) < 8 {
            return None;
        }
        *word = i64::from_le_bytes(bytes);
    }
    Some(words)
}
