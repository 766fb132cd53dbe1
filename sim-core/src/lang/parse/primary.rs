//! Primary expressions (C11 6.5.1) and the built-in operators that look like calls.

use super::problem::Expected;
use super::{Parsed, Parser};
use crate::lang::ast::{Basic, Derived, Designator, Expr, ExprKind, TypeName};
use crate::lang::source::Span;
use crate::lang::token::{Keyword, Punct, TokenKind};

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parsed<Expr> {
        let kind = match self.kind() {
            TokenKind::Ident(name) => ExprKind::Ident(name.to_string()),
            &TokenKind::Int { value, ty } => ExprKind::Int { value, ty },
            &TokenKind::Float { value, ty } => ExprKind::Float { value, ty },
            &TokenKind::Char(value) => ExprKind::Char(value),
            TokenKind::Str(_) | TokenKind::WideStr { .. } => return self.strings(),
            TokenKind::Punct(Punct::LParen) => return self.parenthesized(),
            TokenKind::Keyword(Keyword::VaArg) => return self.va_arg(),
            TokenKind::Keyword(Keyword::Offsetof) => return self.offset_of(),
            TokenKind::Keyword(Keyword::Generic) => return self.generic(),
            TokenKind::Keyword(Keyword::TypesCompatible) => return self.types_compatible(),
            _ => return self.expected(Expected::Expression),
        };
        let span = self.bump();
        self.node(kind, span)
    }

    /// String literals side by side, which are one; a wide one makes the others wide (C11 6.4.5p5).
    #[inline(never)]
    fn strings(&mut self) -> Parsed<Expr> {
        let start = self.span();
        let mut bytes = Vec::new();
        let mut wide: Option<(Vec<u32>, Basic)> = None;
        loop {
            match (self.kind(), &mut wide) {
                (TokenKind::Str(part), None) => bytes.extend_from_slice(part),
                (TokenKind::Str(part), Some((units, _))) => units.extend(widened(part)),
                (TokenKind::WideStr { units: part, .. }, Some((units, _))) => units.extend_from_slice(part),
                (TokenKind::WideStr { units: part, ty }, None) => {
                    let mut units = widened(&bytes);
                    units.extend_from_slice(part);
                    wide = Some((units, *ty));
                }
                _ => break,
            }
            self.bump();
        }
        let span = self.since(start);
        let kind = match wide {
            Some((units, ty)) => ExprKind::WideStr { units, ty },
            None => ExprKind::Str(bytes),
        };
        self.node(kind, span)
    }

    /// One or more string literals, joined.
    #[inline(never)]
    pub(super) fn string_literal(&mut self) -> Parsed<Vec<u8>> {
        let mut bytes = Vec::new();
        if !matches!(self.kind(), TokenKind::Str(_)) {
            return self.expected(Expected::String);
        }
        while let TokenKind::Str(part) = self.kind() {
            bytes.extend_from_slice(part);
            self.bump();
        }
        Ok(bytes)
    }

    #[inline(never)]
    fn parenthesized(&mut self) -> Parsed<Expr> {
        let open = self.bump();
        if self.is(Punct::LBrace) {
            let (block, span) = self.statement_expression(open)?;
            return self.node(ExprKind::StmtExpr(block), span);
        }
        let inner = Box::new(self.expression()?);
        self.expect(Punct::RParen)?;
        let span = self.since(open);
        self.node(ExprKind::Paren(inner), span)
    }

    #[inline(never)]
    fn va_arg(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let list = Box::new(self.assignment()?);
        self.expect(Punct::Comma)?;
        let ty = self.type_name()?;
        self.expect(Punct::RParen)?;
        let span = self.since(start);
        self.node(ExprKind::VaArg { list, ty }, span)
    }

    #[inline(never)]
    fn offset_of(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let ty = self.type_name()?;
        self.expect(Punct::Comma)?;
        let mut path = vec![Designator::Member(self.ident()?)];
        path.extend(self.designators()?);
        self.expect(Punct::RParen)?;
        let span = self.since(start);
        self.node(ExprKind::Offsetof { ty, path }, span)
    }

    #[inline(never)]
    fn generic(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let value = Box::new(self.assignment()?);
        let mut arms = Vec::new();
        while self.eat(Punct::Comma) {
            let ty = if self.eat_keyword(Keyword::Default) { None } else { Some(self.type_name()?) };
            self.expect(Punct::Colon)?;
            arms.push((ty, self.assignment()?));
        }
        self.expect(Punct::RParen)?;
        let span = self.since(start);
        self.node(ExprKind::Generic { value, arms }, span)
    }

    /// `__builtin_types_compatible_p(A, B)` means `_Generic((A *)0, B *: 1, default: 0)`, outer qualifiers dropped.
    #[inline(never)]
    fn types_compatible(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let left = pointer_to(self.type_name()?);
        self.expect(Punct::Comma)?;
        let right = pointer_to(self.type_name()?);
        self.expect(Punct::RParen)?;
        let span = self.since(start);
        let value = Expr { kind: ExprKind::Cast { to: left, operand: Box::new(int(0, span)) }, span };
        let arms = vec![(Some(right), int(1, span)), (None, int(0, span))];
        self.node(ExprKind::Generic { value: Box::new(value), arms }, span)
    }
}

/// The characters of narrow text; bytes that are no UTF-8 stand for themselves.
fn widened(bytes: &[u8]) -> Vec<u32> {
    let mut units = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        units.extend(chunk.valid().chars().map(u32::from));
        units.extend(chunk.invalid().iter().map(|&byte| u32::from(byte)));
    }
    units
}

fn int(value: u64, span: Span) -> Expr {
    Expr { kind: ExprKind::Int { value, ty: Basic::Int }, span }
}

fn pointer_to(mut ty: TypeName) -> TypeName {
    match ty.declarator.derived.first_mut() {
        None => (ty.specifiers.is_const, ty.specifiers.is_volatile) = (false, false),
        Some(Derived::Pointer { is_const }) => *is_const = false,
        Some(_) => {}
    }
    ty.declarator.derived.insert(0, Derived::Pointer { is_const: false });
    ty
}
