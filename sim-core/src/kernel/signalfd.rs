//! Signals that are read like bytes of a file (`signalfd(2)`).
//!
//! A descriptor has a set of signals and nothing else: what it reads is pending for whoever reads, the thread's own
//! first. Whoever sends a signal to a process wakes those of its threads that read so (`signalfd_notify`).

use crate::abi::siginfo::{CLD_CONTINUED, CLD_EXITED, Detail};
use crate::abi::{Errno, SigInfo, SigSet, Signal};

use super::epoll::WaitHead;
use super::readiness::POLLIN;
use super::{Halt, Kernel, Pid, Resume, WaitsFor};

/// Number of a descriptor's set on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignalfdId(pub u32);

/// Bytes of a `struct signalfd_siginfo`.
pub(super) const BYTES: usize = 128;

impl Kernel {
    /// What is true for a thread that looks, in the bits of `poll(2)`.
    pub(super) fn signalfd_readiness(&self, pid: Pid, id: SignalfdId) -> u32 {
        let set = self.signalfds.get(id.0).copied().unwrap_or_default();
        if self.tasks.pending(pid).0 & set.0 == 0 { 0 } else { POLLIN }
    }

    /// The next signal of the set that is pending for a thread.
    pub(super) fn signalfd_next(&mut self, pid: Pid, id: SignalfdId) -> Result<Option<SigInfo>, Errno> {
        let set = *self.signalfds.get(id.0)?;
        let info = self.tasks.dequeue(pid, SigSet(!set.0));
        if let Some(info) = &info {
            self.dequeued(pid, info);
        }
        Ok(info)
    }

    /// Nothing is pending.
    pub(super) fn signalfd_sleep(&self, id: SignalfdId, is_nonblocking: bool) -> Halt {
        if is_nonblocking { Errno::EAGAIN.into() } else { Halt::Block(WaitsFor::SignalFile(id), Resume::Again) }
    }

    /// A signal has been sent to a process: those of its threads that read signals look.
    pub(super) fn signalfd_notify(&mut self, process: Pid) {
        let reads = |tid: &Pid| {
            matches!(self.tasks.blocked(*tid).map(|blocked| blocked.on), Some(WaitsFor::SignalFile(_)))
                && !self.tasks.is_stopped(*tid)
        };
        let readers: Vec<Pid> = self.tasks.threads(process).filter(reads).collect();
        readers.into_iter().for_each(|reader| self.wake(reader));
        self.wake_pollers(WaitHead::Signals(process), 0);
    }
}

/// A `struct signalfd_siginfo`.
#[must_use]
pub(super) fn encode(info: &SigInfo) -> [u8; BYTES] {
    let is_of_child = info.signal == Signal::SIGCHLD && (CLD_EXITED..=CLD_CONTINUED).contains(&info.code);
    let mut bytes = [0; BYTES];
    let mut put = |at: usize, field: &[u8]| bytes[at..at + field.len()].copy_from_slice(field);
    put(0, &u32::from(info.signal.0).to_le_bytes());
    put(8, &info.code.to_le_bytes());
    match info.detail {
        Detail::Process { pid, uid, value } if is_of_child => {
            put(12, &pid.to_le_bytes());
            put(16, &uid.to_le_bytes());
            put(40, &(value as i32).to_le_bytes());
        }
        Detail::Process { pid, uid, value } => {
            put(12, &pid.to_le_bytes());
            put(16, &uid.to_le_bytes());
            put(44, &(value as u32).to_le_bytes());
            put(48, &value.to_le_bytes());
        }
        Detail::Fault { addr } => put(72, &addr.to_le_bytes()),
    }
    bytes
}
