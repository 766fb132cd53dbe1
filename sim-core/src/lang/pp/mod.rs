//! The preprocessor (C11 6.10): directives, macros, included files. What it gives the parser are [`Token`]s.
//!
//! **Invariant**: the work is bounded. A unit that includes or expands more than [`MOST_TOKENS`] and [`MOST_TEXT`] allow ends
//! there with a diagnostic.

mod arguments;
mod condition;
mod define;
mod directive;
mod expand;
mod finish;
mod include;
mod macros;
mod pragma;
mod predefined;
mod problem;
mod substitute;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use problem::PpProblem;

use self::expand::Context;
use self::include::Headers;
use self::macros::Macros;
use self::pragma::Pack;
use super::diag::Diagnostics;
use super::lex::{LexProblem, PpKind, PpToken, Symbol, Symbols, tokenize};
use super::source::{FileId, Origin, SourceMap, Span};
use super::token::{Punct, Token};

/// Finds a header: its name as written and whether it stood in `<>`; gives its name for messages, text and origin.
pub type OpenHeader<'a> = dyn Fn(&str, bool) -> Option<(String, String, Origin)> + 'a;

/// So many tokens may macros of one unit produce.
const MOST_TOKENS: usize = 1 << 20;

/// So many bytes of headers may one unit include, each counted as often as it is included.
const MOST_TEXT: usize = 1 << 24;

/// Preprocesses a file. The tokens end with [`TokenKind::Eof`](super::token::TokenKind::Eof), whatever happens.
pub fn preprocess(
    sources: &mut SourceMap,
    file: FileId,
    open: &OpenHeader<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Token> {
    let mut preprocessor = Preprocessor::new(sources, open, diagnostics);
    predefined::define(&mut preprocessor);
    preprocessor.read_main(file);
    preprocessor.finish()
}

/// A file that is being read.
struct Reading {
    file: FileId,
    tokens: Rc<[PpToken]>,
    at: usize,
    conditions: Vec<directive::Condition>,
}

/// `#line`: what `__LINE__` and `__FILE__` say from here on in this file.
struct Renumbered {
    file: FileId,
    /// To be added to the real number.
    by: i64,
    name: Option<String>,
}

/// The state of a preprocessing.
struct Preprocessor<'a> {
    sources: &'a mut SourceMap,
    open: &'a OpenHeader<'a>,
    diagnostics: &'a mut Diagnostics,
    symbols: Symbols,
    macros: Macros,
    headers: Headers,
    /// Included files, innermost last.
    files: Vec<Reading>,
    /// Tokens to be read before those of the file: expansions, innermost last.
    contexts: Vec<Context>,
    /// How many argument expansions are in progress, one inside the other.
    depth: usize,
    /// In a condition, `defined` is an operator.
    is_condition: bool,
    /// A limit was exceeded: nothing more is read.
    is_exhausted: bool,
    tokens_made: usize,
    text_read: usize,
    /// The next value of `__COUNTER__`.
    counter: u32,
    /// What `#line` said.
    renumbered: Option<Renumbered>,
    pack: Pack,
    defined: Symbol,
    /// `__VA_OPT__`
    va_opt: Symbol,
}

impl<'a> Preprocessor<'a> {
    fn new(sources: &'a mut SourceMap, open: &'a OpenHeader<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        let mut symbols = Symbols::new();
        let defined = symbols.add("defined");
        let va_opt = symbols.add("__VA_OPT__");
        Self {
            sources,
            open,
            diagnostics,
            symbols,
            macros: Macros::default(),
            headers: Headers::default(),
            files: Vec::new(),
            contexts: Vec::new(),
            depth: 0,
            is_condition: false,
            is_exhausted: false,
            tokens_made: 0,
            text_read: 0,
            counter: 0,
            renumbered: None,
            pack: Pack::default(),
            defined,
            va_opt,
        }
    }

    fn read_main(&mut self, file: FileId) {
        let text = self.sources.file(file).map_or("", |file| &file.text);
        let tokens = tokenize(text, file, &mut self.symbols).into();
        self.files.push(Reading { file, tokens, at: 0, conditions: Vec::new() });
    }

    fn report(&mut self, span: Span, problem: &PpProblem) {
        self.diagnostics.report(span, problem);
    }

    fn report_lex(&mut self, span: Span, problem: &LexProblem) {
        self.diagnostics.report(span, problem);
    }

    /// Stops everything, for a reason that is told once.
    fn exhaust(&mut self, span: Span, problem: &PpProblem) {
        if !self.is_exhausted {
            self.report(span, problem);
        }
        self.is_exhausted = true;
    }

    /// Accounts for tokens that a macro makes.
    fn charge(&mut self, count: usize, span: Span) {
        self.tokens_made += count;
        if self.tokens_made > MOST_TOKENS {
            self.exhaust(span, &PpProblem::ExpansionTooLarge);
        }
    }

    fn eof(&self) -> PpToken {
        let span = self.files.first().and_then(|reading| reading.tokens.last()).map_or(Span::NONE, |last| last.span);
        token(PpKind::Eof, Symbols::EMPTY, span)
    }

    /// The next token of the files, directives obeyed.
    fn next_from_file(&mut self) -> PpToken {
        loop {
            let Some(reading) = self.files.last_mut() else { return self.eof() };
            let token = reading.tokens[reading.at];
            if token.kind == PpKind::Eof {
                self.close_conditions();
                if self.files.len() <= 1 {
                    return token;
                }
                self.files.pop();
                continue;
            }
            reading.at += 1;
            if !(token.is_line_start && token.is(Punct::Hash)) {
                return token;
            }
            self.directive();
            if self.is_exhausted {
                return self.eof();
            }
        }
    }
}

/// A token without blanks before it.
fn token(kind: PpKind, symbol: Symbol, span: Span) -> PpToken {
    PpToken { kind, symbol, span, has_space: false, is_line_start: false, is_painted: false }
}
