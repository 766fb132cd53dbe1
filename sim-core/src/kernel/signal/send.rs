//! Sending signals: `kill(2)` and its relatives, and the kernel's own.

use crate::abi::siginfo::{CLD_CONTINUED, SI_TKILL, SI_USER};
use crate::abi::{Errno, SigInfo, Signal, Status};

use super::super::process::{INIT, SHELL};
use super::super::wait::Resume;
use super::super::{Halt, Kernel, Pid};
use super::restart::fails_after_stop;
use super::{Action, DefaultAction, Deferred, SIGNAL_MAX, default_action};

/// Which queue of pending signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Queue {
    /// The thread's.
    Private,
    /// The process's.
    Shared,
}

impl Kernel {
    /// Changes a disposition; a pending signal that is ignored now is gone.
    pub(in crate::kernel) fn set_action(&mut self, pid: Pid, signal: Signal, action: Action) {
        self.tasks.process_mut(pid).signals.dispositions.set(signal, action);
        if action.ignores(signal) {
            self.tasks.forget_signals(pid, |other| other == signal);
        }
    }

    /// A signal from the kernel because of what the process itself did (SIGPIPE).
    pub(in crate::kernel) fn send_signal(&mut self, pid: Pid, signal: Signal) {
        self.post(pid, SigInfo::from_process(signal, SI_USER, self.tasks[pid].pid), Queue::Private);
    }

    /// A signal arrives for a task ([`Queue::Private`]) or for the process that it belongs to. What is ignored is dropped;
    /// what ends or stops the process does so at once, unless it is in the middle of a call of its own; a handler
    /// interrupts a call that the task is blocked in.
    pub(in crate::kernel) fn post(&mut self, tid: Pid, info: SigInfo, queue: Queue) {
        let signal = info.signal;
        // Another one that the same call has reached may have taken it with it.
        let Some(pid) = self.tasks.get(tid).map(|task| task.pid) else { return };
        if !self.tasks.is_living(pid) || queue == Queue::Private && !self.tasks.is_alive(tid) {
            return;
        }
        self.prepare(pid, signal);
        if !self.tasks.is_living(pid) {
            // SIGCONT has let it go on, and it has died of what came while it was stopped.
            return;
        }
        let is_stopped = self.tasks.is_stopped(pid);
        let action = self.tasks.dispositions(pid).get(signal);
        if action.ignores(signal) && !self.tasks[tid].signals.mask.has(signal) && signal != Signal::SIGKILL {
            return;
        }
        match queue {
            Queue::Private => self.tasks[tid].signals.pending.add(info),
            Queue::Shared => self.tasks.process_mut(pid).signals.pending.add(info),
        }
        self.signalfd_notify(pid);
        if is_stopped && signal != Signal::SIGKILL {
            // Later: when the process goes on.
        } else if let Some(taker) = self.choose_taker(tid, signal, queue) {
            self.take_up(taker, signal);
        }
    }

    /// A thread has been chosen to take a signal that has just been sent.
    fn take_up(&mut self, taker: Pid, signal: Signal) {
        let pid = self.tasks[taker].pid;
        let is_handled = self.tasks.dispositions(pid).get(signal).is_handler();
        let ends = !is_handled && default_action(signal) == DefaultAction::Terminate;
        // Waiting for a signal blocks it only for those that would have left the process alive.
        let is_awaited = self.awaits(taker, signal) && !(ends && self.is_open(taker, signal));
        if is_awaited || is_handled {
            self.tasks[taker].signals.is_alerted = true;
            self.interrupt_wait(taker);
        } else if !self.is_callers(pid) {
            self.defer(Deferred::Signal(taker, signal));
        } else if ends {
            self.terminate(pid, Status::Signalled(signal));
        } else if let Some(caller) = self.caller {
            self.tasks[caller].signals.is_alerted = true;
        }
    }

    /// Whether a process is the one that makes the system call just now.
    fn is_callers(&self, pid: Pid) -> bool {
        self.caller.and_then(|caller| self.tasks.get(caller)).is_some_and(|task| task.pid == pid)
    }

    /// What a signal does to another process than the caller: that one has to run for it.
    pub(super) fn defer(&mut self, what: Deferred) {
        if self.caller.is_some() { self.deferred.push(what) } else { self.carry_out(what) }
    }

    /// The caller has come back: what its call has set off in others happens.
    pub(in crate::kernel) fn carry_out_deferred(&mut self) {
        std::mem::take(&mut self.deferred).into_iter().for_each(|what| self.carry_out(what));
    }

    fn carry_out(&mut self, what: Deferred) {
        match what {
            Deferred::Signal(pid, _) if !self.tasks.is_alive(pid) => {}
            Deferred::Signal(pid, signal) if default_action(signal) == DefaultAction::Terminate => {
                self.terminate(pid, Status::Signalled(signal));
            }
            Deferred::Signal(tid, signal) => {
                self.tasks.forget_signals(self.tasks[tid].pid, |other| other == signal);
                self.stop_by(tid, signal);
                self.wake_for_nothing(tid);
            }
            Deferred::Continued(pid) if self.tasks.is_living(pid) => {
                self.tell_parent_of_job(pid, CLD_CONTINUED, Signal::SIGCONT);
            }
            Deferred::Continued(_) => {}
        }
    }

    /// A stop signal that does not stop has woken a sleeper all the same, and some calls do not go back to sleep.
    fn wake_for_nothing(&mut self, pid: Pid) {
        let is_failing = self.tasks.blocked(pid).is_some_and(|blocked| fails_after_stop(blocked.nr));
        if is_failing && !self.tasks.is_stopped(pid) && !self.woken.contains(&pid) {
            self.leave_queues(pid);
            self.wake_with(pid, Resume::Interrupted);
        }
    }

