//! What becomes of a call that a signal handler interrupts (`signal(7)`, "Interruption of system calls and library
//! functions by signal handlers", and what Linux 6.18's calls return inside: `ERESTARTSYS`, `ERESTARTNOHAND`, `EINTR`).

use crate::abi::Errno;
use crate::abi::syscall::Sysno;

use super::super::socket::sleep::Awaits;
use super::super::socket::{Domain, Kind};
use super::super::wait::{Blocked, Resume, WaitsFor};
use super::super::{Halt, Kernel, Pid, SysResult};
use super::Action;
use super::deliver::Next;
use super::state::SA_RESTART;

/// The result of a call that a handler interrupts.
pub(in crate::kernel) fn interrupted(nr: Sysno, on: WaitsFor, resume: &Resume, action: &Action) -> SysResult {
    match resume {
        Resume::Wrote(done) | Resume::Received(done) if *done > 0 => Ok(*done),
        _ if action.flags & SA_RESTART != 0 && is_restarted(nr, on) => Err(Halt::Restart),
        _ => Err(Errno::EINTR.into()),
    }
}

/// Whether the handler's `SA_RESTART` makes the call start anew. All others fail with `EINTR` whenever a handler runs.
const fn is_restarted(nr: Sysno, on: WaitsFor) -> bool {
    if let WaitsFor::Socket { until, .. } = on {
        // A call that has a time limit is not made again (`sock_intr_errno`).
        return until.is_none();
    }
    matches!(
        nr,
        Sysno::READ
            | Sysno::WRITE
            | Sysno::OPEN
            | Sysno::OPENAT
            | Sysno::CREAT
            | Sysno::FCNTL
            | Sysno::FLOCK
            | Sysno::WAIT4
            | Sysno::FUTEX
            | Sysno::MQ_TIMEDSEND
            | Sysno::MQ_TIMEDRECEIVE
    ) || matches!(on, WaitsFor::Continue)
}

impl Kernel {
    /// Whether a call that has been woken looks for signals before it looks for what it waits for, and there is one: its
    /// handler comes first then. Most look the other way round.
    pub(in crate::kernel) fn is_handler_first(&mut self, tid: Pid, blocked: &Blocked) -> bool {
        let may_go_on = matches!(
            blocked.resume,
            Resume::Again | Resume::Until(_) | Resume::Wrote(_) | Resume::Received(_) | Resume::Sending(_)
        );
        let looks = blocked.was_stopped || self.looks_for_signals_first(blocked.on);
        may_go_on && looks && matches!(self.next_signal(tid), Some(Next::Handler(_)))
    }

    /// As `unix_stream_read_generic`, `unix_dgram_sendmsg`, `unix_stream_connect` and `do_msgsnd` of Linux 6.18 do.
    fn looks_for_signals_first(&self, on: WaitsFor) -> bool {
        match on {
            WaitsFor::MessageRoom(_) => true,
            WaitsFor::Socket { awaits: Awaits::PeerRoom | Awaits::Backlog, .. } => true,
            WaitsFor::Socket { id, awaits: Awaits::Data, .. } => {
                let socket = self.sockets.get(id);
                socket.is_ok_and(|socket| (socket.domain, socket.kind) == (Domain::Unix, Kind::Stream))
            }
            _ => false,
        }
    }
}

/// Whether the call fails with `EINTR` even when no handler runs, because the process was stopped and continued
/// (`signal(7)`, "Interruption of system calls and library functions by stop signals").
pub(in crate::kernel) const fn fails_after_stop(nr: Sysno) -> bool {
    matches!(
        nr,
        Sysno::SEMOP
            | Sysno::SEMTIMEDOP
            | Sysno::RT_SIGTIMEDWAIT
            | Sysno::EPOLL_WAIT
            | Sysno::EPOLL_PWAIT
            | Sysno::EPOLL_PWAIT2
            | Sysno::MAILBOX_SEND
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_goes_on_if_the_handler_wants_it_and_pause_never_does() {
        let wants = Action { flags: SA_RESTART, ..Action::default() };
        let ends = |nr, action: &Action| interrupted(nr, WaitsFor::Child, &Resume::Again, action);
        assert_eq!(ends(Sysno::READ, &wants), Err(Halt::Restart));
        assert_eq!(ends(Sysno::READ, &Action::default()), Err(Halt::Errno(Errno::EINTR)));
        assert_eq!(ends(Sysno::PAUSE, &wants), Err(Halt::Errno(Errno::EINTR)));
        let partly = interrupted(Sysno::WRITE, WaitsFor::Child, &Resume::Wrote(4096), &wants);
        assert_eq!(partly, Ok(4096), "what has been written counts");
    }
}
