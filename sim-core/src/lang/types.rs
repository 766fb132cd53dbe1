//! C types, interned: two equal types have the same [`Ty`]. Sizes and alignments are those of GCC on x86-64.

use std::collections::BTreeMap;

/// A type: an index into [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ty(u32);

/// A structure or union: an index into [`Types`]'s records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u32);

/// The shape of a type. Qualifiers are not part of it (`const` is checked where names are declared; `volatile` has no
/// effect here: every access to memory that others can see is an event).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// `void`.
    Void,
    /// `_Bool`.
    Bool,
    /// An integer of `bits` 8, 16, 32 or 64. `rank` tells `long` from `long long`, and plain `char` from `signed char`.
    Int {
        /// Width.
        bits: u8,
        /// Signedness.
        is_signed: bool,
        /// Which C name it has.
        rank: Rank,
    },
    /// `float`.
    Float,
    /// `double`.
    Double,
    /// `long double`: 16 bytes in memory, computed as `double` (see docs/fidelity.md).
    LongDouble,
    /// An enumeration; behaves as `int` (or `unsigned`, as GCC chooses when no value is negative).
    Enum {
        /// Its tag, if it has one.
        tag: Option<String>,
        /// Whether a value is negative.
        is_signed: bool,
    },
    /// A pointer; `is_const` if what it points to may not be assigned through it.
    Pointer {
        /// What it points to.
        to: Ty,
        /// Whether the target is `const`.
        is_const: bool,
    },
    /// An array; `None` while its length is not known (`extern int a[]`, a flexible member).
    Array {
        /// Element.
        of: Ty,
        /// Number of elements.
        len: Option<u64>,
    },
    /// A variable-length array; its size is a hidden local of the function.
    VariableArray {
        /// Element.
        of: Ty,
        /// Which hidden local of the function holds the size in bytes.
        size_local: u32,
    },
    /// A function.
    Function {
        /// Result.
        ret: Ty,
        /// Parameters, after adjustment of arrays and functions to pointers.
        params: Vec<Ty>,
        /// `...`
        is_variadic: bool,
        /// `f()`: nothing is known of the parameters.
        is_unprototyped: bool,
    },
    /// A `struct` or `union`.
    Record(RecordId),
    /// `_Atomic` of a scalar: the type of places only, never of values. Every access to such a place is an intrinsic;
    /// here it is only as big and as aligned as the scalar.
    Atomic(Ty),
    /// Stands for a type after an error, so that one mistake is reported once.
    Error,
}

/// The C names of integer types that differ in name only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are C's")]
pub enum Rank {
    Char,
    SignedChar,
    Short,
    Int,
    Long,
    LongLong,
}

/// A `struct` or `union`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its tag, if it has one.
    pub tag: Option<String>,
    /// Whether it is a `union`.
    pub is_union: bool,
    /// `None` until it is defined.
    pub body: Option<RecordBody>,
}

/// The layout of a defined record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordBody {
    /// Members in order; an anonymous struct or union member has no name.
    pub members: Vec<Member>,
    /// Size in bytes, a multiple of the alignment.
    pub size: u64,
    /// Alignment in bytes.
    pub align: u64,
}

/// A member of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: Option<String>,
    /// Its type.
    pub ty: Ty,
    /// Byte offset from the start of the record.
    pub offset: u64,
    /// For a bit-field: first bit (from the low end of the unit at `offset`) and width.
    pub bits: Option<(u8, u8)>,
}

/// All types of a translation unit.
#[derive(Clone, Debug)]
pub struct Types {
    list: Vec<Type>,
    index: BTreeMap<Type, Ty>,
    records: Vec<Record>,
}

macro_rules! basic_types {
    ($($method:ident = $index:literal, $type:expr, $doc:literal;)*) => {
        impl Ty {
            $(#[doc = $doc] #[expect(non_upper_case_globals, reason = "they read as C's type names")]
            pub const $method: Self = Self($index);)*
        }
        const BASIC: &[Type] = &[$($type),*];
    };
}