    /// What stop signals and SIGCONT do when they are sent, whatever their disposition (Linux: `prepare_signal`).
    fn prepare(&mut self, pid: Pid, signal: Signal) {
        if signal.is_stop() {
            self.tasks.forget_signals(pid, |other| other == Signal::SIGCONT);
        } else if signal == Signal::SIGCONT {
            self.tasks.forget_signals(pid, Signal::is_stop);
            self.go_on(pid);
        }
    }

    /// A blocked thread looks whether there is a signal for it.
    fn interrupt_wait(&mut self, pid: Pid) {
        if self.tasks.blocked(pid).is_some() && !self.tasks.is_stopped(pid) && !self.woken.contains(&pid) {
            self.leave_queues(pid);
            self.wake(pid);
        }
    }

    /// `kill(2)`: which processes `target` means, and the signal to each. `signal` 0 only looks.
    pub(in crate::kernel) fn kill(&mut self, sender: Pid, target: Pid, signal: i32) -> Result<(), Halt> {
        let targets = self.signal_targets(sender, target)?;
        if targets.is_empty() {
            return Err(Errno::ESRCH.into());
        }
        let signal = checked(signal)?;
        let permitted: Vec<Pid> =
            targets.into_iter().filter(|&pid| self.permit_signal(sender, pid, signal).is_ok()).collect();
        // Who means everybody means those that it may send to, even if that is nobody.
        if permitted.is_empty() && target != -1 {
            return Err(Errno::EPERM.into());
        }
        let Some(signal) = signal else { return Ok(()) };
        let info = self.info_of(sender, signal, SI_USER);
        permitted.into_iter().try_for_each(|pid| self.send_to(pid, info, Queue::Shared))
    }

    /// `tgkill(2)`, and `tkill(2)` without the process.
    pub(in crate::kernel) fn kill_thread(
        &mut self,
        sender: Pid,
        process: Option<Pid>,
        thread: Pid,
        signal: i32,
    ) -> Result<(), Halt> {
        if thread <= 0 || process.is_some_and(|process| process <= 0) {
            return Err(Errno::EINVAL.into());
        }
        let own = self.tasks.get(thread).map_or(thread, |task| task.pid);
        if !self.exists(thread) || process.is_some_and(|process| process != own) {
            return Err(Errno::ESRCH.into());
        }
        let signal = checked(signal)?;
        self.permit_signal(sender, thread, signal)?;
        let Some(signal) = signal else { return Ok(()) };
        self.send_to(thread, self.info_of(sender, signal, SI_TKILL), Queue::Private)
    }

    /// `rt_sigqueueinfo(2)`: only a process itself may pretend that the kernel, `kill` or `tgkill` sent it.
    pub(in crate::kernel) fn queue_signal(
        &mut self,
        sender: Pid,
        target: Pid,
        signal: i32,
        bytes: &[u8; SigInfo::BYTES],
    ) -> Result<(), Halt> {
        let info = SigInfo::decode(Signal(signal as u8), bytes);
        let own = self.tasks[sender].pid;
        if (info.code >= 0 || info.code == SI_TKILL) && target != own {
            return Err(Errno::EPERM.into());
        }
        if target <= 0 || !self.exists(target) {
            return Err(Errno::ESRCH.into());
        }
        let wanted = checked(signal)?;
        self.permit_signal(sender, target, wanted)?;
        if wanted.is_none() {
            return Ok(());
        }
        self.send_to(target, info, Queue::Shared)
    }

    fn send_to(&mut self, pid: Pid, info: SigInfo, queue: Queue) -> Result<(), Halt> {
        let signal = info.signal;
        match pid {
            // Init gets no signal that it has no handler for (kill(2), NOTES).
            INIT => Ok(()),
            SHELL if default_action(signal) == DefaultAction::Ignore => Ok(()),
            SHELL => Err(Halt::Unsupported(format!("{signal} to the process that launched the programs"))),
            _ => {
                self.post(pid, info, queue);
                Ok(())
            }
        }
    }

    /// The processes that `kill`'s first argument means, each by its first thread; a thread's id is as good as its process's,
    /// and then that thread is the first to be asked (observed on Linux 6.18). The sender comes last, so that it sees all others get theirs.
    fn signal_targets(&self, sender: Pid, target: Pid) -> Result<Vec<Pid>, Halt> {
        let own = self.tasks[sender].pid;
        let group = match target {
            1.. => return Ok(self.exists(target).then_some(target).into_iter().collect()),
            -1 => return Ok(self.tasks.processes().map(|process| process.pid).filter(|&pid| pid != own).collect()),
            0 => self.tasks.process(sender).pgid,
            i32::MIN => return Err(Errno::ESRCH.into()),
            _ => -target,
        };
        let members = self.tasks.processes().filter(|process| process.pgid == group);
        let mut pids: Vec<Pid> = members.map(|process| process.pid).collect();
        pids.sort_by_key(|&pid| pid == own);
        Ok(pids)
    }

    fn exists(&self, pid: Pid) -> bool {
        pid == INIT || pid == SHELL || self.tasks.get(pid).is_some()
    }
}

/// A signal number as a call gives it; none for 0, which only asks whether the process exists.
fn checked(signal: i32) -> Result<Option<Signal>, Errno> {
    match signal {
        0 => Ok(None),
        1..=SIGNAL_MAX => Ok(Some(Signal(signal as u8))),
        _ => Err(Errno::EINVAL),
    }
}
