//! Structures, unions and enumerations: their tags and their members (C11 6.7.2.1 to 6.7.2.3).

use crate::lang::ast::{Expr, Ident, MemberDecl};
use crate::lang::source::Span;
use crate::lang::types::{Member, RecordBody, RecordId, Ty, Type, Types};

use super::layout::{Draft, Packing, lay_out};
use super::scope::{Entity, Tag};
use super::{Checker, Problem};

/// `struct __va_list_tag[1]` of the System V ABI for x86-64 (3.5.7): 24 bytes.
pub(super) fn va_list(types: &mut Types) -> Ty {
    let id = types.new_record(Some("__va_list_tag".to_owned()), false);
    let address = types.pointer_to(Ty::Void);
    let member = |name: &str, ty, offset| Member { name: Some(name.to_owned()), ty, offset, bits: None };
    let members = vec![
        member("gp_offset", Ty::UInt, 0),
        member("fp_offset", Ty::UInt, 4),
        member("overflow_arg_area", address, 8),
        member("reg_save_area", address, 16),
    ];
    types.define_record(id, RecordBody { members, size: 24, align: 8 });
    let record = types.intern(Type::Record(id));
    types.intern(Type::Array { of: record, len: Some(1) })
}

/// Where a member is, seen from the record that was asked.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) ty: Ty,
    pub(super) offset: u64,
    pub(super) bits: Option<(u8, u8)>,
    pub(super) is_const: bool,
    /// The index among the record's own members (of the anonymous member it lies in, if it does).
    pub(super) index: usize,
    /// Whether it lies in an anonymous member.
    pub(super) is_nested: bool,
}