basic_types! {
    Void = 0, Type::Void, "`void`";
    Bool = 1, Type::Bool, "`_Bool`";
    Char = 2, Type::Int { bits: 8, is_signed: true, rank: Rank::Char }, "`char`, signed as on x86-64";
    SChar = 3, Type::Int { bits: 8, is_signed: true, rank: Rank::SignedChar }, "`signed char`";
    UChar = 4, Type::Int { bits: 8, is_signed: false, rank: Rank::SignedChar }, "`unsigned char`";
    Short = 5, Type::Int { bits: 16, is_signed: true, rank: Rank::Short }, "`short`";
    UShort = 6, Type::Int { bits: 16, is_signed: false, rank: Rank::Short }, "`unsigned short`";
    Int = 7, Type::Int { bits: 32, is_signed: true, rank: Rank::Int }, "`int`";
    UInt = 8, Type::Int { bits: 32, is_signed: false, rank: Rank::Int }, "`unsigned int`";
    Long = 9, Type::Int { bits: 64, is_signed: true, rank: Rank::Long }, "`long`";
    ULong = 10, Type::Int { bits: 64, is_signed: false, rank: Rank::Long }, "`unsigned long`";
    LongLong = 11, Type::Int { bits: 64, is_signed: true, rank: Rank::LongLong }, "`long long`";
    ULongLong = 12, Type::Int { bits: 64, is_signed: false, rank: Rank::LongLong }, "`unsigned long long`";
    Float = 13, Type::Float, "`float`";
    Double = 14, Type::Double, "`double`";
    LongDouble = 15, Type::LongDouble, "`long double`";
    Error = 16, Type::Error, "the type of what could not be typed";
}

impl Default for Types {
    fn default() -> Self {
        let list = BASIC.to_vec();
        let index = list.iter().enumerate().map(|(at, ty)| (ty.clone(), Ty(at as u32))).collect();
        Self { list, index, records: Vec::new() }
    }
}

impl Types {
    /// The one [`Ty`] of this shape.
    pub fn intern(&mut self, shape: Type) -> Ty {
        if let Some(&known) = self.index.get(&shape) {
            return known;
        }
        let ty = Ty(self.list.len() as u32);
        self.list.push(shape.clone());
        self.index.insert(shape, ty);
        ty
    }

    /// The shape of a type.
    #[must_use]
    pub fn shape(&self, ty: Ty) -> &Type {
        &self.list[ty.0 as usize]
    }

    /// A pointer to a target that may be assigned to.
    pub fn pointer_to(&mut self, to: Ty) -> Ty {
        self.intern(Type::Pointer { to, is_const: false })
    }

    /// A new, undefined record.
    pub fn new_record(&mut self, tag: Option<String>, is_union: bool) -> RecordId {
        self.records.push(Record { tag, is_union, body: None });
        RecordId(self.records.len() as u32 - 1)
    }

    /// A record.
    #[must_use]
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0 as usize]
    }

    /// Defines a record.
    pub fn define_record(&mut self, id: RecordId, body: RecordBody) {
        self.records[id.0 as usize].body = Some(body);
    }

    /// Size in bytes. `None` for what has no size (an undefined record, an array of unknown length, a variable-length
    /// array); 1 for `void` and functions, as GCC has it.
    #[must_use]
    pub fn size(&self, ty: Ty) -> Option<u64> {
        Some(match self.shape(ty) {
            Type::Void | Type::Bool | Type::Function { .. } => 1,
            Type::Int { bits, .. } => u64::from(*bits) / 8,
            Type::Float | Type::Enum { .. } | Type::Error => 4,
            Type::Double | Type::Pointer { .. } => 8,
            Type::LongDouble => 16,
            Type::Array { of, len } => self.size(*of)?.checked_mul((*len)?)?,
            Type::VariableArray { .. } => return None,
            Type::Record(id) => self.record(*id).body.as_ref()?.size,
            Type::Atomic(of) => self.size(*of)?,
        })
    }

    /// Alignment in bytes; 1 for what has none.
    #[must_use]
    pub fn align(&self, ty: Ty) -> u64 {
        match self.shape(ty) {
            Type::Array { of, .. } | Type::VariableArray { of, .. } => self.align(*of),
            Type::Record(id) => self.record(*id).body.as_ref().map_or(1, |body| body.align),
            _ => self.size(ty).unwrap_or(1),
        }
    }

    /// Whether it is an integer type, `_Bool` and enumerations included.
    #[must_use]
    pub fn is_integer(&self, ty: Ty) -> bool {
        matches!(self.shape(ty), Type::Bool | Type::Int { .. } | Type::Enum { .. })
    }

    /// Whether it is `float`, `double` or `long double`.
    #[must_use]
    pub fn is_float(&self, ty: Ty) -> bool {
        matches!(self.shape(ty), Type::Float | Type::Double | Type::LongDouble)
    }

    /// Whether it is a pointer.
    #[must_use]
    pub fn is_pointer(&self, ty: Ty) -> bool {
        matches!(self.shape(ty), Type::Pointer { .. })
    }

    /// Whether a value of it is kept sign-extended in a register.
    #[must_use]
    pub fn is_signed(&self, ty: Ty) -> bool {
        matches!(self.shape(ty), Type::Int { is_signed: true, .. } | Type::Enum { is_signed: true, .. })
    }
}
