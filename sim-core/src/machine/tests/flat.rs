//! A small memory: bytes from address 0 on, some of them read-only, some shared.

use std::ops::Range;

use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::memory::{Fault, Memory, SharedAccess, Stop};

/// Bytes `0..0x1000` are not mapped, the others up to the end may be read, and written from `writable` on.
#[derive(Clone, Debug)]
pub(in crate::machine) struct Flat {
    pub(in crate::machine) bytes: Vec<u8>,
    pub(in crate::machine) writable: u64,
    pub(in crate::machine) shared: Range<u64>,
    pub(in crate::machine) is_granted: bool,
}

impl Flat {
    /// Memory up to `end`.
    pub(in crate::machine) fn new(end: usize) -> Self {
        Self { bytes: vec![0; end], writable: 0x2000, shared: 0..0, is_granted: false }
    }

    /// Puts bytes at an address.
    pub(in crate::machine) fn put(&mut self, addr: u64, bytes: &[u8]) {
        self.bytes[addr as usize..addr as usize + bytes.len()].copy_from_slice(bytes);
    }

    /// The bytes at an address.
    pub(in crate::machine) fn at(&self, addr: u64, len: usize) -> &[u8] {
        &self.bytes[addr as usize..addr as usize + len]
    }

    fn check(&self, addr: u64, access: AccessKind) -> Result<(), FaultKind> {
        match access {
            _ if addr < 0x1000 || addr >= self.bytes.len() as u64 => Err(FaultKind::NotMapped),
            AccessKind::Store if addr < self.writable => Err(FaultKind::Protection),
            AccessKind::Execute => Err(FaultKind::Protection),
            _ => Ok(()),
        }
    }

    fn claim(&self, addr: u64, len: usize, access: AccessKind) -> Result<(), Stop> {
        let end = addr.wrapping_add(len as u64);
        if !self.is_granted && addr < self.shared.end && end > self.shared.start {
            return Err(Stop::Shared(SharedAccess { addr, len: len as u64, access }));
        }
        Ok(())
    }

    fn allowed(&self, addr: u64, access: AccessKind) -> Result<(), Stop> {
        self.check(addr, access).map_err(|kind| Stop::Fault(Fault { kind, addr, access }))
    }
}

impl Memory for Flat {
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        let mut bytes = [0; N];
        self.read(addr, &mut bytes)?;
        Ok(bytes)
    }

    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        (addr..addr.saturating_add(N as u64)).try_for_each(|here| self.allowed(here, AccessKind::Store))?;
        self.write(addr, &bytes)
    }

    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop> {
        self.claim(addr, buf.len(), AccessKind::Load)?;
        for (here, byte) in (addr..).zip(buf) {
            self.allowed(here, AccessKind::Load)?;
            *byte = self.bytes[here as usize];
        }
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop> {
        self.claim(addr, bytes.len(), AccessKind::Store)?;
        for (here, &byte) in (addr..).zip(bytes) {
            self.allowed(here, AccessKind::Store)?;
            self.bytes[here as usize] = byte;
        }
        Ok(())
    }

    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64 {
        let reachable = (0..most).take_while(|&offset| self.check(addr.wrapping_add(offset), access).is_ok());
        reachable.count() as u64
    }
}
