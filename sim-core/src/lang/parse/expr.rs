//! Expressions with operators (C11 6.5.3–6.5.17).

use super::problem::Expected;
use super::{Parsed, Parser};
use crate::lang::ast::{BinaryOp, Declarator, Expr, ExprKind, Specifiers, TypeName, TypeSpec, UnaryOp};
use crate::lang::source::Span;
use crate::lang::token::{Keyword, Punct, TokenKind};

impl Parser<'_> {
    /// An expression, commas included.
    pub(super) fn expression(&mut self) -> Parsed<Expr> {
        let mut left = self.assignment()?;
        while self.eat(Punct::Comma) {
            let right = self.assignment()?;
            let span = left.span.to(right.span);
            left = self.node(ExprKind::Comma(Box::new(left), Box::new(right)), span)?;
        }
        Ok(left)
    }

    /// An expression without commas outside parentheses.
    pub(super) fn assignment(&mut self) -> Parsed<Expr> {
        self.nested(|this| {
            let target = this.conditional_rest()?;
            let TokenKind::Punct(punct) = *this.kind() else { return Ok(target) };
            let Some(op) = assignment_op(punct) else { return Ok(target) };
            this.bump();
            let value = this.assignment()?;
            let span = target.span.to(value.span);
            this.node(ExprKind::Assign { op, target: Box::new(target), value: Box::new(value) }, span)
        })
    }

    /// A conditional expression, as constants are.
    pub(super) fn conditional(&mut self) -> Parsed<Expr> {
        self.nested(Self::conditional_rest)
    }

    fn conditional_rest(&mut self) -> Parsed<Expr> {
        let cond = self.binary(0)?;
        if !self.eat(Punct::Question) {
            return Ok(cond);
        }
        let then = if self.is(Punct::Colon) { None } else { Some(Box::new(self.expression()?)) };
        self.expect(Punct::Colon)?;
        let otherwise = Box::new(self.conditional()?);
        let span = cond.span.to(otherwise.span);
        self.node(ExprKind::Cond { cond: Box::new(cond), then, otherwise }, span)
    }

    /// Operators that bind at least as strongly as `least`.
    fn binary(&mut self, least: u8) -> Parsed<Expr> {
        let mut left = self.cast()?;
        while let TokenKind::Punct(punct) = *self.kind()
            && let Some((op, precedence)) = binary_op(punct).filter(|&(_, precedence)| precedence >= least)
        {
            self.bump();
            let right = self.nested(|this| this.binary(precedence + 1))?;
            let span = left.span.to(right.span);
            left = self.node(ExprKind::Binary { op, left: Box::new(left), right: Box::new(right) }, span)?;
        }
        Ok(left)
    }

    /// A cast or a unary expression.
    pub(super) fn cast(&mut self) -> Parsed<Expr> {
        if !(self.is(Punct::LParen) && self.starts_type_at(1)) {
            return self.unary();
        }
        self.typed_operand()
    }

    /// A cast or a compound literal, at its `(`.
    #[inline(never)]
    fn typed_operand(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        let to = self.type_name()?;
        self.expect(Punct::RParen)?;
        if self.is(Punct::LBrace) {
            let literal = self.compound_literal(to, start)?;
            return self.postfix(literal);
        }
        let operand = Box::new(self.nested(Self::cast)?);
        let span = start.to(operand.span);
        self.node(ExprKind::Cast { to, operand }, span)
    }

    #[inline(never)]
    fn compound_literal(&mut self, ty: TypeName, start: Span) -> Parsed<Expr> {
        let (items, _) = self.braced_list()?;
        let span = self.since(start);
        self.node(ExprKind::CompoundLiteral { ty, items }, span)
    }

    fn unary(&mut self) -> Parsed<Expr> {
        match *self.kind() {
            TokenKind::Punct(Punct::PlusPlus) => self.prefix_step(true),
            TokenKind::Punct(Punct::MinusMinus) => self.prefix_step(false),
            TokenKind::Punct(Punct::AndAnd) => {
                let start = self.bump();
                let label = self.ident()?;
                let span = start.to(label.span);
                self.node(ExprKind::LabelAddress(label), span)
            }
            TokenKind::Punct(punct) if let Some(op) = unary_op(punct) => {
                let start = self.bump();
                let operand = Box::new(self.nested(Self::cast)?);
                let span = start.to(operand.span);
                self.node(ExprKind::Unary { op, operand }, span)
            }
            TokenKind::Keyword(Keyword::Extension) => {
                self.bump();
                self.nested(Self::cast)
            }
            TokenKind::Keyword(Keyword::Real | Keyword::Imag) => self.unsupported("`_Complex`"),
            TokenKind::Keyword(Keyword::Sizeof) => self.size_of(),
            TokenKind::Keyword(Keyword::Alignof) => self.align_of(),
            _ => {
                let primary = self.primary()?;
                self.postfix(primary)
            }
        }
    }

    #[inline(never)]
    fn prefix_step(&mut self, is_increment: bool) -> Parsed<Expr> {
        let start = self.bump();
        let operand = Box::new(self.nested(Self::cast)?);
        let span = start.to(operand.span);
        self.node(ExprKind::IncDec { operand, is_increment, is_prefix: true }, span)
    }

    #[inline(never)]
    fn size_of(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        let kind = match self.type_or_operand()? {
            TypeOrExpr::Type(ty) => ExprKind::SizeofType(ty),
            TypeOrExpr::Expr(operand) => ExprKind::SizeofExpr(Box::new(operand)),
        };
        let span = self.since(start);
        self.node(kind, span)
    }

    /// GNU's `__alignof__ expression` is the alignment of its type.
    #[inline(never)]
    fn align_of(&mut self) -> Parsed<Expr> {
        let start = self.bump();
        let ty = match self.type_or_operand()? {
            TypeOrExpr::Type(ty) => ty,
            TypeOrExpr::Expr(operand) => {
                let span = operand.span;
                let specifiers = Box::new(Specifiers::bare(TypeSpec::TypeofExpr(Box::new(operand)), span));
                TypeName { specifiers, declarator: Declarator { name: None, derived: Vec::new(), span } }
            }
        };
        let span = self.since(start);
        self.node(ExprKind::Alignof(ty), span)
    }

    #[inline(never)]
    fn type_or_operand(&mut self) -> Parsed<TypeOrExpr> {
        if !(self.is(Punct::LParen) && self.starts_type_at(1)) {
            return self.nested(Self::unary).map(TypeOrExpr::Expr);
        }
        let start = self.bump();
        let ty = self.type_name()?;
        self.expect(Punct::RParen)?;
        if !self.is(Punct::LBrace) {
            return Ok(TypeOrExpr::Type(ty));
        }
        let literal = self.compound_literal(ty, start)?;
        self.postfix(literal).map(TypeOrExpr::Expr)
    }

    /// `[…]`, `(…)`, `.x`, `->x`, `++`, `--` behind an expression.
    pub(super) fn postfix(&mut self, mut base: Expr) -> Parsed<Expr> {
        loop {
            let start = base.span;
            let kind = match *self.kind() {
                TokenKind::Punct(Punct::LBracket) => {
                    self.bump();
                    let index = Box::new(self.expression()?);
                    self.expect(Punct::RBracket)?;
                    ExprKind::Index { base: Box::new(base), index }
                }
                TokenKind::Punct(Punct::LParen) => {
                    self.bump();
                    ExprKind::Call { callee: Box::new(base), args: self.arguments()? }
                }
                TokenKind::Punct(punct @ (Punct::Dot | Punct::Arrow)) => {
                    self.bump();
                    let member = self.ident()?;
                    ExprKind::Member { base: Box::new(base), member, is_arrow: punct == Punct::Arrow }
                }
                TokenKind::Punct(punct @ (Punct::PlusPlus | Punct::MinusMinus)) => {
                    self.bump();
                    let is_increment = punct == Punct::PlusPlus;
                    ExprKind::IncDec { operand: Box::new(base), is_increment, is_prefix: false }
                }
                _ => return Ok(base),
            };
            let span = self.since(start);
            base = self.node(kind, span)?;
        }
    }

    /// The arguments of a call, behind its `(`.
    #[inline(never)]
    fn arguments(&mut self) -> Parsed<Vec<Expr>> {
        let mut args = Vec::new();
        if self.eat(Punct::RParen) {
            return Ok(args);
        }
        loop {
            args.push(self.assignment()?);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        if self.starts_argument() {
            return self.expected(Expected::CommaOrParen);
        }
        self.expect(Punct::RParen)?;
        Ok(args)
    }

    /// Whether an operand stands where `,` or `)` was due, on the same line.
    fn starts_argument(&self) -> bool {
        !self.is_line_start()
            && matches!(
                self.kind(),
                TokenKind::Ident(_)
                    | TokenKind::Int { .. }
                    | TokenKind::Float { .. }
                    | TokenKind::Char(_)
                    | TokenKind::Str(_)
            )
    }
}

