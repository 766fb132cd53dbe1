//! What the controller knows of a task.

use std::sync::atomic::Ordering;

use serde::de::DeserializeOwned;
use sim_core::abi::event::{Body, Outcome, Site, Status};
use sim_core::abi::{CallRecord, Sysno};

use super::LockstepError;
use super::procfs::{Look, Window};
use super::protocol::{Announcement, Begun, Report, Wish};
use crate::sys::board::{Mailed, Slot, wake};
use crate::sys::limit::break_off;
use crate::sys::message;
use crate::sys::signals::{TIMEOUT, send_timer, send_timer_to};

/// `restart_syscall(2)`: how some calls go on after the process was stopped.
const RESTART_SYSCALL: u16 = 219;

/// Where a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It can take a turn, now or when its private computation comes to the next visible operation.
    Ready,
    /// It sleeps in the kernel, inside a real call.
    Blocked,
    /// It sleeps in virtual time.
    Asleep {
        /// When that is over.
        until_ns: u64,
    },
    /// It waits for one of several descriptors to become ready, at most for a time.
    Polling {
        /// When that time is over, if ever.
        until_ns: Option<u64>,
    },
    /// It is dead.
    Ended,
}

/// A simulated process, as the controller sees it.
pub(super) struct Task {
    /// Its number, from 1.
    pub(super) number: u32,
    /// Its own id.
    pub(super) pid: i32,
    /// Its process.
    pub(super) group: i32,
    /// Where it is.
    pub(super) phase: Phase,
    /// Whether a signal has stopped it, wherever it is.
    pub(super) is_stopped: bool,
    /// Whether it computes on and on, and waits until nobody else can run.
    pub(super) gives_way: bool,
    /// While it waits for a connection: when its kernel asks for it again, and how often it has.
    pub(super) asks_again: Option<(u64, u32)>,
    /// Its first parent's number, if that is a task.
    pub(super) parent: Option<u32>,
    window: Window,
    slot: &'static Slot,
    grants: u32,
    announcements: u32,
    reports: u32,
    /// What it asked its last turn for.
    wish: Option<Announcement>,
}

impl Task {
    pub(super) fn new(number: u32, (pid, group): (i32, i32), parent: Option<u32>, slot: &'static Slot) -> Self {
        Self {
            number,
            pid,
            group,
            phase: Phase::Ready,
            is_stopped: false,
            gives_way: false,
            asks_again: None,
            parent,
            window: Window::new(pid),
            slot,
            grants: 0,
            announcements: 0,
            reports: 0,
            wish: None,
        }
    }

    /// What its runtime failed of, if it did.
    ///
    /// # Errors
    /// The failure.
    pub(super) fn check_runtime(&self) -> Result<(), LockstepError> {
        if self.slot.broken.count() == 0 {
            return Ok(());
        }
        let what = String::from_utf8_lossy(&self.slot.broken.read()).into_owned();
        Err(LockstepError::Runtime { task: self.number, what })
    }

    /// Whether it has asked for its next turn.
    pub(super) fn has_announced(&self) -> bool {
        self.slot.announced.count() > self.announcements
    }

    /// What it asks its next turn for, to be called once it has.
    ///
    /// # Errors
    /// When the letter makes no sense.
    pub(super) fn take_wish(&mut self) -> Result<Wish, LockstepError> {
        let announcement: Announcement = self.letter(&self.slot.announced)?;
        self.announcements += 1;
        let wish = announcement.wish.clone();
        self.wish = Some(announcement);
        Ok(wish)
    }

    /// When it wakes by itself, if it does.
    pub(super) fn wakes_at(&self) -> Option<u64> {
        match self.phase {
            _ if self.is_stopped => None,
            Phase::Asleep { until_ns } => Some(until_ns),
            Phase::Polling { until_ns } => until_ns,
            Phase::Blocked => self.limit(),
            Phase::Ready | Phase::Ended => None,
        }
    }

    /// When its kernel asks again for the connection that it waits for.
    pub(super) fn asks_again_at(&self) -> Option<u64> {
        self.asks_again.filter(|_| self.phase == Phase::Blocked).map(|(due_ns, _)| due_ns)
    }

    /// Until when the call that it is in waits, if not for ever.
    pub(super) fn limit(&self) -> Option<u64> {
        self.slot.limit_ns.load(Ordering::Acquire).checked_sub(1)
    }

    /// The time is over for which it sleeps, or for which its call waits.
    pub(super) fn wake_up(&mut self) {
        if self.phase == Phase::Blocked {
            self.slot.is_over.store(1, Ordering::Release);
            break_off(self.pid);
        } else {
            self.grant(0);
        }
    }

    /// It was stopped and goes on: waiting at an epoll instance fails then (`signal(7)`). Whether it does.
    pub(super) fn fails_if_stopped(&mut self) -> bool {
        let is_epoll = matches!(self.granted_nr(), Some(Sysno::EPOLL_WAIT | Sysno::EPOLL_PWAIT | Sysno::EPOLL_PWAIT2));
        let fails = is_epoll && matches!(self.phase, Phase::Polling { .. }) && !self.has_reported();
        if fails {
            self.slot.was_stopped.store(1, Ordering::Release);
            self.grant(0);
        }
        fails
    }

    /// Whether it can take a turn.
    pub(super) fn is_ready(&self) -> bool {
        self.phase == Phase::Ready && !self.is_stopped
    }

    /// When its alarm goes off.
    pub(super) fn alarm_at(&self) -> Option<u64> {
        self.time_of(&self.slot.alarm_ns)
    }

    /// When its wait for a signal times out.
    pub(super) fn times_out_at(&self) -> Option<u64> {
        self.time_of(&self.slot.timeout_ns).filter(|&time_ns| time_ns != u64::MAX && !self.is_stopped)
    }

