//! Tokens as the parser sees them: constants have their values, keywords are told from names.

use std::rc::Rc;

use super::ast::Basic;
use super::source::Span;

/// A token with its place.
#[derive(Clone, Debug)]
pub struct Token {
    /// Which.
    pub kind: TokenKind,
    /// Where; for what a macro produced, where the macro was used.
    pub span: Span,
    /// Whether it is the first of its line, which decides where a forgotten `;` belonged.
    pub is_line_start: bool,
    /// Whether its end is missing, which is reported: what is wrong behind it follows from that.
    pub is_broken: bool,
    /// The largest alignment of members here (`#pragma pack`); 0 if none was asked for.
    pub pack: u8,
}

/// The kinds of tokens.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenKind {
    /// A name.
    Ident(Rc<str>),
    /// A keyword of C11 or GNU C.
    Keyword(Keyword),
    /// An operator or a punctuator.
    Punct(Punct),
    /// An integer constant (C11 6.4.4.1).
    Int {
        /// Its value.
        value: u64,
        /// Its type, as suffix and value decide.
        ty: Basic,
    },
    /// A floating constant.
    Float {
        /// Its value, rounded to its type.
        value: f64,
        /// Its type.
        ty: Basic,
    },
    /// A character constant.
    Char(i32),
    /// One string literal, escapes resolved, without the final NUL.
    Str(Rc<[u8]>),
    /// One wide string literal, without the final 0.
    WideStr {
        /// Its characters.
        units: Rc<[u32]>,
        /// The type of each.
        ty: Basic,
    },
    /// The end of the unit.
    Eof,
}

/// Declares an enum whose variants each have one or more spellings, and the table between them.
macro_rules! spelled {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $first:literal $(| $other:literal)*),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each stands for its spelling")]
        pub enum $name { $($variant),* }

        impl $name {
            /// Every spelling with what it means.
            pub const SPELLINGS: &'static [(&'static str, Self)] =
                &[$(($first, Self::$variant), $(($other, Self::$variant),)*)*];

            /// The usual spelling.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $first),* }
            }
        }
    };
}

spelled! {
    /// Keywords; GNU's alternative spellings mean the same.
    Keyword {
        Alignas = "_Alignas",
        Alignof = "_Alignof" | "__alignof__" | "__alignof",
        Asm = "asm" | "__asm__" | "__asm",
        Atomic = "_Atomic",
        Attribute = "__attribute__" | "__attribute",
        Auto = "auto",
        AutoType = "__auto_type",
        Bool = "_Bool",
        Break = "break",
        Case = "case",
        Char = "char",
        Complex = "_Complex" | "__complex__" | "__complex",
        Const = "const" | "__const" | "__const__",
        Continue = "continue",
        Default = "default",
        Do = "do",
        Double = "double",
        Else = "else",
        Enum = "enum",
        Extension = "__extension__",
        Extern = "extern",
        Float = "float",
        Float128 = "__float128" | "_Float128",
        For = "for",
        Generic = "_Generic",
        Goto = "goto",
        If = "if",
        Imag = "__imag__" | "__imag",
        Imaginary = "_Imaginary",
        Inline = "inline" | "__inline__" | "__inline",
        Int = "int",
        Int128 = "__int128" | "__int128_t" | "__uint128_t",
        LocalLabel = "__label__",
        Long = "long",
        Noreturn = "_Noreturn",
        Offsetof = "__builtin_offsetof",
        Real = "__real__" | "__real",
        Register = "register",
        Restrict = "restrict" | "__restrict__" | "__restrict",
        Return = "return",
        Short = "short",
        Signed = "signed" | "__signed__" | "__signed",
        Sizeof = "sizeof",
        Static = "static",
        StaticAssert = "_Static_assert",
        Struct = "struct",
        Switch = "switch",
        ThreadLocal = "_Thread_local" | "__thread",
        Typedef = "typedef",
        Typeof = "typeof" | "__typeof__" | "__typeof",
        TypesCompatible = "__builtin_types_compatible_p",
        Union = "union",
        Unsigned = "unsigned",
        VaArg = "__builtin_va_arg",
        VaList = "__builtin_va_list",
        Void = "void",
        Volatile = "volatile" | "__volatile__" | "__volatile",
        While = "while",
    }
}

spelled! {
    /// Operators and punctuators; digraphs mean the same.
    Punct {
        LParen = "(",
        RParen = ")",
        LBracket = "[" | "<:",
        RBracket = "]" | ":>",
        LBrace = "{" | "<%",
        RBrace = "}" | "%>",
        Dot = ".",
        Arrow = "->",
        PlusPlus = "++",
        MinusMinus = "--",
        Amp = "&",
        Star = "*",
        Plus = "+",
        Minus = "-",
        Tilde = "~",
        Bang = "!",
        Slash = "/",
        Percent = "%",
        Shl = "<<",
        Shr = ">>",
        Lt = "<",
        Gt = ">",
        Le = "<=",
        Ge = ">=",
        EqEq = "==",
        Ne = "!=",
        Caret = "^",
        Pipe = "|",
        AndAnd = "&&",
        OrOr = "||",
        Question = "?",
        Colon = ":",
        Semicolon = ";",
        Ellipsis = "...",
        Assign = "=",
        MulAssign = "*=",
        DivAssign = "/=",
        RemAssign = "%=",
        AddAssign = "+=",
        SubAssign = "-=",
        ShlAssign = "<<=",
        ShrAssign = ">>=",
        AndAssign = "&=",
        XorAssign = "^=",
        OrAssign = "|=",
        Comma = ",",
        Hash = "#" | "%:",
        HashHash = "##" | "%:%:",
    }
}
