//! What the CPU needs from a memory.

use super::op::Insn;
use crate::abi::event::{AccessKind, FaultKind};

/// Why a memory access did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The memory management unit refused it.
    Fault(Fault),
    /// Other processes can see this memory and the access has not been granted its turn. Nothing has happened; the same
    /// access is to be made again when it is.
    Shared(SharedAccess),
    /// Nobody refuses the access, but C leaves open what it does. Nothing has happened; the same access is to be made
    /// again with the memory told to [overlook](Memory::overlook) it.
    Suspect(Suspicion),
}

/// What an access makes doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// It touches bytes that are marked.
    Bytes {
        /// What is wrong with them.
        mark: Mark,
        /// The first byte that is.
        addr: u64,
        /// How it is touched.
        access: AccessKind,
    },
    /// An array is indexed with what is not one of its elements.
    Index {
        /// The index.
        index: i64,
        /// How many elements there are.
        len: u32,
    },
    /// A variable in a register is read that has no value yet.
    Variable,
}

/// What is known about a byte of memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    #[default]
    Fine,
    /// It belongs to an object, and nothing has been stored there.
    Unwritten,
    /// It lies between objects.
    Between,
    /// It belongs to a block that `free` has taken back.
    Freed,
}

/// A refused access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub kind: FaultKind,
    /// The first byte that was refused.
    pub addr: u64,
    /// How it was touched.
    pub access: AccessKind,
}

/// An access to shared memory that waits for its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedAccess {
    /// First address.
    pub addr: u64,
    /// Bytes.
    pub len: u64,
    /// How.
    pub access: AccessKind,
}

/// Byte-addressed memory with rights. Values are little-endian.
///
/// An access that crosses into a page that refuses it faults at the first refused byte. `read` and `write` handle
/// long ranges; `write` leaves the bytes before the fault written, as a real CPU does.
pub trait Memory {
    /// Whether it wants to know which instruction is next ([`Memory::at`]).
    const WATCHES: bool = false;

    /// This instruction is executed next.
    #[inline(always)]
    fn at(&mut self, pc: usize, insn: Insn) {
        let _ = (pc, insn);
    }

    /// Whether it knows more about its bytes than their values.
    const MARKS: bool = false;

    /// Gives the bytes of a range a mark; [`Mark::Freed`] to those only that belong to an object.
    fn mark(&mut self, addr: u64, len: u64, mark: Mark) {
        let _ = (addr, len, mark);
    }

    /// Bytes of a range that were between objects belong to one from now on.
    fn open(&mut self, addr: u64, len: u64) {
        let _ = (addr, len);
    }

    /// A range has been copied: what had no value there has none here.
    fn carry(&mut self, to: u64, from: u64, len: u64) {
        let _ = (to, from, len);
    }

    /// The values of a range are about to be judged.
    ///
    /// # Errors
    /// [`Stop::Suspect`] if some have never been given.
    fn judge(&mut self, addr: u64, len: u64) -> Result<(), Stop> {
        let _ = (addr, len);
        Ok(())
    }

    /// Whether accesses from now on are made without any [`Stop::Suspect`].
    fn overlook(&mut self, is_overlooking: bool) {
        let _ = is_overlooking;
    }

    /// Whether they are.
    fn is_overlooking(&self) -> bool {
        true
    }

    /// Reads `N` bytes, 1 to 8.
    ///
    /// # Errors
    /// [`Stop`], with nothing read.
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop>;

    /// Writes `N` bytes, 1 to 8.
    ///
    /// # Errors
    /// [`Stop`], with nothing written.
    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop>;

    /// Reads a range.
    ///
    /// # Errors
    /// [`Stop`]; `buf` is then unspecified.
    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop>;

    /// Writes a range.
    ///
    /// # Errors
    /// [`Stop`]; for a fault, the bytes before it have been written.
    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop>;

    /// How many bytes from `addr` on, at most `most`, may be touched this way before the first refused one: string
    /// functions look before they leap. 0 if the first is refused.
    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64;

    /// Looks for a byte among `most` bytes from `addr` on, and touches none behind it. Returns how many lie before it,
    /// or `None` if it is not among them.
    ///
    /// # Errors
    /// [`Stop`], if the search meets a byte that it may not read.
    fn find(&mut self, addr: u64, most: u64, byte: u8) -> Result<Option<u64>, Stop> {
        for offset in 0..most {
            if self.load::<1>(addr.wrapping_add(offset))? == [byte] {
                return Ok(Some(offset));
            }
        }
        Ok(None)
    }
}
