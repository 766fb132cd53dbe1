//! Initialisers (C11 6.7.9, with GNU's ranges and `name:`).

use super::problem::Expected;
use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Designator, Init, InitItem};
use crate::lang::source::Span;
use crate::lang::token::{Punct, TokenKind};

impl Parser<'_> {
    pub(super) fn initializer(&mut self) -> Parsed<Init> {
        if !self.is(Punct::LBrace) {
            return self.assignment().map(Init::Expr);
        }
        let (items, span) = self.braced_list()?;
        Ok(Init::List(items, span))
    }

    /// `{ … }`
    #[inline(never)]
    pub(super) fn braced_list(&mut self) -> Parsed<(Vec<InitItem>, Span)> {
        self.nested(|this| {
            let open = this.bump();
            let mut items = Vec::new();
            while !this.is(Punct::RBrace) {
                if this.is_at_end() {
                    this.report(open, &ParseProblem::UnclosedBrace);
                    return Err(super::Failed);
                }
                let designators = this.designation()?;
                items.push(InitItem { designators, init: this.initializer()? });
                if !this.eat(Punct::Comma) {
                    break;
                }
            }
            if !this.eat(Punct::RBrace) {
                return this.expected(Expected::CommaOrBrace);
            }
            this.grow()?;
            Ok((items, this.since(open)))
        })
    }

    /// The designators and their `=`.
    fn designation(&mut self) -> Parsed<Vec<Designator>> {
        if matches!(self.kind(), TokenKind::Ident(_)) && self.is_next(Punct::Colon) {
            let member = self.ident()?;
            self.bump();
            return Ok(vec![Designator::Member(member)]);
        }
        let designators = self.designators()?;
        if !designators.is_empty() {
            self.expect(Punct::Assign)?;
        }
        Ok(designators)
    }

    /// `.a[3]`, perhaps nothing.
    pub(super) fn designators(&mut self) -> Parsed<Vec<Designator>> {
        let mut designators = Vec::new();
        loop {
            if self.eat(Punct::Dot) {
                designators.push(Designator::Member(self.ident()?));
            } else if self.eat(Punct::LBracket) {
                designators.push(self.index_designator()?);
            } else {
                return Ok(designators);
            }
        }
    }

    fn index_designator(&mut self) -> Parsed<Designator> {
        let low = self.conditional()?;
        let designator = if self.eat(Punct::Ellipsis) {
            Designator::Range(low, self.conditional()?)
        } else {
            Designator::Index(low)
        };
        self.expect(Punct::RBracket)?;
        Ok(designator)
    }
}
