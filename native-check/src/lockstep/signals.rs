//! Signals of a simulated process: its dispositions and mask as the program knows them, and how its handlers are entered.
//!
//! Outside of granted operations everything is blocked that has a handler, besides what the program blocks; what has
//! none ends or stops the process at once, as it would anywhere. Around a granted operation the real mask is the
//! program's own. So the kernel decides which signal comes when, interrupts which call, and which are restarted.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sim_core::abi::event::Body;
use sim_core::abi::{Errno, SigInfo, SigSet, Signal, Sysno};
use sim_core::kernel::signal::timer::{IntervalTimer, alarm_seconds};
use sim_core::kernel::signal::{Action, Dispositions, SIGNAL_MAX};
use sim_core::kernel::time::SECOND;
use sim_core::machine::Machine;
use sim_core::machine::memory::Fault;
use sim_core::machine::signal::Entry;

use super::clock;
use super::strings::read_words;
use crate::sys::access;
use crate::sys::board::{Board, Slot};
use crate::sys::signals::{self, ALL, Disposition, Noted, RESTART, TIMEOUT};

/// Nanoseconds of a microsecond.
const MICROSECOND: u64 = 1000;
/// Bytes of the kernel's `sigset_t`.
const SIGSET_BYTES: u64 = 8;

/// What the program has asked signals to do.
#[derive(Debug, Default)]
struct Handlers {
    dispositions: Dispositions,
    /// Signals that have handlers.
    handled: SigSet,
}

/// What a thread has asked for, and what follows.
pub(super) struct Signals {
    /// What the threads of the process have in common.
    handlers: Arc<Mutex<Handlers>>,
    /// The thread's mask, as the program knows it.
    mask: SigSet,
    /// The mask of the `rt_sigsuspend` that is under way.
    suspended: Option<SigSet>,
    /// The mask to come back to, where the real kernel does not know it.
    to_come_back_to: Option<SigSet>,
    /// The real mask is exactly the program's, for `rt_sigprocmask` to change.
    is_exact: bool,
    timer: IntervalTimer,
}

impl Signals {
    pub(super) fn new() -> Self {
        let (mask, timer) = (SigSet::default(), IntervalTimer::default());
        Self { handlers: Arc::default(), mask, suspended: None, to_come_back_to: None, is_exact: false, timer }
    }

    /// Those of a new thread: it has the mask of its maker.
    pub(super) fn of_thread(&self) -> Self {
        Self { handlers: Arc::clone(&self.handlers), mask: self.mask, ..Self::new() }
    }

    fn handlers(&self) -> MutexGuard<'_, Handlers> {
        self.handlers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is nothing to look after: no handler, nothing blocked.
    fn is_plain(&self) -> bool {
        self.handlers().handled == SigSet::default() && self.mask == SigSet::default()
    }

    /// The operation begins: what the program does not block can come.
    pub(super) fn open(&self) {
        if !self.is_plain() {
            signals::set_mask(SigSet(self.mask.0 & ALL.0));
        }
    }

    /// A fork is about to be made: nothing shall reach the child before it looks after its own signals.
    pub(super) fn hold_all(&self) {
        if !self.is_plain() {
            signals::set_mask(ALL);
        }
    }

    /// `rt_sigprocmask(2)` is about to be made: the real mask is what it shall see and change.
    pub(super) fn expose_mask(&mut self) {
        signals::set_mask(self.mask);
        self.is_exact = true;
    }

    /// The operation is over.
    pub(super) fn close(&mut self) {
        if self.is_plain() && !self.is_exact {
            return;
        }
        let mask = signals::set_mask(ALL);
        if self.is_exact && !signals::has_noted() {
            self.mask = mask;
        }
        self.is_exact = false;
    }

    /// Until the next turn.
    pub(super) fn rest(&self) {
        signals::set_mask(SigSet(self.mask.or(self.handlers().handled).0 & ALL.0));
    }

    /// Enters the handlers of the signals that have come, one after the other, and tells of them. With `None` the process
    /// has died for want of a stack.
    pub(super) fn enter_noted(&mut self, machine: &mut Machine, board: &Board, slot: &Slot) -> Vec<Body> {
        let mut bodies = Vec::new();
        while let Some(noted) = signals::take_noted() {
            self.timer_delivered(noted.signal, noted.is_timer, board, slot);
            bodies.extend(self.enter(machine, &noted));
            self.open();
            signals::set_mask(ALL);
        }
        self.suspended = None;
        self.to_come_back_to = None;
        bodies
    }

    fn enter(&mut self, machine: &mut Machine, noted: &Noted) -> Option<Body> {
        let signal = noted.signal;
        let action = self.handlers().dispositions.take(signal);
        self.note_handled(signal);
        let entry = Entry { signal: signal.0, handler: action.handler, restorer: action.restorer };
        let own = self.mask.without(ALL);
        let saved = self.to_come_back_to.take().unwrap_or(noted.mask.or(own));
        let mask = self.suspended.take().unwrap_or(saved);
        self.mask = action.mask_in_handler(signal, mask);
        let frame = machine.signal_frame(&entry, saved.0, &noted.info);
        if access::write(frame.addr, &frame.bytes).is_err() || !machine.enter_handler(&entry, &frame) {
            signals::die(Signal::SIGSEGV);
            return None;
        }
        let info = SigInfo::decode(signal, &noted.info);
        Some(Body::Delivered { signal, handler: action.handler, code: info.code, sender: info.sender() })
    }