    fn time_of(&self, word: &std::sync::atomic::AtomicU64) -> Option<u64> {
        let time_ns = word.load(Ordering::Acquire);
        (time_ns != 0 && self.phase != Phase::Ended).then_some(time_ns)
    }

    /// Its alarm goes off.
    pub(super) fn sound_alarm(&self) {
        self.slot.alarm_ns.store(0, Ordering::Release);
        send_timer(self.group, libc::SIGALRM);
    }

    /// Its wait for a signal times out.
    pub(super) fn time_out(&self) {
        self.slot.timeout_ns.store(0, Ordering::Release);
        send_timer_to(self.group, self.pid, TIMEOUT);
    }

    /// Whether its children leave no zombies, so that nobody learns their status.
    pub(super) fn leaves_no_zombies(&self) -> bool {
        self.slot.leaves_no_zombies.load(Ordering::Acquire) != 0
    }

    /// What it was granted last.
    pub(super) fn wish(&self) -> Option<&Wish> {
        self.wish.as_ref().map(|announcement| &announcement.wish)
    }

    /// The line that it was at when it last asked for a turn.
    pub(super) fn site(&self) -> Option<Site> {
        self.wish.as_ref().and_then(|wish| wish.site.clone())
    }

    /// The number of the call that it is in.
    fn granted_nr(&self) -> Option<Sysno> {
        match self.wish.as_ref()?.wish {
            Wish::Call(nr, _) => Some(nr),
            _ => None,
        }
    }

    /// Lets it go on.
    pub(super) fn grant(&mut self, child_slot: u32) {
        self.slot.child_slot.store(child_slot, Ordering::Release);
        self.grants += 1;
        self.slot.granted.store(self.grants, Ordering::Release);
        wake(&self.slot.granted);
    }

    /// Whether there is a report that has not been taken.
    pub(super) fn has_reported(&self) -> bool {
        self.slot.reported.count() > self.reports
    }

    /// The report, to be called once there is one.
    ///
    /// # Errors
    /// When the letter makes no sense.
    pub(super) fn take_report(&mut self) -> Result<Report, LockstepError> {
        self.reports += 1;
        self.letter(&self.slot.reported)
    }

    /// The call that it is in.
    ///
    /// # Errors
    /// When the letter makes no sense.
    pub(super) fn begun(&self) -> Result<Begun, LockstepError> {
        self.letter(&self.slot.begun)
    }

    /// The call that it is in, its outcome, and the handlers entered after it.
    ///
    /// # Errors
    /// When the report is about something else.
    pub(super) fn take_outcome(&mut self) -> Result<(CallRecord, Outcome, Vec<Body>), LockstepError> {
        match self.take_report()? {
            Report::Call(outcome, delivered) => Ok((self.begun()?, outcome, delivered.0)),
            other => Err(self.confused(format!("it reported {other:?} where a call was to end"))),
        }
    }

    /// Whether it has reported that it goes on polling; that report is taken then.
    ///
    /// # Errors
    /// When the letter makes no sense.
    pub(super) fn still_polls(&mut self) -> Result<bool, LockstepError> {
        let still = matches!(self.letter(&self.slot.reported)?, Report::Polling { .. });
        if still {
            self.reports += 1;
        }
        Ok(still)
    }

    fn letter<T: DeserializeOwned>(&self, from: &Mailed) -> Result<T, LockstepError> {
        let letter = from.read_with(|bytes| postcard::from_bytes(bytes));
        letter.map_err(|error| self.confused(format!("its letter is broken: {error}")))
    }

    /// An error about it.
    pub(super) fn confused(&self, what: String) -> LockstepError {
        LockstepError::Runtime { task: self.number, what }
    }

    /// What the kernel says about it.
    pub(super) fn look(&self) -> Look {
        self.window.look()
    }

    /// Whether it sleeps in the call that it was granted, or was stopped there.
    pub(super) fn is_in_call(&self) -> bool {
        self.granted_nr().is_some_and(|granted| is_call(self.window.call(), granted))
    }

    /// Whether its call had blocked and is now coming to its end.
    pub(super) fn is_waking(&self) -> bool {
        self.phase == Phase::Blocked
            && !self.is_stopped
            && !self.is_in_call()
            && !self.has_reported()
            && !matches!(self.look(), Look::Zombie { .. } | Look::Gone)
    }

    /// Whether it sleeps in the call that it was granted.
    pub(super) fn sleeps_in_call(&self) -> bool {
        matches!((self.look(), self.granted_nr()), (Look::Asleep { nr }, Some(granted)) if is_call(Some(nr), granted))
    }

    /// Whether it sleeps until it is granted its next turn.
    pub(super) fn waits_for_grant(&self) -> bool {
        self.window.call().is_some_and(|nr| i64::from(nr) == libc::SYS_futex)
    }
}

/// Whether the call that a process is seen in is the one that it was granted, or one that this is made of.
fn is_call(seen: Option<u16>, granted: Sysno) -> bool {
    seen.is_some_and(|nr| nr == granted.0 || nr == RESTART_SYSCALL || granted.is_labs_own() && message::sleeps_in(nr))
}

/// A wait status (`wait(2)`).
pub(super) fn decode(status: i32) -> Status {
    match status & 0x7f {
        0 => Status::Exited((status >> 8) as u8),
        signal => Status::Signalled(sim_core::abi::Signal(signal as u8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wait_words_are_decoded_as_they_are_made() {
        for status in [Status::Exited(3), Status::Signalled(sim_core::abi::Signal::SIGSEGV)] {
            assert_eq!(decode(status.wait_word()), status);
        }
    }
}
