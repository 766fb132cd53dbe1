//! Names and string literals (C11 6.5.1).

use crate::lang::ast::Basic;
use crate::lang::hir::{Expr, ExprKind, Place, PlaceKind};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::super::global::{Global, GlobalId};
use super::super::scope::Entity;
use super::super::{Checker, Literal, Problem, Qual, known, suggest};
use super::{Lvalue, Operand};

impl Checker<'_> {
    /// What a name denotes.
    pub(super) fn identifier(&mut self, name: &str, span: Span) -> Operand {
        match self.scopes.name(name).map(|declared| declared.what) {
            Some(Entity::Local { id, is_const }) => {
                let ty = self.local_mut(id).map_or(Ty::Error, |local| local.ty);
                Operand::Place(Lvalue { place: Place { kind: PlaceKind::Local(id), ty, span }, is_const })
            }
            Some(Entity::Global(id)) => self.global_place(id, span),
            Some(Entity::Constant { value, ty }) => Operand::Value(self.int(value, ty, span)),
            Some(Entity::Typedef { ty: Ty::Error, .. }) => Operand::Value(self.error(span)),
            Some(Entity::Typedef { .. }) => {
                self.report(span, Problem::TypeAsValue { name: name.to_owned() });
                Operand::Value(self.error(span))
            }
            None => self.unknown_name(name, span),
        }
    }

    fn unknown_name(&mut self, name: &str, span: Span) -> Operand {
        if matches!(name, "__func__" | "__FUNCTION__" | "__PRETTY_FUNCTION__")
            && let Some(id) = self.function_name(span)
        {
            return self.global_place(id, span);
        }
        let header = known::header(name);
        let suggestion = if header.is_some() { None } else { suggest::nearest(name, self.scopes.visible()) };
        self.report(span, Problem::Undeclared { name: name.to_owned(), suggestion, header });
        // Declared from here on, so that it is reported once.
        self.scopes.declare(name, Entity::Typedef { ty: Ty::Error, is_const: false }, span);
        Operand::Value(self.error(span))
    }

    /// A function or an object with static storage as a place.
    pub(super) fn global_place(&mut self, id: GlobalId, span: Span) -> Operand {
        let symbol = self.symbol(id);
        let Global { ty, is_const, is_thread_local, .. } = self.globals[id.0];
        let kind = if is_thread_local { PlaceKind::Thread(symbol) } else { PlaceKind::Global(symbol) };
        Operand::Place(Lvalue { place: Place { kind, ty, span }, is_const })
    }

    /// A call of a name nobody declared: a warning, and the library's prototype if it has one (C90 6.3.2.2).
    pub(super) fn implicit_function(&mut self, name: &str, span: Span) -> GlobalId {
        let header = known::header(name);
        let suggestion = if header.is_some() { None } else { suggest::nearest(name, self.scopes.visible()) };
        self.report(span, Problem::ImplicitFunction { name: name.to_owned(), suggestion, header });
        let ty = match known::signature(name) {
            Some(signature) => self.signature_type(signature),
            None => self.types.intern(Type::Function {
                ret: Ty::Int,
                params: Vec::new(),
                is_variadic: false,
                is_unprototyped: true,
            }),
        };
        if let Some(&id) = self.linkage.get(name) {
            return id;
        }
        let id = self.new_global(name.to_owned(), Qual::plain(ty), span);
        self.globals[id.0].is_static = false;
        self.globals[id.0].is_implicit = true;
        self.linkage.insert(name.to_owned(), id);
        self.scopes.declare_in_file(name, Entity::Global(id), span);
        id
    }

    /// A string literal: an array of characters somewhere in read-only memory.
    pub(super) fn string_literal(&mut self, text: &[u8], span: Span) -> Operand {
        self.literal(&Literal { bytes: text.to_vec(), of: Ty::Char, width: 1 }, span)
    }

    /// A wide string literal: an array of its units.
    pub(super) fn wide_literal(&mut self, units: &[u32], ty: Basic, span: Span) -> Operand {
        let literal = self.wide_bytes(units, ty);
        self.literal(&literal, span)
    }

    /// The bytes of a wide string literal in memory.
    pub(in super::super) fn wide_bytes(&self, units: &[u32], ty: Basic) -> Literal {
        let of = self.basic(ty);
        let width = self.types.size(of).unwrap_or(4) as usize;
        let bytes = units.iter().flat_map(|unit| unit.to_le_bytes().into_iter().take(width)).collect();
        Literal { bytes, of, width }
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Operand {
        let index = self.intern_string(literal);
        let len = (literal.bytes.len() / literal.width) as u64 + 1;
        let ty = self.types.intern(Type::Array { of: literal.of, len: Some(len) });
        let pointer = self.types.pointer_to(ty);
        let address = Expr { kind: ExprKind::StringAddr(index), ty: pointer, span };
        self.deref(address, ty, false, span)
    }
}
