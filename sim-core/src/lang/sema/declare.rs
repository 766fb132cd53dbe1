//! Specifiers and declarators to types (C11 6.7.2, 6.7.6).

use crate::lang::ast::{Basic, Declarator, Derived, Expr, ExprKind, ParamDecl, Params, Specifiers, TypeName, TypeSpec};
use crate::lang::source::Span;
use crate::lang::types::{Ty, Type};

use super::layout::Packing;
use super::scope::Entity;
use super::{Checker, Problem, Qual};

/// No object is larger than this, nor is any array type.
pub(super) const LARGEST: u64 = 1 << 31;

impl Checker<'_> {
    /// The base type of a declaration.
    pub(super) fn specifiers(&mut self, specifiers: &Specifiers) -> Qual {
        let base = self.base_type(specifiers);
        let ty = if specifiers.is_atomic { self.atomic_of(base.ty) } else { base.ty };
        Qual { ty, is_const: base.is_const || specifiers.is_const }
    }

    fn base_type(&mut self, specifiers: &Specifiers) -> Qual {
        let span = specifiers.span;
        match &specifiers.base {
            TypeSpec::Basic(basic) => Qual::plain(self.basic(*basic)),
            // Declarations find the type of the initial value themselves.
            TypeSpec::Auto => Qual::plain(Ty::Error),
            TypeSpec::Implicit => {
                self.report(span, Problem::ImplicitInt);
                Qual::plain(Ty::Int)
            }
            TypeSpec::Record { is_union, tag, members, is_packed, pack, align } => {
                let align = align.as_deref().and_then(|align| self.alignment(align)).unwrap_or(1);
                let pack = match (is_packed, pack) {
                    (true, _) => Packing::Bits,
                    (false, 0) => Packing::None,
                    (false, most) => Packing::Most(u64::from(*most)),
                };
                Qual::plain(self.record_type(*is_union, tag.as_ref(), members.as_deref(), pack, align, span))
            }
            TypeSpec::Enum { tag, constants } => Qual::plain(self.enum_type(tag.as_ref(), constants.as_deref(), span)),
            TypeSpec::Named(name) => match self.scopes.name(&name.name).map(|declared| declared.what) {
                Some(Entity::Typedef { ty, is_const }) => Qual { ty, is_const },
                _ if name.name == "__builtin_va_list" => Qual::plain(self.va_list),
                _ => {
                    self.report(name.span, Problem::UnknownType { name: name.name.clone() });
                    Qual::plain(Ty::Error)
                }
            },
            TypeSpec::TypeofExpr(expr) => Qual::plain(self.type_of(expr)),
            TypeSpec::TypeofType(name) => self.type_name(name),
        }
    }

    /// An arithmetic type, `void` or `va_list`.
    pub(super) fn basic(&self, basic: Basic) -> Ty {
        match basic {
            Basic::Void => Ty::Void,
            Basic::Bool => Ty::Bool,
            Basic::Char => Ty::Char,
            Basic::SChar => Ty::SChar,
            Basic::UChar => Ty::UChar,
            Basic::Short => Ty::Short,
            Basic::UShort => Ty::UShort,
            Basic::Int => Ty::Int,
            Basic::UInt => Ty::UInt,
            Basic::Long => Ty::Long,
            Basic::ULong => Ty::ULong,
            Basic::LongLong => Ty::LongLong,
            Basic::ULongLong => Ty::ULongLong,
            Basic::Float => Ty::Float,
            Basic::Double => Ty::Double,
            Basic::LongDouble => Ty::LongDouble,
            Basic::VaList => self.va_list,
        }
    }

    /// A type as in a cast.
    pub(super) fn type_name(&mut self, name: &TypeName) -> Qual {
        let base = self.specifiers(&name.specifiers);
        self.derive(base, &name.declarator.derived, name.declarator.span)
    }

    /// The type of a declarator over its base type.
    pub(super) fn declarator(&mut self, base: Qual, declarator: &Declarator) -> Qual {
        self.derive(base, &declarator.derived, declarator.span)
    }

    /// Applies derivations, which are listed from the name outwards, to a base type.
    pub(super) fn derive(&mut self, base: Qual, derived: &[Derived], span: Span) -> Qual {
        derived.iter().rev().fold(base, |of, step| match step {
            Derived::Pointer { is_const } => {
                let ty = self.types.intern(Type::Pointer { to: of.ty, is_const: of.is_const });
                Qual { ty, is_const: *is_const }
            }
            Derived::Array(len) => Qual { ty: self.array_type(of.ty, len.as_deref(), span), ..of },
            Derived::Function(params) => Qual::plain(self.prototype(of.ty, params, span)),
        })
    }

    fn array_type(&mut self, of: Ty, len: Option<&Expr>, span: Span) -> Ty {
        if of == Ty::Error {
            return Ty::Error;
        }
        if !self.is_possible_element(of) {
            self.report(span, Problem::ArrayOfIncomplete { ty: self.spell(of) });
            return Ty::Error;
        }
        let Some(len) = len else { return self.types.intern(Type::Array { of, len: None }) };
        if self.is_in_prototype && self.names_variable(len) {
            return self.types.intern(Type::Array { of, len: None });
        }
        let value = self.value(len);
        if value.ty == Ty::Error {
            return Ty::Error;
        }
        if !self.types.is_integer(value.ty) {
            self.report(len.span, Problem::ArrayLengthNotInteger { ty: self.spell(value.ty) });
            return Ty::Error;
        }
        match self.integer_constant(&value) {
            Some(count) => self.fixed_array(of, count, self.types.is_signed(value.ty), len.span),
            None if self.function.is_some() => self.variable_array(of, value),
            None => {
                self.report(len.span, Problem::ArrayLengthNotConstant);
                Ty::Error
            }
        }
    }

    fn is_possible_element(&self, of: Ty) -> bool {
        match self.types.shape(of) {
            Type::Void | Type::Function { .. } => false,
            Type::VariableArray { .. } => true,
            Type::Array { of, len } => (len.is_some() || self.is_in_prototype) && self.is_possible_element(*of),
            _ => self.types.size(of).is_some(),
        }
    }

    fn fixed_array(&mut self, of: Ty, count: i64, is_signed: bool, span: Span) -> Ty {
        if is_signed && count < 0 {
            self.report(span, Problem::ArrayLengthNegative { len: count });
            return Ty::Error;
        }
        let len = count as u64;
        if self.is_variable(of) {
            let len = self.int(count, Ty::ULong, span);
            return self.variable_array(of, len);
        }
        let size = self.types.size(of).unwrap_or(0).checked_mul(len);
        if size.is_none_or(|size| size > LARGEST) {
            self.report(span, Problem::TooLarge);
            return Ty::Error;
        }
        self.types.intern(Type::Array { of, len: Some(len) })
    }

    /// Whether an array length of a prototype mentions anything that only a definition would give a value.
    fn names_variable(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Ident(name) => {
                !matches!(self.scopes.name(name).map(|known| known.what), Some(Entity::Constant { .. }))
            }
            ExprKind::Int { .. } | ExprKind::Char(_) | ExprKind::SizeofType(_) => false,
            ExprKind::Paren(inner) | ExprKind::Unary { operand: inner, .. } | ExprKind::Cast { operand: inner, .. } => {
                self.names_variable(inner)
            }
            ExprKind::Binary { left, right, .. } => self.names_variable(left) || self.names_variable(right),
            _ => true,
        }
    }

    /// A function type that belongs to no definition.
    fn prototype(&mut self, ret: Ty, params: &Params, span: Span) -> Ty {
        self.scopes.enter(span);
        let was = std::mem::replace(&mut self.is_in_prototype, true);
        let list = params.list.iter().map(|param| self.parameter(param).ty).collect();
        self.is_in_prototype = was;
        self.scopes.leave();
        self.function_type(ret, list, params, span)
    }

    /// A function type from its parts, the result checked.
    pub(super) fn function_type(&mut self, ret: Ty, list: Vec<Ty>, params: &Params, span: Span) -> Ty {
        if matches!(self.types.shape(ret), Type::Array { .. } | Type::VariableArray { .. } | Type::Function { .. }) {
            self.report(span, Problem::BadResultType { ty: self.spell(ret) });
            return Ty::Error;
        }
        let is_unprototyped = params.is_unspecified || !params.old_style_names.is_empty();
        let ret = self.value_type(ret);
        self.types.intern(Type::Function { ret, params: list, is_variadic: params.is_variadic, is_unprototyped })
    }

    /// The type of a parameter, arrays and functions adjusted to pointers (C11 6.7.6.3p7, p8).
    pub(super) fn parameter(&mut self, param: &ParamDecl) -> Qual {
        let base = self.specifiers(&param.specifiers);
        let (derived, span) = (&param.declarator.derived, param.declarator.span);
        if let Some((Derived::Array(_), of)) = derived.split_first() {
            let of = self.derive(base, of, span);
            return Qual::plain(self.types.intern(Type::Pointer { to: of.ty, is_const: of.is_const }));
        }
        let qual = self.derive(base, derived, span);
        self.adjust_parameter(qual, span)
    }

    /// Arrays and functions as parameters are pointers.
    pub(super) fn adjust_parameter(&mut self, qual: Qual, span: Span) -> Qual {
        match *self.types.shape(qual.ty) {
            Type::Array { of, .. } | Type::VariableArray { of, .. } => {
                Qual::plain(self.types.intern(Type::Pointer { to: of, is_const: qual.is_const }))
            }
            Type::Function { .. } => Qual::plain(self.types.pointer_to(qual.ty)),
            Type::Void => {
                self.report(span, Problem::VoidVariable { name: None });
                Qual::plain(Ty::Error)
            }
            _ => qual,
        }
    }

    /// The value of `_Alignas(n)` or `aligned(n)`, if it is a power of two.
    pub(super) fn alignment(&mut self, expr: &Expr) -> Option<u64> {
        let value = self.value(expr);
        let align = self.integer_constant(&value).and_then(|align| u64::try_from(align).ok());
        match align {
            Some(0) => None,
            Some(align) if align.is_power_of_two() && align <= 4096 => Some(align),
            _ => {
                self.report(expr.span, Problem::BadAlignment);
                None
            }
        }
    }
}
