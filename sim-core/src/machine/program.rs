//! A linked program: code, initial data, and what a debugger needs to know.

use crate::abi::Site;
use crate::lang::source::SourceMap;

use super::memory::Mark;
use super::op::Insn;

/// Size of a page in bytes.
pub const PAGE: u64 = 4096;
/// Where the code of every program starts. The page below it is never mapped.
pub const CODE_START: u64 = 0x1000;
/// One past the highest address of the stack; it grows down from here.
pub const STACK_TOP: u64 = 0x0fff_f000;
/// The stack's soft limit (`RLIMIT_STACK`), 8 MiB.
pub const STACK_LIMIT: u64 = 8 << 20;
/// Where `mmap` and `shmat` start to look for room, downwards (below the stack's limit and a guard gap).
pub const MMAP_TOP: u64 = STACK_TOP - STACK_LIMIT - (1 << 20);
/// First address that does not belong to user space: kernel space begins, never accessible from user mode.
pub const USER_END: u64 = 0x1000_0000;
/// Bytes an instruction takes in the code pages.
pub const INSN_BYTES: u64 = 8;

/// A linked program.
///
/// Memory image, all page-aligned: code (r-x) at [`CODE_START`], read-only data (r--), data and bss (rw-), and then
/// the heap, from [`Program::heap_start`].
#[derive(Clone, Debug)]
pub struct Program {
    /// What it is called.
    pub name: String,
    /// The instructions; number `i` is at address `CODE_START + 8 * i`.
    pub code: Vec<Insn>,
    /// Functions, in order of `entry`.
    pub functions: Vec<FunctionInfo>,
    /// Jump tables.
    pub tables: Vec<JumpTable>,
    /// What [`Op::Enter`](super::Op::Enter) marks.
    pub frames: Vec<Vec<Fresh>>,
    /// What the instructions are about that are suspicious of an index or a variable, in order of the instructions.
    pub subjects: Vec<Subject>,
    /// Where read-only data starts.
    pub rodata_start: u64,
    /// Read-only data.
    pub rodata: Vec<u8>,
    /// Where writable data starts.
    pub data_start: u64,
    /// Initialised data.
    pub data: Vec<u8>,
    /// Zero-initialised bytes behind it.
    pub bss: u64,
    /// Where the first thread's own objects are, in `data`; 0 if there are none.
    pub tls_start: u64,
    /// Bytes of what each thread has its own of.
    pub tls_size: u64,
    /// First address of the heap (the initial program break), page-aligned.
    pub heap_start: u64,
    /// Index of the function to start in (`_start` of the library, called with `argc`, `argv`, `envp`).
    pub start: u32,
    /// Lines: for each statement, the first instruction, in order. Instructions before the next entry belong to it.
    pub lines: Vec<LineEntry>,
    /// Objects with static storage, in order of address.
    pub globals: Vec<GlobalInfo>,
    /// Descriptions of types that variables refer to.
    pub types: Vec<TypeInfo>,
    /// The texts.
    pub sources: SourceMap,
}

/// A function of a program.
#[derive(Clone, Debug)]
pub struct FunctionInfo {
    /// Its name.
    pub name: String,
    /// First instruction.
    pub entry: u32,
    /// One past its last instruction.
    pub end: u32,
    /// Bytes of its frame in memory, a multiple of 16 plus 8 (so that frame and return address keep the stack aligned to 16).
    pub frame: u32,
    /// How many registers of the window it uses.
    pub registers: u16,
    /// Whether it is the C library's: stepping passes over it.
    pub is_library: bool,
    /// Parameters and variables.
    pub variables: Vec<VariableInfo>,
}

/// A local variable, for a debugger.
#[derive(Clone, Debug)]
pub struct VariableInfo {
    /// Its name.
    pub name: String,
    /// Its type: index into [`Program::types`].
    pub ty: u32,
    /// Offset of its memory from the frame address. A variable in a register has a place here too, which shows where
    /// it would be; its value is in the register.
    pub frame_offset: u32,
    /// The register it lives in, if it does.
    pub register: Option<u8>,
    /// Whether it is a parameter.
    pub is_param: bool,
    /// For a variable in a register, the instructions at which it certainly has no value yet.
    pub unassigned: Vec<std::ops::Range<u32>>,
    /// Instructions between which it is in scope.
    pub scope: std::ops::Range<u32>,
}

