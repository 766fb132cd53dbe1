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
    pub(super) span: Span,
}

/// Places members one after the other, or all at the start.
struct Layout<'a> {
    types: &'a mut Types,
    is_union: bool,
    is_packed: bool,
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
    is_packed: bool,
    align: u64,
) -> Result<RecordBody, Problem> {
    let mut layout = Layout { types, is_union, is_packed, next_bit: 0, end_bit: 0, align };
    let mut members = Vec::with_capacity(drafts.len());
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
    if is_packed {
        members.iter_mut().filter(|member| member.bits.is_some()).try_for_each(|member| narrow(types, member, size))?;
    }
    Ok(RecordBody { members, size, align })
}

impl Layout<'_> {
    fn ordinary(&mut self, draft: &Draft) -> Member {
        let natural = if self.is_packed { 1 } else { self.types.align(draft.ty).max(1) };
        let align = natural.max(draft.align);
        let size = self.types.size(draft.ty).unwrap_or(0);
        let offset = if self.is_union { 0 } else { self.next_bit.div_ceil(8).next_multiple_of(align) };
        self.align = self.align.max(align);
        self.advance((offset + size) * 8);
        Member { name: None, ty: draft.ty, offset, bits: None }
    }

    /// A bit-field lies within one unit of its type, aligned as the type is; unnamed ones do not align the record, and
    /// one of width 0 closes the unit. Packed ones follow bit by bit.
    fn bit_field(&mut self, draft: &Draft, width: u8) -> Member {
        let unit = self.types.size(draft.ty).unwrap_or(4) * 8;
        let start = if self.is_union { 0 } else { self.next_bit };
        if width == 0 {
            let start = start.next_multiple_of(unit);
            self.advance(start);
            return Member { name: None, ty: draft.ty, offset: start / 8, bits: Some((0, 0)) };
        }
        let fits = self.is_packed || start % unit + u64::from(width) <= unit;
        let start = if fits { start } else { start.next_multiple_of(unit) };
        let start = if draft.align > 1 { start.next_multiple_of(draft.align * 8) } else { start };
        if draft.name.is_some() {
            let natural = if self.is_packed { 1 } else { unit / 8 };
            self.align = self.align.max(natural).max(draft.align);
        }
        self.advance(start + u64::from(width));
        let (offset, first) =
            if self.is_packed { (start / 8, start % 8) } else { (start / unit * (unit / 8), start % unit) };
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
