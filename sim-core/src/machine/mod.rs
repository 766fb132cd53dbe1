//! The virtual CPU: registers and frames, and a loop that runs byte code until something happens that is not its own
//! business (a [`Trap`]).
//!
//! It owns neither memory nor kernel: memory is a parameter ([`Memory`]), system calls are traps. The same CPU runs over
//! the model's page tables and, on the real side, over real mappings.

pub mod load;
pub mod memory;
pub mod op;
pub mod program;
pub mod segment;

pub use memory::{Fault, Memory, Stop};
pub use op::{Insn, Op};
pub use program::Program;
