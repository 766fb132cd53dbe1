//! Finding the place to go on after a mistake.

use super::Parser;
use crate::lang::token::{Keyword, Punct, TokenKind};

impl Parser<'_> {
    /// Whether a keyword is here that only ever begins a statement.
    pub(super) fn starts_plain_statement(&self) -> bool {
        use Keyword::*;
        matches!(
            self.kind(),
            TokenKind::Keyword(
                Break | Case | Continue | Default | Do | Else | For | Goto | If | Return | Switch | While
            )
        )
    }

    /// Skips what is left of a broken statement that began at token `start`: up to its `;`, or to what closes the block
    /// or clearly begins the next statement.
    pub(super) fn skip_statement(&mut self, start: usize) {
        let mut braces = 0usize;
        while !self.is_at_end() {
            let has_moved = self.at > start;
            match self.kind() {
                TokenKind::Punct(Punct::Semicolon) if braces == 0 => {
                    self.bump();
                    return;
                }
                TokenKind::Punct(Punct::LBrace) => braces += 1,
                TokenKind::Punct(Punct::RBrace) if braces == 0 => return,
                TokenKind::Punct(Punct::RBrace) => {
                    braces -= 1;
                    if braces == 0 {
                        self.bump();
                        return;
                    }
                }
                _ if braces == 0 && has_moved && self.is_line_start() && self.begins_something() => return,
                _ => {}
            }
            self.bump();
        }
    }

    fn begins_something(&self) -> bool {
        self.starts_plain_statement() || (self.starts_type() && matches!(self.kind(), TokenKind::Keyword(_)))
    }

    /// Skips what is left of a broken item at file scope that began at token `start`.
    pub(super) fn skip_item(&mut self, start: usize) {
        self.skip_statement(start);
        if self.at == start {
            self.bump();
        }
    }
}
