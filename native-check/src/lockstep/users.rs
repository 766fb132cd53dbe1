//! Users of the simulated processes. They are real users of the machine's, as far as the checker may use them: run by
//! root it may, otherwise the sandbox's user namespace knows one user only.

use std::io;
use std::sync::atomic::Ordering;

use sim_core::abi::Sysno;
use sim_core::kernel::syscall::users::concerns_users;

use super::own::Shared;
use super::protocol::Report;
use crate::sys::board::Board;
use crate::sys::users;

/// Why a call about users or groups cannot be made as it would be on any machine, if it cannot.
pub(super) fn obstacle(nr: Sysno, args: &[u64; 6], board: &Board, own: &Shared) -> Option<Report> {
    let named = named(nr, args)?;
    if concerns_users(nr) && nr != Sysno::GETGROUPS && own.with(|own| own.is_threaded()) {
        let what = "a change of user or group in a process that has several threads";
        return Some(Report::Unsupported(what.to_owned()));
    }
    let is_possible = board.has_one_user.load(Ordering::Relaxed) == 0
        || !named.is_empty() && named.iter().all(|&id| matches!(id as u32, 0 | u32::MAX));
    if is_possible {
        return None;
    }
    Some(Report::Impossible("several users are needed, which only root has: run the checker as root".to_owned()))
}

/// The users and groups that a call names in its arguments: none at all (an empty list) if they are in memory, `None` if it
/// does not concern them.
fn named(nr: Sysno, args: &[u64; 6]) -> Option<&[u64]> {
    Some(match nr {
        Sysno::SETUID | Sysno::SETGID | Sysno::SETFSUID | Sysno::SETFSGID => &args[..1],
        Sysno::SETREUID | Sysno::SETREGID => &args[..2],
        Sysno::SETRESUID | Sysno::SETRESGID => &args[..3],
        Sysno::CHOWN | Sysno::FCHOWN | Sysno::LCHOWN => &args[1..3],
        Sysno::FCHOWNAT => &args[2..4],
        Sysno::GETGROUPS | Sysno::SETGROUPS => &[],
        _ => return None,
    })
}

/// What the real `execve` would do to ids and capabilities: the effective ids are saved, and capabilities are root's.
///
/// # Errors
/// What the calls say.
pub(super) fn execute() -> io::Result<()> {
    users::save_effective_ids()?;
    users::renew_capabilities()
}
