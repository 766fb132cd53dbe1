//! Directives (C11 6.10): which there are, and the conditional ones.

use std::rc::Rc;

use super::include::How;
use super::{PpProblem, Preprocessor, Renumbered};
use crate::lang::lex::{PpKind, PpToken};
use crate::lang::source::Span;
use crate::lang::token::Punct;

/// An `#if` that is open.
pub(super) struct Condition {
    /// The directive that opened it.
    span: Span,
    /// One of its groups was taken: the others are skipped.
    is_taken: bool,
    has_else: bool,
}

/// The names of directives, for "did you mean".
const NAMES: [&str; 14] = [
    "define", "undef", "include", "if", "ifdef", "ifndef", "elif", "else", "endif", "error", "warning", "pragma",
    "line", "ident",
];

impl Preprocessor<'_> {
    /// Obeys the directive whose `#` was just read.
    pub(super) fn directive(&mut self) {
        let Some((tokens, start, end)) = self.take_line() else { return };
        let Some((&name, line)) = tokens[start..end].split_first() else { return };
        if name.kind == PpKind::Number {
            return; // `# 12 "file"`, a line marker
        }
        let text = self.symbols.text(name.symbol).clone();
        match &*text {
            "define" => self.define(line, name.span),
            "undef" => self.undefine(line, name.span),
            "include" => self.include(line, name.span, How::Plain),
            "import" => self.include(line, name.span, How::Once),
            "include_next" => self.include(line, name.span, How::Next),
            "if" => self.open_if(name, |this| this.condition(line, name.span)),
            "ifdef" | "ifndef" => {
                let is_wanted = &*text == "ifdef";
                self.open_if(name, |this| this.names_macro(line, name.span) == is_wanted);
            }
            "elif" | "else" => self.skip_other_groups(name, &*text == "else", line),
            "endif" => self.close_if(name, line),
            "error" => {
                let message = self.message(line);
                self.report(name.span, &PpProblem::ErrorDirective(message));
            }
            "warning" => {
                let message = self.message(line);
                self.report(name.span, &PpProblem::WarningDirective(message));
            }
            "pragma" => self.pragma(line),
            "line" => self.renumber(line, name.span),
            "ident" | "sccs" => {}
            _ => {
                let problem = PpProblem::UnknownDirective { similar: similar(&text), name: text.to_string() };
                self.report(name.span, &problem);
            }
        }
    }

    /// Takes the rest of the line: the tokens of the file and the range in them.
    fn take_line(&mut self) -> Option<(Rc<[PpToken]>, usize, usize)> {
        let reading = self.files.last_mut()?;
        let start = reading.at;
        let rest = reading.tokens.get(start..)?;
        let len = rest.iter().position(|token| token.is_line_start || token.kind == PpKind::Eof).unwrap_or(rest.len());
        reading.at = start + len;
        Some((reading.tokens.clone(), start, start + len))
    }

    /// The text of a line as it is written.
    fn message(&self, line: &[PpToken]) -> String {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { return String::new() };
        let text = self.sources.file(first.span.file).map_or("", |file| &file.text);
        let text = text.get(first.span.start as usize..last.span.end as usize).unwrap_or("");
        text.chars().take(500).collect()
    }

    /// Warns about what stands behind a directive that is complete.
    pub(super) fn expect_end(&mut self, rest: &[PpToken]) {
        if let Some(extra) = rest.first() {
            self.report(extra.span, &PpProblem::ExtraTokens);
        }
    }

    fn names_macro(&mut self, line: &[PpToken], at: Span) -> bool {
        let Some((name, rest)) = self.macro_name(line, at) else { return false };
        self.expect_end(rest);
        self.macros.is_defined(name.symbol)
    }

    fn open_if(&mut self, name: PpToken, decide: impl FnOnce(&mut Self) -> bool) {
        let is_taken = decide(self);
        let Some(reading) = self.files.last_mut() else { return };
        reading.conditions.push(Condition { span: name.span, is_taken, has_else: false });
        if !is_taken {
            self.skip_group();
        }
    }

    /// At `#elif` or `#else` behind a group that was taken: all other groups are skipped.
    fn skip_other_groups(&mut self, name: PpToken, is_else: bool, line: &[PpToken]) {
        let Some(condition) = self.files.last_mut().and_then(|reading| reading.conditions.last_mut()) else {
            return self.report(name.span, &PpProblem::WithoutIf);
        };
        condition.is_taken = true;
        self.check_else(name, is_else, line);
        self.skip_group();
    }

    fn check_else(&mut self, name: PpToken, is_else: bool, line: &[PpToken]) {
        let Some(condition) = self.files.last_mut().and_then(|reading| reading.conditions.last_mut()) else { return };
        let had_else = condition.has_else;
        condition.has_else |= is_else;
        if had_else {
            self.report(name.span, &PpProblem::AfterElse);
        }
        if is_else {
            self.expect_end(line);
        }
    }

    fn close_if(&mut self, name: PpToken, line: &[PpToken]) {
        self.expect_end(line);
        if self.files.last_mut().and_then(|reading| reading.conditions.pop()).is_none() {
            self.report(name.span, &PpProblem::WithoutIf);
        }
    }

    /// Skips to the directive that ends the group, and obeys it: a group to be read, or the end of the `#if`.
    fn skip_group(&mut self) {
        let mut depth = 0usize;
        while self.skip_to_directive() {
            let Some((tokens, start, end)) = self.take_line() else { return };
            let Some((&name, line)) = tokens[start..end].split_first() else { continue };
            let text = self.symbols.text(name.symbol).clone();
            match &*text {
                "if" | "ifdef" | "ifndef" => depth += 1,
                "endif" if depth > 0 => depth -= 1,
                "endif" => return self.close_if(name, line),
                "else" | "elif" if depth == 0 && self.takes_group(name, &*text == "else", line) => return,
                _ => {}
            }
        }
    }

    /// Whether the group behind this `#else` or `#elif` is to be read.
    fn takes_group(&mut self, name: PpToken, is_else: bool, line: &[PpToken]) -> bool {
        self.check_else(name, is_else, line);
        let condition = self.files.last().and_then(|reading| reading.conditions.last());
        let is_taken = condition.is_none_or(|condition| condition.is_taken);
        let takes = !is_taken && (is_else || self.condition(line, name.span));
        if takes && let Some(condition) = self.files.last_mut().and_then(|reading| reading.conditions.last_mut()) {
            condition.is_taken = true;
        }
        takes
    }

    /// Moves behind the `#` of the next directive; false at the end of the file.
    fn skip_to_directive(&mut self) -> bool {
        let Some(reading) = self.files.last_mut() else { return false };
        while let Some(token) = reading.tokens.get(reading.at) {
            if token.kind == PpKind::Eof {
                return false;
            }
            reading.at += 1;
            if token.is_line_start && token.is(Punct::Hash) {
                return true;
            }
        }
        false
    }

    /// `#line 100 "name"` (C11 6.10.4): messages keep the real places.
    fn renumber(&mut self, line: &[PpToken], at: Span) {
        let words = self.expand_list(line.to_vec());
        let number = words.first().and_then(|word| self.symbols.text(word.symbol).parse::<i64>().ok());
        let Some(number) = number else { return self.report(at, &PpProblem::BadLine) };
        let name = words.get(1).map(|word| self.symbols.text(word.symbol).trim_matches('"').to_owned());
        let here = self.sources.file(at.file).map_or(1, |file| i64::from(file.line_col(at.start).0));
        self.renumbered = Some(Renumbered { file: at.file, by: number - here - 1, name });
    }

    /// At the end of a file: what it left open.
    pub(super) fn close_conditions(&mut self) {
        let Some(reading) = self.files.last_mut() else { return };
        for condition in std::mem::take(&mut reading.conditions) {
            self.report(condition.span, &PpProblem::MissingEndif);
        }
    }
}

/// A directive whose name differs in one letter (changed, missing, too much, or two exchanged).
fn similar(name: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|known| is_one_letter_off(name.as_bytes(), known.as_bytes()))
}

fn is_one_letter_off(left: &[u8], right: &[u8]) -> bool {
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[same..], &right[same..]);
    match (left, right) {
        ([a, b, left @ ..], [c, d, right @ ..]) if (a, b) == (d, c) && left == right => true,
        _ => {
            left.get(1..).is_some_and(|rest| rest == right)
                || right.get(1..).is_some_and(|rest| rest == left)
                || matches!((left, right), ([_, left @ ..], [_, right @ ..]) if left == right)
        }
    }
}
