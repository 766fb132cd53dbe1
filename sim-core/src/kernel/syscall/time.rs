//! `nanosleep`, `clock_nanosleep`, `clock_gettime`, `time`.

use crate::abi::Errno;
use crate::kernel::time::SECOND;
use crate::kernel::{Resume, SysResult};

use super::Call;

/// Sleep until a time instead of for a time.
const TIMER_ABSTIME: u32 = 1;

/// What a clock id of `clock_gettime(2)` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ClockId {
    /// Since 1970.
    Real,
    /// Since the host booted.
    Monotonic,
    /// Used by the process: an instruction is a nanosecond.
    Cpu,
}

impl ClockId {
    fn new(id: i32) -> Result<Self, Errno> {
        match id {
            0 | 5 => Ok(Self::Real),
            1 | 4 | 6 | 7 => Ok(Self::Monotonic),
            2 | 3 => Ok(Self::Cpu),
            _ => Err(Errno::EINVAL),
        }
    }
}

/// `nanosleep(2)`
pub(super) fn nanosleep(call: &mut Call<'_>) -> SysResult {
    match call.resume.take() {
        Some(Resume::Elapsed) => return Ok(0),
        Some(Resume::Until(until)) => return sleep(call, until),
        _ => {}
    }
    let duration = duration(call, call.word(0))?;
    let until = call.kernel.clock.now.saturating_add(duration);
    sleep(call, until)
}

/// `clock_nanosleep(2)`
pub(super) fn clock_nanosleep(call: &mut Call<'_>) -> SysResult {
    let is_relative = call.uint(1) & TIMER_ABSTIME == 0;
    match call.resume.take() {
        Some(Resume::Elapsed) => return Ok(0),
        Some(Resume::Until(until)) => return sleep(call, until),
        _ => {}
    }
    let clock = match call.int(0) {
        0 | 1 | 7 => ClockId::new(call.int(0))?,
        2..=6 => return Err(Errno::EOPNOTSUPP.into()),
        _ => return Err(Errno::EINVAL.into()),
    };
    let duration = duration(call, call.word(2))?;
    let now = call.kernel.clock.now;
    let until = match clock {
        _ if is_relative => now.saturating_add(duration),
        ClockId::Real => duration.saturating_sub(call.kernel.clock.realtime() - now),
        _ => duration,
    };
    sleep(call, until)
}

/// Sleeps until a point in virtual time, also on from where a signal woke the caller.
fn sleep(call: &mut Call<'_>, until: u64) -> SysResult {
    call.kernel.sleep_until(call.pid, until)?;
    Ok(0)
}

/// `clock_gettime(2)`
pub(super) fn clock_gettime(call: &mut Call<'_>) -> SysResult {
    let time = match ClockId::new(call.int(0))? {
        ClockId::Real => call.kernel.clock.realtime(),
        ClockId::Monotonic => call.kernel.clock.now,
        ClockId::Cpu => call.kernel.tasks[call.pid].cpu.steps(),
    };
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(time / SECOND).to_le_bytes());
    bytes[8..].copy_from_slice(&(time % SECOND).to_le_bytes());
    call.copy_out(call.word(1), &bytes)?;
    Ok(0)
}

/// `time(2)`
pub(super) fn time(call: &mut Call<'_>) -> SysResult {
    let seconds = call.kernel.clock.seconds();
    call.kernel.copy_out_if_wanted(call.pid, call.args[0], &seconds.to_le_bytes())?;
    Ok(seconds)
}

/// How a call's time limit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deadline {
    /// For so long.
    After,
    /// Until `CLOCK_MONOTONIC` shows it.
    AtMonotonic,
    /// Until `CLOCK_REALTIME` shows it.
    AtReal,
}

/// A time limit that has been read, but not looked at.
pub(super) struct Timeout {
    until: Result<Option<u64>, Errno>,
}

impl Timeout {
    /// When it is over (`CLOCK_MONOTONIC`); none if there is no limit.
    ///
    /// # Errors
    /// `EINVAL` if it makes no sense.
    pub(super) const fn check(&self) -> Result<Option<u64>, Errno> {
        self.until
    }
}

/// Reads the time limit of a call; null is none.
///
/// # Errors
/// `EFAULT`.
pub(super) fn timeout(call: &mut Call<'_>, addr: u64, kind: Deadline) -> Result<Timeout, Errno> {
    if addr == 0 {
        return Ok(Timeout { until: Ok(None) });
    }
    let clock = &call.kernel.clock;
    let (now, epoch) = (clock.now, clock.realtime() - clock.now);
    match duration(call, addr) {
        Err(Errno::EFAULT) => Err(Errno::EFAULT),
        Err(other) => Ok(Timeout { until: Err(other) }),
        Ok(time) => Ok(Timeout {
            until: Ok(Some(match kind {
                Deadline::After => now.saturating_add(time),
                Deadline::AtMonotonic => time,
                Deadline::AtReal => time.saturating_sub(epoch),
            })),
        }),
    }
}

/// A `struct timespec` in memory, in nanoseconds.
pub(super) fn duration(call: &mut Call<'_>, addr: u64) -> Result<u64, Errno> {
    let bytes = call.copy_in::<16>(addr)?;
    let (seconds, nanos) = bytes.split_at(8);
    let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte));
    let (seconds, nanos) = (number(seconds), number(nanos));
    if seconds > i64::MAX as u64 || nanos >= SECOND {
        return Err(Errno::EINVAL);
    }
    Ok(seconds.saturating_mul(SECOND).saturating_add(nanos))
}
