//! Timers that are read (`timerfd_create(2)`), in virtual time. The board has when they expire; the real timer behind a
//! descriptor is told by the controller that it has.

use std::sync::atomic::Ordering;

use sim_core::abi::{Errno, Spec, Sysno};
use sim_core::kernel::time::{EPOCH, SECOND};
use sim_core::kernel::timerfd::Expiry;

use super::controller::Controller;
use super::strings::read_words;
use super::task::Phase;
use crate::sys::board::{Board, TimerSlot};
use crate::sys::{access, calls, timer};

/// Bytes that a read gives.
const BYTES: u64 = 8;
/// `TFD_TIMER_ABSTIME`
const ABSOLUTE: u64 = 1;

impl TimerSlot {
    fn load(&self) -> Expiry {
        Expiry {
            expires: self.expires.load(Ordering::Acquire),
            interval: self.interval.load(Ordering::Acquire),
            ticks: self.ticks.load(Ordering::Acquire),
            is_due: self.is_due.load(Ordering::Acquire) != 0,
        }
    }

    fn store(&self, expiry: Expiry) {
        self.expires.store(expiry.expires, Ordering::Release);
        self.interval.store(expiry.interval, Ordering::Release);
        self.ticks.store(expiry.ticks, Ordering::Release);
        self.is_due.store(u32::from(expiry.is_due), Ordering::Release);
    }

    /// Changes what is kept of the timer, at this point in virtual time.
    fn change<T>(&self, board: &Board, change: impl FnOnce(&mut Expiry, u64) -> T) -> T {
        let mut expiry = self.load();
        let result = change(&mut expiry, board.clock_ns.load(Ordering::Acquire));
        self.store(expiry);
        result
    }
}

/// Makes a call if it is about timers.
pub(super) fn perform(spec: &Spec, args: &[u64; 6], board: &Board) -> Option<u64> {
    match spec.nr {
        Sysno::TIMERFD_CREATE => Some(create(spec, args, board)),
        Sysno::TIMERFD_SETTIME => Some(set_time(spec, args, board)),
        Sysno::TIMERFD_GETTIME => Some(time(spec, args, board)),
        Sysno::READ if args[2] >= BYTES && board.timer_count.load(Ordering::Acquire) > 0 => {
            timer_of(args[0], board).map(|slot| read(spec, args, board, slot))
        }
        _ => None,
    }
}

fn timer_of(fd: u64, board: &Board) -> Option<&TimerSlot> {
    board.timers.get(timer::number(fd as i32)? as usize)
}

fn create(spec: &Spec, args: &[u64; 6], board: &Board) -> u64 {
    let ret = calls::perform(spec, args);
    if Errno::from_ret(ret).is_none() {
        let number = board.timer_count.fetch_add(1, Ordering::AcqRel);
        timer::set_number(ret as i32, number);
        if let Some(slot) = board.timers.get(number as usize) {
            slot.store(Expiry::default());
            slot.is_realtime.store(u32::from(args[0] as i32 == libc::CLOCK_REALTIME), Ordering::Release);
        }
    }
    ret
}

