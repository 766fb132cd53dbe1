//! Which thread takes a signal (Linux: `complete_signal` of `kernel/signal.c`). It is chosen when the signal is sent; another
//! takes it only if nobody could be chosen, or if it changes its mask before the chosen one comes to it.

use crate::abi::Signal;

use super::super::wait::WaitsFor;
use super::super::{Kernel, Pid};
use super::Queue;

impl Kernel {
    /// The thread that shall take a signal: the one that it was sent to if that wants it; if it was sent to the process, else
    /// the next that does, from the one on that was chosen last.
    pub(super) fn choose_taker(&mut self, tid: Pid, signal: Signal, queue: Queue) -> Option<Pid> {
        if self.wants(tid, signal) {
            return Some(tid);
        }
        if queue == Queue::Private {
            return None;
        }
        let pid = self.tasks[tid].pid;
        let last = self.tasks.process(pid).signals.last_taker;
        let (before, from): (Vec<Pid>, Vec<Pid>) = self.tasks.threads(pid).partition(|&thread| thread < last);
        let taker = from.into_iter().chain(before).find(|&thread| self.wants(thread, signal))?;
        self.tasks.process_mut(pid).signals.last_taker = taker;
        Some(taker)
    }

    /// Whether a thread can be chosen (Linux: `wants_signal`). For a signal with a handler only those can that are inside a
    /// system call, where it reaches them at once; and of those whoever sleeps and has been chosen for another one cannot.
    fn wants(&self, thread: Pid, signal: Signal) -> bool {
        if !self.tasks.is_alive(thread) || !self.is_open(thread, signal) && !self.awaits(thread, signal) {
            return false;
        }
        let is_free = self.caller == Some(thread)
            || self.tasks.blocked(thread).is_some() && !self.tasks[thread].signals.is_alerted;
        is_free || !self.tasks.dispositions(thread).get(signal).is_handler()
    }

    /// Whether a thread does not block a signal.
    pub(super) fn is_open(&self, thread: Pid, signal: Signal) -> bool {
        !self.tasks[thread].signals.mask.has(signal)
    }

    /// Whether a thread sleeps in `rt_sigtimedwait` for a signal.
    pub(super) fn awaits(&self, tid: Pid, signal: Signal) -> bool {
        let blocked = self.tasks.blocked(tid);
        blocked.is_some_and(|blocked| matches!(blocked.on, WaitsFor::Signal { set, .. } if set.has(signal)))
    }
}
