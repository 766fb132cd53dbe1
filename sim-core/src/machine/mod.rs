//! The virtual CPU: registers and frames, and a loop that runs byte code until something happens that is not its own
//! business (a [`Trap`](cpu::Trap)).
//!
//! It owns neither memory nor kernel: memory is a parameter ([`Memory`]), system calls are traps. The same CPU runs over
//! the model's page tables and, on the real side, over real mappings.

mod alu;
mod block;
mod code;
mod context;
pub mod cpu;
pub mod frames;
pub mod intrinsic;
pub mod load;
pub mod memory;
pub mod op;
pub mod program;
mod run;
pub mod segment;
pub mod signal;
#[cfg(test)]
mod tests;
mod trap;
pub mod watch;

pub use code::Code;
pub use cpu::{Machine, StopAt, Trap};
pub use frames::FrameView;
pub use memory::{Fault, Memory, Stop};
pub use op::{Insn, Op};
pub use program::Program;
