//! Timers that are read like files (`timerfd_create(2)`), in virtual time.
//!
//! A timer that has expired is not set again before somebody looks: a read, or asking for its state or changing it. Only
//! then is counted how many intervals have passed meanwhile (`fs/timerfd.c`).

use crate::abi::Errno;

use super::epoll::WaitHead;
use super::readiness::POLLIN;
use super::wait::WaitQueue;
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Number of a timer on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimerfdId(pub u32);

/// When a timer expires, and how often it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expiry {
    /// When it expires next or has expired; 0 if it is not set.
    pub expires: u64,
    /// After what time it expires again; 0 for never.
    pub interval: u64,
    /// Expirations that are to be read, as far as they have been counted.
    pub ticks: u64,
    /// It has expired, and nobody has looked since.
    pub is_due: bool,
}

impl Expiry {
    /// Set to expire at a time; 0 disarms it.
    #[must_use]
    pub const fn at(expires: u64, interval: u64) -> Self {
        Self { expires, interval, ticks: 0, is_due: false }
    }

    /// When it expires next, if it is running.
    #[must_use]
    pub const fn next(&self) -> Option<u64> {
        if self.expires == 0 || self.is_due { None } else { Some(self.expires) }
    }

    /// Its time has come.
    pub const fn expire(&mut self) {
        self.ticks += 1;
        self.is_due = true;
    }

    /// Somebody looks: it is set again, behind the intervals that have passed.
    pub const fn forward(&mut self, now: u64) {
        if self.is_due && self.interval > 0 {
            let missed = now.saturating_sub(self.expires) / self.interval;
            self.expires = self.expires.saturating_add((missed + 1).saturating_mul(self.interval));
            self.ticks += missed;
            self.is_due = false;
        }
    }

    /// The time that is left, and the interval.
    #[must_use]
    pub const fn state(&self, now: u64) -> (u64, u64) {
        (if self.is_due { 0 } else { self.expires.saturating_sub(now) }, self.interval)
    }

    /// What a read gives.
    pub const fn take(&mut self, now: u64) -> u64 {
        self.forward(now);
        if self.is_due {
            self.expires = 0;
            self.is_due = false;
        }
        let ticks = self.ticks;
        self.ticks = 0;
        ticks
    }
}

/// A timer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timerfd {
    /// Whether it is `CLOCK_REALTIME`'s.
    pub is_realtime: bool,
    /// When.
    pub expiry: Expiry,
    /// Who sleeps in `read`.
    pub readers: WaitQueue,
}

impl Kernel {
    /// `read(2)` of a timer.
    pub(super) fn timerfd_read(&mut self, pid: Pid, id: TimerfdId, is_nonblocking: bool) -> SysResult {
        let now = self.clock.now;
        let timer = self.timerfds.get_mut(id.0)?;
        if timer.expiry.ticks > 0 {
            return Ok(timer.expiry.take(now));
        }
        if is_nonblocking {
            return Err(Errno::EAGAIN.into());
        }
        timer.readers.enqueue(pid);
        Err(Halt::Block(WaitsFor::Expiry(id), Resume::Again))
    }

    /// A process gives up waiting at a timer.
    pub(super) fn timerfd_leave(&mut self, pid: Pid, id: TimerfdId) {
        if let Ok(timer) = self.timerfds.get_mut(id.0) {
            timer.readers.remove(pid);
        }
    }

    /// Sets a timer and returns what was left of the old setting.
    pub(super) fn timerfd_set(&mut self, id: TimerfdId, new: Expiry) -> Result<(u64, u64), Errno> {
        let now = self.clock.now;
        let timer = self.timerfds.get_mut(id.0)?;
        timer.expiry.forward(now);
        let old = timer.expiry.state(now);
        timer.expiry = new;
        self.expire_timerfds();
        Ok(old)
    }

    /// The timers whose time has come expire, the earliest first.
    pub(super) fn expire_timerfds(&mut self) {
        let now = self.clock.now;
        let due = |(id, timer): (u32, &Timerfd)| timer.expiry.next().filter(|&at| at <= now).map(|at| (at, id));
        let mut due: Vec<(u64, u32)> = self.timerfds.iter().filter_map(due).collect();
        due.sort_unstable();
        for (_, id) in due {
            let Ok(timer) = self.timerfds.get_mut(id) else { continue };
            timer.expiry.expire();
            let readers = timer.readers.wake_all();
            readers.into_iter().for_each(|reader| self.wake(reader));
            self.wake_pollers(WaitHead::Timer(TimerfdId(id)), POLLIN);
        }
    }

    /// When the next of these timers expires.
    pub(super) fn next_timerfd(&self) -> Option<u64> {
        self.timerfds.iter().filter_map(|(_, timer)| timer.expiry.next()).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_counted_when_somebody_looks() {
        let mut expiry = Expiry::at(10, 5);
        expiry.expire();
        assert_eq!(expiry.next(), None);
        assert_eq!(expiry.take(26), 4, "10, 15, 20 and 25");
        assert_eq!(expiry.next(), Some(30));
    }

    #[test]
    fn a_timer_without_an_interval_expires_once() {
        let mut expiry = Expiry::at(10, 0);
        expiry.expire();
        assert_eq!((expiry.state(12), expiry.take(12), expiry.take(13)), ((0, 0), 1, 0));
        assert_eq!(expiry.next(), None);
    }
}
