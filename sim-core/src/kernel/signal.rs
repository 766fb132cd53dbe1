//! Signals (`signal(7)`): what they do to a process that has not asked for anything else.
//!
//! Dispositions, masks and pending sets are not part of the model yet: every signal meets its default action, and the
//! actions that need more (stopping) are refused by name.

use crate::abi::{Errno, Signal, Status};

use super::process::{INIT, SHELL};
use super::{Halt, Kernel, Pid};

/// The highest signal number (`_NSIG`).
pub const SIGNAL_MAX: i32 = 64;

/// What a signal does by default (`signal(7)`, "Signal dispositions").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultAction {
    /// The process ends (with or without a core dump: the lab's core size limit is 0).
    Terminate,
    /// Nothing.
    Ignore,
    /// The process stops until SIGCONT.
    Stop,
}

/// The default action of a signal.
#[must_use]
pub const fn default_action(signal: Signal) -> DefaultAction {
    match signal {
        Signal::SIGCHLD | Signal::SIGURG | Signal::SIGWINCH | Signal::SIGCONT => DefaultAction::Ignore,
        Signal::SIGSTOP | Signal::SIGTSTP | Signal::SIGTTIN | Signal::SIGTTOU => DefaultAction::Stop,
        _ => DefaultAction::Terminate,
    }
}

impl Kernel {
    /// Sends a signal to a process.
    ///
    /// # Errors
    /// [`Halt::Unsupported`] for a signal that would stop it.
    pub(super) fn send_signal(&mut self, pid: Pid, signal: Signal) -> Result<(), Halt> {
        match default_action(signal) {
            DefaultAction::Ignore => Ok(()),
            DefaultAction::Stop => Err(Halt::Unsupported(format!("stopping a process ({signal})"))),
            DefaultAction::Terminate => {
                if self.tasks.is_alive(pid) {
                    self.terminate(pid, Status::Signalled(signal));
                }
                Ok(())
            }
        }
    }

    /// `kill(2)`: which processes `target` means, and the signal to each. `signal` 0 only looks.
    pub(super) fn kill(&mut self, sender: Pid, target: Pid, signal: i32) -> Result<(), Halt> {
        let targets = self.signal_targets(sender, target)?;
        let is_valid = (0..=SIGNAL_MAX).contains(&signal);
        if targets.is_empty() {
            return Err(Errno::ESRCH.into());
        }
        if !is_valid {
            return Err(Errno::EINVAL.into());
        }
        if signal == 0 {
            return Ok(());
        }
        for pid in targets {
            self.send_to(pid, Signal(signal as u8))?;
        }
        Ok(())
    }

    fn send_to(&mut self, pid: Pid, signal: Signal) -> Result<(), Halt> {
        match pid {
            // Init gets no signal that it has no handler for (kill(2), NOTES).
            INIT => Ok(()),
            SHELL if default_action(signal) == DefaultAction::Ignore => Ok(()),
            SHELL => Err(Halt::Unsupported(format!("{signal} to the process that launched the programs"))),
            _ => self.send_signal(pid, signal),
        }
    }

    /// The processes that `kill`'s first argument means; the sender last, so that it sees all others get theirs.
    fn signal_targets(&self, sender: Pid, target: Pid) -> Result<Vec<Pid>, Halt> {
        let group = match target {
            1.. => return Ok(self.exists(target).then_some(target).into_iter().collect()),
            -1 => return Ok(self.tasks.iter().map(|task| task.pid).filter(|&pid| pid != sender).collect()),
            0 => self.tasks[sender].pgid,
            i32::MIN => return Err(Errno::ESRCH.into()),
            _ => -target,
        };
        let mut pids: Vec<Pid> = self.tasks.iter().filter(|task| task.pgid == group).map(|task| task.pid).collect();
        pids.sort_by_key(|&pid| pid == sender);
        Ok(pids)
    }

    fn exists(&self, pid: Pid) -> bool {
        pid == INIT || pid == SHELL || self.tasks.get(pid).is_some()
    }
}
