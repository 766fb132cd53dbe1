//! Virtual time. No call about time reaches the real kernel: its clock would be different in each run, and sleeping would
//! take as long as it says. The controller keeps the clock, by the same rule as the model.

use std::sync::atomic::Ordering;

use sim_core::abi::{Errno, Sysno};
use sim_core::kernel::time::{EPOCH, SECOND};

use super::strings::read_words;
use crate::sys::access;
use crate::sys::board::Board;

/// `TIMER_ABSTIME`: until a time instead of for a time.
const TIMER_ABSTIME: u64 = 1;

/// Whether a call asks for the time.
pub(super) const fn tells_time(nr: Sysno) -> bool {
    matches!(nr, Sysno::TIME | Sysno::CLOCK_GETTIME)
}

/// Whether a call sleeps for a time.
pub(super) const fn sleeps(nr: Sysno) -> bool {
    matches!(nr, Sysno::NANOSLEEP | Sysno::CLOCK_NANOSLEEP)
}

/// `time(2)` and `clock_gettime(2)`. An instruction is a nanosecond of the processor's time.
pub(super) fn tell(nr: Sysno, args: &[u64; 6], board: &Board, steps: u64) -> u64 {
    let now = board.clock_ns.load(Ordering::Acquire);
    let told = match nr {
        Sysno::TIME => store(args[0], &[(EPOCH + now) / SECOND]).map(|()| (EPOCH + now) / SECOND),
        _ => read_clock(args[0] as i32, now, steps)
            .and_then(|time| if args[1] == 0 { Err(Errno::EFAULT) } else { Ok(time) })
            .and_then(|time| store(args[1], &[time / SECOND, time % SECOND]))
            .map(|()| 0),
    };
    told.unwrap_or_else(Errno::as_ret)
}

fn read_clock(id: i32, now: u64, steps: u64) -> Result<u64, Errno> {
    match id {
        libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE => Ok(EPOCH + now),
        libc::CLOCK_MONOTONIC | libc::CLOCK_MONOTONIC_RAW | libc::CLOCK_MONOTONIC_COARSE | libc::CLOCK_BOOTTIME => {
            Ok(now)
        }
        libc::CLOCK_PROCESS_CPUTIME_ID | libc::CLOCK_THREAD_CPUTIME_ID => Ok(steps),
        _ => Err(Errno::EINVAL),
    }
}

/// Writes words to the program's memory, unless it does not want them.
fn store(addr: u64, words: &[u64]) -> Result<(), Errno> {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    if addr == 0 { Ok(()) } else { access::write(addr, &bytes).map_err(|_| Errno::EFAULT) }
}

/// A sleep is interrupted: says how much of it is left, if it was to last for a time (`clock_nanosleep(2)`).
pub(super) fn store_time_left(nr: Sysno, args: &[u64; 6], until_ns: u64, board: &Board) {
    let rem = match nr {
        Sysno::NANOSLEEP => args[1],
        _ if args[1] & TIMER_ABSTIME == 0 => args[3],
        _ => 0,
    };
    let left = until_ns.saturating_sub(board.clock_ns.load(Ordering::Acquire));
    let _ = store(rem, &[left / SECOND, left % SECOND]);
}

/// Until when a call sleeps; a time that has passed means not at all.
pub(super) fn sleeps_until(nr: Sysno, args: &[u64; 6], board: &Board) -> Result<u64, Errno> {
    let now = board.clock_ns.load(Ordering::Acquire);
    if nr == Sysno::NANOSLEEP {
        return Ok(now.saturating_add(duration(args[0])?));
    }
    match args[0] as i32 {
        libc::CLOCK_REALTIME | libc::CLOCK_MONOTONIC | libc::CLOCK_BOOTTIME => {}
        2..=6 => return Err(Errno::EOPNOTSUPP),
        _ => return Err(Errno::EINVAL),
    }
    let time = duration(args[2])?;
    Ok(match args[0] as i32 {
        _ if args[1] & TIMER_ABSTIME == 0 => now.saturating_add(time),
        libc::CLOCK_REALTIME => time.saturating_sub(EPOCH),
        _ => time,
    })
}

/// A `struct timespec` in nanoseconds (`nanosleep(2)`).
pub(super) fn duration(addr: u64) -> Result<u64, Errno> {
    let [seconds, nanos] = read_words::<2>(addr).ok_or(Errno::EFAULT)?;
    if (seconds as i64) < 0 || nanos >= SECOND {
        return Err(Errno::EINVAL);
    }
    Ok(seconds.saturating_mul(SECOND).saturating_add(nanos))
}