    /// A fault whose signal has a handler that can run; `None` if the fault is deadly.
    pub(super) fn enter_for_fault(&mut self, machine: &mut Machine, fault: Fault) -> Option<Body> {
        let signal = fault.kind.signal();
        if self.mask.has(signal) || !self.handlers().dispositions.get(signal).is_handler() {
            return None;
        }
        let detail = sim_core::abi::siginfo::Detail::Fault { addr: fault.addr };
        let info = SigInfo { signal, code: fault.kind.code(), detail };
        let noted = Noted { signal, info: info.encode(), mask: self.mask, is_timer: false };
        let body = self.enter(machine, &noted)?;
        match body {
            Body::Delivered { signal, handler, code, .. } => Some(Body::Delivered { signal, handler, code, sender: 0 }),
            other => Some(other),
        }
    }

    fn note_handled(&self, signal: Signal) {
        let own = SigSet::of(signal);
        let mut handlers = self.handlers();
        let rest = handlers.handled.without(own);
        handlers.handled = if handlers.dispositions.get(signal).is_handler() { rest.or(own) } else { rest };
    }

    /// `rt_sigaction(2)`
    pub(super) fn set_action(&mut self, args: &[u64; 6], slot: &Slot) -> Result<u64, Errno> {
        if args[3] != SIGSET_BYTES {
            return Err(Errno::EINVAL);
        }
        let new = if args[1] == 0 { None } else { Some(read_words::<4>(args[1]).ok_or(Errno::EFAULT)?) };
        let signal = match args[0] as i32 {
            number @ 1..=SIGNAL_MAX => Signal(number as u8),
            _ => return Err(Errno::EINVAL),
        };
        if new.is_some() && SigSet::UNBLOCKABLE.has(signal) {
            return Err(Errno::EINVAL);
        }
        let old = self.handlers().dispositions.get(signal);
        if let Some([handler, flags, restorer, mask]) = new {
            let mask = SigSet(mask).without(SigSet::UNBLOCKABLE);
            self.apply(signal, Action { handler, flags, restorer, mask }, slot);
        }
        if args[2] != 0 {
            let words = [old.handler, old.flags, old.restorer, old.mask.0];
            access::write(args[2], &words.map(u64::to_le_bytes).concat()).map_err(|_| Errno::EFAULT)?;
        }
        Ok(0)
    }

    fn apply(&mut self, signal: Signal, action: Action, slot: &Slot) {
        /// `SA_NOCLDWAIT`
        const NO_ZOMBIES: u64 = libc::SA_NOCLDWAIT as u64;
        self.handlers().dispositions.set(signal, action);
        self.note_handled(signal);
        let disposition = match action.handler as libc::sighandler_t {
            libc::SIG_DFL => Disposition::Default,
            libc::SIG_IGN => Disposition::Ignore,
            _ => Disposition::Note,
        };
        signals::set_action(signal, disposition, action.flags);
        if signal == Signal::SIGCHLD {
            let leaves_none = disposition == Disposition::Ignore || action.flags & NO_ZOMBIES != 0;
            slot.leaves_no_zombies.store(u32::from(leaves_none), Ordering::Release);
        }
    }

    /// `rt_sigreturn(2)`: false if there is no frame to return through.
    pub(super) fn return_from_handler(&mut self, machine: &mut Machine) -> bool {
        let Some([mask]) = machine.saved_mask_addr().and_then(read_words::<1>) else { return false };
        self.mask = SigSet(mask).without(SigSet::UNBLOCKABLE);
        machine.leave_handler();
        self.open();
        true
    }

    /// `rt_sigsuspend(2)` is about to be made.
    pub(super) fn suspend(&mut self, args: &[u64; 6]) {
        self.suspended = read_words::<1>(args[0]).map(|[set]| SigSet(set).without(SigSet::UNBLOCKABLE));
    }

    /// A call that polls is going to wait under a mask, if it has one.
    pub(super) fn begin_poll(&mut self, mask: Option<SigSet>) {
        let Some(mask) = mask.map(|mask| mask.without(SigSet::UNBLOCKABLE)) else { return };
        (self.suspended, self.to_come_back_to) = (Some(mask), Some(self.mask));
        signals::set_mask(SigSet(mask.0 & ALL.0));
    }

    /// It comes back. If that is not because of a handler, its mask is no longer in force.
    pub(super) fn end_poll(&mut self, ret: u64) {
        if ret != Errno::EINTR.as_ret() && self.suspended.take().is_some() {
            self.to_come_back_to = None;
            signals::set_mask(SigSet(self.mask.0 & ALL.0));
        }
    }

