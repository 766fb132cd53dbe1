//! Signals: `rt_sigaction`, masks, waiting for signals, sending them, interval timers.

use crate::abi::{Errno, SigInfo, SigSet, Signal, Status};
use crate::kernel::signal::timer::{IntervalTimer, alarm_seconds};
use crate::kernel::signal::{Action, SIGNAL_MAX};
use crate::kernel::time::SECOND;
use crate::kernel::{Halt, Resume, SysResult, WaitsFor};

use super::{Call, time};

/// Bytes of the kernel's `sigset_t`: what every `sigsetsize` must be.
const SIGSET_BYTES: u64 = 8;
/// Nanoseconds of a microsecond.
const MICROSECOND: u64 = 1000;

/// `rt_sigaction(2)`
pub(super) fn rt_sigaction(call: &mut Call<'_>) -> SysResult {
    let (number, new_addr, old_addr) = (call.int(0), call.word(1), call.word(2));
    check_size(call.word(3))?;
    let new = if new_addr == 0 { None } else { Some(action(&call.copy_in::<32>(new_addr)?)) };
    let signal = match number {
        1..=SIGNAL_MAX => Signal(number as u8),
        _ => return Err(Errno::EINVAL.into()),
    };
    if new.is_some() && SigSet::UNBLOCKABLE.has(signal) {
        return Err(Errno::EINVAL.into());
    }
    let old = call.kernel.tasks.dispositions(call.pid).get(signal);
    if let Some(new) = new {
        call.kernel.set_action(call.pid, signal, new);
    }
    let words = [old.handler, old.flags, old.restorer, old.mask.0];
    call.kernel.copy_out_if_wanted(call.pid, old_addr, &words.map(u64::to_le_bytes).concat())?;
    Ok(0)
}

/// A `struct sigaction` as the kernel knows it: handler, flags, restorer, mask.
fn action(bytes: &[u8; 32]) -> Action {
    let word = |index: usize| word_at(bytes, 8 * index);
    Action { handler: word(0), flags: word(1), restorer: word(2), mask: SigSet(word(3)).without(SigSet::UNBLOCKABLE) }
}

fn word_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte))
}

fn check_size(size: u64) -> Result<(), Errno> {
    if size == SIGSET_BYTES { Ok(()) } else { Err(Errno::EINVAL) }
}

fn set_at(call: &mut Call<'_>, addr: u64) -> Result<SigSet, Errno> {
    Ok(SigSet(u64::from_le_bytes(call.copy_in(addr)?)))
}

/// `rt_sigprocmask(2)`
pub(super) fn rt_sigprocmask(call: &mut Call<'_>) -> SysResult {
    const SIG_BLOCK: i32 = 0;
    const SIG_UNBLOCK: i32 = 1;
    const SIG_SETMASK: i32 = 2;
    let (how, set_addr, old_addr) = (call.int(0), call.word(1), call.word(2));
    check_size(call.word(3))?;
    let old = call.kernel.tasks[call.pid].signals.mask;
    if set_addr != 0 {
        let set = set_at(call, set_addr)?;
        let new = match how {
            SIG_BLOCK => old.or(set),
            SIG_UNBLOCK => old.without(set),
            SIG_SETMASK => set,
            _ => return Err(Errno::EINVAL.into()),
        };
        call.kernel.tasks[call.pid].signals.set_mask(new);
    }
    call.kernel.copy_out_if_wanted(call.pid, old_addr, &old.0.to_le_bytes())?;
    Ok(0)
}

/// `rt_sigreturn(2)`: what the handler interrupted goes on. Without a frame to return through, SIGSEGV.
pub(super) fn rt_sigreturn(call: &mut Call<'_>) -> SysResult {
    if call.kernel.return_from_handler(call.pid) {
        return Err(Halt::Resumed);
    }
    call.kernel.terminate(call.pid, Status::Signalled(Signal::SIGSEGV));
    Err(Halt::NoReturn)
}

/// `rt_sigpending(2)`: what is both pending and blocked.
pub(super) fn rt_sigpending(call: &mut Call<'_>) -> SysResult {
    if call.word(1) > SIGSET_BYTES {
        return Err(Errno::EINVAL.into());
    }
    let tasks = &call.kernel.tasks;
    let set = tasks.pending(call.pid).0 & tasks[call.pid].signals.mask.0;
    let size = call.word(1) as usize;
    call.copy_out(call.word(0), &set.to_le_bytes()[..size])?;
    Ok(0)
}

/// `pause(2)`: until a handler has run.
pub(super) fn pause(_call: &mut Call<'_>) -> SysResult {
    Err(Halt::Block(WaitsFor::Signal { set: SigSet::default(), until: None }, Resume::Again))
}

/// `rt_sigsuspend(2)`: the same with another mask.
pub(super) fn rt_sigsuspend(call: &mut Call<'_>) -> SysResult {
    if call.resume.is_none() {
        check_size(call.word(1))?;
        let set = set_at(call, call.word(0))?;
        call.kernel.tasks[call.pid].signals.suspend(set);
    }
    pause(call)
}

