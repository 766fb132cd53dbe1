//! The syntax tree: C as it is written, names not yet resolved, types as declared.
//!
//! Typedef names are known to the parser (C's grammar needs them), nothing else of a name's meaning is.

use super::source::Span;

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ident {
    /// The name.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// A translation unit.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// In the order of the text.
    pub items: Vec<Item>,
}

/// Something at file scope.
#[derive(Clone, Debug)]
pub enum Item {
    /// A function with its body.
    Function(FunctionDef),
    /// Declarations.
    Declaration(Declaration),
    /// `_Static_assert`.
    StaticAssert(StaticAssert),
}

/// `_Static_assert(condition, "message");`. One inside a struct stands behind the declaration of the struct.
#[derive(Clone, Debug)]
pub struct StaticAssert {
    /// What must not be zero.
    pub cond: Expr,
    /// What to say if it is.
    pub message: Option<Vec<u8>>,
    /// Where.
    pub span: Span,
}

/// A function definition.
#[derive(Clone, Debug)]
pub struct FunctionDef {
    /// Storage class, `inline` and base type of the result.
    pub specifiers: Specifiers,
    /// Name and parameters; its outermost derivation is [`Derived::Function`].
    pub declarator: Declarator,
    /// K&R style declarations between `)` and `{`.
    pub old_style: Vec<Declaration>,
    /// The body.
    pub body: Block,
    /// From the first specifier to the closing brace.
    pub span: Span,
}

/// `specifiers declarator = initialiser, …;`
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What stands before the declarators.
    pub specifiers: Specifiers,
    /// The declarators; empty for `struct s { … };`.
    pub declarators: Vec<InitDeclarator>,
    /// The whole.
    pub span: Span,
}

/// A declarator with its initialiser.
#[derive(Clone, Debug)]
pub struct InitDeclarator {
    /// The declarator.
    pub declarator: Declarator,
    /// The initialiser.
    pub init: Option<Init>,
}

/// Storage class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum Storage {
    Typedef,
    Extern,
    Static,
    Auto,
    Register,
}

/// What stands before the declarators of a declaration.
#[derive(Clone, Debug)]
pub struct Specifiers {
    /// At most one storage class.
    pub storage: Option<Storage>,
    /// `_Thread_local`, `__thread`.
    pub is_thread_local: bool,
    /// `inline`.
    pub is_inline: bool,
    /// `_Noreturn`, `__attribute__((noreturn))`.
    pub is_noreturn: bool,
    /// `const` (applies to the base type).
    pub is_const: bool,
    /// `volatile`.
    pub is_volatile: bool,
    /// `_Atomic`.
    pub is_atomic: bool,
    /// `_Alignas(n)` or `__attribute__((aligned(n)))`.
    pub align: Option<Box<Expr>>,
    /// `__attribute__((packed))` on a member.
    pub is_packed: bool,
    /// `__attribute__((constructor))`, `__attribute__((destructor))`.
    pub startup: Startup,
    /// The base type.
    pub base: TypeSpec,
    /// Where.
    pub span: Span,
}

/// Whether a function runs before or after `main`: with what priority, lower ones farther from `main`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Startup {
    /// Before.
    pub constructor: Option<u16>,
    /// After.
    pub destructor: Option<u16>,
}

impl Startup {
    /// What is said here, or else there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { constructor: self.constructor.or(other.constructor), destructor: self.destructor.or(other.destructor) }
    }
}

/// The base type of a declaration.
#[derive(Clone, Debug)]
pub enum TypeSpec {
    /// Arithmetic types, in canonical form.
    Basic(Basic),
    /// No type was written (implicit `int`; sema warns).
    Implicit,
    /// GCC's `__auto_type`: that of the initial value.
    Auto,
    /// `struct` or `union`.
    Record {
        /// `union`.
        is_union: bool,
        /// Its tag.
        tag: Option<Ident>,
        /// Its members, if it is defined here.
        members: Option<Vec<MemberDecl>>,
        /// `__attribute__((packed))`.
        is_packed: bool,
        /// `#pragma pack(n)`; 0 for none.
        pack: u8,
        /// `__attribute__((aligned(n)))` on the type itself.
        align: Option<Box<Expr>>,
    },
    /// `enum`.
    Enum {
        /// Its tag.
        tag: Option<Ident>,
        /// Its constants, if it is defined here.
        constants: Option<Vec<(Ident, Option<Expr>)>>,
    },
    /// A typedef name.
    Named(Ident),
    /// `typeof(expression)`.
    TypeofExpr(Box<Expr>),
    /// `typeof(type)`.
    TypeofType(Box<TypeName>),
}

