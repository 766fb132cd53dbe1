//! The table of intrinsics: what they are called, what they take and give.

/// A function that the machine does itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intrinsic {
    /// Its name, without `__builtin_`.
    pub name: &'static str,
    /// Its parameters, a letter each: `p` pointer, `i` `int`, `l` `long`, `u` `unsigned long`, `d` `double`.
    pub params: &'static str,
    /// Its result; `v` for none.
    pub ret: char,
}

/// Number of an intrinsic by name.
#[must_use]
pub fn find(name: &str) -> Option<u32> {
    TABLE.iter().position(|intrinsic| intrinsic.name == name).map(|index| index as u32)
}

macro_rules! intrinsics {
    ($($id:ident = $name:literal ($params:literal) $ret:literal;)*) => {
        /// Number of an intrinsic, as [`Op::Intrinsic`](crate::machine::Op::Intrinsic) carries it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        #[expect(missing_docs, reason = "the names are C's")]
        pub enum Id { $($id,)* }

        impl Id {
            /// By number.
            pub(super) const ALL: &[Self] = &[$(Self::$id),*];
        }

        /// All intrinsics, by number.
        pub static TABLE: &[Intrinsic] = &[$(Intrinsic { name: $name, params: $params, ret: $ret }),*];
    };
}

intrinsics! {
    Memcpy = "memcpy" ("ppu") 'p';
    Memmove = "memmove" ("ppu") 'p';
    Memset = "memset" ("piu") 'p';
    Memcmp = "memcmp" ("ppu") 'i';
    Memchr = "memchr" ("piu") 'p';
    Strlen = "strlen" ("p") 'u';
    Strcpy = "strcpy" ("pp") 'p';
    Strncpy = "strncpy" ("ppu") 'p';
    Strcmp = "strcmp" ("pp") 'i';
    Strncmp = "strncmp" ("ppu") 'i';
    Strchr = "strchr" ("pi") 'p';
    Mark = "mark" ("pui") 'v';
    FormatDouble = "format_double" ("pudiii") 'i';
    ParseDouble = "parse_double" ("pp") 'd';
    Sqrt = "sqrt" ("d") 'd';
    Sin = "sin" ("d") 'd';
    Cos = "cos" ("d") 'd';
    Tan = "tan" ("d") 'd';
    Asin = "asin" ("d") 'd';
    Acos = "acos" ("d") 'd';
    Atan = "atan" ("d") 'd';
    Atan2 = "atan2" ("dd") 'd';
    Sinh = "sinh" ("d") 'd';
    Cosh = "cosh" ("d") 'd';
    Tanh = "tanh" ("d") 'd';
    Exp = "exp" ("d") 'd';
    Log = "log" ("d") 'd';
    Log2 = "log2" ("d") 'd';
    Log10 = "log10" ("d") 'd';
    Pow = "pow" ("dd") 'd';
    Floor = "floor" ("d") 'd';
    Ceil = "ceil" ("d") 'd';
    Fabs = "fabs" ("d") 'd';
    Fmod = "fmod" ("dd") 'd';
    Round = "round" ("d") 'd';
    Trunc = "trunc" ("d") 'd';
    Cbrt = "cbrt" ("d") 'd';
    Hypot = "hypot" ("dd") 'd';
    Expm1 = "expm1" ("d") 'd';
    Log1p = "log1p" ("d") 'd';
    AtomicLoad1 = "atomic_load_1" ("p") 'u';
    AtomicLoad2 = "atomic_load_2" ("p") 'u';
    AtomicLoad4 = "atomic_load_4" ("p") 'u';
    AtomicLoad8 = "atomic_load_8" ("p") 'u';
    AtomicStore1 = "atomic_store_1" ("pu") 'v';
    AtomicStore2 = "atomic_store_2" ("pu") 'v';
    AtomicStore4 = "atomic_store_4" ("pu") 'v';
    AtomicStore8 = "atomic_store_8" ("pu") 'v';
    AtomicExchange1 = "atomic_exchange_1" ("pu") 'u';
    AtomicExchange2 = "atomic_exchange_2" ("pu") 'u';
    AtomicExchange4 = "atomic_exchange_4" ("pu") 'u';
    AtomicExchange8 = "atomic_exchange_8" ("pu") 'u';
    AtomicAdd1 = "atomic_add_1" ("pu") 'u';
    AtomicAdd2 = "atomic_add_2" ("pu") 'u';
    AtomicAdd4 = "atomic_add_4" ("pu") 'u';
    AtomicAdd8 = "atomic_add_8" ("pu") 'u';
    AtomicSub1 = "atomic_sub_1" ("pu") 'u';
    AtomicSub2 = "atomic_sub_2" ("pu") 'u';
    AtomicSub4 = "atomic_sub_4" ("pu") 'u';
    AtomicSub8 = "atomic_sub_8" ("pu") 'u';
    AtomicAnd1 = "atomic_and_1" ("pu") 'u';
    AtomicAnd2 = "atomic_and_2" ("pu") 'u';
    AtomicAnd4 = "atomic_and_4" ("pu") 'u';
    AtomicAnd8 = "atomic_and_8" ("pu") 'u';
    AtomicOr1 = "atomic_or_1" ("pu") 'u';
    AtomicOr2 = "atomic_or_2" ("pu") 'u';
    AtomicOr4 = "atomic_or_4" ("pu") 'u';
    AtomicOr8 = "atomic_or_8" ("pu") 'u';
    AtomicXor1 = "atomic_xor_1" ("pu") 'u';
    AtomicXor2 = "atomic_xor_2" ("pu") 'u';
    AtomicXor4 = "atomic_xor_4" ("pu") 'u';
    AtomicXor8 = "atomic_xor_8" ("pu") 'u';
    AtomicCas1 = "atomic_cas_1" ("puu") 'u';
    AtomicCas2 = "atomic_cas_2" ("puu") 'u';
    AtomicCas4 = "atomic_cas_4" ("puu") 'u';
    AtomicCas8 = "atomic_cas_8" ("puu") 'u';
    Setjmp = "setjmp" ("p") 'i';
    Longjmp = "longjmp" ("pi") 'v';
    MakeContext = "make_context" ("pppppp") 'v';
    Trap = "trap" ("") 'v';
    Alloca = "alloca" ("u") 'p';
    ThreadPointer = "thread_pointer" ("") 'p';
}
