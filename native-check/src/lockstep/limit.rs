//! Calls that wait no longer than until a point in virtual time. The real call waits without a limit; the slot says
//! until when, and the controller breaks it off.

use std::sync::atomic::Ordering;

use sim_core::abi::{Errno, Spec, Sysno};
use sim_core::kernel::time::{EPOCH, SECOND};

use super::strings::read_words;
use crate::sys::board::{Board, Slot};
use crate::sys::limit::{self, Limit};

/// `FUTEX_WAIT`
const FUTEX_WAIT: u64 = 0;
/// `FUTEX_WAIT_BITSET`
const FUTEX_WAIT_BITSET: u64 = 9;
/// `FUTEX_CLOCK_REALTIME`
const FUTEX_CLOCK_REALTIME: u64 = 256;
/// All flags of a futex operation.
const FUTEX_FLAGS: u64 = 128 | FUTEX_CLOCK_REALTIME;

/// How a call's limit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// For so long.
    After,
    /// Until `CLOCK_MONOTONIC` shows it.
    AtMonotonic,
    /// Until `CLOCK_REALTIME` shows it.
    AtReal,
}

/// Which parameter of a call limits it, how, and the error when the time is over.
fn limited(nr: Sysno, args: &[u64; 6]) -> Option<(usize, Kind, Errno)> {
    let found = match nr {
        Sysno::SEMTIMEDOP => (3, Kind::After, Errno::EAGAIN),
        Sysno::MQ_TIMEDSEND | Sysno::MQ_TIMEDRECEIVE => (4, Kind::AtReal, Errno::ETIMEDOUT),
        Sysno::FUTEX => match args[1] & !FUTEX_FLAGS {
            FUTEX_WAIT => (3, Kind::After, Errno::ETIMEDOUT),
            FUTEX_WAIT_BITSET if args[1] & FUTEX_CLOCK_REALTIME != 0 => (3, Kind::AtReal, Errno::ETIMEDOUT),
            FUTEX_WAIT_BITSET => (3, Kind::AtMonotonic, Errno::ETIMEDOUT),
            _ => return None,
        },
        _ => return None,
    };
    (args[found.0] != 0).then_some(found)
}

/// Makes a call if it has a limit that makes sense; otherwise the kernel shall say what is wrong with it.
pub(super) fn perform(spec: &Spec, args: &[u64; 6], board: &Board, slot: &Slot) -> Option<u64> {
    let (at, kind, errno) = limited(spec.nr, args)?;
    let [seconds, nanos] = read_words::<2>(args[at])?;
    if (seconds as i64) < 0 || nanos >= SECOND {
        return None;
    }
    let time = seconds.saturating_mul(SECOND).saturating_add(nanos);
    let now = board.clock_ns.load(Ordering::Acquire);
    let until = match kind {
        Kind::After => now.saturating_add(time),
        Kind::AtMonotonic => time,
        Kind::AtReal => time.saturating_sub(EPOCH),
    };
    let how = if until <= now { Limit::Over } else { Limit::Open };
    Some(within(slot, until, errno, || limit::perform(spec, args, at, how)))
}

/// The same for a call at a socket that has a time limit (`SO_RCVTIMEO`).
pub(super) fn perform_at_socket(
    spec: &Spec,
    args: &[u64; 6],
    (board, slot): (&Board, &Slot),
    call: impl FnOnce() -> u64,
) -> Option<u64> {
    let (duration_ns, errno) = super::sockets::time_limit(spec.nr, args[0])?;
    let until = board.clock_ns.load(Ordering::Acquire).saturating_add(duration_ns);
    Some(within(slot, until, errno, || limit::perform_open(call)))
}

/// Makes a call that the controller breaks off at a point in virtual time.
fn within(slot: &Slot, until: u64, errno: Errno, call: impl FnOnce() -> u64) -> u64 {
    slot.limit_ns.store(until.saturating_add(1), Ordering::Release);
    let ret = call();
    slot.limit_ns.store(0, Ordering::Release);
    let is_over = slot.is_over.swap(0, Ordering::AcqRel) != 0;
    if is_over && ret == Errno::EINTR.as_ret() { errno.as_ret() } else { ret }
}
