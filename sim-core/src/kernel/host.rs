//! Hosts: which one a process runs on, and what it cannot reach on another.
//!
//! All hosts have one kernel, as Linux's containers have, so that process numbers are counted over all of them. What
//! a program could see through that ends the run by name.

use crate::abi::Sysno;
use crate::abi::syscall::ParamKind;
use crate::network::HostId;

use super::{Halt, Kernel, Pid};

impl Kernel {
    /// The host that a task runs on.
    pub(super) fn host_of(&self, tid: Pid) -> HostId {
        self.tasks.process(tid).host
    }

    /// Refuses by name what would lead from one host to another other than through the network.
    pub(super) fn stay_on_host(&self, tid: Pid, nr: Sysno, args: &[u64; 6]) -> Result<(), Halt> {
        if !self.wires.network.has_several() {
            return Ok(());
        }
        let refused = |what: &str| Err(Halt::Unsupported(format!("{what} in a scenario of several hosts")));
        if is_of_ipc(nr) {
            return refused("System V objects, POSIX queues, channels and mailboxes");
        }
        let params = nr.spec().map_or(&[][..], |spec| spec.params);
        let mut named = params.iter().zip(args).filter(|(param, _)| matches!(param.kind, ParamKind::Pid));
        let is_elsewhere = |pid: i32| self.tasks.get(pid).is_some_and(|_| self.host_of(pid) != self.host_of(tid));
        if named.any(|(_, &pid)| {
            pid.cast_signed() as i32 == -1 && nr == Sysno::KILL || is_elsewhere((pid as i32).wrapping_abs())
        }) {
            return refused("processes of another host by their number");
        }
        Ok(())
    }
}

/// Whether a call is about objects that each host would have in a namespace of its own.
const fn is_of_ipc(nr: Sysno) -> bool {
    nr.is_labs_own() || matches!(nr, Sysno::SHMGET | Sysno::SEMGET | Sysno::MSGGET | Sysno::MQ_OPEN | Sysno::MQ_UNLINK)
}
