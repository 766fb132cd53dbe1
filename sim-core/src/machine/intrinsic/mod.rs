//! Functions that the machine does itself, in one instruction: the hot ones of the C library (strings, conversion of
//! `double`), those that C text cannot express (atomic operations, `setjmp`), and mathematics.
//!
//! C text calls number `n` of [`TABLE`] as `__builtin_NAME(…)`.

mod atomic;
mod format;
mod math;
mod parse;
mod string;
mod table;
#[cfg(test)]
mod tests;

use super::memory::{Mark, Memory, Stop};

pub use table::{Id, Intrinsic, TABLE, find};

/// Why an intrinsic has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Its memory accesses were refused.
    Stop(Stop),
    /// It is no instruction, or the one that stands for that.
    Illegal,
    /// `setjmp` is the CPU's business.
    SetJmp,
    /// And so is what changes the activation that runs.
    Context(Id),
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// Whether number `index` of the table is an atomic operation.
pub(super) fn is_atomic(index: u32) -> bool {
    (Id::AtomicLoad1 as u32..=Id::AtomicCas8 as u32).contains(&index)
}

/// Tells what has become of a range: the numbers are those of `<bits/mark.h>`.
fn mark<M: Memory>(mem: &mut M, &[addr, len, kind, ..]: &[u64; 6]) {
    match kind {
        0 => mem.mark(addr, len, Mark::Fine),
        1 => mem.mark(addr, len, Mark::Unwritten),
        2 => mem.mark(addr, len, Mark::Between),
        3 => mem.mark(addr, len, Mark::Freed),
        _ => mem.open(addr, len),
    }
}

/// Does number `index` of the table.
pub(super) fn perform<M: Memory>(index: u32, args: &[u64; 6], mem: &mut M) -> Result<u64, Refused> {
    let id = Id::ALL.get(index as usize).copied().ok_or(Refused::Illegal)?;
    match id {
        Id::Setjmp => return Err(Refused::SetJmp),
        Id::Longjmp | Id::MakeContext => return Err(Refused::Context(id)),
        Id::Trap | Id::Alloca | Id::ThreadPointer => return Err(Refused::Illegal),
        Id::Mark => {
            mark(mem, args);
            return Ok(0);
        }
        Id::FormatDouble => return Ok(format::format_double(mem, args)?),
        Id::ParseDouble => return Ok(parse::parse_double(mem, args[0], args[1])?),
        _ => {}
    }
    if let Some(value) = math::perform(id, args) {
        return Ok(value);
    }
    if let Some((operation, size)) = atomic::decode(id) {
        return Ok(atomic::perform(mem, operation, size, args)?);
    }
    Ok(string::perform(mem, id, args)?)
}
