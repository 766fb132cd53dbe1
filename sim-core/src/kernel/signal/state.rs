//! What processes and threads keep about signals: dispositions, masks, and what is pending.

use std::collections::BTreeMap;

use crate::abi::{SigInfo, SigSet, Signal};

use super::super::Pid;
use super::{DefaultAction, default_action};

/// `SIG_DFL`
pub(in crate::kernel) const SIG_DFL: u64 = 0;
/// `SIG_IGN`
pub(in crate::kernel) const SIG_IGN: u64 = 1;
/// No SIGCHLD when children stop or continue.
pub(in crate::kernel) const SA_NOCLDSTOP: u64 = 1;
/// Children leave no zombies.
pub(in crate::kernel) const SA_NOCLDWAIT: u64 = 2;
/// Interrupted calls are made again.
pub(super) const SA_RESTART: u64 = 0x1000_0000;
/// The signal is not blocked in its own handler.
const SA_NODEFER: u64 = 0x4000_0000;
/// The disposition goes back to the default when the handler is entered.
const SA_RESETHAND: u64 = 0x8000_0000;

/// What a process has asked for a signal to do (`struct sigaction`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// `SIG_DFL`, `SIG_IGN` or the handler's address.
    pub handler: u64,
    /// `sa_flags`
    pub flags: u64,
    /// Where the handler returns to.
    pub restorer: u64,
    /// What is blocked while the handler runs, besides the signal itself.
    pub mask: SigSet,
}

impl Action {
    /// Whether a handler runs.
    #[must_use]
    pub const fn is_handler(&self) -> bool {
        self.handler > SIG_IGN
    }

    /// Whether the signal does what it does by default.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        self.handler == SIG_DFL
    }

    /// Whether it is to be ignored, explicitly or by default.
    #[must_use]
    pub fn ignores(&self, signal: Signal) -> bool {
        self.handler == SIG_IGN || self.handler == SIG_DFL && default_action(signal) == DefaultAction::Ignore
    }

    /// What is blocked while its handler runs, if `mask` was blocked before.
    #[must_use]
    pub fn mask_in_handler(&self, signal: Signal, mask: SigSet) -> SigSet {
        let own = if self.flags & SA_NODEFER != 0 { SigSet::default() } else { SigSet::of(signal) };
        mask.or(self.mask).or(own).without(SigSet::UNBLOCKABLE)
    }
}

/// Signals that have been sent and not yet delivered, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending(Vec<SigInfo>);

impl Pending {
    /// Adds one. Of a standard signal only one can be pending (`signal(7)`, "Queueing and delivery semantics").
    pub(in crate::kernel) fn add(&mut self, info: SigInfo) {
        if info.signal.is_realtime() || !self.0.iter().any(|other| other.signal == info.signal) {
            self.0.push(info);
        }
    }

    /// Which signals it holds.
    pub(in crate::kernel) fn set(&self) -> SigSet {
        self.0.iter().fold(SigSet::default(), |set, info| set.or(SigSet::of(info.signal)))
    }

    /// Each signal, as often as it waits.
    pub fn iter(&self) -> impl Iterator<Item = &SigInfo> {
        self.0.iter()
    }

    /// Where the one is that is to be delivered first of those not in `blocked`: faults, then the lowest number, then the
    /// oldest.
    fn position(&self, blocked: SigSet) -> Option<usize> {
        let open = self.0.iter().enumerate().filter(|(_, info)| !blocked.has(info.signal));
        open.min_by_key(|(index, info)| (!is_synchronous(info.signal), info.signal, *index)).map(|(index, _)| index)
    }

    /// The one to be delivered first of those not in `blocked`.
    pub(in crate::kernel) fn first(&self, blocked: SigSet) -> Option<SigInfo> {
        self.position(blocked).map(|index| self.0[index])
    }

    /// Takes it out.
    pub(in crate::kernel) fn take(&mut self, blocked: SigSet) -> Option<SigInfo> {
        self.position(blocked).map(|index| self.0.remove(index))
    }

    /// Drops signals.
    pub(in crate::kernel) fn remove(&mut self, is_gone: impl Fn(Signal) -> bool) {
        self.0.retain(|info| !is_gone(info.signal));
    }
}

/// Signals that Linux delivers before all others (`SYNCHRONOUS_MASK`).
pub(in crate::kernel) const fn is_synchronous(signal: Signal) -> bool {
    matches!(
        signal,
        Signal::SIGSEGV | Signal::SIGBUS | Signal::SIGILL | Signal::SIGTRAP | Signal::SIGFPE | Signal::SIGSYS
    )
}

