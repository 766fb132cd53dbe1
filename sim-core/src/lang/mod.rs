//! The C front end: text in, [`Program`](crate::machine::Program) or diagnostics out.
//!
//! Stages, each in a room of its own: [`source`] (files and spans), `lex` and `pp` (tokens, macros, includes), `parse`
//! (tokens to [`ast`]), `advice` (slips that students make), `sema` (names and types: [`ast`] to [`hir`]), `lower` ([`hir`] to byte code, one object a
//! translation unit), `link` (objects and the C library to a program).
//!
//! **Invariant**: no stage panics or hangs, whatever the text; each recovers and goes on, so that one compile reports
//! as many mistakes as it can.

mod advice;
pub mod ast;
pub mod compile;
pub mod debug;
pub mod diag;
pub mod hir;
pub mod lex;
pub mod library;
mod link;
pub mod lower;
pub mod object;
pub mod parse;
pub mod pp;
pub mod sema;
pub mod source;
mod spelling;
pub mod token;
pub mod types;
pub mod units;

pub use compile::{Compiled, compile};
