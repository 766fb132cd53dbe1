//! What a run leaves behind in its room: noted call by call, so that only that is made good before the next run.

use sim_core::abi::Sysno;
use sim_core::abi::syscall::ParamKind;

use super::controller::LAUNCHER;

/// What has to be renewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wear {
    /// The launcher: somebody may have done something to it.
    pub(super) launcher: bool,
    /// The System V objects and message queues, and with them their numbers.
    pub(super) ipc: bool,
    /// The file tree.
    pub(super) tree: bool,
    /// The network: what it remembers of its connections goes with its namespace alone.
    pub(super) network: bool,
}

impl Wear {
    /// Everything.
    pub(super) const ALL: Self = Self { launcher: true, ipc: true, tree: true, network: true };

    /// Notes a call that is about to be made.
    pub(super) fn note(&mut self, nr: Sysno, args: &[u64; 6]) {
        let Some(spec) = nr.spec() else { return };
        self.ipc |= makes_object(nr);
        self.tree |= nr == Sysno::BIND;
        self.network |= i64::from(nr.0) == libc::SYS_socket && args[0] as i32 != libc::AF_UNIX;
        for (param, &arg) in spec.params.iter().zip(args) {
            match param.kind {
                ParamKind::Pid => self.launcher |= may_mean_launcher(nr, arg as i32),
                ParamKind::Path if nr != Sysno::EXECVE => self.tree = true,
                _ => {}
            }
        }
    }
}

/// Whether a call may make something that outlives its processes in the namespace of System V objects and queues.
/// Channels and mailboxes are such objects.
const fn makes_object(nr: Sysno) -> bool {
    nr.is_labs_own() || matches!(nr, Sysno::SHMGET | Sysno::SEMGET | Sysno::MSGGET | Sysno::MQ_OPEN)
}

/// Whether a process id means the launcher, its group, or everybody.
fn may_mean_launcher(nr: Sysno, pid: i32) -> bool {
    pid.checked_abs() == Some(LAUNCHER) || pid == -1 && nr == Sysno::KILL
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(nr: Sysno, args: [u64; 6]) -> Wear {
        let mut wear = Wear::default();
        wear.note(nr, &args);
        wear
    }

    #[test]
    fn pipes_and_children_leave_nothing() {
        for nr in [Sysno::PIPE, Sysno::FORK, Sysno::READ, Sysno::GETPID] {
            assert_eq!(after(nr, [0; 6]), Wear::default());
        }
        assert_eq!(after(Sysno::WAIT4, [-1i64 as u64, 0, 0, 0, 0, 0]), Wear::default());
        assert_eq!(after(Sysno::KILL, [102, 9, 0, 0, 0, 0]), Wear::default());
    }

    #[test]
    fn objects_files_and_signals_to_the_launcher_do() {
        assert!(after(Sysno::SHMGET, [0; 6]).ipc);
        assert!(after(Sysno::MESSAGE_SEND, [101, 0, 0, 0, 0, 0]).ipc);
        assert!(after(Sysno::OPEN, [0; 6]).tree);
        for pid in [100, -100, -1] {
            assert!(after(Sysno::KILL, [pid as u64, 9, 0, 0, 0, 0]).launcher);
        }
        assert!(after(Sysno::SETPGID, [0, 100, 0, 0, 0, 0]).launcher);
    }
}