impl Checker<'_> {
    /// The type of a `struct` or `union` specifier.
    pub(super) fn record_type(
        &mut self,
        is_union: bool,
        tag: Option<&Ident>,
        members: Option<&[MemberDecl]>,
        packing: Packing,
        align: u64,
        span: Span,
    ) -> Ty {
        let id = self.record_id(is_union, tag, members.is_some());
        if let Some(members) = members {
            if let (Some(tag), true) = (tag, self.types.record(id).body.is_some()) {
                self.report(tag.span, Problem::RedefinedTag { tag: tag.name.clone() });
            } else {
                self.define_record(id, members, packing, align, span);
            }
        }
        self.types.intern(Type::Record(id))
    }

    fn record_id(&mut self, is_union: bool, tag: Option<&Ident>, is_defined: bool) -> RecordId {
        let Some(tag) = tag else { return self.types.new_record(None, is_union) };
        let known = if is_defined { self.scopes.tag_here(&tag.name) } else { self.scopes.tag(&tag.name) };
        match known.map(|known| known.what) {
            Some(Tag::Record { id, is_union: was }) if was == is_union => return id,
            Some(_) => self.report(tag.span, Problem::OtherKindOfTag { tag: tag.name.clone() }),
            None => {}
        }
        let id = self.types.new_record(Some(tag.name.clone()), is_union);
        self.scopes.declare_tag(&tag.name, Tag::Record { id, is_union }, tag.span);
        id
    }

    fn define_record(&mut self, id: RecordId, members: &[MemberDecl], packing: Packing, align: u64, span: Span) {
        let mut drafts: Vec<Draft> = Vec::new();
        for member in members {
            self.member_declaration(member, &mut drafts);
        }
        let is_union = self.types.record(id).is_union;
        self.check_members(&drafts, is_union);
        for (index, draft) in drafts.iter().enumerate() {
            if draft.is_const {
                self.const_members.insert((id, index));
            }
        }
        match lay_out(&mut self.types, drafts, is_union, packing, align) {
            Ok(body) => self.types.define_record(id, body),
            Err(problem) => {
                self.report(span, problem);
                self.types.define_record(id, RecordBody { align: 1, ..RecordBody::default() });
            }
        }
    }

    fn member_declaration(&mut self, member: &MemberDecl, drafts: &mut Vec<Draft>) {
        let base = self.specifiers(&member.specifiers);
        let align = member.specifiers.align.as_deref().and_then(|align| self.alignment(align)).unwrap_or(1);
        if member.declarators.is_empty() {
            if matches!(self.types.shape(base.ty), Type::Record(id) if self.types.record(*id).tag.is_none()) {
                drafts.push(Draft {
                    name: None,
                    ty: base.ty,
                    width: None,
                    align,
                    is_const: base.is_const,
                    is_packed: member.specifiers.is_packed,
                    span: member.span,
                });
            } else {
                self.report(member.span, Problem::DeclaresNothing);
            }
        }
        for (declarator, width) in &member.declarators {
            let qual = self.declarator(base, declarator);
            let width = width.as_ref().and_then(|width| self.bit_width(width, qual.ty));
            let name = declarator.name.as_ref().map(|name| name.name.clone());
            let is_const = qual.is_const;
            let is_packed = member.specifiers.is_packed;
            drafts.push(Draft { name, ty: qual.ty, width, align, is_const, is_packed, span: declarator.span });
        }
    }

    fn bit_width(&mut self, width: &Expr, ty: Ty) -> Option<u8> {
        let value = self.value(width);
        let most = self.types.size(ty).unwrap_or(0) as i64 * 8;
        let most = if ty == Ty::Bool { 1 } else { most };
        if !self.types.is_integer(ty) {
            self.report(width.span, Problem::BitFieldType { ty: self.spell(ty) });
            return None;
        }
        match self.integer_constant(&value) {
            Some(bits) if (0..=most).contains(&bits) => Some(bits as u8),
            _ => {
                self.report(width.span, Problem::BitFieldWidth { most });
                None
            }
        }
    }

    fn check_members(&mut self, drafts: &[Draft], is_union: bool) {
        let mut seen = std::collections::BTreeSet::new();
        for (index, draft) in drafts.iter().enumerate() {
            if let Some(name) = &draft.name
                && !seen.insert(name)
            {
                self.report(draft.span, Problem::DuplicateMember { name: name.clone() });
            }
            let is_flexible = matches!(self.types.shape(draft.ty), Type::Array { len: None, .. });
            let is_last = index + 1 == drafts.len() && index > 0;
            if draft.ty != Ty::Error && self.types.size(draft.ty).is_none() && !(is_flexible && (is_last || is_union))
                || matches!(self.types.shape(draft.ty), Type::Function { .. } | Type::Void)
            {
                self.report(draft.span, Problem::IncompleteMember { ty: self.spell(draft.ty) });
            }
        }
    }

    /// Finds a member by name, also inside anonymous members.
    pub(super) fn member(&self, id: RecordId, name: &str) -> Option<Found> {
        let body = self.types.record(id).body.as_ref()?;
        body.members.iter().enumerate().find_map(|(index, member)| {
            let is_const = self.const_members.contains(&(id, index));
            if member.name.as_deref() == Some(name) {
                let (ty, offset, bits) = (member.ty, member.offset, member.bits);
                return Some(Found { ty, offset, bits, is_const, index, is_nested: false });
            }
            let Type::Record(inner) = *self.types.shape(member.ty) else { return None };
            let found = if member.name.is_none() { self.member(inner, name)? } else { return None };
            let is_const = is_const || found.is_const;
            Some(Found { offset: member.offset + found.offset, is_const, index, is_nested: true, ..found })
        })
    }

    /// The names of a record's members, those of anonymous members included.
    pub(super) fn member_names(&self, id: RecordId) -> Vec<&str> {
        let members = self.types.record(id).body.as_ref().map_or(&[][..], |body| &body.members);
        members
            .iter()
            .flat_map(|member| match (&member.name, self.types.shape(member.ty)) {
                (Some(name), _) => vec![name.as_str()],
                (None, Type::Record(inner)) => self.member_names(*inner),
                (None, _) => Vec::new(),
            })
            .collect()
    }

    /// The type of an `enum` specifier; its constants become visible.
    pub(super) fn enum_type(
        &mut self,
        tag: Option<&Ident>,
        constants: Option<&[(Ident, Option<Expr>)]>,
        span: Span,
    ) -> Ty {
        let Some(constants) = constants else { return self.known_enum(tag, span) };
        let values = self.enum_constants(constants);
        let is_signed = values.iter().any(|&value| value < 0);
        let fits =
            values.iter().all(|&value| i32::try_from(value).is_ok() || !is_signed && u32::try_from(value).is_ok());
        let name = tag.map(|tag| tag.name.clone());
        let ty = match (fits, is_signed) {
            (true, _) => self.types.intern(Type::Enum { tag: name, is_signed }),
            (false, true) => Ty::Long,
            (false, false) => Ty::ULong,
        };
        if let Some(tag) = tag {
            if let Some(Tag::Enum { is_defined: true, .. } | Tag::Record { .. }) =
                self.scopes.tag_here(&tag.name).map(|known| known.what)
            {
                self.report(tag.span, Problem::RedefinedTag { tag: tag.name.clone() });
            }
            self.scopes.declare_tag(&tag.name, Tag::Enum { ty, is_defined: true }, tag.span);
        }
        ty
    }

    fn known_enum(&mut self, tag: Option<&Ident>, span: Span) -> Ty {
        let Some(tag) = tag else { return Ty::Int };
        match self.scopes.tag(&tag.name).map(|known| known.what) {
            Some(Tag::Enum { ty, .. }) => return ty,
            Some(Tag::Record { .. }) => {
                self.report(span, Problem::OtherKindOfTag { tag: tag.name.clone() });
                return Ty::Error;
            }
            None => {}
        }
        let ty = self.types.intern(Type::Enum { tag: Some(tag.name.clone()), is_signed: false });
        self.scopes.declare_tag(&tag.name, Tag::Enum { ty, is_defined: false }, tag.span);
        ty
    }

    fn enum_constants(&mut self, constants: &[(Ident, Option<Expr>)]) -> Vec<i64> {
        let mut next: i64 = 0;
        let mut values = Vec::with_capacity(constants.len());
        for (name, value) in constants {
            if let Some(expr) = value {
                let value = self.value(expr);
                match self.integer_constant(&value) {
                    Some(value) => next = value,
                    None if value.ty == Ty::Error => {}
                    None => self.report(expr.span, Problem::NotConstant),
                }
            }
            self.declare_constant(name, next);
            values.push(next);
            next = next.wrapping_add(1);
        }
        values
    }

    fn declare_constant(&mut self, name: &Ident, value: i64) {
        if let Some(known) = self.scopes.name_here(&name.name) {
            let first = self.place_name(known.span);
            self.report(name.span, Problem::Redefinition { name: name.name.clone(), first });
            return;
        }
        let ty = match value {
            _ if i32::try_from(value).is_ok() => Ty::Int,
            _ if u32::try_from(value).is_ok() => Ty::UInt,
            _ => Ty::Long,
        };
        self.scopes.declare(&name.name, Entity::Constant { value, ty }, name.span);
    }
}
