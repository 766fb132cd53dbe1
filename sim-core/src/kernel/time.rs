//! Virtual time (`time(7)`). The clock stands still while anybody can run; when nobody can, it jumps to the next
//! timer. So a run never waits for a wall clock, and is the same every time.

use std::collections::BTreeMap;

use super::{Halt, Kernel, Pid, Resume, WaitsFor};

/// Nanoseconds of a second.
pub const SECOND: u64 = 1_000_000_000;
/// What `CLOCK_REALTIME` shows when a run begins: 2026-01-01 00:00:00 UTC.
pub const EPOCH: u64 = 1_767_225_600 * SECOND;

/// The clock of a host and who sleeps until when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Nanoseconds since the host booted (`CLOCK_MONOTONIC`).
    pub now: u64,
    /// Sleepers by time to wake; of several at one time the first to sleep wakes first.
    sleepers: BTreeMap<(u64, u64), Pid>,
    sleeps: u64,
}

impl Clock {
    /// Nanoseconds since 1970 (`CLOCK_REALTIME`).
    #[must_use]
    pub const fn realtime(&self) -> u64 {
        EPOCH + self.now
    }

    /// The same in seconds, as structures of the kernel note times.
    #[must_use]
    pub const fn seconds(&self) -> u64 {
        self.realtime() / SECOND
    }

    /// Sets a sleeper's timer.
    pub(super) fn sleep(&mut self, pid: Pid, until: u64) {
        self.sleeps += 1;
        self.sleepers.insert((until, self.sleeps), pid);
    }

    /// When a sleeper's timer comes, if it has one.
    pub(super) fn timer_of(&self, pid: Pid) -> Option<u64> {
        self.sleepers.iter().find(|(_, sleeper)| **sleeper == pid).map(|(&(until, _), _)| until)
    }

    /// A sleeper's timer is taken back.
    pub(super) fn cancel(&mut self, pid: Pid) {
        self.sleepers.retain(|_, sleeper| *sleeper != pid);
    }

    /// When the next sleeper wakes.
    #[must_use]
    pub fn next_timer(&self) -> Option<u64> {
        self.sleepers.keys().next().map(|&(until, _)| until)
    }

    /// The sleepers whose time has come, taken out.
    fn expired(&mut self) -> Vec<Pid> {
        let mut expired = Vec::new();
        while let Some(entry) = self.sleepers.first_entry().filter(|entry| entry.key().0 <= self.now) {
            expired.push(entry.remove());
        }
        expired
    }
}

impl Kernel {
    /// Sleeps until a point in virtual time.
    pub(super) fn sleep_until(&mut self, pid: Pid, until: u64) -> Result<(), Halt> {
        if until <= self.clock.now {
            return Ok(());
        }
        self.clock.sleep(pid, until);
        Err(Halt::Block(WaitsFor::Time(until), Resume::Until(until)))
    }

    /// A process that sleeps for something else gives up at a point in virtual time: it is woken with
    /// [`Resume::Elapsed`].
    pub(super) fn limit_wait(&mut self, pid: Pid, until: Option<u64>) {
        if let Some(until) = until {
            self.clock.sleep(pid, until);
        }
    }

    /// What a sleeper finds whose time is over. A transfer of which something is done has come to its end.
    fn elapsed(&self, pid: Pid) -> Resume {
        match self.tasks.blocked(pid).map(|blocked| &blocked.resume) {
            Some(&(Resume::Wrote(done) | Resume::Received(done))) if done > 0 => Resume::Over(Ok(done)),
            _ => Resume::Elapsed,
        }
    }

    /// Moves the clock on to the next timer and wakes whoever waits for it.
    pub(crate) fn jump_to(&mut self, time: u64) {
        self.clock.now = self.clock.now.max(time);
        self.expire_timers();
        self.expire_timerfds();
        for pid in self.clock.expired() {
            if let Some(WaitsFor::Socket { id, .. }) = self.tasks.blocked(pid).map(|blocked| blocked.on) {
                self.socket_leave(pid, id);
            }
            self.wake_with(pid, self.elapsed(pid));
        }
    }
}