/// An arithmetic type or `void`, after sorting `long unsigned int` and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum Basic {
    Void,
    Bool,
    Char,
    SChar,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LongLong,
    ULongLong,
    Float,
    Double,
    LongDouble,
    /// GCC's `__builtin_va_list`.
    VaList,
}

/// A member declaration of a struct or union.
#[derive(Clone, Debug)]
pub struct MemberDecl {
    /// Base type.
    pub specifiers: Specifiers,
    /// Declarators, each with the width of its bit-field; empty for an anonymous struct or union.
    pub declarators: Vec<(Declarator, Option<Expr>)>,
    /// Where.
    pub span: Span,
}

/// A declarator, inside out: `int *a[3]` has name `a` and derivations `[Array 3, Pointer]`, to be read "a is an array
/// of 3 pointers to" the base type.
#[derive(Clone, Debug)]
pub struct Declarator {
    /// The name; none in a type name or an unnamed parameter.
    pub name: Option<Ident>,
    /// From the name outwards.
    pub derived: Vec<Derived>,
    /// Where.
    pub span: Span,
}

/// One step of a declarator.
#[derive(Clone, Debug)]
pub enum Derived {
    /// `*`, with the qualifiers behind it.
    Pointer {
        /// `* const`.
        is_const: bool,
    },
    /// `[n]`; no length for `[]`. `static` and qualifiers inside are dropped.
    Array(Option<Box<Expr>>),
    /// `(…)`.
    Function(Params),
}

/// A parameter list.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// The parameters; empty for `(void)` and for `()`.
    pub list: Vec<ParamDecl>,
    /// Ends in `...`.
    pub is_variadic: bool,
    /// `()`: unprototyped.
    pub is_unspecified: bool,
    /// K&R: names only; their types stand in [`FunctionDef::old_style`].
    pub old_style_names: Vec<Ident>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParamDecl {
    /// Base type.
    pub specifiers: Specifiers,
    /// Declarator.
    pub declarator: Declarator,
}

/// A type as in a cast: specifiers and a declarator without a name.
#[derive(Clone, Debug)]
pub struct TypeName {
    /// Base type.
    pub specifiers: Box<Specifiers>,
    /// Derivations.
    pub declarator: Declarator,
}

/// An initialiser.
#[derive(Clone, Debug)]
pub enum Init {
    /// `= e`
    Expr(Expr),
    /// `= { … }`
    List(Vec<InitItem>, Span),
}

/// An element of a braced initialiser.
#[derive(Clone, Debug)]
pub struct InitItem {
    /// `.a[3] =`
    pub designators: Vec<Designator>,
    /// The value.
    pub init: Init,
}

/// A step of a designator.
#[derive(Clone, Debug)]
pub enum Designator {
    /// `.name`
    Member(Ident),
    /// `[n]`
    Index(Expr),
    /// GCC's `[a ... b]`
    Range(Expr, Expr),
}

/// A compound statement.
#[derive(Clone, Debug)]
pub struct Block {
    /// Declarations and statements.
    pub items: Vec<BlockItem>,
    /// From brace to brace.
    pub span: Span,
}

/// Something in a block.
#[derive(Clone, Debug)]
pub enum BlockItem {
    /// A declaration.
    Declaration(Declaration),
    /// A statement.
    Stmt(Stmt),
    /// `_Static_assert`.
    StaticAssert(StaticAssert),
    /// A function inside a function (GCC's extension): refused by sema, by name.
    NestedFunction(FunctionDef),
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// Which.
    pub kind: StmtKind,
    /// Where; for a compound statement such as `for` the whole of it.
    pub span: Span,
}

