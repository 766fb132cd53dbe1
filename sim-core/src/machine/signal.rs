//! Entering a signal handler and coming back.
//!
//! The kernel puts a frame on the stack, laid out as Linux's `struct rt_sigframe`: the address that the handler returns
//! to (the C library's `__restore_rt`), a `ucontext_t` of which the interrupted stack pointer, instruction and mask are
//! filled in, and the `siginfo_t`. `__restore_rt` calls `rt_sigreturn(2)`. The registers of what was interrupted stay in
//! their window: the handler's lies above it.

use super::cpu::{Machine, WINDOW};
use super::frames::{FrameRecord, Position};

/// Bytes of the kernel's `ucontext_t`, with its 8 bytes of mask.
const UCONTEXT: usize = 304;
/// Where in it the stack pointer, the instruction pointer and the mask are.
const UC_RSP: usize = 160;
const UC_RIP: usize = 168;
const UC_SIGMASK: usize = 296;
/// Bytes of a `siginfo_t`.
const SIGINFO: usize = 128;
/// Bytes of the whole frame: return address, context, information.
const FRAME: usize = 8 + UCONTEXT + SIGINFO;

/// What a handler has interrupted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interrupted {
    /// Where that goes on.
    at: Position,
    /// How many activations waited for it.
    depth: usize,
    /// Where the handler's return address lies.
    slot: u64,
}

/// How to enter a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The signal.
    pub signal: u8,
    /// The handler's address.
    pub handler: u64,
    /// Where it returns to (`sa_restorer`).
    pub restorer: u64,
}

/// A signal frame, to be written to the stack before the handler is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalFrame {
    /// Its lowest address, where the handler's return address lies.
    pub addr: u64,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl Machine {
    /// The frame for a handler that would interrupt what runs now; `mask` is the signal mask to come back to.
    #[must_use]
    pub fn signal_frame(&self, entry: &Entry, mask: u64, info: &[u8; SIGINFO]) -> SignalFrame {
        let addr = (self.at.sp.wrapping_sub(FRAME as u64) & !15).wrapping_sub(8);
        let mut bytes = vec![0; 8 + UCONTEXT];
        let mut put = |at: usize, word: u64| bytes[at..at + 8].copy_from_slice(&word.to_le_bytes());
        put(0, entry.restorer);
        put(8 + UC_RSP, self.at.sp);
        put(8 + UC_RIP, self.pc_addr());
        put(8 + UC_SIGMASK, mask);
        bytes.extend_from_slice(info);
        SignalFrame { addr, bytes }
    }

    /// Enters a handler whose frame has been written. False if there is no function at one of its addresses.
    pub fn enter_handler(&mut self, entry: &Entry, frame: &SignalFrame) -> bool {
        let callees = (self.code.callee_at(entry.handler), self.code.callee_at(entry.restorer));
        let (Some(handler), Some(restorer)) = callees else { return false };
        let slot = frame.addr;
        self.interrupted.push(Interrupted { at: self.at, depth: self.callers.len(), slot });
        self.callers.push(self.at.record());
        let restorer_slot = slot.wrapping_add(8);
        self.callers.push(FrameRecord {
            pc: restorer.entry,
            base: (self.at.base + WINDOW) as u32,
            frame: restorer_slot.wrapping_sub(u64::from(restorer.frame)),
            slot: restorer_slot,
        });
        let base = self.at.base + 2 * WINDOW;
        let own = slot.wrapping_sub(u64::from(handler.frame));
        self.at = Position { pc: handler.entry as usize, base, frame: own, slot, sp: own };
        if self.registers.len() < base + WINDOW {
            self.registers.resize(base + WINDOW, 0);
        }
        let context = slot.wrapping_add(8);
        let args = [u64::from(entry.signal), context.wrapping_add(UCONTEXT as u64), context];
        self.registers[base..base + args.len()].copy_from_slice(&args);
        true
    }

    /// Where the mask lies that `rt_sigreturn` shall restore; `None` if no handler is coming back.
    #[must_use]
    pub fn saved_mask_addr(&self) -> Option<u64> {
        let mut entries = self.interrupted.iter().rev();
        entries.find(|entry| entry.depth + 1 == self.callers.len()).map(|entry| entry.slot + 8 + UC_SIGMASK as u64)
    }

    /// `rt_sigreturn(2)`: goes on with what the handler interrupted. Handlers that were left by `siglongjmp` meanwhile are
    /// forgotten. Counts the instruction that asked for it.
    pub fn leave_handler(&mut self) {
        while let Some(entry) = self.interrupted.pop() {
            if entry.depth + 1 == self.callers.len() {
                self.callers.truncate(entry.depth);
                self.at = entry.at;
                break;
            }
        }
        self.steps += 1;
    }
}
