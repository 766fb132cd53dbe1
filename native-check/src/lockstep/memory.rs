//! A simulated process's memory on the real side: real pages, refused by the real MMU.
//!
//! The model's own [`AddressSpace`] is kept beside it, without contents, for two things that the hardware does not know:
//! which address `mmap` and `shmat` choose when they may (both sides must agree), and which pages others can see, so
//! that touching them waits for its turn.

use std::ops::Range;

use sim_core::abi::Peek;
use sim_core::abi::event::AccessKind;
use sim_core::kernel::mm::{AddressSpace, PhysicalMemory, SharedTouch, SharedTouches};
use sim_core::machine::load::{Image, InitialStack};
use sim_core::machine::memory::{Fault, Memory, SharedAccess, Stop};
use sim_core::machine::program::PAGE;
use sim_core::machine::segment::{Rights, SegmentKind};
use sim_core::machine::watch::Witness;

use crate::sys::access::{self, Refusal};
use crate::sys::window;

/// The memory of the simulated process that this process is.
#[derive(Debug)]
pub(super) struct RealMemory {
    /// What is mapped where.
    pub(super) space: AddressSpace,
    /// No contents; [`AddressSpace`] wants it for its frames.
    pub(super) frames: PhysicalMemory,
    /// All shared regions lie in here: the quick answer for everything else.
    shared: Range<u64>,
    is_granted: bool,
    touches: SharedTouches,
    /// Whether other threads see what is touched, wherever it lies.
    is_watched: bool,
}

impl RealMemory {
    /// Maps a program's image and its stack for real.
    ///
    /// # Errors
    /// What `mmap(2)` says.
    pub(super) fn load(image: &Image, stack: &InitialStack) -> std::io::Result<Self> {
        let mut frames = PhysicalMemory::new();
        let space = AddressSpace::load(&mut frames, image, stack);
        for region in space.regions().iter().filter(|region| region.kind == SegmentKind::Stack) {
            window::map_stack(region.start, region.size())?;
        }
        for segment in &image.segments {
            let range = segment.range();
            window::map_private(range.start, range.end - range.start, window::READ | window::WRITE)?;
            access::write(segment.addr, &segment.bytes).map_err(not_loaded)?;
            window::protect(range.start, range.end - range.start, protection(segment.rights))?;
        }
        access::write(stack.sp, &stack.bytes).map_err(not_loaded)?;
        Ok(Self {
            space,
            frames,
            shared: 0..0,
            is_granted: false,
            touches: SharedTouches::default(),
            is_watched: false,
        })
    }

    /// Keeps the quick answer right; to be called when regions have changed.
    pub(super) fn note_regions(&mut self) {
        let shared = || self.space.regions().iter().filter(|region| region.is_shared);
        let start = shared().map(|region| region.start).min();
        let end = shared().map(|region| region.end).max();
        self.shared = start.unwrap_or(0)..end.unwrap_or(0);
    }

    /// Lets the next accesses to shared memory happen, or not.
    pub(super) fn set_granted(&mut self, is_granted: bool) {
        self.is_granted = is_granted;
    }

    /// The accesses to shared memory that happened.
    pub(super) fn take_touches(&mut self) -> Vec<SharedTouch> {
        self.touches.take()
    }

    #[inline(always)]
    fn is_far_from_shared(&self, addr: u64, len: u64) -> bool {
        addr >= self.shared.end || addr.saturating_add(len) <= self.shared.start
    }

    /// As the model's memory does it: an access of which a part is shared waits for its turn as a whole.
    fn claim(&self, addr: u64, len: usize, access: AccessKind) -> Result<(), Stop> {
        if self.is_granted {
            return Ok(());
        }
        for (here, _) in pages(addr, len) {
            match self.space.region_at(here) {
                Some(region) if !allows(region.rights, access) => break,
                Some(region) if region.is_shared || self.is_watched => {
                    return Err(Stop::Shared(SharedAccess { addr, len: len as u64, access }));
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(())
    }

    fn note(&mut self, addr: u64, access: AccessKind, bytes: &[u8]) {
        if !self.is_watched && !self.space.region_at(addr).is_some_and(|region| region.is_shared) {
            return;
        }
        self.touches.note(addr, access, bytes);
    }

    #[cold]
    fn load_shared<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        let mut bytes = [0; N];
        self.read(addr, &mut bytes)?;
        Ok(bytes)
    }

    #[cold]
    fn store_shared<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        self.claim(addr, N, AccessKind::Store)?;
        access::store(addr, bytes).map_err(|refusal| stop(refusal, AccessKind::Store))?;
        pages(addr, N).for_each(|(here, part)| self.note(here, AccessKind::Store, &bytes[part]));
        Ok(())
    }
}

impl Memory for RealMemory {
    #[inline(always)]
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        if self.is_far_from_shared(addr, N as u64) {
            return access::load(addr).map_err(|refusal| stop(refusal, AccessKind::Load));
        }
        self.load_shared(addr)
    }