/// The statements of C.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum StmtKind {
    Expr(Expr),
    Empty,
    Block(Block),
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
        init: Option<Box<BlockItem>>,
        cond: Option<Expr>,
        step: Option<Expr>,
        body: Box<Stmt>,
    },
    Switch {
        value: Expr,
        body: Box<Stmt>,
    },
    /// `case a:` or GCC's `case a ... b:`, and the statement behind it.
    Case {
        low: Expr,
        high: Option<Expr>,
        body: Box<Stmt>,
    },
    Default(Box<Stmt>),
    Label(Ident, Box<Stmt>),
    Goto(Ident),
    /// GCC's `goto *address`: refused by sema, by name.
    ComputedGoto(Expr),
    Continue,
    Break,
    Return(Option<Expr>),
    /// Inline assembly: refused by sema, by name.
    Asm,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Which.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// The expressions of C. Parentheses leave no trace but [`ExprKind::Paren`], which warnings about `=` in a condition need.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum ExprKind {
    Ident(String),
    /// An integer constant with its C type, as the suffix and the value decide.
    Int {
        value: u64,
        ty: Basic,
    },
    /// A floating constant.
    Float {
        value: f64,
        ty: Basic,
    },
    /// A character constant (type `int`).
    Char(i32),
    /// A string literal after concatenation, without the final NUL.
    Str(Vec<u8>),
    /// A wide string literal: `L"…"`, `u"…"`, `U"…"`.
    WideStr {
        units: Vec<u32>,
        ty: Basic,
    },
    /// GCC's `&&label`: refused by sema, by name.
    LabelAddress(Ident),
    Paren(Box<Expr>),
    Index {
        base: Box<Expr>,
        index: Box<Expr>,
    },
    Call {
        callee: Box<Expr>,
        args: Vec<Expr>,
    },
    /// `base.member` or `base->member`.
    Member {
        base: Box<Expr>,
        member: Ident,
        is_arrow: bool,
    },
    /// `++` and `--`.
    IncDec {
        operand: Box<Expr>,
        is_increment: bool,
        is_prefix: bool,
    },
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        op: BinaryOp,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    /// `=` (`op` is none) and the compound assignments.
    Assign {
        op: Option<BinaryOp>,
        target: Box<Expr>,
        value: Box<Expr>,
    },
    /// `c ? a : b`; GCC's `c ?: b` has no `then`.
    Cond {
        cond: Box<Expr>,
        then: Option<Box<Expr>>,
        otherwise: Box<Expr>,
    },
    Comma(Box<Expr>, Box<Expr>),
    Cast {
        to: TypeName,
        operand: Box<Expr>,
    },
    CompoundLiteral {
        ty: TypeName,
        items: Vec<InitItem>,
    },
    SizeofExpr(Box<Expr>),
    SizeofType(TypeName),
    Alignof(TypeName),
    /// GCC's `({ … })`.
    StmtExpr(Block),
    /// `__builtin_va_arg(list, type)`.
    VaArg {
        list: Box<Expr>,
        ty: TypeName,
    },
    /// `__builtin_offsetof(type, a.b[1])`.
    Offsetof {
        ty: TypeName,
        path: Vec<Designator>,
    },
    /// `_Generic(value, type: expression, default: expression)`.
    Generic {
        value: Box<Expr>,
        arms: Vec<(Option<TypeName>, Expr)>,
    },
    /// Could not be parsed; already reported.
    Error,
}

/// Unary operators other than `++`, `--` and `sizeof`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum UnaryOp {
    AddressOf,
    Deref,
    Plus,
    Minus,
    BitNot,
    Not,
}

/// Binary operators other than assignment and comma.
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
    Lt,
    Gt,
    Le,
    Ge,
    Eq,
    Ne,
    BitAnd,
    BitXor,
    BitOr,
    And,
    Or,
}