/// `rt_sigtimedwait(2)`: takes a pending signal of the set, or waits for one.
pub(super) fn rt_sigtimedwait(call: &mut Call<'_>) -> SysResult {
    let (info_addr, timeout_addr) = (call.word(1), call.word(2));
    check_size(call.word(3))?;
    let set = set_at(call, call.word(0))?.without(SigSet::UNBLOCKABLE);
    let timeout = if timeout_addr == 0 { None } else { Some(time::duration(call, timeout_addr)?) };
    if let Some(info) = call.kernel.tasks.dequeue(call.pid, SigSet(!set.0)) {
        call.kernel.dequeued(call.pid, &info);
        call.kernel.copy_out_if_wanted(call.pid, info_addr, &info.encode())?;
        return Ok(u64::from(info.signal.0));
    }
    let now = call.kernel.clock.now;
    let until = match call.resume.take() {
        Some(Resume::Elapsed) => return Err(Errno::EAGAIN.into()),
        Some(Resume::Until(until)) => Some(until),
        _ => timeout.map(|timeout| now.saturating_add(timeout)),
    };
    if until.is_some_and(|until| until <= now) {
        return Err(Errno::EAGAIN.into());
    }
    if let Some(until) = until {
        call.kernel.clock.sleep(call.pid, until);
    }
    Err(Halt::Block(WaitsFor::Signal { set, until }, until.map_or(Resume::Again, Resume::Until)))
}

/// `rt_sigqueueinfo(2)`
pub(super) fn rt_sigqueueinfo(call: &mut Call<'_>) -> SysResult {
    let (target, signal) = (call.int(0), call.int(1));
    let bytes = call.copy_in::<{ SigInfo::BYTES }>(call.word(2))?;
    if !is_known_layout(signal, SigInfo::decode(Signal(signal as u8), &bytes).code)
        && bytes[KNOWN_SIGINFO..].iter().any(|&byte| byte != 0)
    {
        return Err(Errno::E2BIG.into());
    }
    call.kernel.queue_signal(call.pid, target, signal, &bytes)?;
    Ok(0)
}

/// The bytes of a `siginfo_t` that mean something today.
const KNOWN_SIGINFO: usize = 48;

/// Whether it is known what a `siginfo_t` holds; otherwise the rest of it must be zero (`known_siginfo_layout` of
/// `kernel/signal.c`).
const fn is_known_layout(signal: i32, code: i32) -> bool {
    const SI_KERNEL: i32 = 0x80;
    const SI_DETHREAD: i32 = -7;
    const SI_ASYNCNL: i32 = -60;
    let most = match signal {
        4 => 11,
        8 => 15,
        11 => 10,
        7 => 5,
        31 => 2,
        // SIGTRAP, SIGCHLD, SIGPOLL and all others.
        _ => 6,
    };
    matches!(code, SI_KERNEL | SI_ASYNCNL | SI_DETHREAD..=0) || code > 0 && code <= most
}

/// `kill(2)`
pub(super) fn kill(call: &mut Call<'_>) -> SysResult {
    let (target, signal) = (call.int(0), call.int(1));
    call.kernel.kill(call.pid, target, signal)?;
    Ok(0)
}

/// `tkill(2)`
pub(super) fn tkill(call: &mut Call<'_>) -> SysResult {
    let (thread, signal) = (call.int(0), call.int(1));
    call.kernel.kill_thread(call.pid, None, thread, signal)?;
    Ok(0)
}

/// `tgkill(2)`
pub(super) fn tgkill(call: &mut Call<'_>) -> SysResult {
    let (process, thread, signal) = (call.int(0), call.int(1), call.int(2));
    call.kernel.kill_thread(call.pid, Some(process), thread, signal)?;
    Ok(0)
}

/// `alarm(2)`
pub(super) fn alarm(call: &mut Call<'_>) -> SysResult {
    let now = call.kernel.clock.now;
    let new = IntervalTimer::after(now, u64::from(call.uint(0)) * SECOND, 0);
    let old = std::mem::replace(&mut call.kernel.tasks.process_mut(call.pid).timer, new);
    Ok(alarm_seconds(old.state(now).0))
}

/// `getitimer(2)`
pub(super) fn getitimer(call: &mut Call<'_>) -> SysResult {
    check_timer(call.int(0))?;
    let now = call.kernel.clock.now;
    let bytes = encode(call.kernel.tasks.process(call.pid).timer.state(now));
    call.copy_out(call.word(1), &bytes)?;
    Ok(0)
}

/// `setitimer(2)`; a null pointer disarms.
pub(super) fn setitimer(call: &mut Call<'_>) -> SysResult {
    let (new_addr, old_addr) = (call.word(1), call.word(2));
    let words = if new_addr == 0 { [0; 32] } else { call.copy_in::<32>(new_addr)? };
    let [interval, value] = [0, 16].map(|at| (word_at(&words, at), word_at(&words, at + 8)));
    let nanos = |(seconds, micros): (u64, u64)| {
        let is_valid = seconds <= i64::MAX as u64 && micros < SECOND / MICROSECOND;
        is_valid.then(|| seconds.saturating_mul(SECOND).saturating_add(micros * MICROSECOND)).ok_or(Errno::EINVAL)
    };
    let (interval, value) = (nanos(interval)?, nanos(value)?);
    check_timer(call.int(0))?;
    let now = call.kernel.clock.now;
    let new = IntervalTimer::after(now, value, interval);
    let old = std::mem::replace(&mut call.kernel.tasks.process_mut(call.pid).timer, new);
    call.kernel.copy_out_if_wanted(call.pid, old_addr, &encode(old.state(now)))?;
    Ok(0)
}

fn check_timer(which: i32) -> Result<(), Halt> {
    match which {
        0 => Ok(()),
        1 | 2 => Err(Halt::Unsupported("timers of processor time (ITIMER_VIRTUAL, ITIMER_PROF)".to_owned())),
        _ => Err(Errno::EINVAL.into()),
    }
}

/// A `struct itimerval`.
fn encode((left, interval): (u64, u64)) -> Vec<u8> {
    let words = [interval / SECOND, interval % SECOND / MICROSECOND, left / SECOND, left % SECOND / MICROSECOND];
    words.map(u64::to_le_bytes).concat()
}
