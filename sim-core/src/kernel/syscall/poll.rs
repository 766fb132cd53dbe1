//! `poll`, `ppoll`, `select`, `pselect6`: which of several descriptors are ready.
//!
//! Who waits here looks again after every turn, when everything else that the turn has set off has come to rest. Linux
//! wakes a poller together with one reader and leaves open who of them looks first; here the reader does.

use crate::abi::Errno;
use crate::kernel::time::SECOND;
use crate::kernel::{Halt, Resume, SysResult, WaitsFor};

use super::{Call, mask};

const POLLIN: u32 = 0x1;
const POLLPRI: u32 = 0x2;
const POLLOUT: u32 = 0x4;
const POLLERR: u32 = 0x8;
const POLLHUP: u32 = 0x10;
const POLLNVAL: u32 = 0x20;
const POLLRDNORM: u32 = 0x40;
const POLLRDBAND: u32 = 0x80;
const POLLWRNORM: u32 = 0x100;
const POLLWRBAND: u32 = 0x200;
/// What each of the three sets of `select` asks for (`select(2)`, "Correspondence between select() and poll()").
const SELECTED: [u32; 3] =
    [POLLRDNORM | POLLRDBAND | POLLIN | POLLHUP | POLLERR, POLLWRBAND | POLLWRNORM | POLLOUT | POLLERR, POLLPRI];
/// Bytes of a `struct pollfd`.
const POLLFD: u64 = 8;
/// How many descriptors a process may have (`RLIMIT_NOFILE`).
const OPEN_MAX: u64 = 1024;

/// Until when a call waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// For ever.
    Never,
    /// A point in virtual time.
    Time(u64),
}

impl Until {
    /// The point in virtual time, if there is one.
    pub(super) const fn time(self) -> Option<u64> {
        match self {
            Self::Time(until) => Some(until),
            Self::Never => None,
        }
    }

    /// Whether the time has come.
    pub(super) fn is_over(self, now: u64) -> bool {
        self.time().is_some_and(|until| until <= now)
    }
}

/// `poll(2)`
pub(super) fn poll(call: &mut Call<'_>) -> SysResult {
    let until = match (call.int(2), resumed(call)) {
        (_, Some(until)) => until,
        (ms @ 0.., None) => Until::Time(call.kernel.clock.now + ms as u64 * 1_000_000),
        (_, None) => Until::Never,
    };
    poll_until(call, until)
}

/// `ppoll(2)`
pub(super) fn ppoll(call: &mut Call<'_>) -> SysResult {
    let until = deadline(call, call.word(2))?;
    mask::install(call, call.word(3), call.word(4))?;
    let result = poll_until(call, until);
    mask::restore_if_over(call, &result);
    tell_rest(call, call.word(2), until, result)
}

fn poll_until(call: &mut Call<'_>, until: Until) -> SysResult {
    let (addr, count) = (call.word(0), u64::from(call.uint(1)));
    if count > OPEN_MAX {
        return Err(Errno::EINVAL.into());
    }
    let entries = call.kernel.copy_in_vec(call.pid, addr, count * POLLFD)?;
    let mut ready = 0;
    for (at, entry) in (addr..).step_by(POLLFD as usize).zip(entries.chunks_exact(POLLFD as usize)) {
        let fd = i32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        let events = u32::from(u16::from_le_bytes([entry[4], entry[5]]));
        let revents = match call.kernel.readiness(call.pid, fd) {
            _ if fd < 0 => 0,
            Ok(mask) => mask & (events | POLLERR | POLLHUP),
            Err(_) => POLLNVAL,
        };
        ready += u64::from(revents != 0);
        call.copy_out(at + 6, &(revents as u16).to_le_bytes())?;
    }
    wait_or(call, ready, until)
}

/// `pselect6(2)`: what the library's `select` and `pselect` ask.
pub(super) fn pselect6(call: &mut Call<'_>) -> SysResult {
    let (set, size) = match call.word(5) {
        0 => (0, 0),
        pack => {
            let bytes: [u8; 16] = call.copy_in(pack)?;
            let word = |at: usize| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
            (word(0), word(8))
        }
    };
    let until = deadline(call, call.word(4))?;
    mask::install(call, set, size)?;
    let result = select_until(call, until);
    mask::restore_if_over(call, &result);
    tell_rest(call, call.word(4), until, result)
}