/// An object with static storage, for a debugger.
#[derive(Clone, Debug)]
pub struct GlobalInfo {
    /// Its name; a string literal has none.
    pub name: Option<String>,
    /// Its address.
    pub addr: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Its type: index into [`Program::types`].
    pub ty: u32,
    /// Whether it is the C library's own.
    pub is_library: bool,
}

/// A type, for a debugger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeInfo {
    /// The C name, as `char *`.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// Its shape.
    pub shape: TypeShape,
}

/// The shape of a type, for a debugger. Numbers are indices into [`Program::types`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum TypeShape {
    Void,
    Signed,
    Unsigned,
    Bool,
    /// `char`: shown as a number and as a character.
    Char,
    Float,
    Pointer(u32),
    FunctionPointer,
    Array {
        of: u32,
        len: u64,
    },
    /// A struct or union.
    Record {
        members: Vec<MemberInfo>,
        is_union: bool,
    },
}

/// A member of a struct or union, for a debugger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberInfo {
    /// Its name; empty for an anonymous struct or union.
    pub name: String,
    /// Byte offset.
    pub offset: u64,
    /// Its type: index into [`Program::types`].
    pub ty: u32,
    /// For a bit-field: first bit and width.
    pub bits: Option<(u8, u8)>,
}

/// A part of a frame that has a mark when a function is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fresh {
    /// Offset from the frame address.
    pub offset: u32,
    /// Bytes.
    pub len: u32,
    /// The mark.
    pub mark: Mark,
}

/// What a suspicious instruction is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The instruction.
    pub at: u32,
    /// The array or the variable, as the text names it.
    pub name: String,
    /// By how much an index is to be divided: it may count bytes.
    pub unit: u32,
}

/// A jump table of a `switch`.
#[derive(Clone, Debug)]
pub struct JumpTable {
    /// The value that goes to the first target.
    pub low: i64,
    /// Instruction indices.
    pub targets: Vec<u32>,
    /// For all other values.
    pub default: u32,
}

impl JumpTable {
    /// Where a value goes.
    #[must_use]
    pub fn target(&self, value: u64) -> u32 {
        let index = usize::try_from(value.wrapping_sub(self.low as u64)).ok();
        index.and_then(|index| self.targets.get(index)).copied().unwrap_or(self.default)
    }
}

/// A statement's first instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineEntry {
    /// Instruction index.
    pub at: u32,
    /// The statement's text; [`crate::lang::source::Span::NONE`] for none.
    pub span: crate::lang::source::Span,
    /// Whether a debugger stops here (false for the rest of a loop's head, and in the library).
    pub is_statement: bool,
}

impl Program {
    /// The function that instruction `at` belongs to.
    #[must_use]
    pub fn function_at(&self, at: u32) -> Option<&FunctionInfo> {
        let index = self.functions.partition_point(|function| function.entry <= at).checked_sub(1)?;
        self.functions.get(index).filter(|function| at < function.end)
    }

    /// The line entry that instruction `at` belongs to.
    #[must_use]
    pub fn line_at(&self, at: u32) -> Option<&LineEntry> {
        self.lines.get(self.lines.partition_point(|line| line.at <= at).checked_sub(1)?)
    }

    /// The place in the program's text of instruction `at`, if it is in the program's own text.
    #[must_use]
    pub fn site_at(&self, at: u32) -> Option<Site> {
        let function = self.function_at(at).filter(|function| !function.is_library)?;
        let span = self.line_at(at)?.span;
        let file = self.sources.file(span.file)?;
        Some(Site { file: file.name.clone(), line: file.line_col(span.start).0, function: function.name.clone() })
    }

    /// What the suspicious instruction `at` is about.
    #[must_use]
    pub fn subject_at(&self, at: u32) -> Option<&Subject> {
        let index = self.subjects.binary_search_by_key(&at, |subject| subject.at).ok()?;
        self.subjects.get(index)
    }

    /// The address of instruction `at`.
    #[must_use]
    pub const fn address_of(at: u32) -> u64 {
        CODE_START + at as u64 * INSN_BYTES
    }

    /// The instruction at a code address, if there is one.
    #[must_use]
    pub fn instruction_at(&self, addr: u64) -> Option<u32> {
        let offset = addr.checked_sub(CODE_START).filter(|offset| offset % INSN_BYTES == 0)?;
        u32::try_from(offset / INSN_BYTES).ok().filter(|&at| (at as usize) < self.code.len())
    }

    /// The code as it lies in memory.
    #[must_use]
    pub fn code_bytes(&self) -> Vec<u8> {
        self.code.iter().flat_map(|insn| insn.encode()).collect()
    }
}
