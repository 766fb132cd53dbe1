//! Cutting text into tokens.

use std::borrow::Cow;
use std::ops::Range;

use super::symbols::{Symbol, Symbols};
use crate::lang::source::{FileId, Span};
use crate::lang::token::Punct;

/// What a preprocessing token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PpKind {
    /// A name or a keyword.
    Ident,
    /// A preprocessing number (C11 6.4.8), perhaps malformed.
    Number,
    /// `'…'`, with its prefix.
    Char,
    /// `"…"`, with its prefix.
    Str,
    /// An operator or a punctuator.
    Punct(Punct),
    /// `'` without its partner on the line.
    UnterminatedChar,
    /// `"` without its partner on the line.
    UnterminatedStr,
    /// `/*` without `*/`.
    UnterminatedComment,
    /// A character that C has no use for.
    Stray(char),
    /// In a macro's body: its parameter of that index.
    Param(u16),
    /// In a macro's body: `#` and the parameter of that index.
    Stringify(u16),
    /// In a macro's body: `##`.
    Paste,
    /// Nothing, as an operand of `##` (C11 6.10.3.3).
    Placemarker,
    /// The end of a file or a list.
    Eof,
}

/// A preprocessing token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PpToken {
    pub(crate) kind: PpKind,
    /// Its spelling, spliced lines joined.
    pub(crate) symbol: Symbol,
    pub(crate) span: Span,
    /// White space or a comment stands before it.
    pub(crate) has_space: bool,
    /// It is the first of its logical line.
    pub(crate) is_line_start: bool,
    /// A name that may never be expanded again (C11 6.10.3.4p2).
    pub(crate) is_painted: bool,
}

impl PpToken {
    pub(crate) fn is(&self, punct: Punct) -> bool {
        self.kind == PpKind::Punct(punct)
    }
}

/// All tokens of a text, with [`PpKind::Eof`] at the end.
pub(crate) fn tokenize(text: &str, file: FileId, symbols: &mut Symbols) -> Vec<PpToken> {
    let mut tokens = Vec::with_capacity(text.len() / 4 + 1);
    let mut scanner = Scanner::new(text);
    loop {
        let lexeme = scanner.next();
        let LexemeKind::Token(kind) = lexeme.kind else { continue };
        let symbol = match kind {
            PpKind::Eof => Symbols::EMPTY,
            _ => symbols.add(&spelling(text, lexeme.range.clone())),
        };
        let span = Span { file, start: lexeme.range.start as u32, end: lexeme.range.end as u32 };
        let (has_space, is_line_start) = (lexeme.has_space, lexeme.is_line_start);
        tokens.push(PpToken { kind, symbol, span, has_space, is_line_start, is_painted: false });
        if kind == PpKind::Eof {
            return tokens;
        }
    }
}