fn select_until(call: &mut Call<'_>, until: Until) -> SysResult {
    let room = call.kernel.tasks.process(call.pid).files.room() as u64;
    let count = u64::try_from(call.int(0)).map_err(|_| Errno::EINVAL)?.min(room);
    let bytes = count.div_ceil(64) * 8;
    let mut wanted = [const { Vec::new() }; 3];
    for (index, set) in wanted.iter_mut().enumerate() {
        if call.word(index + 1) != 0 {
            *set = call.kernel.copy_in_vec(call.pid, call.word(index + 1), bytes)?;
        }
    }
    let mut found = wanted.clone().map(|set| vec![0; set.len()]);
    let mut ready = 0;
    for fd in 0..count {
        let (byte, bit) = ((fd / 8) as usize, 1 << (fd % 8));
        let is_in = |set: &Vec<u8>| set.get(byte).is_some_and(|byte| byte & bit != 0);
        if !wanted.iter().any(is_in) {
            continue;
        }
        let mask = call.kernel.readiness(call.pid, fd as i32)?;
        for ((set, result), selected) in wanted.iter().zip(&mut found).zip(SELECTED) {
            if is_in(set) && mask & selected != 0 {
                result[byte] |= bit;
                ready += 1;
            }
        }
    }
    let result = wait_or(call, ready, until)?;
    for (index, set) in found.iter().enumerate() {
        call.copy_out(call.word(index + 1), set)?;
    }
    Ok(result)
}

/// Until when a call waits that has been asleep already.
pub(super) fn resumed(call: &Call<'_>) -> Option<Until> {
    let now = call.kernel.clock.now;
    call.resume.as_ref().map(|resume| match resume {
        Resume::Elapsed => Until::Time(now),
        Resume::Until(time) => Until::Time(*time),
        _ => Until::Never,
    })
}

/// The end of a wait that a `struct timespec` gives as a duration; null is for ever.
pub(super) fn deadline(call: &mut Call<'_>, addr: u64) -> Result<Until, Errno> {
    if addr == 0 {
        return Ok(Until::Never);
    }
    if let Some(until) = resumed(call) {
        return Ok(until);
    }
    let bytes: [u8; 16] = call.copy_in(addr)?;
    let long = |at: usize| i64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
    match (u64::try_from(long(0)), u64::try_from(long(8))) {
        (Ok(seconds), Ok(nanos)) if nanos < SECOND => {
            let duration = seconds.saturating_mul(SECOND).saturating_add(nanos);
            Ok(Until::Time(call.kernel.clock.now.saturating_add(duration)))
        }
        _ => Err(Errno::EINVAL),
    }
}

/// The call is over if something is ready or the time has come; else it sleeps.
fn wait_or(call: &mut Call<'_>, ready: u64, until: Until) -> SysResult {
    if ready > 0 || until.is_over(call.kernel.clock.now) {
        call.kernel.clock.cancel(call.pid);
        return if ready == 0 && mask::is_interrupted(call) { Err(Errno::EINTR.into()) } else { Ok(ready) };
    }
    let until = until.time();
    if let (Some(until), None) = (until, call.kernel.clock.timer_of(call.pid)) {
        call.kernel.clock.sleep(call.pid, until);
    }
    Err(Halt::Block(WaitsFor::Poll(until), until.map_or(Resume::Again, Resume::Until)))
}

/// Linux tells how much of the time was left (`select(2)`, NOTES), also when the call fails, and says nothing if it cannot.
fn tell_rest(call: &mut Call<'_>, addr: u64, until: Until, result: SysResult) -> SysResult {
    let Until::Time(until) = until else { return result };
    if addr == 0 || matches!(result, Err(Halt::Block(..) | Halt::Unsupported(_))) {
        return result;
    }
    let rest = until.saturating_sub(call.kernel.clock.now);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(rest / SECOND).to_le_bytes());
    bytes[8..].copy_from_slice(&(rest % SECOND).to_le_bytes());
    let _ = call.copy_out(addr, &bytes);
    result
}
