//! Delivering: what happens to the signals of a process when it comes back from the kernel.

use crate::abi::{SigInfo, SigSet, Signal, Status};
use crate::machine::signal::Entry;

use super::super::{Effect, Kernel, Pid};
use super::state::Action;
use super::{DefaultAction, default_action};

/// What the next signal of a process will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Next {
    /// A handler will run.
    Handler(Action),
    /// The process will stop.
    Stop,
    /// The process will end.
    End,
}

impl Kernel {
    /// What the next signal that a task is to take will do.
    pub(in crate::kernel) fn next_signal(&mut self, pid: Pid) -> Option<Next> {
        loop {
            let Some(SigInfo { signal, .. }) = self.tasks.next_pending(pid) else {
                self.tasks[pid].signals.is_alerted = false;
                return None;
            };
            let action = self.tasks.dispositions(pid).get(signal);
            match default_action(signal) {
                _ if action.is_handler() => return Some(Next::Handler(action)),
                DefaultAction::Stop if !self.can_stop(pid, signal) => {
                    self.tasks.forget_signals(pid, |other| other == signal);
                }
                DefaultAction::Stop => return Some(Next::Stop),
                DefaultAction::Terminate | DefaultAction::Ignore => return Some(Next::End),
            }
        }
    }

    /// Whether a task that can run will enter a handler in its turn, before anything else.
    pub(crate) fn has_signal(&mut self, pid: Pid) -> bool {
        if self.tasks.pending(pid) == SigSet::default() {
            return false;
        }
        self.tasks[pid].signals.is_alerted = true;
        self.next_signal(pid).is_some()
    }

    /// Delivers all signals that the task is to take and does not block, one after the other: the handler of the last one runs first, and
    /// returns into that of the one before (as on Linux, which looks again before it goes back to user mode).
    pub(crate) fn deliver(&mut self, pid: Pid) {
        while self.tasks.is_alive(pid) && !self.tasks.is_stopped(pid) {
            let mask = self.tasks[pid].signals.mask;
            let is_next = self.tasks.next_pending(pid).is_some();
            let Some(info) = is_next.then(|| self.tasks.dequeue(pid, mask)).flatten() else {
                self.tasks[pid].signals.is_alerted = false;
                break;
            };
            self.dequeued(pid, &info);
            self.act(pid, &info);
        }
    }

    fn act(&mut self, pid: Pid, info: &SigInfo) {
        let signal = info.signal;
        let action = self.tasks.process_mut(pid).signals.dispositions.take(signal);
        match default_action(signal) {
            _ if action.is_handler() => self.enter_handler(pid, info, &action),
            DefaultAction::Ignore => {}
            DefaultAction::Stop => self.stop_by(pid, signal),
            DefaultAction::Terminate => self.terminate(pid, Status::Signalled(signal)),
        }
    }

    /// Puts the frame on the stack and the CPU at the handler's start. Without room for it, SIGSEGV ends the process.
    fn enter_handler(&mut self, pid: Pid, info: &SigInfo, action: &Action) {
        let signal = info.signal;
        let entry = Entry { signal: signal.0, handler: action.handler, restorer: action.restorer };
        let signals = &mut self.tasks[pid].signals;
        let mask = signals.saved_mask.take().unwrap_or(signals.mask);
        signals.mask = action.mask_in_handler(signal, signals.mask);
        let frame = self.tasks[pid].cpu.signal_frame(&entry, mask.0, &info.encode());
        let is_entered =
            self.copy_out(pid, frame.addr, &frame.bytes).is_ok() && self.tasks[pid].cpu.enter_handler(&entry, &frame);
        if is_entered {
            let (handler, code, sender) = (action.handler, info.code, info.sender());
            self.effects.push(Effect::Delivered { pid, signal, handler, code, sender });
        } else {
            self.terminate(pid, Status::Signalled(Signal::SIGSEGV));
        }
    }

    /// `rt_sigreturn(2)`: false if there is no frame to return through.
    pub(in crate::kernel) fn return_from_handler(&mut self, pid: Pid) -> bool {
        let Some(addr) = self.tasks[pid].cpu.saved_mask_addr() else { return false };
        let Ok(mask) = self.copy_in::<8>(pid, addr) else { return false };
        let task = &mut self.tasks[pid];
        task.signals.set_mask(SigSet(u64::from_le_bytes(mask)));
        task.cpu.leave_handler();
        true
    }
}
