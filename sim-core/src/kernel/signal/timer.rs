//! The real-time interval timer (`setitimer(2)`, `alarm(2)`), in virtual time: it sends SIGALRM when it expires. A timer
//! with an interval is set again when its signal is delivered, as Linux does.

use crate::abi::siginfo::SI_KERNEL;
use crate::abi::{SigInfo, Signal};

use super::super::process::Process;
use super::super::time::SECOND;
use super::super::{Kernel, Pid};
use super::Queue;

/// An interval timer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IntervalTimer {
    /// When it expires; 0 if it is not set.
    pub expires: u64,
    /// After what time it expires again; 0 for never.
    pub interval: u64,
    /// It has expired and its signal has not been delivered yet.
    pub is_due: bool,
}

impl IntervalTimer {
    /// The time that is left, and the interval.
    #[must_use]
    pub const fn state(&self, now: u64) -> (u64, u64) {
        (self.expires.saturating_sub(now), self.interval)
    }

    /// Sets it to expire after a time; 0 disarms it.
    #[must_use]
    pub const fn after(now: u64, value: u64, interval: u64) -> Self {
        Self { expires: if value == 0 { 0 } else { now.saturating_add(value) }, interval, is_due: false }
    }

    /// When it expires next, if it is running.
    #[must_use]
    pub const fn next(&self) -> Option<u64> {
        if self.expires == 0 || self.is_due { None } else { Some(self.expires) }
    }

    /// Its signal has been delivered: it starts anew, at a multiple of its interval, or is done.
    pub const fn rearm(&mut self, now: u64) {
        if self.is_due && self.interval > 0 {
            let missed = now.saturating_sub(self.expires) / self.interval + 1;
            self.expires = self.expires.saturating_add(missed.saturating_mul(self.interval));
        } else if self.is_due {
            self.expires = 0;
        }
        self.is_due = false;
    }
}

/// What `alarm` returns of the time that is left: seconds, rounded, but never 0 of something.
#[must_use]
pub const fn alarm_seconds(left: u64) -> u64 {
    let (seconds, rest) = (left / SECOND, left % SECOND);
    if rest >= SECOND / 2 || seconds == 0 && rest > 0 { seconds + 1 } else { seconds }
}

impl Kernel {
    /// When the next timer expires or the next sleeper wakes.
    #[must_use]
    pub fn next_timer(&self) -> Option<u64> {
        let living = self.tasks.processes().filter(|process| process.status.is_none());
        let timers = living.filter_map(|process| process.timer.next());
        timers.chain(self.clock.next_timer()).chain(self.next_timerfd()).chain(self.wires.next_due()).min()
    }

    /// SIGALRM for the timers whose time has come, in order of pid.
    pub(in crate::kernel) fn expire_timers(&mut self) {
        let now = self.clock.now;
        let is_over = |process: &&Process| process.timer.next().is_some_and(|expires| expires <= now);
        let living = self.tasks.processes().filter(|process| process.status.is_none());
        for pid in living.filter(is_over).map(|process| process.pid).collect::<Vec<_>>() {
            let timer = &mut self.tasks.process_mut(pid).timer;
            if timer.interval == 0 {
                timer.expires = 0;
            } else {
                timer.is_due = true;
            }
            self.post(pid, SigInfo::from_process(Signal::SIGALRM, SI_KERNEL, 0), Queue::Shared);
        }
    }

    /// A signal has been taken out of the pending ones.
    pub(in crate::kernel) fn dequeued(&mut self, pid: Pid, info: &SigInfo) {
        if info.signal == Signal::SIGALRM {
            let now = self.clock.now;
            self.tasks.process_mut(pid).timer.rearm(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_rounds_what_is_left() {
        assert_eq!([0, 1, SECOND, SECOND + SECOND / 2].map(alarm_seconds), [0, 1, 1, 2]);
    }

    #[test]
    fn a_timer_starts_anew_at_a_multiple_of_its_interval() {
        let mut timer = IntervalTimer::after(0, 10, 4);
        timer.is_due = true;
        assert_eq!(timer.next(), None);
        timer.rearm(19);
        assert_eq!(timer.next(), Some(22));
    }
}
