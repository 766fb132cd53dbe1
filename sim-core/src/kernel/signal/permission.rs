//! Who may send signals to whom (`kill(2)`, DESCRIPTION; `check_kill_permission` of `kernel/signal.c`).

use crate::abi::siginfo::Detail;
use crate::abi::{Errno, SigInfo, Signal};
use crate::kernel::credentials::{Capability, Credentials};
use crate::kernel::process::SHELL;
use crate::kernel::{Kernel, Pid};

impl Kernel {
    /// Whether a task may send a signal (none: only ask) to the process of another: to its own, to those of its user, and
    /// SIGCONT within its session.
    ///
    /// # Errors
    /// `EPERM`
    pub(super) fn permit_signal(&self, sender: Pid, target: Pid, signal: Option<Signal>) -> Result<(), Errno> {
        let (own, who) = (self.tasks.process(sender), self.tasks.credentials(sender));
        let is_own = self.tasks.get(target).is_some_and(|target| target.pid == own.pid);
        let other = self.tasks.get(target).map(|target| self.tasks.process(target.tid));
        // Launcher and init are root's; the launcher leads the session that it starts programs in.
        let root = Credentials::root();
        let is_allowed = may_signal(who, other.map_or(&root, |other| &other.credentials));
        let session = if target == SHELL { Some(SHELL) } else { other.map(|other| other.sid) };
        let is_job = signal == Some(Signal::SIGCONT) && session == Some(own.sid);
        if is_own || is_allowed || is_job { Ok(()) } else { Err(Errno::EPERM) }
    }

    /// What the receiver of a signal is told about its sender.
    pub(super) fn info_of(&self, sender: Pid, signal: Signal, code: i32) -> SigInfo {
        let (pid, uid) = (self.tasks[sender].pid, self.tasks.credentials(sender).user.real);
        SigInfo { signal, code, detail: Detail::Process { pid, uid, value: 0 } }
    }
}

/// `kill_ok_by_cred`
fn may_signal(who: &Credentials, other: &Credentials) -> bool {
    let is_same = |own: u32| own == other.user.saved || own == other.user.real;
    is_same(who.user.effective) || is_same(who.user.real) || who.is_capable(Capability::Kill)
}
