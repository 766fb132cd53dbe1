//! GNU attributes: what the tree keeps of them. Most only advise the compiler and are skipped; those that would change
//! what the program does are refused by name.

use super::{ParseProblem, Parsed, Parser};
use crate::lang::ast::{Basic, Expr, ExprKind, Startup};
use crate::lang::token::{Keyword, Punct, TokenKind};

/// What attributes said.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) align: Option<Expr>,
    pub(super) is_packed: bool,
    pub(super) is_noreturn: bool,
    pub(super) startup: Startup,
}

impl Attributes {
    /// Both together; a later alignment wins.
    pub(super) fn add(&mut self, other: Self) {
        self.align = other.align.or(self.align.take());
        self.is_packed |= other.is_packed;
        self.is_noreturn |= other.is_noreturn;
        self.startup = other.startup.or(self.startup);
    }
}

/// Attributes that change what a program does.
const UNSUPPORTED: [&str; 7] =
    ["`cleanup`", "`alias`", "`vector_size`", "`mode`", "`ifunc`", "`transparent_union`", "`scalar_storage_order`"];

impl Parser<'_> {
    /// `__attribute__((…))`, any number of them.
    pub(super) fn attributes(&mut self) -> Parsed<Attributes> {
        let mut found = Attributes::default();
        while self.eat_keyword(Keyword::Attribute) {
            self.expect(Punct::LParen)?;
            self.expect(Punct::LParen)?;
            while !self.is(Punct::RParen) && !self.is_at_end() {
                self.attribute(&mut found)?;
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            self.expect(Punct::RParen)?;
            self.expect(Punct::RParen)?;
        }
        Ok(found)
    }

    fn attribute(&mut self, found: &mut Attributes) -> Parsed<()> {
        let name = match self.kind() {
            TokenKind::Ident(name) => name.to_string(),
            TokenKind::Keyword(keyword) => keyword.text().to_owned(),
            _ => return Ok(()),
        };
        let plain = name.trim_matches('_');
        if let Some(&refused) = UNSUPPORTED.iter().find(|refused| refused.trim_matches('`') == plain) {
            self.report_here(&ParseProblem::Unsupported(refused));
        }
        let span = self.bump();
        match plain {
            "packed" => found.is_packed = true,
            "noreturn" | "Noreturn" => found.is_noreturn = true,
            "constructor" => found.startup.constructor = Some(self.priority()),
            "destructor" => found.startup.destructor = Some(self.priority()),
            "aligned" if self.eat(Punct::LParen) => {
                found.align = Some(self.conditional()?);
                return self.expect(Punct::RParen);
            }
            // Without a number: the largest alignment of any type.
            "aligned" => found.align = Some(Expr { kind: ExprKind::Int { value: 16, ty: Basic::Int }, span }),
            _ => {}
        }
        if self.is(Punct::LParen) { self.skip_parens() } else { Ok(()) }
    }

    /// The priority of a constructor, if `(n)` follows; without one it is the last (GCC manual 6.33.1).
    fn priority(&self) -> u16 {
        match (self.is(Punct::LParen), self.peek(1)) {
            (true, &TokenKind::Int { value, .. }) => u16::try_from(value).unwrap_or(u16::MAX),
            _ => u16::MAX,
        }
    }

    /// Skips from `(` to its `)`.
    pub(super) fn skip_parens(&mut self) -> Parsed<()> {
        self.expect(Punct::LParen)?;
        let mut open = 1usize;
        while open > 0 && !self.is_at_end() && !self.is(Punct::LBrace) && !self.is(Punct::RBrace) {
            match self.kind() {
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) if open == 1 => break,
                TokenKind::Punct(Punct::RParen) => open -= 1,
                _ => {}
            }
            self.bump();
        }
        self.expect(Punct::RParen)
    }

    /// Whether a statement of attributes alone is here, as `__attribute__((fallthrough));`.
    pub(super) fn is_attribute_statement(&self) -> bool {
        if !self.is_keyword(Keyword::Attribute) {
            return false;
        }
        let mut open = 0usize;
        for ahead in 1.. {
            match self.peek(ahead) {
                TokenKind::Punct(Punct::LParen) => open += 1,
                TokenKind::Punct(Punct::RParen) => open = open.saturating_sub(1),
                TokenKind::Eof => return false,
                _ => {}
            }
            if open == 0 {
                return *self.peek(ahead + 1) == TokenKind::Punct(Punct::Semicolon);
            }
        }
        false
    }

    /// What may stand behind a declarator: `asm("name")`, which is ignored, and attributes.
    pub(super) fn declarator_suffix(&mut self) -> Parsed<Attributes> {
        if self.eat_keyword(Keyword::Asm) {
            self.skip_parens()?;
        }
        self.attributes()
    }
}
