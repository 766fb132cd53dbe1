//! Colours for an editor: what each piece of a text looks like, without preprocessing it.

use std::ops::Range;

use super::scanner::{LexemeKind, PpKind, Scanner};
use crate::lang::token::{Keyword, Punct};

/// What a piece of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HighlightKind {
    /// `if`, `return`, …
    Keyword,
    /// `int`, `size_t`, …
    Type,
    /// A number.
    Number,
    /// A string, or the name of a header.
    String,
    /// A character constant.
    Char,
    /// A comment.
    Comment,
    /// `#include` and its like.
    Preprocessor,
    /// A name with `(` behind it.
    Function,
    /// Any other name, operators, punctuators.
    Other,
}

/// The pieces of a text in their order, as ranges of bytes; blanks belong to none.
#[must_use]
pub fn highlight(text: &str) -> Vec<(Range<u32>, HighlightKind)> {
    let mut scanner = Scanner::new(text);
    let mut pieces: Vec<(Range<u32>, HighlightKind)> = Vec::new();
    let mut directive = Directive::None;
    loop {
        let lexeme = scanner.next();
        if lexeme.kind == LexemeKind::Token(PpKind::Eof) {
            return pieces;
        }
        let spelling = text.get(lexeme.range.clone()).unwrap_or("");
        if lexeme.is_line_start {
            directive = Directive::None;
        }
        let kind = match lexeme.kind {
            LexemeKind::Comment => HighlightKind::Comment,
            LexemeKind::Token(kind) => {
                let is_call = kind == PpKind::Punct(Punct::LParen);
                if let Some((_, name @ HighlightKind::Other)) =
                    pieces.last_mut().filter(|last| is_call && is_name(text, &last.0))
                {
                    *name = HighlightKind::Function;
                }
                let kind = directive.apply(kind, spelling).unwrap_or_else(|| plain(kind, spelling));
                directive = directive.after(lexeme.is_line_start, lexeme.kind, spelling);
                kind
            }
        };
        pieces.push((lexeme.range.start as u32..lexeme.range.end as u32, kind));
    }
}

/// Where in a directive a token stands.
#[derive(Clone, Copy, PartialEq)]
enum Directive {
    None,
    /// Behind `#`.
    Name,
    /// Behind `#include`.
    Header,
}

impl Directive {
    /// The colour of a token that this place decides.
    fn apply(self, kind: PpKind, spelling: &str) -> Option<HighlightKind> {
        match self {
            Self::Name if kind == PpKind::Ident => Some(HighlightKind::Preprocessor),
            Self::Header => Some(HighlightKind::String),
            _ if kind == PpKind::Punct(Punct::Hash) && spelling.starts_with('#') => Some(HighlightKind::Preprocessor),
            _ => None,
        }
    }

    fn after(self, is_line_start: bool, kind: LexemeKind, spelling: &str) -> Self {
        match self {
            _ if is_line_start && kind == LexemeKind::Token(PpKind::Punct(Punct::Hash)) => Self::Name,
            Self::Name if spelling == "include" => Self::Header,
            Self::Header => Self::Header,
            _ => Self::None,
        }
    }
}

fn is_name(text: &str, range: &Range<u32>) -> bool {
    let spelling = text.get(range.start as usize..range.end as usize).unwrap_or("");
    spelling.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn plain(kind: PpKind, spelling: &str) -> HighlightKind {
    match kind {
        PpKind::Ident => word(spelling),
        PpKind::Number => HighlightKind::Number,
        PpKind::Str | PpKind::UnterminatedStr => HighlightKind::String,
        PpKind::Char | PpKind::UnterminatedChar => HighlightKind::Char,
        PpKind::UnterminatedComment => HighlightKind::Comment,
        _ => HighlightKind::Other,
    }
}

/// Types are the arithmetic ones and, by convention, names in `_t`.
fn word(spelling: &str) -> HighlightKind {
    use Keyword as K;
    let keyword = K::SPELLINGS.iter().find(|(text, _)| *text == spelling).map(|&(_, keyword)| keyword);
    match keyword {
        Some(
            K::Void
            | K::Char
            | K::Short
            | K::Int
            | K::Long
            | K::Float
            | K::Double
            | K::Signed
            | K::Unsigned
            | K::Bool
            | K::VaList,
        ) => HighlightKind::Type,
        Some(_) => HighlightKind::Keyword,
        None if spelling.ends_with("_t") || matches!(spelling, "FILE" | "DIR" | "bool" | "va_list") => {
            HighlightKind::Type
        }
        None => HighlightKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::HighlightKind::*;
    use super::*;

    #[test]
    fn each_piece_has_its_colour() {
        let text = "#include <a.h> // 머리\npid_t p = fork(1, 'a', \"b\"); return";
        let pieces = highlight(text);
        let seen: Vec<_> =
            pieces.iter().map(|(range, kind)| (&text[range.start as usize..range.end as usize], *kind)).collect();
        assert_eq!(seen[0..2], [("#", Preprocessor), ("include", Preprocessor)]);
        assert!(seen[2..7].iter().all(|piece| piece.1 == String));
        assert_eq!(seen[7..11], [("// 머리", Comment), ("pid_t", Type), ("p", Other), ("=", Other)]);
        assert_eq!(seen[11..14], [("fork", Function), ("(", Other), ("1", Number)]);
        assert_eq!((seen[15].1, seen[17].1, seen.last()), (Char, String, Some(&("return", Keyword))));
    }
}