    #[inline(always)]
    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        if self.is_far_from_shared(addr, N as u64) {
            return access::store(addr, bytes).map_err(|refusal| stop(refusal, AccessKind::Store));
        }
        self.store_shared(addr, bytes)
    }

    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop> {
        if !self.is_watched && self.is_far_from_shared(addr, buf.len() as u64) {
            return access::read(addr, buf).map_err(|refusal| stop(refusal, AccessKind::Load));
        }
        self.claim(addr, buf.len(), AccessKind::Load)?;
        for (here, part) in pages(addr, buf.len()) {
            access::read(here, &mut buf[part.clone()]).map_err(|refusal| stop(refusal, AccessKind::Load))?;
            self.note(here, AccessKind::Load, &buf[part]);
        }
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop> {
        if !self.is_watched && self.is_far_from_shared(addr, bytes.len() as u64) {
            return access::write(addr, bytes).map_err(|refusal| stop(refusal, AccessKind::Store));
        }
        self.claim(addr, bytes.len(), AccessKind::Store)?;
        for (here, part) in pages(addr, bytes.len()) {
            access::write(here, &bytes[part.clone()]).map_err(|refusal| stop(refusal, AccessKind::Store))?;
            self.note(here, AccessKind::Store, &bytes[part]);
        }
        Ok(())
    }

    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64 {
        let mut reached = 0;
        while reached < most {
            let here = addr.wrapping_add(reached);
            if access::probe(here, access).is_err() {
                break;
            }
            reached += PAGE - here % PAGE;
        }
        reached.min(most)
    }
}

impl Witness for RealMemory {
    fn watch(&mut self, is_watched: bool) {
        self.is_watched = is_watched;
    }
}

impl Peek for RealMemory {
    fn peek(&mut self, addr: u64, buf: &mut [u8]) -> usize {
        let done = window::peek(addr, buf);
        // `process_vm_readv` respects rights that the hardware does not have: what can be written can be read.
        let at = addr.wrapping_add(done as u64);
        match self.space.region_at(at).filter(|region| region.rights.can_write()) {
            Some(region) if done < buf.len() => {
                let len = ((region.end - at) as usize).min(buf.len() - done);
                match access::read(at, &mut buf[done..done + len]) {
                    Ok(()) if done + len < buf.len() => done + len + self.peek(at + len as u64, &mut buf[done + len..]),
                    Ok(()) => done + len,
                    Err(_) => done,
                }
            }
            _ => done,
        }
    }
}

/// `mmap(2)`'s protection bits.
pub(super) const fn protection(rights: Rights) -> i32 {
    rights.0 as i32
}

const fn allows(rights: Rights, access: AccessKind) -> bool {
    match access {
        AccessKind::Load => rights.can_read(),
        AccessKind::Store => rights.can_write(),
        AccessKind::Execute => rights.can_execute(),
    }
}

const fn stop(refusal: Refusal, access: AccessKind) -> Stop {
    Stop::Fault(Fault { kind: refusal.kind, addr: refusal.addr, access })
}

fn not_loaded(refusal: Refusal) -> std::io::Error {
    std::io::Error::other(format!("the program cannot be loaded at {:#x}", refusal.addr))
}

/// Cuts a range at page ends.
fn pages(addr: u64, len: usize) -> impl Iterator<Item = (u64, Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let here = addr.wrapping_add(done as u64);
        let part = done..len.min(done + (PAGE - here % PAGE) as usize);
        done = part.end;
        (!part.is_empty()).then_some((here, part))
    })
}
