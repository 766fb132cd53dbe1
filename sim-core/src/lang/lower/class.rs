//! How the machine sees a C type.

use crate::lang::types::{Ty, Type, Types};
use crate::machine::op::Op;

/// The kinds of values that the machine tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An integer, enumeration or pointer.
    Int { bits: u8, is_signed: bool },
    /// `_Bool`: 0 or 1, one byte.
    Bool,
    /// `float`.
    Float,
    /// `double`, and `long double`, which is computed as one.
    Double,
    /// A struct or union, by its address.
    Record,
    /// No value.
    Void,
}

impl Class {
    /// `unsigned long`, pointers.
    pub(super) const ADDRESS: Self = Self::Int { bits: 64, is_signed: false };

    pub(super) fn of(types: &Types, ty: Ty) -> Self {
        match types.shape(ty) {
            Type::Bool => Self::Bool,
            Type::Int { bits, is_signed, .. } => Self::Int { bits: *bits, is_signed: *is_signed },
            Type::Enum { is_signed, .. } => Self::Int { bits: 32, is_signed: *is_signed },
            Type::Pointer { .. } | Type::Array { .. } | Type::VariableArray { .. } | Type::Function { .. } => {
                Self::ADDRESS
            }
            Type::Atomic(of) => Self::of(types, *of),
            Type::Float => Self::Float,
            Type::Double | Type::LongDouble => Self::Double,
            Type::Record(_) => Self::Record,
            Type::Void | Type::Error => Self::Void,
        }
    }

    /// Bytes that a load or store moves.
    pub(super) const fn bytes(self) -> u64 {
        match self {
            Self::Int { bits, .. } => bits as u64 / 8,
            Self::Bool => 1,
            Self::Float => 4,
            Self::Double | Self::Record | Self::Void => 8,
        }
    }

    pub(super) const fn is_float(self) -> bool {
        matches!(self, Self::Float | Self::Double)
    }

    /// Whether comparing registers as signed 64-bit numbers compares values of this class: narrow unsigned values are
    /// zero-extended and never negative.
    pub(super) const fn compares_signed(self) -> bool {
        !matches!(self, Self::Int { bits: 64, is_signed: false })
    }

    /// Whether every value of `self` is a value of `to`, in the same representation.
    pub(super) const fn fits(self, to: Self) -> bool {
        match (self, to) {
            (Self::Bool, Self::Int { .. } | Self::Bool) => true,
            (Self::Int { .. }, Self::Int { bits: 64, .. }) => true,
            (Self::Int { bits, is_signed: false }, Self::Int { bits: wide, is_signed: true }) => bits < wide,
            (Self::Int { bits, is_signed: a }, Self::Int { bits: wide, is_signed: b }) => {
                a as u8 == b as u8 && bits <= wide
            }
            _ => false,
        }
    }

    /// The three forms of loads: base plus offset, scaled index, fixed address.
    pub(super) const fn loads(self) -> [Op; 3] {
        match self {
            Self::Int { bits: 8, is_signed: true } => [Op::Ld8S, Op::LdX8S, Op::LdG8S],
            Self::Int { bits: 8, is_signed: false } | Self::Bool => [Op::Ld8U, Op::LdX8U, Op::LdG8U],
            Self::Int { bits: 16, is_signed: true } => [Op::Ld16S, Op::LdX16S, Op::LdG16S],
            Self::Int { bits: 16, is_signed: false } => [Op::Ld16U, Op::LdX16U, Op::LdG16U],
            Self::Int { bits: 32, is_signed: true } => [Op::Ld32S, Op::LdX32S, Op::LdG32S],
            Self::Int { bits: 32, is_signed: false } | Self::Float => [Op::Ld32U, Op::LdX32U, Op::LdG32U],
            _ => [Op::Ld64, Op::LdX64, Op::LdG64],
        }
    }

    /// The three forms of stores.
    pub(super) const fn stores(self) -> [Op; 3] {
        match self.bytes() {
            1 => [Op::St8, Op::StX8, Op::StG8],
            2 => [Op::St16, Op::StX16, Op::StG16],
            4 => [Op::St32, Op::StX32, Op::StG32],
            _ => [Op::St64, Op::StX64, Op::StG64],
        }
    }
}
