//! Tokens to the syntax tree: recursive descent for declarations and statements, precedence climbing for expressions
//! (C11 6.5–6.9 with GNU's extensions as far as [`ast`] has them).
//!
//! A mistake is reported where it is found; what it belongs to (a statement, a declaration) is dropped, and parsing goes
//! on behind it.
//!
//! **Invariant**: no text makes the tree higher, or the parser deeper, than [`limit`] says; so neither the parser nor
//! who walks the tree can run out of stack. Rules off the common path are kept out of line, so that recursion pays only
//! for the rules it goes through.

mod attribute;
mod cursor;
mod declaration;
mod declarator;
mod expr;
mod init;
mod limit;
mod names;
mod primary;
mod problem;
mod record;
mod recover;
mod specifiers;
mod stmt;
#[cfg(test)]
mod tests;

pub use problem::{Expected, Found, ParseProblem};

use self::names::Names;
use super::ast::{Item, StaticAssert, Unit};
use super::diag::Diagnostics;
use super::source::Span;
use super::token::{Keyword, Punct, Token, TokenKind};

/// Parses a translation unit.
#[must_use]
pub fn parse(mut tokens: Vec<Token>, diagnostics: &mut Diagnostics) -> Unit {
    if tokens.last().is_none_or(|last| last.kind != TokenKind::Eof) {
        let span = tokens.last().map_or(Span::NONE, |last| Span { start: last.span.end, ..last.span });
        tokens.push(Token { kind: TokenKind::Eof, span, is_line_start: true, is_broken: false, pack: 0 });
    }
    Parser::new(tokens, diagnostics).unit()
}

/// What could not be parsed; its problem is reported.
#[derive(Clone, Copy, Debug)]
struct Failed;

type Parsed<T> = Result<T, Failed>;

struct Parser<'a> {
    /// Ends with [`TokenKind::Eof`].
    tokens: Vec<Token>,
    at: usize,
    diagnostics: &'a mut Diagnostics,
    names: Names,
    /// See [`limit`].
    depth: usize,
    /// See [`limit`].
    height: usize,
    /// The token at which the last problem was found: another one there would only repeat it.
    last_problem: Option<usize>,
    /// A limit was exceeded: nothing more is reported.
    is_silent: bool,
    /// Assertions met inside structures, to stand behind their declaration.
    asserts: Vec<StaticAssert>,
}

impl<'a> Parser<'a> {
    fn new(tokens: Vec<Token>, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            tokens,
            at: 0,
            diagnostics,
            names: Names::default(),
            depth: 0,
            height: 0,
            last_problem: None,
            is_silent: false,
            asserts: Vec::new(),
        }
    }

    fn unit(mut self) -> Unit {
        let mut unit = Unit::default();
        while !self.is_at_end() {
            let start = self.at;
            self.height = 0;
            if self.item(&mut unit).is_err() {
                self.skip_item(start);
            }
            unit.items.extend(self.asserts.drain(..).map(Item::StaticAssert));
        }
        unit
    }

    fn item(&mut self, unit: &mut Unit) -> Parsed<()> {
        if self.eat(Punct::Semicolon) {
            return Ok(());
        }
        match self.kind() {
            TokenKind::Keyword(Keyword::StaticAssert) => unit.items.push(Item::StaticAssert(self.static_assert()?)),
            TokenKind::Keyword(Keyword::Asm) => return self.unsupported("`asm` outside functions"),
            TokenKind::Punct(Punct::RBrace) => {
                self.report_here(&ParseProblem::ExtraBrace);
                self.bump();
            }
            TokenKind::Punct(Punct::LBrace) => self.stray_body()?,
            _ => unit.items.push(self.external_declaration()?),
        }
        Ok(())
    }

    /// `int main(); { … }`: a body that belongs to no function.
    fn stray_body(&mut self) -> Parsed<()> {
        self.report_here(&ParseProblem::BodyWithoutFunction);
        self.block().map(|_| ())
    }

    /// `_Static_assert(condition, "message");` (the message is optional, as in C23 and GCC).
    fn static_assert(&mut self) -> Parsed<StaticAssert> {
        let start = self.bump();
        self.expect(Punct::LParen)?;
        let cond = self.conditional()?;
        let message = if self.eat(Punct::Comma) { Some(self.string_literal()?) } else { None };
        self.expect(Punct::RParen)?;
        self.semicolon()?;
        Ok(StaticAssert { cond, message, span: self.since(start) })
    }
}
