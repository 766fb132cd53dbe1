//! The typed tree that `sema` makes and `lower` reads: names resolved, every conversion explicit, sizes and offsets
//! computed, sugar gone.
//!
//! **Invariant**: a [`hir::Unit`](Unit) without errors is well typed: operands of an operator have the operator's type,
//! an assignment's value has the target's type, arguments have the parameters' types (after default promotions where
//! there is no prototype). Conversions are [`ExprKind::Cast`].

use super::ast::Startup;
use super::source::Span;
use super::types::{Ty, Types};

/// A translation unit.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// The types its nodes refer to.
    pub types: Types,
    /// Every global name, used or defined here; [`SymbolId`] indexes it.
    pub symbols: Vec<Symbol>,
    /// Functions defined here.
    pub functions: Vec<Function>,
    /// Objects with static storage defined here, string literals excluded.
    pub objects: Vec<Object>,
    /// String literals, with their final NUL; [`ExprKind::StringAddr`] indexes it. Equal ones may be one.
    pub strings: Vec<Vec<u8>>,
}

/// A name with linkage: an index into [`Unit::symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SymbolId(pub u32);

/// A function or object at file scope, or a static local.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Its name; static locals are `function.name`.
    pub name: String,
    /// Its type.
    pub ty: Ty,
    /// Not visible to other translation units.
    pub is_static: bool,
    /// Declared by use only (old C): to be linked if anybody has it, else a warning has been given and it is an error.
    pub is_implicit: bool,
    /// Where it was first declared.
    pub span: Span,
}

/// An object with static storage.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name.
    pub symbol: SymbolId,
    /// Its type, complete.
    pub ty: Ty,
    /// Alignment, at least the type's.
    pub align: u64,
    /// `const`: goes into read-only data.
    pub is_const: bool,
    /// `_Thread_local`: each thread has its own.
    pub is_thread_local: bool,
    /// A tentative definition (`int x;`): zero unless another unit defines it.
    pub is_tentative: bool,
    /// Initial contents.
    pub init: StaticInit,
    /// Where.
    pub span: Span,
}

/// The contents of an object before the program runs.
#[derive(Clone, Debug, Default)]
pub struct StaticInit {
    /// Bytes at the start; what follows up to the size of the object is zero.
    pub bytes: Vec<u8>,
    /// Addresses to be added at these byte offsets (8 bytes each), by offset.
    pub addresses: Vec<(u64, StaticAddress)>,
}

/// A constant address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaticAddress {
    /// Of a symbol, plus bytes.
    Symbol(SymbolId, i64),
    /// Of a string literal, plus bytes.
    String(u32, i64),
}

/// A local variable or parameter of a function: an index into [`Function::locals`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId(pub u32);

/// A local variable with automatic storage.
#[derive(Clone, Debug)]
pub struct Local {
    /// Its name; none for what the compiler made up.
    pub name: Option<String>,
    /// Its type. [`super::types::Type::VariableArray`]: the local itself holds nothing, its storage is made by [`StmtKind::VariableArray`].
    pub ty: Ty,
    /// Alignment, at least the type's.
    pub align: u64,
    /// Whether its address is taken, or it is an array, struct or union: it must live in memory.
    pub needs_memory: bool,
    /// Where it is declared.
    pub span: Span,
    /// Where its name is visible: from its declarator to the end of its block.
    pub scope: Span,
}

/// A function with its body.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub symbol: SymbolId,
    /// Its type ([`super::types::Type::Function`]).
    pub ty: Ty,
    /// How many of the first locals are parameters.
    pub params: u32,
    /// Parameters, variables, temporaries.
    pub locals: Vec<Local>,
    /// The body.
    pub body: Vec<Stmt>,
    /// The labels whose values the text takes: that of the first one is 1, and so on.
    pub valued_labels: Vec<LabelId>,
    /// Whether it runs before or after `main`.
    pub startup: Startup,
    /// The whole definition.
    pub span: Span,
    /// The closing brace.
    pub end: Span,
}

/// A label of a function: an index chosen by `sema`, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// Which.
    pub kind: StmtKind,
    /// Where a debugger stops for it: the statement, or the controlling expression of a compound one.
    pub span: Span,
}

/// Statements. `break` and `continue` refer to the innermost enclosing loop (or switch, for `break`), as in C.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum StmtKind {
    Expr(Expr),
    /// An initialisation of a local: a debugger stops at it, as at an expression.
    Init(Expr),
    Block(Vec<Stmt>),
    If {
        cond: Expr,
        then: Box<Stmt>,
        otherwise: Option<Box<Stmt>>,
    },
    While {
        cond: Expr,
        body: Box<Stmt>,
    },
    DoWhile {
        body: Box<Stmt>,
        cond: Expr,
    },
    For {
        init: Vec<Stmt>,
        cond: Option<Expr>,
        step: Option<Expr>,
        body: Box<Stmt>,
    },
    /// `cases` are in the order of the text and jump to labels inside `body`; `value` is of promoted integer type and
    /// the bounds are values of that type.
    Switch {
        value: Expr,
        cases: Vec<Case>,
        default: Option<LabelId>,
        body: Box<Stmt>,
    },
    Label(LabelId),
    Goto(LabelId),
    /// Goes where a value of `&&label` says: a number from 1 on in the function's list of such labels.
    GotoValue(Expr),
    Continue,
    Break,
    Return(Option<Expr>),
    /// Allocates a variable-length array: `size` bytes (type `unsigned long`) for `local`, freed at the end of the
    /// function. `size` has been stored in the local's `size_local` too.
    VariableArray {
        local: LocalId,
        size: Expr,
    },
}

