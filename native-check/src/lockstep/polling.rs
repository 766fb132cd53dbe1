//! Waiting for several descriptors: `poll`, `ppoll`, `pselect6`, `epoll_wait`.
//!
//! The real kernel is asked without waiting, again after each turn, and its answer counts. Waiting in the kernel would
//! end by a wall clock, and would leave it open whether a poller or a reader looks first.

use std::sync::atomic::Ordering;

use sim_core::abi::{Errno, SigSet, Spec, Sysno};
use sim_core::kernel::time::SECOND;

use super::strings::read_words;
use crate::sys::board::Board;
use crate::sys::signals::has_noted;
use crate::sys::{access, calls, window};

/// Bytes of the kernel's `sigset_t`.
const SIGSET_BYTES: u64 = 8;
/// Bytes of a `fd_set`.
const FD_SET: usize = 128;

/// Whether a call waits for several descriptors.
pub(super) const fn polls(nr: Sysno) -> bool {
    matches!(nr, Sysno::POLL | Sysno::PPOLL | Sysno::PSELECT6) || is_epoll(nr)
}

const fn is_epoll(nr: Sysno) -> bool {
    matches!(nr, Sysno::EPOLL_WAIT | Sysno::EPOLL_PWAIT | Sysno::EPOLL_PWAIT2)
}

/// A call that polls.
pub(super) struct Poll<'a> {
    spec: &'a Spec,
    args: [u64; 6],
    until_ns: Option<u64>,
    /// The signal mask that it waits under, if it has one.
    mask: Option<SigSet>,
    /// What the three sets of `pselect6` held when the call was made: the kernel overwrites them.
    sets: [Vec<u8>; 3],
}

impl<'a> Poll<'a> {
    /// Takes the arguments apart.
    ///
    /// # Errors
    /// `EFAULT` and `EINVAL` for a bad time.
    pub(super) fn new(spec: &'a Spec, args: &[u64; 6], board: &Board) -> Result<Self, Errno> {
        let now = board.clock_ns.load(Ordering::Acquire);
        if spec.nr == Sysno::PSELECT6 && args[5] != 0 && read_words::<2>(args[5]).is_none() {
            return Err(Errno::EFAULT);
        }
        let until_ns = match spec.nr {
            Sysno::POLL => u64::try_from(args[2] as i32).ok().map(|ms| now + ms * 1_000_000),
            Sysno::PPOLL => until(args[2], now)?,
            Sysno::EPOLL_WAIT | Sysno::EPOLL_PWAIT => u64::try_from(args[3] as i32).ok().map(|ms| now + ms * 1_000_000),
            Sysno::EPOLL_PWAIT2 => until(args[3], now)?,
            _ => until(args[4], now)?,
        };
        let mut sets = [const { Vec::new() }; 3];
        if spec.nr == Sysno::PSELECT6 {
            for (set, &addr) in sets.iter_mut().zip(&args[1..4]) {
                let mut bytes = [0; FD_SET];
                let count = if addr == 0 { 0 } else { window::peek(addr, &mut bytes) };
                set.extend_from_slice(&bytes[..count]);
            }
        }
        Ok(Self { spec, args: *args, until_ns, mask: mask(spec.nr, args)?, sets })
    }

    /// When it stops waiting, if it does.
    pub(super) const fn until_ns(&self) -> Option<u64> {
        self.until_ns
    }

    /// The signal mask that it waits under, if it has one.
    pub(super) const fn mask(&self) -> Option<SigSet> {
        self.mask
    }

    /// Whether a handler that has to run makes it fail with `EINTR` although its time is over.
    pub(super) const fn fails_when_over(&self) -> bool {
        !is_epoll(self.spec.nr)
    }

    /// Asks the kernel; `None` if nothing is ready and there is time left. What is ready counts more than a signal whose
    /// handler is to run, and that more than the time (`do_poll`).
    pub(super) fn look(&mut self, board: &Board) -> Option<u64> {
        let now = board.clock_ns.load(Ordering::Acquire);
        let mut ret = calls::poll_now(self.spec.nr, &self.args);
        let is_over = self.until_ns.is_some_and(|until| until <= now);
        if ret == 0 && has_noted() && (!is_over || self.fails_when_over()) {
            self.restore_sets();
            ret = Errno::EINTR.as_ret();
        } else if ret == 0 && !is_over {
            self.restore_sets();
            return None;
        }
        self.tell_rest(now);
        Some(ret)
    }

    fn restore_sets(&self) {
        let bytes = (self.args[0].min(1024).div_ceil(64) * 8) as usize;
        for (set, &addr) in self.sets.iter().zip(&self.args[1..4]) {
            if addr != 0 {
                let _ = access::write(addr, &set[..bytes.min(set.len())]);
            }
        }
    }

    /// Linux tells how much of the time was left, here in virtual time.
    fn tell_rest(&self, now: u64) {
        let addr = match self.spec.nr {
            Sysno::PPOLL => self.args[2],
            Sysno::PSELECT6 => self.args[4],
            _ => 0,
        };
        let Some(until) = self.until_ns.filter(|_| addr != 0) else { return };
        let rest = until.saturating_sub(now);
        let words = [rest / SECOND, rest % SECOND];
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let _ = access::write(addr, &bytes);
    }
}

/// The signal mask of a call.
fn mask(nr: Sysno, args: &[u64; 6]) -> Result<Option<SigSet>, Errno> {
    let [addr, size] = match nr {
        Sysno::PPOLL => [args[3], args[4]],
        Sysno::EPOLL_PWAIT | Sysno::EPOLL_PWAIT2 => [args[4], args[5]],
        Sysno::PSELECT6 if args[5] != 0 => read_words::<2>(args[5]).ok_or(Errno::EFAULT)?,
        _ => [0, 0],
    };
    match addr {
        0 => Ok(None),
        _ if size != SIGSET_BYTES => Err(Errno::EINVAL),
        _ => read_words::<1>(addr).map(|[set]| Some(SigSet(set))).ok_or(Errno::EFAULT),
    }
}

/// The end of a wait that a `struct timespec` gives as a duration; null is for ever.
fn until(addr: u64, now: u64) -> Result<Option<u64>, Errno> {
    if addr == 0 {
        return Ok(None);
    }
    let [seconds, nanos] = read_words::<2>(addr).ok_or(Errno::EFAULT)?;
    if (seconds as i64) < 0 || nanos >= SECOND {
        return Err(Errno::EINVAL);
    }
    Ok(Some(now.saturating_add(seconds.saturating_mul(SECOND).saturating_add(nanos))))
}
