//! `#include` (C11 6.10.2). A header is cut into tokens once; one with an include guard or `#pragma once` is not read
//! again.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{MOST_TEXT, PpProblem, Preprocessor, Reading};
use crate::lang::lex::{PpKind, PpToken, Symbol, Symbols, tokenize};
use crate::lang::source::{FileId, Span};
use crate::lang::token::Punct;

/// Headers may include each other so deep, as with GCC.
const MOST_DEPTH: usize = 200;

/// A header that was read.
struct Header {
    file: FileId,
    tokens: Rc<[PpToken]>,
    /// The macro of its include guard: if it is defined, the header has nothing to say.
    guard: Option<Symbol>,
    is_once: bool,
}

/// The headers of a unit.
#[derive(Default)]
pub(super) struct Headers {
    list: Vec<Header>,
    /// By the name as written, and whether in `<>`.
    by_request: BTreeMap<(String, bool), usize>,
    /// By the name that the opener gave.
    by_name: BTreeMap<String, usize>,
}

impl Headers {
    pub(super) fn set_once(&mut self, file: FileId) {
        for header in self.list.iter_mut().filter(|header| header.file == file) {
            header.is_once = true;
        }
    }
}

/// Which directive includes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// `#include`
    Plain,
    /// `#import`: not again.
    Once,
    /// `#include_next`: not from beside the including file, but from where `<…>` is looked for.
    Next,
}

impl Preprocessor<'_> {
    pub(super) fn include(&mut self, line: &[PpToken], at: Span, how: How) {
        let Some((name, is_angled, span)) = self.header_name(line, at) else { return };
        let is_angled = is_angled || how == How::Next;
        let Some(index) = self.find_header(&name, is_angled) else {
            return self.report(span, &PpProblem::HeaderNotFound { name, is_angled });
        };
        let header = &mut self.headers.list[index];
        let is_done = header.is_once || header.guard.is_some_and(|guard| self.macros.is_defined(guard));
        header.is_once |= how == How::Once;
        if is_done {
            return;
        }
        if self.files.len() > MOST_DEPTH {
            return self.exhaust(span, &PpProblem::IncludeTooDeep);
        }
        self.text_read += header.tokens.last().map_or(0, |last| last.span.end as usize) + 64;
        self.files.push(Reading { file: header.file, tokens: header.tokens.clone(), at: 0, conditions: Vec::new() });
        if self.text_read > MOST_TEXT {
            self.exhaust(span, &PpProblem::IncludeTooMuch);
        }
    }

    /// Whether there is the header that the operand of `__has_include` names.
    pub(super) fn has_header(&mut self, operand: &[PpToken], at: Span) -> bool {
        let found = self.header_name(operand, at);
        found.is_some_and(|(name, is_angled, _)| self.find_header(&name, is_angled).is_some())
    }

    /// The name, whether it stood in `<>`, and where.
    fn header_name(&mut self, line: &[PpToken], at: Span) -> Option<(String, bool, Span)> {
        if let Some(found) = self.plain_header_name(line) {
            return Some(found);
        }
        let expanded = self.expand_list(line.to_vec());
        let found = self.spelled_header_name(&expanded);
        if found.is_none() {
            let span = line.first().map_or(at, |first| first.span.to(line[line.len() - 1].span));
            self.report(span, &PpProblem::BadInclude);
        }
        found
    }

    /// `"x.h"` or `<x.h>` as it stands in the text.
    fn plain_header_name(&mut self, line: &[PpToken]) -> Option<(String, bool, Span)> {
        let first = line.first()?;
        if first.kind == PpKind::Str {
            self.expect_end(&line[1..]);
            return self.spelled_header_name(&line[..1]);
        }
        let close = line.iter().position(|token| first.is(Punct::Lt) && token.is(Punct::Gt))?;
        self.expect_end(&line[close + 1..]);
        let text = &self.sources.file(first.span.file)?.text;
        let name = text.get(first.span.end as usize..line[close].span.start as usize)?;
        Some((name.trim().to_owned(), true, first.span.to(line[close].span)))
    }

    /// The name that tokens spell which a macro produced.
    fn spelled_header_name(&self, tokens: &[PpToken]) -> Option<(String, bool, Span)> {
        let first = tokens.first()?;
        if first.kind == PpKind::Str {
            let name = self.symbols.text(first.symbol).strip_prefix('"')?.strip_suffix('"')?;
            return Some((name.to_owned(), false, first.span));
        }
        let close = tokens.iter().position(|token| first.is(Punct::Lt) && token.is(Punct::Gt))?;
        let name = tokens[1..close].iter().map(|token| &**self.symbols.text(token.symbol)).collect();
        Some((name, true, first.span))
    }

    fn find_header(&mut self, name: &str, is_angled: bool) -> Option<usize> {
        let request = (name.to_owned(), is_angled);
        if let Some(&index) = self.headers.by_request.get(&request) {
            return Some(index);
        }
        let (full_name, text, origin) = (self.open)(name, is_angled)?;
        let index = match self.headers.by_name.get(&full_name) {
            Some(&index) => index,
            None => {
                let file = self.sources.add(full_name.clone(), text, origin);
                let text = self.sources.file(file).map_or("", |file| &file.text);
                let tokens: Rc<[PpToken]> = tokenize(text, file, &mut self.symbols).into();
                let guard = find_guard(&tokens, &self.symbols);
                self.headers.list.push(Header { file, tokens, guard, is_once: false });
                self.headers.by_name.insert(full_name, self.headers.list.len() - 1);
                self.headers.list.len() - 1
            }
        };
        self.headers.by_request.insert(request, index);
        Some(index)
    }
}

/// The macro `X` of a file that is wholly `#ifndef X … #endif`.
fn find_guard(tokens: &[PpToken], symbols: &Symbols) -> Option<Symbol> {
    let text = |token: &PpToken| &**symbols.text(token.symbol);
    let [hash, ifndef, name, next, ..] = tokens else { return None };
    if !hash.is(Punct::Hash) || text(ifndef) != "ifndef" || name.kind != PpKind::Ident || !next.is_line_start {
        return None;
    }
    let mut depth = 1usize;
    for (index, pair) in tokens.windows(2).enumerate().skip(3) {
        if !(pair[0].is_line_start && pair[0].is(Punct::Hash)) {
            continue;
        }
        match text(&pair[1]) {
            "if" | "ifdef" | "ifndef" => depth += 1,
            "else" | "elif" if depth == 1 => return None,
            "endif" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (tokens.get(index + 2)?.kind == PpKind::Eof).then_some(name.symbol);
        }
    }
    None
}
