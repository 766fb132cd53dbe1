//! The arguments of a function-like macro (C11 6.10.3p10–12).

use super::{PpProblem, Preprocessor};
use crate::lang::lex::{PpKind, PpToken};
use crate::lang::token::Punct;

impl Preprocessor<'_> {
    /// Reads up to the closing parenthesis; the opening one is read. One list for each parameter, or none if they do
    /// not fit, which is reported.
    pub(super) fn arguments(&mut self, name: PpToken, params: usize, is_variadic: bool) -> Option<Vec<Vec<PpToken>>> {
        let mut arguments = self.split_arguments(name, if is_variadic { params } else { usize::MAX })?;
        let is_empty = arguments.len() == 1 && arguments[0].is_empty();
        if params == 0 && is_empty {
            arguments.clear();
        }
        if is_variadic && arguments.len() + 1 == params {
            arguments.push(Vec::new());
        }
        if arguments.len() == params {
            return Some(arguments);
        }
        let text = self.symbols.text(name.symbol).to_string();
        let needs = params - usize::from(is_variadic);
        self.report(name.span, &PpProblem::ArgumentCount { name: text, needs, given: arguments.len() });
        None
    }

    /// Splits at commas outside parentheses, into `most` lists at most.
    fn split_arguments(&mut self, name: PpToken, most: usize) -> Option<Vec<Vec<PpToken>>> {
        let mut arguments = Vec::new();
        let mut current = Vec::new();
        let mut parens = 0usize;
        loop {
            let token = self.next_raw();
            match token.kind {
                PpKind::Eof => {
                    if !self.is_exhausted {
                        let text = self.symbols.text(name.symbol).to_string();
                        self.report(name.span, &PpProblem::UnterminatedCall(text));
                    }
                    return None;
                }
                PpKind::Punct(Punct::RParen) if parens == 0 => break,
                PpKind::Punct(Punct::Comma) if parens == 0 && arguments.len() + 1 < most => {
                    arguments.push(std::mem::take(&mut current));
                    continue;
                }
                PpKind::Punct(Punct::LParen) => parens += 1,
                PpKind::Punct(Punct::RParen) => parens -= 1,
                _ => {}
            }
            current.push(token);
        }
        arguments.push(current);
        Some(arguments)
    }
}
