//! A translation unit as relocatable byte code: what `lower` makes and `link` joins.
//!
//! Numbers in here are the unit's own: jumps and lines count instructions from the start of their function, symbols and
//! types index the unit's tables. Only the linker knows addresses.

use crate::machine::op::Insn;
use crate::machine::program::{Fresh, JumpTable, LineEntry, Subject};

use super::ast::Startup;
use super::hir::{StaticInit, SymbolId};
use super::source::Span;
use super::types::{Ty, Types};

/// A compiled translation unit.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The types that symbols and variables refer to.
    pub types: Types,
    /// Every global name, used or defined here; [`SymbolId`] indexes it.
    pub symbols: Vec<ObjectSymbol>,
    /// Functions defined here.
    pub functions: Vec<FunctionCode>,
    /// Objects with static storage defined here.
    pub data: Vec<DataObject>,
    /// String literals with their final NUL; [`Target::String`] indexes it.
    pub strings: Vec<Vec<u8>>,
}

/// A name with linkage.
#[derive(Clone, Debug)]
pub struct ObjectSymbol {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Ty,
    /// Not visible to other units.
    pub is_static: bool,
    /// The first place that needs it, for a message if nobody defines it.
    pub first_use: Option<Span>,
    /// Where it was first declared.
    pub span: Span,
}

/// The code of a function.
#[derive(Clone, Debug)]
pub struct FunctionCode {
    /// Its name.
    pub symbol: SymbolId,
    /// Instructions; jumps count from the first, and `JumpTable` counts in `tables`.
    pub code: Vec<Insn>,
    /// Immediates that the linker fills in, in order.
    pub relocs: Vec<Reloc>,
    /// Jump tables; their targets count from the first instruction.
    pub tables: Vec<JumpTable>,
    /// What it marks in its frame when it is entered; empty if it has no such instruction.
    pub fresh: Vec<Fresh>,
    /// What its suspicious instructions are about, in order.
    pub subjects: Vec<Subject>,
    /// Bytes of its frame.
    pub frame: u32,
    /// How many registers of the window it uses.
    pub registers: u16,
    /// Parameters and named variables.
    pub variables: Vec<Variable>,
    /// Lines; they count from the first instruction.
    pub lines: Vec<LineEntry>,
    /// Whether it runs before or after `main`.
    pub startup: Startup,
    /// The whole definition.
    pub span: Span,
}

/// A local variable, for a debugger; see [`crate::machine::program::VariableInfo`].
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are VariableInfo's")]
pub struct Variable {
    pub name: String,
    pub ty: Ty,
    pub frame_offset: u32,
    pub register: Option<u8>,
    pub is_param: bool,
    pub unassigned: Vec<std::ops::Range<u32>>,
    pub scope: std::ops::Range<u32>,
}

/// An object with static storage.
#[derive(Clone, Debug)]
pub struct DataObject {
    /// Its name.
    pub symbol: SymbolId,
    /// Its type.
    pub ty: Ty,
    /// Bytes.
    pub size: u64,
    /// Alignment.
    pub align: u64,
    /// Goes into read-only data.
    pub is_const: bool,
    /// Each thread has its own.
    pub is_thread_local: bool,
    /// Zero unless another unit defines it.
    pub is_tentative: bool,
    /// Initial contents.
    pub init: StaticInit,
    /// Where.
    pub span: Span,
}

/// An immediate that depends on where the linker puts something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reloc {
    /// The instruction.
    pub at: u32,
    /// What its immediate refers to.
    pub target: Target,
}

/// What an immediate refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The index of a function in the program.
    Function(SymbolId),
    /// The address of a function or object, added to the immediate.
    Address(SymbolId),
    /// How far behind the thread pointer a thread's own object lies, added to the immediate.
    ThreadOffset(SymbolId),
    /// The address of a string literal, added to the immediate.
    String(u32),
}
