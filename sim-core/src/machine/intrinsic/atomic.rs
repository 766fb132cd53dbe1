//! Atomic operations (`__atomic_…` of GCC). Nothing else runs while an instruction does, so they are a load and a store;
//! as on x86-64 each of them but the load counts as a write, whatever it changes.

use crate::abi::event::AccessKind;
use crate::machine::memory::{Fault, Memory, SharedAccess, Stop};

use super::Id;

/// What to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operation {
    Load,
    Store,
    Exchange,
    Add,
    Sub,
    And,
    Or,
    Xor,
    CompareExchange,
}

/// The operation and its size in bytes, if it is an atomic one.
pub(super) fn decode(id: Id) -> Option<(Operation, u8)> {
    let decoded = match id {
        Id::AtomicLoad1 => (Operation::Load, 1),
        Id::AtomicLoad2 => (Operation::Load, 2),
        Id::AtomicLoad4 => (Operation::Load, 4),
        Id::AtomicLoad8 => (Operation::Load, 8),
        Id::AtomicStore1 => (Operation::Store, 1),
        Id::AtomicStore2 => (Operation::Store, 2),
        Id::AtomicStore4 => (Operation::Store, 4),
        Id::AtomicStore8 => (Operation::Store, 8),
        Id::AtomicExchange1 => (Operation::Exchange, 1),
        Id::AtomicExchange2 => (Operation::Exchange, 2),
        Id::AtomicExchange4 => (Operation::Exchange, 4),
        Id::AtomicExchange8 => (Operation::Exchange, 8),
        Id::AtomicAdd1 => (Operation::Add, 1),
        Id::AtomicAdd2 => (Operation::Add, 2),
        Id::AtomicAdd4 => (Operation::Add, 4),
        Id::AtomicAdd8 => (Operation::Add, 8),
        Id::AtomicSub1 => (Operation::Sub, 1),
        Id::AtomicSub2 => (Operation::Sub, 2),
        Id::AtomicSub4 => (Operation::Sub, 4),
        Id::AtomicSub8 => (Operation::Sub, 8),
        Id::AtomicAnd1 => (Operation::And, 1),
        Id::AtomicAnd2 => (Operation::And, 2),
        Id::AtomicAnd4 => (Operation::And, 4),
        Id::AtomicAnd8 => (Operation::And, 8),
        Id::AtomicOr1 => (Operation::Or, 1),
        Id::AtomicOr2 => (Operation::Or, 2),
        Id::AtomicOr4 => (Operation::Or, 4),
        Id::AtomicOr8 => (Operation::Or, 8),
        Id::AtomicXor1 => (Operation::Xor, 1),
        Id::AtomicXor2 => (Operation::Xor, 2),
        Id::AtomicXor4 => (Operation::Xor, 4),
        Id::AtomicXor8 => (Operation::Xor, 8),
        Id::AtomicCas1 => (Operation::CompareExchange, 1),
        Id::AtomicCas2 => (Operation::CompareExchange, 2),
        Id::AtomicCas4 => (Operation::CompareExchange, 4),
        Id::AtomicCas8 => (Operation::CompareExchange, 8),
        _ => return None,
    };
    Some(decoded)
}

/// Does it. `args`: the address, then the operand (for a comparison: the value expected, then the new one). Yields the
/// old value.
pub(super) fn perform<M: Memory>(mem: &mut M, operation: Operation, size: u8, args: &[u64; 6]) -> Result<u64, Stop> {
    match size {
        1 => sized::<M, 1>(mem, operation, args),
        2 => sized::<M, 2>(mem, operation, args),
        4 => sized::<M, 4>(mem, operation, args),
        _ => sized::<M, 8>(mem, operation, args),
    }
}

fn sized<M: Memory, const N: usize>(mem: &mut M, operation: Operation, args: &[u64; 6]) -> Result<u64, Stop> {
    let [addr, operand, desired, ..] = *args;
    match operation {
        Operation::Load => return load::<M, N>(mem, addr),
        Operation::Store => return store::<M, N>(mem, addr, operand).map(|()| 0),
        _ => {}
    }
    let old = load::<M, N>(mem, addr).map_err(as_write)?;
    let new = match operation {
        Operation::Load | Operation::Store | Operation::Exchange => operand,
        Operation::Add => old.wrapping_add(operand),
        Operation::Sub => old.wrapping_sub(operand),
        Operation::And => old & operand,
        Operation::Or => old | operand,
        Operation::Xor => old ^ operand,
        Operation::CompareExchange if old == truncated::<N>(operand) => desired,
        Operation::CompareExchange => old,
    };
    store::<M, N>(mem, addr, new)?;
    Ok(old)
}

/// `cmpxchg` and the like ask for the right to write from the start.
fn as_write(stop: Stop) -> Stop {
    match stop {
        Stop::Fault(fault) => Stop::Fault(Fault { access: AccessKind::Store, ..fault }),
        Stop::Suspect(_) => stop,
        Stop::Shared(shared) => Stop::Shared(SharedAccess { access: AccessKind::Store, ..shared }),
    }
}

fn load<M: Memory, const N: usize>(mem: &mut M, addr: u64) -> Result<u64, Stop> {
    let mut word = [0; 8];
    word[..N].copy_from_slice(&mem.load::<N>(addr)?);
    Ok(u64::from_le_bytes(word))
}

fn store<M: Memory, const N: usize>(mem: &mut M, addr: u64, value: u64) -> Result<(), Stop> {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&value.to_le_bytes()[..N]);
    mem.store::<N>(addr, bytes)
}

const fn truncated<const N: usize>(value: u64) -> u64 {
    value & (u64::MAX >> (64 - 8 * N))
}
