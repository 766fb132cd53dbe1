//! Looking at tokens and taking them.

use std::rc::Rc;

use super::problem::{Expected, Found};
use super::{Failed, ParseProblem, Parsed, Parser};
use crate::lang::ast::Ident;
use crate::lang::source::Span;
use crate::lang::token::{Keyword, Punct, Token, TokenKind};

impl Parser<'_> {
    fn token(&self) -> &Token {
        &self.tokens[self.at]
    }

    pub(super) fn kind(&self) -> &TokenKind {
        &self.token().kind
    }

    /// The token `n` further on.
    pub(super) fn peek(&self, n: usize) -> &TokenKind {
        self.tokens.get(self.at + n).map_or(&TokenKind::Eof, |token| &token.kind)
    }

    pub(super) fn span(&self) -> Span {
        self.token().span
    }

    pub(super) fn is_line_start(&self) -> bool {
        self.token().is_line_start
    }

    pub(super) fn is_at_end(&self) -> bool {
        *self.kind() == TokenKind::Eof
    }

    pub(super) fn is(&self, punct: Punct) -> bool {
        *self.kind() == TokenKind::Punct(punct)
    }

    pub(super) fn is_next(&self, punct: Punct) -> bool {
        *self.peek(1) == TokenKind::Punct(punct)
    }

    pub(super) fn is_keyword(&self, keyword: Keyword) -> bool {
        *self.kind() == TokenKind::Keyword(keyword)
    }

    /// Takes the token; the end is never taken.
    pub(super) fn bump(&mut self) -> Span {
        let span = self.span();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        span
    }

    pub(super) fn eat(&mut self, punct: Punct) -> bool {
        let is_here = self.is(punct);
        if is_here {
            self.bump();
        }
        is_here
    }

    pub(super) fn eat_keyword(&mut self, keyword: Keyword) -> bool {
        let is_here = self.is_keyword(keyword);
        if is_here {
            self.bump();
        }
        is_here
    }

    /// The span of the token before.
    pub(super) fn previous(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].span
    }

    /// What `#pragma pack` said at the token before.
    pub(super) fn previous_pack(&self) -> u8 {
        self.tokens[self.at.saturating_sub(1)].pack
    }

    /// From a place to the end of what was taken.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.previous())
    }

    /// Just behind the token before: where something is missing.
    pub(super) fn gap(&self) -> Span {
        if self.at == 0 {
            return self.span();
        }
        let previous = self.previous();
        Span { start: previous.end, ..previous }
    }

    /// The name here.
    pub(super) fn name(&self) -> Option<Rc<str>> {
        match self.kind() {
            TokenKind::Ident(name) => Some(name.clone()),
            _ => None,
        }
    }

    pub(super) fn ident(&mut self) -> Parsed<Ident> {
        let Some(name) = self.name() else { return self.expected(Expected::Name) };
        Ok(Ident { name: name.to_string(), span: self.bump() })
    }

    /// Takes a punctuator that must be here. A closing one that was forgotten at the end of a line, or before `;` or a
    /// brace, is reported and taken for granted.
    pub(super) fn expect(&mut self, punct: Punct) -> Parsed<()> {
        if self.eat(punct) {
            return Ok(());
        }
        let is_closing = matches!(punct, Punct::RParen | Punct::RBracket);
        let is_clear = self.is_line_start()
            || matches!(
                self.kind(),
                TokenKind::Eof | TokenKind::Punct(Punct::Semicolon | Punct::LBrace | Punct::RBrace)
            );
        let failed = self.missing(Expected::Punct(punct));
        if is_closing && is_clear { Ok(()) } else { failed }
    }

    /// Takes the `;` that must be here. One that was forgotten where the next statement is clear is reported and taken
    /// for granted.
    pub(super) fn semicolon(&mut self) -> Parsed<()> {
        if self.eat(Punct::Semicolon) {
            return Ok(());
        }
        let is_clear = self.is_line_start()
            || matches!(self.kind(), TokenKind::Eof | TokenKind::Punct(Punct::RBrace))
            || self.starts_plain_statement();
        let failed = self.missing(Expected::Punct(Punct::Semicolon));
        if is_clear { Ok(()) } else { failed }
    }

    /// Reports that something is missing behind the token before.
    #[inline(never)]
    fn missing(&mut self, what: Expected) -> Parsed<()> {
        let found = Found::of(self.kind());
        let gap = self.gap();
        self.report(gap, &ParseProblem::Expected { what, found });
        Err(Failed)
    }

    /// Reports that this token is not what must be here.
    #[inline(never)]
    pub(super) fn expected<T>(&mut self, what: Expected) -> Parsed<T> {
        let found = Found::of(self.kind());
        self.report_here(&ParseProblem::Expected { what, found });
        Err(Failed)
    }

    pub(super) fn unsupported<T>(&mut self, what: &'static str) -> Parsed<T> {
        self.report_here(&ParseProblem::Unsupported(what));
        Err(Failed)
    }

    pub(super) fn report_here(&mut self, problem: &ParseProblem) {
        let span = self.span();
        self.report(span, problem);
    }

    /// Reports a problem found at this token, unless one was already.
    #[inline(never)]
    pub(super) fn report(&mut self, span: Span, problem: &ParseProblem) {
        let is_behind_broken = self.at > 0 && self.tokens[self.at - 1].is_broken;
        if self.is_silent || is_behind_broken || self.last_problem == Some(self.at) {
            return;
        }
        self.last_problem = Some(self.at);
        self.diagnostics.report(span, problem);
    }
}
