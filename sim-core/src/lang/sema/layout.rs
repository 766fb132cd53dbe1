//! The layout of records as GCC has it on x86-64: System V ABI 3.1.2, with GCC's `packed` and `aligned`.

use crate::lang::source::Span;
use crate::lang::types::{Member, RecordBody, Ty, Type, Types};

use super::Problem;
use super::declare::LARGEST;

/// A member before it has a place.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: Option<String>,
    pub(super) ty: Ty,
    /// The width of a bit-field.
    pub(super) width: Option<u8>,
    /// The alignment asked for; 1 if none.
    pub(super) align: u64,
    pub(super) is_const: bool,
    /// `__attribute__((packed))` on the member itself.
    pub(super) is_packed: bool,
    pub(super) span: Span,
}

/// How members are pushed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    None,
    /// `#pragma pack(n)`: no member is aligned to more.
    Most(u64),
    /// `__attribute__((packed))`: bytes follow bytes, bits follow bits.
    Bits,
}

/// Places members one after the other, or all at the start.
struct Layout<'a> {
    types: &'a mut Types,
    is_union: bool,
    packing: Packing,
    /// The first free bit.
    next_bit: u64,
    /// The end of what has been placed, in bits.
    end_bit: u64,
    align: u64,
}

/// Gives every member its place.
pub(super) fn lay_out(
    types: &mut Types,
    drafts: Vec<Draft>,
    is_union: bool,
    packing: Packing,
    align: u64,
) -> Result<RecordBody, Problem> {
    let mut layout = Layout { types, is_union, packing, next_bit: 0, end_bit: 0, align };
    let mut members = Vec::with_capacity(drafts.len());
    let has_packed_member = drafts.iter().any(|draft| draft.is_packed);
    for draft in drafts {
        let member = match draft.width {
            Some(width) => layout.bit_field(&draft, width),
            None => layout.ordinary(&draft),
        };
        if layout.end_bit > LARGEST * 8 {
            return Err(Problem::TooLarge);
        }
        members.push(Member { name: draft.name, ..member });
    }
    let size = layout.end_bit.div_ceil(8).next_multiple_of(layout.align);
    let align = layout.align;
    if packing != Packing::None || has_packed_member {
        members.iter_mut().try_for_each(|member| narrow(types, member, size))?;
    }
    Ok(RecordBody { members, size, align })
}

impl Layout<'_> {
    /// The alignment that packing leaves of a natural one, in bytes.
    fn capped(&self, natural: u64, draft: &Draft) -> u64 {
        match self.packing {
            _ if draft.is_packed => 1,
            Packing::None => natural,
            Packing::Most(most) => natural.min(most),
            Packing::Bits => 1,
        }
    }

    fn ordinary(&mut self, draft: &Draft) -> Member {
        let natural = self.capped(self.types.align(draft.ty).max(1), draft);
        let align = match self.packing {
            Packing::Most(most) => natural.max(draft.align.min(most)),
            Packing::None | Packing::Bits => natural.max(draft.align),
        };
        let size = self.types.size(draft.ty).unwrap_or(0);
        let offset = if self.is_union { 0 } else { self.next_bit.div_ceil(8).next_multiple_of(align) };
        self.align = self.align.max(align);
        self.advance((offset + size) * 8);
        Member { name: None, ty: draft.ty, offset, bits: None }
    }

    /// A bit-field lies within one unit of its type, aligned as the type is; unnamed ones do not align the record, and
    /// one of width 0 closes the unit. Packed ones follow bit by bit; `#pragma pack` makes the steps smaller at which a
    /// unit may begin (GCC's `excess_unit_span`).
    fn bit_field(&mut self, draft: &Draft, width: u8) -> Member {
        let unit = self.types.size(draft.ty).unwrap_or(4) * 8;
        let natural = self.capped(unit / 8, draft);
        let step = natural * 8;
        let is_packed = self.packing == Packing::Bits || draft.is_packed;
        let start = if self.is_union { 0 } else { self.next_bit };
        if width == 0 {
            let start = start.next_multiple_of(if is_packed { unit } else { step });
            self.advance(start);
            return Member { name: None, ty: draft.ty, offset: start / 8, bits: Some((0, 0)) };
        }
        let fits = is_packed || (start % step + u64::from(width)).div_ceil(step) <= unit / step;
        let start = if fits { start } else { start.next_multiple_of(step) };
        let start = if draft.align > 1 { start.next_multiple_of(draft.align * 8) } else { start };
        if draft.name.is_some() {
            self.align = self.align.max(natural).max(draft.align);
        }
        self.advance(start + u64::from(width));
        let is_plain = self.packing == Packing::None && !draft.is_packed;
        let (offset, first) = if is_plain { (start / unit * (unit / 8), start % unit) } else { (start / 8, start % 8) };
        Member { name: None, ty: draft.ty, offset, bits: Some((first as u8, width)) }
    }

    fn advance(&mut self, to: u64) {
        self.next_bit = to;
        self.end_bit = self.end_bit.max(to);
    }
}

/// A packed bit-field starts at any bit: finds the smallest unit within the record that holds it.
fn narrow(types: &mut Types, member: &mut Member, size: u64) -> Result<(), Problem> {
    let Some((first, width)) = member.bits else { return Ok(()) };
    let start = member.offset * 8 + u64::from(first);
    let is_signed = types.is_signed(member.ty);
    let is_bool = matches!(types.shape(member.ty), Type::Bool);
    for (bytes, signed, unsigned) in
        [(1, Ty::SChar, Ty::UChar), (2, Ty::Short, Ty::UShort), (4, Ty::Int, Ty::UInt), (8, Ty::Long, Ty::ULong)]
    {
        let offset = member.offset.min(size.saturating_sub(bytes));
        let first = start - offset * 8;
        if offset + bytes <= size && first + u64::from(width) <= bytes * 8 {
            member.offset = offset;
            member.bits = Some((first as u8, width));
            if !is_bool {
                member.ty = if is_signed { signed } else { unsigned };
            }
            return Ok(());
        }
    }
    Err(Problem::Unsupported { what: "a packed bit-field that straddles its unit".to_owned() })
}
