//! What a process keeps about signals: its dispositions, its mask, and what is pending.

use std::collections::BTreeMap;

use crate::abi::{SigInfo, SigSet, Signal};

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
pub(super) struct Pending(Vec<SigInfo>);

impl Pending {
    /// Adds one. Of a standard signal only one can be pending (`signal(7)`, "Queueing and delivery semantics").
    pub(super) fn add(&mut self, info: SigInfo) {
        if info.signal.is_realtime() || !self.0.iter().any(|other| other.signal == info.signal) {
            self.0.push(info);
        }
    }

    fn set(&self) -> SigSet {
        self.0.iter().fold(SigSet::default(), |set, info| set.or(SigSet::of(info.signal)))
    }

    /// The one to be delivered first that is not in `blocked`: faults, then the lowest number, then the oldest.
    fn first(&self, blocked: SigSet) -> Option<usize> {
        let open = self.0.iter().enumerate().filter(|(_, info)| !blocked.has(info.signal));
        open.min_by_key(|(index, info)| (!is_synchronous(info.signal), info.signal, *index)).map(|(index, _)| index)
    }

    fn remove(&mut self, is_gone: impl Fn(Signal) -> bool) {
        self.0.retain(|info| !is_gone(info.signal));
    }
}

/// Signals that Linux delivers before all others (`SYNCHRONOUS_MASK`).
const fn is_synchronous(signal: Signal) -> bool {
    matches!(
        signal,
        Signal::SIGSEGV | Signal::SIGBUS | Signal::SIGILL | Signal::SIGTRAP | Signal::SIGFPE | Signal::SIGSYS
    )
}

/// Everything about signals that belongs to a process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignalState {
    actions: BTreeMap<Signal, Action>,
    /// The signal mask.
    pub mask: SigSet,
    /// The mask to come back to after `rt_sigsuspend`.
    pub(super) saved_mask: Option<SigSet>,
    /// Sent to the thread (`tgkill`, faults); delivered first.
    pub(super) private: Pending,
    /// Sent to the process.
    pub(super) shared: Pending,
}

impl SignalState {
    /// What a signal does.
    #[must_use]
    pub fn action(&self, signal: Signal) -> Action {
        self.actions.get(&signal).copied().unwrap_or_default()
    }

    /// What has been asked for, by signal.
    pub fn actions(&self) -> impl Iterator<Item = (Signal, Action)> {
        self.actions.iter().map(|(&signal, &action)| (signal, action))
    }

    /// What is pending.
    #[must_use]
    pub fn pending(&self) -> SigSet {
        self.private.set().or(self.shared.set())
    }

    /// What is pending, each signal as often as it waits.
    pub fn pending_signals(&self) -> impl Iterator<Item = &SigInfo> {
        self.private.0.iter().chain(&self.shared.0)
    }

    /// Changes a disposition; a pending signal that is ignored now is gone.
    pub fn set_action(&mut self, signal: Signal, action: Action) {
        self.actions.insert(signal, action);
        if action.ignores(signal) {
            self.forget(|other| other == signal);
        }
    }

    /// Drops pending signals.
    pub(super) fn forget(&mut self, is_gone: impl Fn(Signal) -> bool + Copy) {
        self.private.remove(is_gone);
        self.shared.remove(is_gone);
    }

    /// The next signal that is not blocked; those that are ignored are dropped on the way.
    pub(super) fn next(&mut self) -> Option<SigInfo> {
        let (mask, actions) = (self.mask, self.actions.clone());
        let is_ignored =
            |signal: Signal| !mask.has(signal) && actions.get(&signal).copied().unwrap_or_default().ignores(signal);
        self.forget(is_ignored);
        self.peek(mask).map(|(info, _)| info)
    }

    fn peek(&self, blocked: SigSet) -> Option<(SigInfo, bool)> {
        let from = |pending: &Pending| pending.first(blocked).map(|index| pending.0[index]);
        from(&self.private).map(|info| (info, true)).or_else(|| from(&self.shared).map(|info| (info, false)))
    }

    /// Takes the next signal that is not in `blocked`.
    pub(in crate::kernel) fn dequeue(&mut self, blocked: SigSet) -> Option<SigInfo> {
        let (info, is_private) = self.peek(blocked)?;
        let pending = if is_private { &mut self.private } else { &mut self.shared };
        pending.first(blocked).map(|index| pending.0.remove(index));
        Some(info)
    }

    /// A pending signal that ends the process as soon as it can.
    pub(super) fn deadly(&self) -> Option<Signal> {
        let is_deadly = |signal: &Signal| {
            let is_default = self.action(*signal).handler == SIG_DFL && !self.mask.has(*signal);
            is_default && default_action(*signal) == DefaultAction::Terminate
        };
        self.pending_signals().map(|info| info.signal).filter(is_deadly).min()
    }

    /// The disposition as a handler that is about to run finds it; `SA_RESETHAND` takes it back.
    pub fn take_action(&mut self, signal: Signal) -> Action {
        let action = self.action(signal);
        if action.flags & SA_RESETHAND != 0 {
            self.actions.insert(signal, Action { handler: SIG_DFL, ..action });
        }
        action
    }

    /// The mask in place of that for the time of a call (`rt_sigsuspend`).
    pub(in crate::kernel) fn suspend(&mut self, mask: SigSet) {
        self.saved_mask = Some(self.mask);
        self.mask = mask.without(SigSet::UNBLOCKABLE);
    }

    /// A forked child has the dispositions and the mask, but nothing pending (`fork(2)`).
    #[must_use]
    pub fn forked(&self) -> Self {
        Self { private: Pending::default(), shared: Pending::default(), ..self.clone() }
    }

    /// A new program keeps mask, pending signals and what is ignored; handlers are gone (`execve(2)`).
    pub fn execute(&mut self) {
        self.actions.retain(|_, action| action.handler == SIG_IGN);
        self.actions.values_mut().for_each(|action| *action = Action { handler: SIG_IGN, ..Action::default() });
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
        let mut state = SignalState::default();
        for one in [info(10, 1), info(10, 2), info(40, 3), info(40, 4), info(34, 5)] {
            state.shared.add(one);
        }
        let order: Vec<_> =
            std::iter::from_fn(|| state.dequeue(SigSet::default())).map(|one| (one.signal.0, one.sender())).collect();
        assert_eq!(order, [(10, 1), (34, 5), (40, 3), (40, 4)]);
    }

    #[test]
    fn blocked_signals_stay_pending_and_ignored_ones_are_dropped() {
        let mut state = SignalState { mask: SigSet::of(Signal::SIGUSR1), ..SignalState::default() };
        state.shared.add(info(10, 1));
        state.shared.add(info(17, 1));
        assert_eq!(state.next(), None);
        assert_eq!(state.pending(), SigSet::of(Signal::SIGUSR1));
    }
}
