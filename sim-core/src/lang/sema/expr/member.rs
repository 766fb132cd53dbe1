//! Members of records (C11 6.5.2.3) and `offsetof` (C11 7.19).

use crate::lang::ast::{self, Designator, Ident, TypeName};
use crate::lang::hir::{Expr, Place, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{RecordId, Ty, Type};

use super::super::{Checker, Problem, suggest};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// `base.member` and `base->member`
    pub(super) fn member_access(&mut self, base: &ast::Expr, member: &Ident, is_arrow: bool, span: Span) -> Operand {
        let Some(record) = self.record_place(base, is_arrow, span) else { return Operand::Value(self.error(span)) };
        let Type::Record(id) = *self.types.shape(record.place.ty) else { return Operand::Value(self.error(span)) };
        let Some(found) = self.member(id, &member.name) else {
            self.report_no_member(id, record.place.ty, member);
            return Operand::Value(self.error(span));
        };
        let kind = PlaceKind::Member { base: Box::new(record.place), offset: found.offset, bits: found.bits };
        let place = Place { kind, ty: found.ty, span };
        Operand::Place(Lvalue { place, is_const: record.is_const || found.is_const })
    }

    /// The record in which a member is looked up.
    fn record_place(&mut self, base: &ast::Expr, is_arrow: bool, span: Span) -> Option<Lvalue> {
        let operand = self.operand(base);
        let (ty, base_span) = (operand.ty(), base.span);
        if ty == Ty::Error {
            return None;
        }
        if !is_arrow {
            return match operand {
                Operand::Place(lvalue) if self.is_record(ty) => Some(lvalue),
                Operand::Value(value) if self.is_record(ty) => {
                    let temp = self.temporary(ty, base_span);
                    let kind = PlaceKind::Value { temp, value: Box::new(value) };
                    Some(Lvalue { place: Place { kind, ty, span: base_span }, is_const: false })
                }
                _ => {
                    let is_pointer = self.target(ty).is_some_and(|(to, _)| self.is_record(to));
                    self.report(span, Problem::DotOnNonRecord { ty: self.spell(ty), is_pointer });
                    None
                }
            };
        }
        let pointer = self.rvalue(operand);
        match self.target(pointer.ty) {
            Some((to, is_const)) if self.is_record(to) => {
                let place = Place { kind: PlaceKind::Deref(Box::new(pointer)), ty: to, span: base_span };
                Some(Lvalue { place, is_const })
            }
            _ => {
                let is_record = self.is_record(pointer.ty);
                if pointer.ty != Ty::Error {
                    self.report(span, Problem::ArrowOnNonPointer { ty: self.spell(pointer.ty), is_record });
                }
                None
            }
        }
    }

    /// Complains about a member that the record does not have.
    pub(in super::super) fn report_no_member(&mut self, id: RecordId, ty: Ty, member: &Ident) {
        let ty = self.spell(ty);
        let problem = if self.types.record(id).body.is_none() {
            Problem::IncompleteType { ty }
        } else {
            let suggestion = suggest::nearest(&member.name, self.member_names(id).into_iter());
            Problem::NoMember { name: member.name.clone(), ty, suggestion }
        };
        self.report(member.span, problem);
    }

    /// `__builtin_offsetof(type, a.b[1])`
    pub(super) fn offsetof(&mut self, ty: &TypeName, path: &[Designator], span: Span) -> Expr {
        let mut ty = self.type_name(ty).ty;
        let mut offset = self.int(0, Ty::ULong, span);
        for step in path {
            let (next, by) = match step {
                Designator::Member(name) => match self.member_offset(ty, name, span) {
                    Some((next, by)) => (next, self.int(by as i64, Ty::ULong, span)),
                    None => return self.error(span),
                },
                Designator::Index(index) | Designator::Range(index, _) => {
                    let Type::Array { of, .. } = *self.types.shape(ty) else {
                        self.report(span, Problem::IndexOfNonPointer { ty: self.spell(ty) });
                        return self.error(span);
                    };
                    let index = self.value(index);
                    let bytes = self.scaled(index, of, span);
                    (of, self.cast(bytes, Ty::ULong))
                }
            };
            offset = self.arithmetic(crate::lang::hir::BinaryOp::Add, Ty::ULong, offset, by, span);
            ty = next;
        }
        offset
    }

    fn member_offset(&mut self, ty: Ty, name: &Ident, span: Span) -> Option<(Ty, u64)> {
        let Type::Record(id) = *self.types.shape(ty) else {
            if ty != Ty::Error {
                self.report(span, Problem::DotOnNonRecord { ty: self.spell(ty), is_pointer: false });
            }
            return None;
        };
        match self.member(id, &name.name) {
            Some(found) if found.bits.is_some() => {
                self.report(span, Problem::AddressOfBitField);
                None
            }
            Some(found) => Some((found.ty, found.offset)),
            None => {
                self.report_no_member(id, ty, name);
                None
            }
        }
    }
}