/// The text of a range with spliced lines joined.
fn spelling(text: &str, range: Range<usize>) -> Cow<'_, str> {
    let slice = text.get(range).unwrap_or("");
    if !slice.contains('\\') || !slice.contains('\n') {
        return Cow::Borrowed(slice);
    }
    let mut joined = String::with_capacity(slice.len());
    let mut rest = slice;
    while let Some(at) = rest.find('\\') {
        joined.push_str(&rest[..at]);
        let splice = splice_len(&rest.as_bytes()[at..]);
        if splice == 0 {
            joined.push('\\');
        }
        rest = &rest[at + splice.max(1)..];
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// The length of a line splice at the start of `bytes`: a backslash, blanks (as GCC allows), the end of the line.
fn splice_len(bytes: &[u8]) -> usize {
    if bytes.first() != Some(&b'\\') {
        return 0;
    }
    let blanks = bytes[1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    if bytes.get(1 + blanks) == Some(&b'\n') { blanks + 2 } else { 0 }
}

/// A piece of text: a token, or something between tokens that an editor colours.
pub(super) struct Lexeme {
    pub(super) kind: LexemeKind,
    pub(super) range: Range<usize>,
    has_space: bool,
    pub(super) is_line_start: bool,
}

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LexemeKind {
    Token(PpKind),
    Comment,
}

/// A position in a text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    has_space: bool,
    is_line_start: bool,
}

/// The byte that [`Scanner::peek`] gives at the end. NUL bytes of the text are stray characters.
const END: u8 = 0;

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, bytes: text.as_bytes(), at, has_space: false, is_line_start: true }
    }

    /// The next piece; at the end [`PpKind::Eof`], again and again.
    pub(super) fn next(&mut self) -> Lexeme {
        self.skip_blanks();
        let start = self.at;
        let (has_space, is_line_start) = (self.has_space, self.is_line_start);
        let kind = self.piece();
        match kind {
            LexemeKind::Comment => self.has_space = true,
            LexemeKind::Token(_) => (self.has_space, self.is_line_start) = (false, false),
        }
        Lexeme { kind, range: start..self.at, has_space, is_line_start }
    }

    /// The byte here, seen through splices.
    fn peek(&self) -> u8 {
        match self.bytes.get(self.at) {
            Some(b'\\') => self.bytes.get(self.after_splices(self.at)).copied().unwrap_or(END),
            Some(&byte) => byte,
            None => END,
        }
    }

    /// The byte behind [`Scanner::peek`]'s.
    fn peek_second(&self) -> u8 {
        let at = self.after_splices(self.after_splices(self.at) + 1);
        self.bytes.get(at).copied().unwrap_or(END)
    }

    fn after_splices(&self, mut at: usize) -> usize {
        while let Some(rest) = self.bytes.get(at..)
            && splice_len(rest) > 0
        {
            at += splice_len(rest);
        }
        at
    }

    fn is_at_end(&self) -> bool {
        self.after_splices(self.at) >= self.bytes.len()
    }

    fn bump(&mut self) {
        self.at = (self.after_splices(self.at) + 1).min(self.bytes.len());
    }

    fn bump_if(&mut self, byte: u8) -> bool {
        let is_here = self.peek() == byte && !self.is_at_end();
        if is_here {
            self.bump();
        }
        is_here
    }

    /// The whole character here.
    fn peek_char(&self) -> char {
        self.text.get(self.after_splices(self.at)..).and_then(|rest| rest.chars().next()).unwrap_or('\0')
    }

    fn bump_char(&mut self) {
        self.at = (self.after_splices(self.at) + self.peek_char().len_utf8()).min(self.bytes.len());
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.bytes.get(self.at) {
                Some(b'\n') => (self.has_space, self.is_line_start) = (true, true),
                Some(b' ' | b'\t' | b'\r' | b'\x0b' | b'\x0c') => self.has_space = true,
                Some(b'\\') if splice_len(&self.bytes[self.at..]) > 0 => {
                    self.at = self.after_splices(self.at);
                    continue;
                }
                _ => return,
            }
            self.at += 1;
        }
    }

    fn piece(&mut self) -> LexemeKind {
        if self.is_at_end() {
            self.at = self.bytes.len();
            return LexemeKind::Token(PpKind::Eof);
        }
        let kind = match self.peek() {
            b'/' if self.peek_second() == b'/' => return self.line_comment(),
            b'/' if self.peek_second() == b'*' => return self.block_comment(),
            b'L' | b'u' | b'U' => self.prefixed(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => self.name(),
            b'0'..=b'9' => self.number(),
            b'.' if self.peek_second().is_ascii_digit() => self.number(),
            quote @ (b'"' | b'\'') => self.quoted(quote),
            byte if byte.is_ascii() => self.punct(),
            _ if self.peek_char().is_alphabetic() => self.name(),
            _ => self.stray(),
        };
        LexemeKind::Token(kind)
    }

    fn line_comment(&mut self) -> LexemeKind {
        while !self.is_at_end() && self.peek() != b'\n' {
            self.bump();
        }
        LexemeKind::Comment
    }

    fn block_comment(&mut self) -> LexemeKind {
        self.bump();
        self.bump();
        while !self.is_at_end() {
            if self.peek() == b'*' && self.peek_second() == b'/' {
                self.bump();
                self.bump();
                return LexemeKind::Comment;
            }
            self.bump();
        }
        LexemeKind::Token(PpKind::UnterminatedComment)
    }

    /// A name, or a literal with an encoding prefix (C11 6.4.4.4, 6.4.5).
    fn prefixed(&mut self) -> PpKind {
        let start = self.at;
        let is_u = self.peek() == b'u';
        self.bump();
        if is_u && self.peek() == b'8' && self.peek_second() == b'"' {
            self.bump();
        }
        match self.peek() {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => {
                self.at = start;
                self.name()
            }
        }
    }

    fn name(&mut self) -> PpKind {
        loop {
            match self.peek() {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'$' => self.bump(),
                byte if !byte.is_ascii() && self.peek_char().is_alphanumeric() => self.bump_char(),
                _ => return PpKind::Ident,
            }
        }
    }

    fn number(&mut self) -> PpKind {
        self.bump();
        loop {
            match self.peek() {
                b'e' | b'E' | b'p' | b'P' if matches!(self.peek_second(), b'+' | b'-') => {
                    self.bump();
                    self.bump();
                }
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' => self.bump(),
                _ => return PpKind::Number,
            }
        }
    }

    fn quoted(&mut self, quote: u8) -> PpKind {
        self.bump();
        loop {
            if self.is_at_end() || self.peek() == b'\n' {
                return if quote == b'"' { PpKind::UnterminatedStr } else { PpKind::UnterminatedChar };
            }
            let byte = self.peek();
            self.bump();
            if byte == quote {
                return if quote == b'"' { PpKind::Str } else { PpKind::Char };
            }
            if byte == b'\\' && !self.is_at_end() && self.peek() != b'\n' {
                self.bump();
            }
        }
    }

    fn stray(&mut self) -> PpKind {
        let stray = self.peek_char();
        self.bump_char();
        PpKind::Stray(stray)
    }

    fn punct(&mut self) -> PpKind {
        use Punct::*;
        let first = self.peek();
        let single = match first {
            b'(' => LParen,
            b')' => RParen,
            b'[' => LBracket,
            b']' => RBracket,
            b'{' => LBrace,
            b'}' => RBrace,
            b'~' => Tilde,
            b'?' => Question,
            b';' => Semicolon,
            b',' => Comma,
            _ => return self.longer_punct(first),
        };
        self.bump();
        PpKind::Punct(single)
    }

    /// The longest operator here wins (C11 6.4p4).
    fn longer_punct(&mut self, first: u8) -> PpKind {
        use Punct::*;
        if !matches!(
            first,
            b'.' | b'-' | b'+' | b'&' | b'*' | b'!' | b'/' | b'%' | b'<' | b'>' | b'=' | b'^' | b'|' | b':' | b'#'
        ) {
            return self.stray();
        }
        self.bump();
        let punct = match first {
            b'.' => self.dots(),
            b'-' if self.bump_if(b'>') => Arrow,
            b'-' if self.bump_if(b'-') => MinusMinus,
            b'-' => self.assigning(Minus, SubAssign),
            b'+' if self.bump_if(b'+') => PlusPlus,
            b'+' => self.assigning(Plus, AddAssign),
            b'&' if self.bump_if(b'&') => AndAnd,
            b'&' => self.assigning(Amp, AndAssign),
            b'|' if self.bump_if(b'|') => OrOr,
            b'|' => self.assigning(Pipe, OrAssign),
            b'*' => self.assigning(Star, MulAssign),
            b'/' => self.assigning(Slash, DivAssign),
            b'^' => self.assigning(Caret, XorAssign),
            b'!' => self.assigning(Bang, Ne),
            b'=' => self.assigning(Assign, EqEq),
            b'<' => self.less(),
            b'>' if self.bump_if(b'>') => self.assigning(Shr, ShrAssign),
            b'>' => self.assigning(Gt, Ge),
            b'%' => self.percent(),
            b':' if self.bump_if(b'>') => RBracket,
            b':' => Colon,
            _ if self.bump_if(b'#') => HashHash,
            _ => Hash,
        };
        PpKind::Punct(punct)
    }

    fn assigning(&mut self, plain: Punct, with_equals: Punct) -> Punct {
        if self.bump_if(b'=') { with_equals } else { plain }
    }

    fn dots(&mut self) -> Punct {
        if self.peek() == b'.' && self.peek_second() == b'.' {
            self.bump();
            self.bump();
            return Punct::Ellipsis;
        }
        Punct::Dot
    }

    fn less(&mut self) -> Punct {
        if self.bump_if(b'<') {
            return self.assigning(Punct::Shl, Punct::ShlAssign);
        }
        match () {
            () if self.bump_if(b':') => Punct::LBracket,
            () if self.bump_if(b'%') => Punct::LBrace,
            () => self.assigning(Punct::Lt, Punct::Le),
        }
    }

    fn percent(&mut self) -> Punct {
        if self.bump_if(b'>') {
            return Punct::RBrace;
        }
        if !self.bump_if(b':') {
            return self.assigning(Punct::Percent, Punct::RemAssign);
        }
        if self.peek() == b'%' && self.peek_second() == b':' {
            self.bump();
            self.bump();
            return Punct::HashHash;
        }
        Punct::Hash
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spellings of a text's tokens.
    fn cut(text: &str) -> Vec<String> {
        let mut symbols = Symbols::new();
        let tokens = tokenize(text, FileId(0), &mut symbols);
        let all = tokens.iter().map(|token| symbols.text(token.symbol).to_string());
        all.take(tokens.len() - 1).collect()
    }

    #[test]
    fn the_longest_operator_wins() {
        assert_eq!(cut("a+++b<<=c->d...%:%:"), ["a", "++", "+", "b", "<<=", "c", "->", "d", "...", "%:%:"]);
    }

    #[test]
    fn comments_are_blanks_and_spliced_lines_are_joined() {
        assert_eq!(cut("a/* x\n */b // c \\\n d\ne"), ["a", "b", "e"]);
        assert_eq!(cut("in\\\nt \"x\\  \r\ny\" +\\\n+"), ["int", "\"xy\"", "++"]);
    }

    #[test]
    fn numbers_strings_and_names_keep_their_text() {
        assert_eq!(cut("0x1.8p-3 .5e+1f L'a' u8\"한\" 변수1"), ["0x1.8p-3", ".5e+1f", "L'a'", "u8\"한\"", "변수1"]);
    }

    #[test]
    fn mistakes_are_tokens() {
        let mut symbols = Symbols::new();
        let kinds = |text: &str, symbols: &mut Symbols| {
            tokenize(text, FileId(0), symbols).into_iter().map(|token| token.kind).collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("；\"a\n'b\n\0", &mut symbols),
            [PpKind::Stray('；'), PpKind::UnterminatedStr, PpKind::UnterminatedChar, PpKind::Stray('\0'), PpKind::Eof]
        );
        assert_eq!(kinds("x /* y", &mut symbols)[1], PpKind::UnterminatedComment);
    }
}
