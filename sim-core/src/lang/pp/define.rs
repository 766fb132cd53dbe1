//! `#define` and `#undef` (C11 6.10.3).

use super::macros::{Macro, MacroKind};
use super::{PpProblem, Preprocessor};
use crate::lang::lex::{PpKind, PpToken, Symbol};
use crate::lang::source::Span;
use crate::lang::token::Punct;

impl Preprocessor<'_> {
    /// `line` is what stands behind `#define`, `at` where that stands.
    pub(super) fn define(&mut self, line: &[PpToken], at: Span) {
        let Some((name, rest)) = self.macro_name(line, at) else { return };
        let is_function = rest.first().is_some_and(|token| token.is(Punct::LParen) && !token.has_space);
        let (kind, body) = if is_function {
            let Some((params, is_variadic, body)) = self.parameters(&rest[1..], name.span) else { return };
            (MacroKind::Function { params, is_variadic }, body)
        } else {
            (MacroKind::Object, rest)
        };
        let Some(body) = self.body(&kind, body) else { return };
        self.install(name, Macro { kind, body });
    }

    pub(super) fn undefine(&mut self, line: &[PpToken], at: Span) {
        let Some((name, rest)) = self.macro_name(line, at) else { return };
        self.expect_end(rest);
        self.macros.set(name.symbol, None);
    }

    /// The name that a directive is about, and what follows it.
    pub(super) fn macro_name<'t>(&mut self, line: &'t [PpToken], at: Span) -> Option<(PpToken, &'t [PpToken])> {
        let Some((&name, rest)) = line.split_first() else {
            self.report(at, &PpProblem::MissingMacroName);
            return None;
        };
        if name.kind != PpKind::Ident || name.symbol == self.defined {
            self.report(name.span, &PpProblem::BadMacroName);
            return None;
        }
        Some((name, rest))
    }

    /// Keeps a definition; another one of the same name is a warning, as with GCC.
    fn install(&mut self, name: PpToken, definition: Macro) {
        if self.macros.find(name.symbol).is_some_and(|known| !known.is_same(&definition)) {
            let text = self.symbols.text(name.symbol).to_string();
            self.report(name.span, &PpProblem::Redefined(text));
        }
        self.macros.set(name.symbol, Some(definition));
    }

    /// The parameters behind `(`, whether they end in `...`, and the body.
    fn parameters<'t>(&mut self, line: &'t [PpToken], at: Span) -> Option<(Vec<Symbol>, bool, &'t [PpToken])> {
        let mut params = Vec::new();
        let mut rest = line.iter();
        let mut is_variadic = false;
        if rest.as_slice().first().is_some_and(|token| token.is(Punct::RParen)) {
            return Some((params, false, &line[1..]));
        }
        loop {
            let named = rest.as_slice().first().filter(|token| token.kind == PpKind::Ident);
            if let Some(name) = named {
                rest.next();
                if params.contains(&name.symbol) {
                    self.report(name.span, &PpProblem::RepeatedParameter);
                    return None;
                }
                params.push(name.symbol);
            }
            if rest.as_slice().first().is_some_and(|token| token.is(Punct::Ellipsis)) {
                rest.next();
                is_variadic = true;
                if named.is_none() {
                    params.push(self.symbols.add("__VA_ARGS__"));
                }
            }
            let next = rest.next();
            let is_item = named.is_some() || is_variadic;
            match next {
                Some(token) if is_item && token.is(Punct::RParen) => {
                    return Some((params, is_variadic, rest.as_slice()));
                }
                Some(token) if is_item && !is_variadic && token.is(Punct::Comma) => {}
                _ => {
                    self.report(next.map_or(at, |token| token.span), &PpProblem::BadParameterList);
                    return None;
                }
            }
        }
    }

    /// The body with parameters, `#` and `##` told apart.
    fn body(&mut self, kind: &MacroKind, line: &[PpToken]) -> Option<Vec<PpToken>> {
        let params: &[Symbol] = if let MacroKind::Function { params, .. } = kind { params } else { &[] };
        let index_of = |token: &PpToken| match token.kind {
            PpKind::Ident => params.iter().position(|&param| param == token.symbol),
            _ => None,
        };
        let mut body = Vec::with_capacity(line.len());
        let mut tokens = line.iter();
        while let Some(&token) = tokens.next() {
            let kind = if token.is(Punct::HashHash) {
                PpKind::Paste
            } else if token.is(Punct::Hash) && matches!(kind, MacroKind::Function { .. }) {
                let Some(index) = tokens.next().and_then(index_of) else {
                    self.report(token.span, &PpProblem::HashWithoutParameter);
                    return None;
                };
                PpKind::Stringify(index as u16)
            } else {
                index_of(&token).map_or(token.kind, |index| PpKind::Param(index as u16))
            };
            body.push(PpToken { kind, is_line_start: false, has_space: token.has_space && !body.is_empty(), ..token });
        }
        for end in [body.first(), body.last()].into_iter().flatten() {
            if end.kind == PpKind::Paste {
                self.report(end.span, &PpProblem::PasteAtEnd);
                return None;
            }
        }
        Some(body)
    }
}