/// `timerfd_settime(2)`: what is wrong with its arguments the kernel says, which gets them as they are.
fn set_time(spec: &Spec, args: &[u64; 6], board: &Board) -> u64 {
    let slot = timer_of(args[0], board);
    let words = read_words::<4>(args[2]);
    let (Some(slot), Some([interval_s, interval_ns, value_s, value_ns])) = (slot, words) else {
        return calls::perform(spec, args);
    };
    let span = |seconds: u64, nanos: u64| {
        let is_valid = seconds <= i64::MAX as u64 && nanos < SECOND;
        is_valid.then(|| seconds.saturating_mul(SECOND).saturating_add(nanos))
    };
    let (Some(interval), Some(value)) = (span(interval_s, interval_ns), span(value_s, value_ns)) else {
        return Errno::EINVAL.as_ret();
    };
    if args[1] as u32 & !3 != 0 {
        return Errno::EINVAL.as_ret();
    }
    let now = board.clock_ns.load(Ordering::Acquire);
    let expires = match value {
        0 => 0,
        _ if args[1] & ABSOLUTE == 0 => now.saturating_add(value),
        _ if slot.is_realtime.load(Ordering::Acquire) != 0 => value.saturating_sub(EPOCH).max(1),
        _ => value,
    };
    let (left, old_interval) = slot.change(board, |expiry, now| {
        expiry.forward(now);
        std::mem::replace(expiry, Expiry::at(expires, interval)).state(now)
    });
    if let Some(number) = timer::number(args[0] as i32) {
        timer::set_number(args[0] as i32, number);
    }
    if slot.load().next().is_some_and(|at| at <= now) {
        slot.change(board, |expiry, _| expiry.expire());
        timer::set_ticks(args[0] as i32, 1);
    }
    store(args[3], left, old_interval)
}

fn time(spec: &Spec, args: &[u64; 6], board: &Board) -> u64 {
    let Some(slot) = timer_of(args[0], board) else { return calls::perform(spec, args) };
    let (left, interval) = slot.change(board, |expiry, now| {
        expiry.forward(now);
        expiry.state(now)
    });
    if args[1] == 0 { Errno::EFAULT.as_ret() } else { store(args[1], left, interval) }
}

/// Writes a `struct itimerspec`, if it is wanted.
fn store(addr: u64, left: u64, interval: u64) -> u64 {
    let words = [interval / SECOND, interval % SECOND, left / SECOND, left % SECOND];
    let is_stored = addr == 0 || access::write(addr, &words.map(u64::to_le_bytes).concat()).is_ok();
    if is_stored { 0 } else { Errno::EFAULT.as_ret() }
}

/// Reads a timer, which may have expired more often than it has been told.
fn read(spec: &Spec, args: &[u64; 6], board: &Board, slot: &TimerSlot) -> u64 {
    let ret = calls::perform(spec, args);
    if matches!(Errno::from_ret(ret), None | Some(Errno::EFAULT)) {
        let ticks = slot.change(board, |expiry, now| expiry.take(now));
        let _ = access::write(args[1], &ticks.to_le_bytes());
    }
    ret
}

impl Controller {
    /// The timers that run, by number.
    fn running_timers(&self) -> impl Iterator<Item = (u32, &'static TimerSlot, u64)> {
        let count = self.board.timer_count.load(Ordering::Acquire);
        (0..count).zip(&self.board.timers).filter_map(|(number, slot)| Some((number, slot, slot.load().next()?)))
    }

    /// When the next timer expires that somebody still has open.
    pub(super) fn next_timerfd(&self) -> Option<u64> {
        let mut running: Vec<_> = self.running_timers().collect();
        running.sort_by_key(|&(number, _, at)| (at, number));
        for (number, slot, at) in running {
            if self.timer_file(number).is_some() {
                return Some(at);
            }
            slot.store(Expiry::default());
        }
        None
    }

    /// The timers whose time has come expire, the earliest first.
    pub(super) fn expire_timerfds(&self, now: u64) {
        let mut due: Vec<_> = self.running_timers().filter(|&(.., at)| at <= now).collect();
        due.sort_by_key(|&(number, _, at)| (at, number));
        for (number, slot, _) in due {
            let mut expiry = slot.load();
            expiry.expire();
            slot.store(expiry);
            if let Some(file) = self.timer_file(number) {
                timer::set_ticks(std::os::fd::AsRawFd::as_raw_fd(&file), expiry.ticks);
            }
        }
    }

    fn timer_file(&self, number: u32) -> Option<std::os::fd::OwnedFd> {
        let living = self.tasks.iter().filter(|task| task.phase != Phase::Ended);
        living.map(|task| task.group).find_map(|pid| timer::find(pid, number))
    }
}
