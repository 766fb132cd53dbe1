//! Replacing macros: reading tokens through a stack of expansions (C11 6.10.3.4).
//!
//! A macro is *active* while tokens of its expansion are left to read. Its name, met then, is painted: it stays as it is
//! for ever, also where the macro is no longer active.

use super::macros::{Builtin, Macro, MacroKind};
use super::{PpProblem, Preprocessor, token};
use crate::lang::lex::{PpKind, PpToken, Symbol, Symbols};
use crate::lang::token::Punct;

/// Argument expansions inside each other go so deep and no deeper: they use the stack.
const MOST_DEPTH: usize = 200;

/// Tokens to read before anything else.
pub(super) struct Context {
    tokens: Vec<PpToken>,
    at: usize,
    /// The macro that is active while these are read.
    origin: Option<Symbol>,
    /// Its end is the end of what may be read: the caller takes it away.
    is_barrier: bool,
}

impl Preprocessor<'_> {
    /// The next token, expanded.
    pub(super) fn next_expanded(&mut self) -> PpToken {
        loop {
            let name = self.next_raw();
            if name.kind != PpKind::Ident || name.is_painted {
                return name;
            }
            if self.is_condition && name.symbol == self.defined {
                return self.defined_operator(name);
            }
            let Some(definition) = self.macros.find(name.symbol).cloned() else { return name };
            if self.macros.is_active(name.symbol) {
                return PpToken { is_painted: true, ..name };
            }
            if let Some(kept) = self.enter(name, &definition) {
                return kept;
            }
        }
    }

    /// Begins the expansion of a name; gives the token to use as it is if nothing is to be scanned again.
    fn enter(&mut self, name: PpToken, definition: &Macro) -> Option<PpToken> {
        match &definition.kind {
            MacroKind::Builtin(Builtin::Pragma) => {
                self.skip_pragma_operator(name);
                None
            }
            MacroKind::Builtin(Builtin::HasInclude) if self.is_condition => Some(self.has_include_operator(name)),
            MacroKind::Builtin(Builtin::HasInclude) => Some(name),
            MacroKind::Builtin(builtin) => Some(self.builtin(*builtin, name)),
            MacroKind::Object => {
                self.push_expansion(name, definition, &[]);
                None
            }
            MacroKind::Function { params, is_variadic } => {
                let open = self.next_raw();
                if !open.is(Punct::LParen) {
                    self.unread(open);
                    return Some(name);
                }
                let Some(arguments) = self.arguments(name, params.len(), *is_variadic) else {
                    return Some(PpToken { is_painted: true, ..name });
                };
                self.push_expansion(name, definition, &arguments);
                None
            }
        }
    }

    fn push_expansion(&mut self, name: PpToken, definition: &Macro, arguments: &[Vec<PpToken>]) {
        let mut tokens = self.substitute(name, definition, arguments);
        if let Some(first) = tokens.first_mut() {
            (first.has_space, first.is_line_start) = (name.has_space, name.is_line_start);
        }
        self.charge(tokens.len() + 1, name.span);
        self.macros.set_active(name.symbol, true);
        self.contexts.push(Context { tokens, at: 0, origin: Some(name.symbol), is_barrier: false });
    }

    /// The next token, not expanded.
    pub(super) fn next_raw(&mut self) -> PpToken {
        while !self.is_exhausted {
            let Some(context) = self.contexts.last_mut() else { return self.next_from_file() };
            if let Some(&token) = context.tokens.get(context.at) {
                context.at += 1;
                return token;
            }
            if context.is_barrier {
                break;
            }
            self.pop_context();
        }
        self.eof()
    }

    fn pop_context(&mut self) {
        if let Some(Context { origin: Some(name), .. }) = self.contexts.pop() {
            self.macros.set_active(name, false);
        }
    }

    fn unread(&mut self, token: PpToken) {
        if token.kind != PpKind::Eof {
            self.contexts.push(Context { tokens: vec![token], at: 0, origin: None, is_barrier: false });
        }
    }

    /// Expands a list of tokens by itself, as if nothing followed.
    pub(super) fn expand_list(&mut self, tokens: Vec<PpToken>) -> Vec<PpToken> {
        let Some(&first) = tokens.first() else { return tokens };
        if self.depth >= MOST_DEPTH {
            self.exhaust(first.span, &PpProblem::ExpansionTooDeep);
            return Vec::new();
        }
        let base = self.contexts.len();
        self.depth += 1;
        self.contexts.push(Context { tokens, at: 0, origin: None, is_barrier: true });
        let mut expanded = Vec::new();
        loop {
            let token = self.next_expanded();
            if token.kind == PpKind::Eof {
                break;
            }
            expanded.push(token);
        }
        while self.contexts.len() > base {
            self.pop_context();
        }
        self.depth -= 1;
        expanded
    }

    fn builtin(&mut self, builtin: Builtin, name: PpToken) -> PpToken {
        let (file, offset) = (name.span.file, name.span.start);
        let (kind, text) = match builtin {
            Builtin::Line => {
                let line = self.sources.file(file).map_or(1, |file| i64::from(file.line_col(offset).0));
                let by = self.renumbered.as_ref().filter(|new| new.file == file).map_or(0, |new| new.by);
                (PpKind::Number, (line + by).to_string())
            }
            Builtin::File => {
                let new = self.renumbered.as_ref().filter(|new| new.file == file).and_then(|new| new.name.as_deref());
                let name = new.unwrap_or_else(|| self.sources.file(file).map_or("", |file| &file.name));
                (PpKind::Str, format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")))
            }
            Builtin::Counter | Builtin::HasInclude | Builtin::Pragma => {
                self.counter += 1;
                (PpKind::Number, (self.counter - 1).to_string())
            }
            Builtin::BaseFile => {
                let first = self.files.first().and_then(|reading| self.sources.file(reading.file));
                (PpKind::Str, format!("\"{}\"", first.map_or("", |file| &file.name)))
            }
            Builtin::IncludeLevel => (PpKind::Number, (self.files.len().saturating_sub(1)).to_string()),
        };
        PpToken { kind, symbol: self.symbols.add(&text), ..name }
    }

    /// `_Pragma ( "…" )`: nothing here obeys pragmas.
    fn skip_pragma_operator(&mut self, name: PpToken) {
        let open = self.next_raw();
        if !open.is(Punct::LParen) {
            self.report(name.span, &PpProblem::BadPragma);
            return self.unread(open);
        }
        let text = self.next_raw();
        let close = self.next_raw();
        if text.kind != PpKind::Str || !close.is(Punct::RParen) {
            self.report(name.span, &PpProblem::BadPragma);
        }
    }

    /// `defined X` and `defined(X)` (C11 6.10.1p1).
    fn defined_operator(&mut self, operator: PpToken) -> PpToken {
        let mut name = self.next_raw();
        let has_paren = name.is(Punct::LParen);
        if has_paren {
            name = self.next_raw();
        }
        let is_closed = !has_paren || self.next_raw().is(Punct::RParen);
        if name.kind != PpKind::Ident || !is_closed {
            self.report(operator.span, &PpProblem::BadDefined);
        }
        let value = if self.macros.is_defined(name.symbol) { "1" } else { "0" };
        PpToken { kind: PpKind::Number, symbol: self.symbols.add(value), ..operator }
    }

    /// `__has_include(<x.h>)` and `__has_include("x.h")` (C23 6.10.1p3, GCC since 5).
    fn has_include_operator(&mut self, operator: PpToken) -> PpToken {
        let mut operand = Vec::new();
        let mut depth = usize::from(self.next_raw().is(Punct::LParen));
        while depth > 0 {
            let token = self.next_raw();
            match token.kind {
                PpKind::Eof => break,
                PpKind::Punct(Punct::LParen) => depth += 1,
                PpKind::Punct(Punct::RParen) => depth -= 1,
                _ => {}
            }
            if depth > 0 {
                operand.push(token);
            }
        }
        let value = if self.has_header(&operand, operator.span) { "1" } else { "0" };
        PpToken { kind: PpKind::Number, symbol: self.symbols.add(value), ..operator }
    }

    /// A placemarker (C11 6.10.3.3p2).
    pub(super) fn placemarker(name: PpToken) -> PpToken {
        token(PpKind::Placemarker, Symbols::EMPTY, name.span)
    }
}
