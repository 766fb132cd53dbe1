//! What comes with a signal: `siginfo_t` (`sigaction(2)`).

use super::Signal;

/// Sent by `kill(2)`.
pub const SI_USER: i32 = 0;
/// Sent by the kernel.
pub const SI_KERNEL: i32 = 0x80;
/// Sent by `sigqueue(3)`.
pub const SI_QUEUE: i32 = -1;
/// Sent by `tgkill(2)`, which is how `raise(3)` sends.
pub const SI_TKILL: i32 = -6;
/// A child has exited.
pub const CLD_EXITED: i32 = 1;
/// A child was killed.
pub const CLD_KILLED: i32 = 2;
/// A child has stopped.
pub const CLD_STOPPED: i32 = 5;
/// A child goes on.
pub const CLD_CONTINUED: i32 = 6;

/// A signal and what comes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SigInfo {
    /// `si_signo`
    pub signal: Signal,
    /// `si_code`
    pub code: i32,
    /// The rest.
    pub detail: Detail,
}

/// The part of `siginfo_t` that depends on the signal's origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A process sent it, or it is about one (a child).
    Process {
        /// `si_pid`
        pid: i32,
        /// `si_uid`
        uid: u32,
        /// `si_value`, or `si_status` of a child.
        value: u64,
    },
    /// An instruction was at fault.
    Fault {
        /// `si_addr`
        addr: u64,
    },
}

impl SigInfo {
    /// Bytes of a `siginfo_t`.
    pub const BYTES: usize = 128;

    /// A signal from a process of root's, or from the kernel.
    #[must_use]
    pub const fn from_process(signal: Signal, code: i32, pid: i32) -> Self {
        Self { signal, code, detail: Detail::Process { pid, uid: 0, value: 0 } }
    }

    /// `si_pid`; 0 for a fault.
    #[must_use]
    pub const fn sender(&self) -> i32 {
        match self.detail {
            Detail::Process { pid, .. } => pid,
            Detail::Fault { .. } => 0,
        }
    }

    /// As it lies in memory on x86-64.
    #[must_use]
    pub fn encode(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..4].copy_from_slice(&i32::from(self.signal.0).to_le_bytes());
        bytes[8..12].copy_from_slice(&self.code.to_le_bytes());
        match self.detail {
            Detail::Process { pid, uid, value } => {
                bytes[16..20].copy_from_slice(&pid.to_le_bytes());
                bytes[20..24].copy_from_slice(&uid.to_le_bytes());
                bytes[24..32].copy_from_slice(&value.to_le_bytes());
            }
            Detail::Fault { addr } => bytes[16..24].copy_from_slice(&addr.to_le_bytes()),
        }
        bytes
    }

    /// What a process says about a signal that it sends.
    #[must_use]
    pub fn decode(signal: Signal, bytes: &[u8; Self::BYTES]) -> Self {
        let number = |at: usize| i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let value = u64::from(number(24) as u32) | u64::from(number(28) as u32) << 32;
        Self { signal, code: number(8), detail: Detail::Process { pid: number(16), uid: number(20) as u32, value } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let detail = Detail::Process { pid: 101, uid: 1000, value: 7 };
        let info = SigInfo { signal: Signal::SIGUSR1, code: SI_QUEUE, detail };
        assert_eq!(SigInfo::decode(Signal::SIGUSR1, &info.encode()), info);
    }
}