enum TypeOrExpr {
    Type(TypeName),
    Expr(Expr),
}

fn unary_op(punct: Punct) -> Option<UnaryOp> {
    Some(match punct {
        Punct::Amp => UnaryOp::AddressOf,
        Punct::Star => UnaryOp::Deref,
        Punct::Plus => UnaryOp::Plus,
        Punct::Minus => UnaryOp::Minus,
        Punct::Tilde => UnaryOp::BitNot,
        Punct::Bang => UnaryOp::Not,
        _ => return None,
    })
}

/// The operator of a compound assignment; `Some(None)` for `=`.
fn assignment_op(punct: Punct) -> Option<Option<BinaryOp>> {
    Some(match punct {
        Punct::Assign => None,
        Punct::MulAssign => Some(BinaryOp::Mul),
        Punct::DivAssign => Some(BinaryOp::Div),
        Punct::RemAssign => Some(BinaryOp::Rem),
        Punct::AddAssign => Some(BinaryOp::Add),
        Punct::SubAssign => Some(BinaryOp::Sub),
        Punct::ShlAssign => Some(BinaryOp::Shl),
        Punct::ShrAssign => Some(BinaryOp::Shr),
        Punct::AndAssign => Some(BinaryOp::BitAnd),
        Punct::XorAssign => Some(BinaryOp::BitXor),
        Punct::OrAssign => Some(BinaryOp::BitOr),
        _ => return None,
    })
}