/// `case low ... high:`
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// First value.
    pub low: i64,
    /// Last value.
    pub high: i64,
    /// Where it goes.
    pub label: LabelId,
}

/// A value.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Which.
    pub kind: ExprKind,
    /// Its type; never an array or function (those have decayed to addresses).
    pub ty: Ty,
    /// Where.
    pub span: Span,
}

/// Something with an address, or a local in a register.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub kind: PlaceKind,
    /// The type of what is there; may be an array, record or function.
    pub ty: Ty,
    /// Where.
    pub span: Span,
}

/// Places.
#[derive(Clone, Debug)]
pub enum PlaceKind {
    /// A local.
    Local(LocalId),
    /// An object with static storage.
    Global(SymbolId),
    /// The running thread's own of an object.
    Thread(SymbolId),
    /// What a pointer points to.
    Deref(Box<Expr>),
    /// A member of a struct or union; in initialisers also an element of an array, or a part of either, however deep.
    Member {
        /// The record or array.
        base: Box<Place>,
        /// Byte offset in it.
        offset: u64,
        /// For a bit-field: first bit and width.
        bits: Option<(u8, u8)>,
    },
    /// The record that an expression yields, as in `f().member`; not assignable. `temp` is a local for it.
    Value {
        /// Memory for the value.
        temp: LocalId,
        /// The value, of record type.
        value: Box<Expr>,
    },
}

/// Values.
///
/// A value of record type is represented by the address of its storage; [`ExprKind::Load`], [`ExprKind::Call`],
/// [`ExprKind::Assign`], [`ExprKind::Cond`], [`ExprKind::Comma`] and [`ExprKind::Stmts`] can have record type.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are C's, and those that are not have a comment")]
pub enum ExprKind {
    /// An integer or pointer constant, extended to 64 bits as its type says.
    Int(i64),
    Float(f64),
    /// The address of a string literal.
    StringAddr(u32),
    /// The address of a function (a function name that is not called directly).
    FunctionAddr(SymbolId),
    /// Reads a place. For record types it yields the place's address.
    Load(Box<Place>),
    /// `&place`, and an array that decays to its first element.
    AddressOf(Box<Place>),
    /// Assigns and yields the new value (for a bit-field, the value as stored). For records it copies.
    Assign(Box<Place>, Box<Expr>),
    /// `place op= value`: the place is evaluated once, its value converted to `compute`, `value` already has that
    /// type (for shifts: its own promoted type), the result is converted back and stored. Pointers: `op` is `Add` or
    /// `Sub`, `compute` is the pointer type and `value` is in bytes (type `long`).
    AssignOp {
        place: Box<Place>,
        op: BinaryOp,
        value: Box<Expr>,
        compute: Ty,
    },
    /// `++`/`--`: adds `by` (element size for pointers); yields the new value if `is_prefix`, else the old one.
    IncDec {
        place: Box<Place>,
        by: i64,
        is_prefix: bool,
    },
    Neg(Box<Expr>),
    BitNot(Box<Expr>),
    /// `!x`: 1 if the operand compares equal to zero, type `int`.
    Not(Box<Expr>),
    /// Both operands of this node's type, except that the right operand of a shift has its own.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// Both operands of one type (integer, floating or pointer); type `int`. Signedness is the operands'.
    Compare(CompareOp, Box<Expr>, Box<Expr>),
    /// Pointer plus a number of bytes (type `long`, already scaled).
    PointerAdd(Box<Expr>, Box<Expr>),
    /// `(a - b) / size`, type `long`.
    PointerDiff {
        left: Box<Expr>,
        right: Box<Expr>,
        size: u64,
    },
    /// `&&`, operands of any scalar type.
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Cond {
        cond: Box<Expr>,
        then: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// GCC's `a ?: b`, operands of this node's type.
    Elvis(Box<Expr>, Box<Expr>),
    Comma(Box<Expr>, Box<Expr>),
    /// Conversion between scalar types, or to `void`.
    Cast(Box<Expr>),
    /// A call. Arguments beyond `fixed` are variadic. `result` is a local to hold a returned record.
    Call {
        callee: Callee,
        args: Vec<Expr>,
        fixed: u32,
        is_variadic: bool,
        result: Option<LocalId>,
    },
    /// Statements and then a value (GCC's `({ … })`, compound literals and initialisers of locals).
    Stmts(Vec<Stmt>, Option<Box<Expr>>),
    /// Fills a local's memory with zero (before an initialiser that names only some members).
    Zero(Box<Place>),
    /// Copies a string literal into a character array; the rest of the array is zero.
    InitString {
        place: Box<Place>,
        string: u32,
    },
    /// `va_start(list)`: `list` is the address of a `va_list`.
    VaStart(Box<Expr>),
    /// `va_arg(list, type)`; the node's type is the type.
    VaArg(Box<Expr>),
    /// `va_copy(to, from)`.
    VaCopy(Box<Expr>, Box<Expr>),
    /// One of the machine's own operations, by its name without `__builtin_`; see [`crate::machine::intrinsic`].
    Intrinsic {
        name: String,
        args: Vec<Expr>,
    },
    /// `__lab_syscall(number, …)`: all arguments of type `long`, yields the raw result. The library's only way into the kernel.
    Syscall(Vec<Expr>),
}

/// What is called.
#[derive(Clone, Debug)]
pub enum Callee {
    /// A function by name.
    Direct(SymbolId),
    /// Through a pointer.
    Indirect(Box<Expr>),
}

/// Arithmetic on two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum BinaryOp {
    Mul,
    Div,
    Rem,
    Add,
    Sub,
    Shl,
    Shr,
    And,
    Xor,
    Or,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum CompareOp {
    Lt,
    Le,
    Gt,
    Ge,
    Eq,
    Ne,
}
