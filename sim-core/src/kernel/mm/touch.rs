//! Accesses to memory that others can see, as a turn collects them.

use crate::abi::event::AccessKind;
use crate::abi::record::KEPT_BYTES;

/// An access to shared memory that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedTouch {
    /// First address.
    pub addr: u64,
    /// How.
    pub access: AccessKind,
    /// What was read or written; at most [`KEPT_BYTES`] are kept.
    pub bytes: Vec<u8>,
    /// How many bytes it was.
    pub len: u64,
}

/// The accesses of one turn in their order, neighbouring ones of the same kind as one.
#[derive(Debug, Default)]
pub struct SharedTouches(Vec<SharedTouch>);

impl SharedTouches {
    /// Adds an access of `bytes` at `addr`.
    pub fn note(&mut self, addr: u64, access: AccessKind, bytes: &[u8]) {
        match self.0.last_mut().filter(|last| last.access == access && last.addr + last.len == addr) {
            Some(last) => {
                last.len += bytes.len() as u64;
                let room = KEPT_BYTES.saturating_sub(last.bytes.len()).min(bytes.len());
                last.bytes.extend_from_slice(&bytes[..room]);
            }
            None => {
                let kept = bytes[..bytes.len().min(KEPT_BYTES)].to_vec();
                self.0.push(SharedTouch { addr, access, bytes: kept, len: bytes.len() as u64 });
            }
        }
    }

    /// Hands over what was noted.
    pub fn take(&mut self) -> Vec<SharedTouch> {
        std::mem::take(&mut self.0)
    }
}
