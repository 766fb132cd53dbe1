//! How deep the parser may recurse and how high a tree may grow.
//!
//! *Depth* is how many recursive rules are in progress. *Height* is that of the highest tree built in the innermost rule
//! in progress, rounded up: a chain like `a + b + c` is parsed by a loop, and still its tree is a deep one.

use super::{Failed, ParseProblem, Parsed, Parser};
use crate::lang::ast::{Expr, ExprKind};
use crate::lang::source::Span;

/// C11 5.2.4.1 asks for 63 levels of parentheses. A level takes up to 5 KiB of stack, of WebAssembly's 1 MiB.
const MOST_DEPTH: usize = 128;

/// Of statements and expressions together.
const MOST_HEIGHT: usize = 256;

impl Parser<'_> {
    /// Runs a recursive rule.
    pub(super) fn nested<T>(&mut self, rule: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MOST_DEPTH {
            return self.give_up();
        }
        let outer = std::mem::take(&mut self.height);
        self.depth += 1;
        let parsed = rule(self);
        self.depth -= 1;
        self.height = self.height.max(outer);
        parsed
    }

    /// Makes an expression out of all that the innermost rule has built.
    pub(super) fn node(&mut self, kind: ExprKind, span: Span) -> Parsed<Expr> {
        self.grow()?;
        Ok(Expr { kind, span })
    }

    /// Accounts for one more level over all that the innermost rule has built.
    pub(super) fn grow(&mut self) -> Parsed<()> {
        self.height += 1;
        if self.height > MOST_HEIGHT { self.give_up() } else { Ok(()) }
    }

    /// Reports that the text is too deep, and goes to its end.
    fn give_up<T>(&mut self) -> Parsed<T> {
        self.report_here(&ParseProblem::TooDeep);
        self.is_silent = true;
        self.at = self.tokens.len() - 1;
        Err(Failed)
    }
}