/// What the threads of a process have asked signals to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispositions(BTreeMap<Signal, Action>);

impl Dispositions {
    /// What a signal does.
    #[must_use]
    pub fn get(&self, signal: Signal) -> Action {
        self.0.get(&signal).copied().unwrap_or_default()
    }

    /// What has been asked for, by signal.
    pub fn iter(&self) -> impl Iterator<Item = (Signal, Action)> {
        self.0.iter().map(|(&signal, &action)| (signal, action))
    }

    /// Changes a disposition.
    pub fn set(&mut self, signal: Signal, action: Action) {
        self.0.insert(signal, action);
    }

    /// The disposition as a handler that is about to run finds it; `SA_RESETHAND` takes it back.
    pub fn take(&mut self, signal: Signal) -> Action {
        let action = self.get(signal);
        if action.flags & SA_RESETHAND != 0 {
            self.0.insert(signal, Action { handler: SIG_DFL, ..action });
        }
        action
    }

    /// A new program keeps what is ignored; handlers are gone (`execve(2)`).
    pub fn execute(&mut self) {
        self.0.retain(|_, action| action.handler == SIG_IGN);
        self.0.values_mut().for_each(|action| *action = Action { handler: SIG_IGN, ..Action::default() });
    }
}

/// Everything about signals that belongs to a process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProcessSignals {
    /// What signals do.
    pub dispositions: Dispositions,
    /// Sent to the process: any thread may take them.
    pub pending: Pending,
    /// The thread that was asked last to take one that the first could not take; 0 for none (Linux: `curr_target`).
    pub(super) last_taker: Pid,
}

impl ProcessSignals {
    /// A forked child has the dispositions, but nothing pending (`fork(2)`).
    #[must_use]
    pub fn forked(&self) -> Self {
        Self { dispositions: self.dispositions.clone(), ..Self::default() }
    }
}

/// Everything about signals that belongs to a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThreadSignals {
    /// The signal mask.
    pub mask: SigSet,
    /// The mask to come back to after `rt_sigsuspend`.
    pub(super) saved_mask: Option<SigSet>,
    /// Sent to the thread (`tgkill`, faults); delivered first.
    pub pending: Pending,
    /// Whether it looks, on its way back from the kernel, at what is pending for its process (Linux: `TIF_SIGPENDING`): it
    /// has been asked to, or its mask has changed.
    pub(in crate::kernel) is_alerted: bool,
}

impl ThreadSignals {
    /// The first thread of a forked child has the mask, but nothing pending (`fork(2)`).
    #[must_use]
    pub fn forked(&self) -> Self {
        Self { pending: Pending::default(), is_alerted: false, ..self.clone() }
    }

    /// Changes the mask (Linux: `set_current_blocked`): something pending may not be blocked any more.
    pub(in crate::kernel) fn set_mask(&mut self, mask: SigSet) {
        self.mask = mask.without(SigSet::UNBLOCKABLE);
        self.is_alerted = true;
    }

    /// The mask in place of that for the time of a call (`rt_sigsuspend`).
    pub(in crate::kernel) fn suspend(&mut self, mask: SigSet) {
        self.saved_mask = Some(self.mask);
        self.set_mask(mask);
    }

    /// A call that had a mask of its own is over: the mask is what it was.
    pub(in crate::kernel) const fn restore(&mut self) {
        if let Some(mask) = self.saved_mask.take() {
            self.mask = mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::siginfo::SI_USER;

    fn info(signal: u8, pid: i32) -> SigInfo {
        SigInfo::from_process(Signal(signal), SI_USER, pid)
    }

    #[test]
    fn standard_signals_do_not_queue_and_real_time_signals_do() {
        let mut pending = Pending::default();
        for one in [info(10, 1), info(10, 2), info(40, 3), info(40, 4), info(34, 5)] {
            pending.add(one);
        }
        let order: Vec<_> =
            std::iter::from_fn(|| pending.take(SigSet::default())).map(|one| (one.signal.0, one.sender())).collect();
        assert_eq!(order, [(10, 1), (34, 5), (40, 3), (40, 4)]);
    }

    #[test]
    fn blocked_signals_stay_pending() {
        let mut pending = Pending::default();
        pending.add(info(10, 1));
        assert_eq!(pending.first(SigSet::of(Signal::SIGUSR1)), None);
        assert_eq!(pending.set(), SigSet::of(Signal::SIGUSR1));
    }
}
