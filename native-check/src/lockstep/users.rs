//! Users of the simulated processes. They are real users of the machine's, as far as the checker may use them: run by
//! root it may, otherwise the sandbox's user namespace knows one user only.

use std::io;
use std::sync::atomic::Ordering;

use sim_core::abi::Sysno;

use super::protocol::Report;
use crate::sys::board::Board;
use crate::sys::users;

/// Why a call that changes or tells users or groups cannot be made as it would be on any machine.
pub(super) fn obstacle(nr: Sysno, args: &[u64; 6], board: &Board, is_threaded: bool) -> Option<Report> {
    if is_threaded && !matches!(nr, Sysno::GETGROUPS) {
        let what = "a change of user or group in a process that has several threads";
        return Some(Report::Unsupported(what.to_owned()));
    }
    if board.has_one_user.load(Ordering::Relaxed) == 0 || !names_others(nr, args) {
        return None;
    }
    Some(Report::Impossible("several users are needed, which only root has: run the checker as root".to_owned()))
}

/// Whether a call may name users or groups other than 0.
fn names_others(nr: Sysno, args: &[u64; 6]) -> bool {
    let count = match nr {
        Sysno::SETUID | Sysno::SETGID | Sysno::SETFSUID | Sysno::SETFSGID => 1,
        Sysno::SETREUID | Sysno::SETREGID => 2,
        Sysno::SETRESUID | Sysno::SETRESGID => 3,
        _ => return true,
    };
    args[..count].iter().any(|&id| !matches!(id as u32, 0 | u32::MAX))
}

/// What the real `execve` would do to ids and capabilities: the effective ids are saved, and capabilities are root's.
///
/// # Errors
/// What the calls say.
pub(super) fn execute() -> io::Result<()> {
    users::save_effective_ids()?;
    users::renew_capabilities()
}
