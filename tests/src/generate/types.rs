//! The types of generated programs.

/// Arithmetic types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Bool,
    Char,
    UChar,
    Short,
    UShort,
    Int,
    UInt,
    Long,
    ULong,
    LongLong,
    Float,
    Double,
}

impl Scalar {
    pub(super) const ALL: [Self; 12] = [
        Self::Bool,
        Self::Char,
        Self::UChar,
        Self::Short,
        Self::UShort,
        Self::Int,
        Self::UInt,
        Self::Long,
        Self::ULong,
        Self::LongLong,
        Self::Float,
        Self::Double,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Bool => "_Bool",
            Self::Char => "signed char",
            Self::UChar => "unsigned char",
            Self::Short => "short",
            Self::UShort => "unsigned short",
            Self::Int => "int",
            Self::UInt => "unsigned int",
            Self::Long => "long",
            Self::ULong => "unsigned long",
            Self::LongLong => "long long",
            Self::Float => "float",
            Self::Double => "double",
        }
    }

    pub(super) const fn format(self) -> &'static str {
        match self {
            Self::Bool => "%d",
            Self::Char => "%hhd",
            Self::UChar => "%3hhu|",
            Self::Short => "%-6hd|",
            Self::UShort => "%hx",
            Self::Int => "%d",
            Self::UInt => "%u",
            Self::Long => "%ld",
            Self::ULong => "%#lx",
            Self::LongLong => "%+lld",
            Self::Float | Self::Double => "%g",
        }
    }

    /// The widest bit-field of this type.
    pub(super) const fn most_bits(self) -> u32 {
        match self {
            Self::Bool => 1,
            Self::Char | Self::UChar => 8,
            Self::Short | Self::UShort => 16,
            // Wider than int, GCC computes in the width of the field itself.
            _ => 32,
        }
    }

    pub(super) const fn is_float(self) -> bool {
        matches!(self, Self::Float | Self::Double)
    }
}

/// A structure.
#[derive(Clone, Debug)]
pub(super) struct Struct {
    /// `struct s` or `union s`.
    pub(super) name: String,
    /// Name, type, length if it is an array; a width for a bit-field.
    pub(super) members: Vec<Member>,
}

#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) scalar: Scalar,
    pub(super) len: Option<usize>,
    pub(super) bits: Option<u32>,
}

impl Struct {
    /// Whether its members lie on each other.
    pub(super) fn is_union(&self) -> bool {
        self.name.starts_with("union")
    }
}

/// What a parameter or result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Scalar(Scalar),
    /// Index of a structure.
    Struct(usize),
    /// A pointer to the elements of an array of this length.
    Pointer(Scalar, usize),
}

/// A variable in scope.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// A loop's counter: never assigned to.
    pub(super) is_fixed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Scalar(Scalar),
    Array(Scalar, usize),
    Matrix(Scalar, usize, usize),
    Struct(usize),
    StructArray(usize, usize),
    /// Into an array of at least this length.
    Pointer(Scalar, usize),
}

impl Variable {
    /// Every scalar in it, as a C expression with constant indices.
    pub(super) fn places(&self, structs: &[Struct]) -> Vec<(String, Scalar)> {
        let name = &self.name;
        let members = |base: String, index: usize| {
            let mut places = Vec::new();
            for member in &structs[index].members {
                match member.len {
                    None => places.push((format!("{base}.{}", member.name), member.scalar)),
                    Some(len) => {
                        places.extend((0..len).map(|i| (format!("{base}.{}[{i}]", member.name), member.scalar)))
                    }
                }
            }
            places
        };
        match self.shape {
            Shape::Scalar(scalar) => vec![(name.clone(), scalar)],
            Shape::Array(scalar, len) | Shape::Pointer(scalar, len) => {
                (0..len).map(|i| (format!("{name}[{i}]"), scalar)).collect()
            }
            Shape::Matrix(scalar, rows, columns) => {
                let cell = |i: usize| (format!("{name}[{}][{}]", i / columns, i % columns), scalar);
                (0..rows * columns).map(cell).collect()
            }
            Shape::Struct(index) => members(name.clone(), index),
            Shape::StructArray(index, len) => (0..len).flat_map(|i| members(format!("{name}[{i}]"), index)).collect(),
        }
    }
}