    /// `rt_sigtimedwait(2)`. With a timeout, the controller ends the wait in virtual time.
    pub(super) fn wait_for(&mut self, args: &[u64; 6], board: &Board, slot: &Slot) -> Result<u64, Errno> {
        if args[3] != SIGSET_BYTES {
            return Err(Errno::EINVAL);
        }
        let [set] = read_words::<1>(args[0]).ok_or(Errno::EFAULT)?;
        let now = board.clock_ns.load(Ordering::Acquire);
        let until = if args[2] == 0 { u64::MAX } else { now.saturating_add(clock::duration(args[2])?) };
        let timeout = SigSet::of(Signal(TIMEOUT as u8));
        signals::set_mask(SigSet(self.mask.or(timeout).0 & ALL.0));
        if until <= now {
            signals::send_timer_to(crate::sys::process::own_pid(), crate::sys::thread::own_tid(), TIMEOUT);
        }
        slot.timeout_ns.store(until, Ordering::Release);
        let (ret, mut info) = signals::wait_for(SigSet(set).without(SigSet::UNBLOCKABLE));
        slot.timeout_ns.store(0, Ordering::Release);
        signals::set_mask(ALL);
        if ret == TIMEOUT as u64 {
            return Err(Errno::EAGAIN);
        }
        if let Some(errno) = Errno::from_ret(ret) {
            return Err(errno);
        }
        let is_timer = signals::tidy(&mut info);
        self.timer_delivered(Signal(ret as u8), is_timer, board, slot);
        if args[1] != 0 {
            access::write(args[1], &info).map_err(|_| Errno::EFAULT)?;
        }
        Ok(ret)
    }

    /// In a forked child.
    pub(super) fn forked(&mut self) {
        self.timer = IntervalTimer::default();
    }

    /// For a new program: handlers are gone.
    pub(super) fn execute(&self) {
        let mut handlers = self.handlers();
        for signal in (1..=SIGNAL_MAX as u8).map(Signal).filter(|&signal| handlers.handled.has(signal)) {
            signals::set_action(signal, Disposition::Default, 0);
        }
        handlers.dispositions.execute();
        handlers.handled = SigSet::default();
    }

    /// The controller clears the alarm when it expires.
    fn sync_timer(&mut self, slot: &Slot) {
        if self.timer.next().is_some() && slot.alarm_ns.load(Ordering::Acquire) == 0 {
            if self.timer.interval == 0 {
                self.timer.expires = 0;
            } else {
                self.timer.is_due = true;
            }
        }
    }

    pub(super) fn timer_delivered(&mut self, signal: Signal, is_timer: bool, board: &Board, slot: &Slot) {
        if is_timer || signal == Signal::SIGALRM {
            self.sync_timer(slot);
            self.timer.rearm(board.clock_ns.load(Ordering::Acquire));
            slot.alarm_ns.store(self.timer.next().unwrap_or(0), Ordering::Release);
        }
    }

    fn replace_timer(&mut self, new: IntervalTimer, slot: &Slot) -> IntervalTimer {
        slot.alarm_ns.store(new.next().unwrap_or(0), Ordering::Release);
        std::mem::replace(&mut self.timer, new)
    }

    /// `alarm(2)`, `getitimer(2)`, `setitimer(2)`.
    pub(super) fn set_timer(&mut self, nr: Sysno, args: &[u64; 6], board: &Board, slot: &Slot) -> Result<u64, Errno> {
        self.sync_timer(slot);
        let now = board.clock_ns.load(Ordering::Acquire);
        let write = |addr: u64, timer: IntervalTimer| {
            let (left, interval) = timer.state(now);
            let split = |time: u64| [time / SECOND, time % SECOND / MICROSECOND].map(u64::to_le_bytes).concat();
            access::write(addr, &[split(interval), split(left)].concat()).map_err(|_| Errno::EFAULT).map(|()| 0)
        };
        match nr {
            Sysno::ALARM => {
                let new = IntervalTimer::after(now, u64::from(args[0] as u32) * SECOND, 0);
                Ok(alarm_seconds(self.replace_timer(new, slot).state(now).0))
            }
            Sysno::GETITIMER if args[0] as i32 != 0 => Err(Errno::EINVAL),
            Sysno::GETITIMER => write(args[1], self.timer),
            _ => {
                let words = if args[1] == 0 { [0; 4] } else { read_words::<4>(args[1]).ok_or(Errno::EFAULT)? };
                let (interval, value) = (nanos(words[0], words[1])?, nanos(words[2], words[3])?);
                if args[0] as i32 != 0 {
                    return Err(Errno::EINVAL);
                }
                let old = self.replace_timer(IntervalTimer::after(now, value, interval), slot);
                if args[2] == 0 { Ok(0) } else { write(args[2], old) }
            }
        }
    }
}

/// A `struct timeval` in nanoseconds.
fn nanos(seconds: u64, micros: u64) -> Result<u64, Errno> {
    if seconds > i64::MAX as u64 || micros >= SECOND / MICROSECOND {
        return Err(Errno::EINVAL);
    }
    Ok(seconds.saturating_mul(SECOND).saturating_add(micros * MICROSECOND))
}

/// Whether a call returned that it is to be made again after the handler.
pub(super) const fn is_restart(ret: u64) -> bool {
    ret == RESTART
}