/// A binary operator and how strongly it binds.
fn binary_op(punct: Punct) -> Option<(BinaryOp, u8)> {
    Some(match punct {
        Punct::OrOr => (BinaryOp::Or, 0),
        Punct::AndAnd => (BinaryOp::And, 1),
        Punct::Pipe => (BinaryOp::BitOr, 2),
        Punct::Caret => (BinaryOp::BitXor, 3),
        Punct::Amp => (BinaryOp::BitAnd, 4),
        Punct::EqEq => (BinaryOp::Eq, 5),
        Punct::Ne => (BinaryOp::Ne, 5),
        Punct::Lt => (BinaryOp::Lt, 6),
        Punct::Gt => (BinaryOp::Gt, 6),
        Punct::Le => (BinaryOp::Le, 6),
        Punct::Ge => (BinaryOp::Ge, 6),
        Punct::Shl => (BinaryOp::Shl, 7),
        Punct::Shr => (BinaryOp::Shr, 7),
        Punct::Plus => (BinaryOp::Add, 8),
        Punct::Minus => (BinaryOp::Sub, 8),
        Punct::Star => (BinaryOp::Mul, 9),
        Punct::Slash => (BinaryOp::Div, 9),
        Punct::Percent => (BinaryOp::Rem, 9),
        _ => return None,
    })
}
