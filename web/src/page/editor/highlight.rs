//! Colours for C text: enough of C's lexical grammar to tell words, strings, comments and directives apart.
//!
//! It works on any text, also on one that is being typed: what is not closed ends with the text (comments) or with the
//! line (strings).

use std::ops::Range;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Names, operators, white space.
    Plain,
    /// A word of the language.
    Keyword,
    /// A word that names a type.
    Type,
    /// A string or character constant.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// A line of the preprocessor.
    Directive,
}

impl Class {
    /// The style class.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Keyword => "t-keyword",
            Self::Type => "t-type",
            Self::Text => "t-text",
            Self::Number => "t-number",
            Self::Comment => "t-comment",
            Self::Directive => "t-directive",
        }
    }
}

const KEYWORDS: &[&str] = &[
    "break", "case", "const", "continue", "default", "do", "else", "extern", "for", "goto", "if", "inline", "register",
    "restrict", "return", "sizeof", "static", "switch", "typedef", "volatile", "while", "NULL",
];

const TYPES: &[&str] = &[
    "_Bool", "bool", "char", "double", "enum", "float", "int", "long", "short", "signed", "struct", "union",
    "unsigned", "void",
];

/// Cuts a text into classified ranges that follow each other without gaps.
pub(super) fn highlight(text: &str) -> Vec<(Range<usize>, Class)> {
    let mut tokens: Vec<(Range<usize>, Class)> = Vec::new();
    let mut at = 0;
    let mut is_line_start = true;
    while at < text.len() {
        let (len, class) = token(&text[at..], is_line_start);
        let blank = text[at..at + len].chars().all(char::is_whitespace);
        is_line_start = text[at..at + len].ends_with('\n') || (is_line_start && blank);
        match tokens.last_mut() {
            Some((range, last)) if *last == class => range.end = at + len,
            _ => tokens.push((at..at + len, class)),
        }
        at += len;
    }
    tokens
}

/// Length and class of the first token; at least one character.
fn token(rest: &str, is_line_start: bool) -> (usize, Class) {
    let first = rest.chars().next().unwrap_or(' ');
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Class::Comment);
    }
    if let Some(inside) = rest.strip_prefix("/*") {
        return (inside.find("*/").map_or(rest.len(), |end| end + 4), Class::Comment);
    }
    match first {
        '#' if is_line_start => (directive(rest), Class::Directive),
        '"' | '\'' => (quoted(rest, first), Class::Text),
        '0'..='9' => (while_in(rest, |c| c.is_ascii_alphanumeric() || c == '.'), Class::Number),
        _ if is_word(first) => {
            let len = while_in(rest, is_word);
            (len, word(&rest[..len]))
        }
        _ => (first.len_utf8(), Class::Plain),
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word(word: &str) -> Class {
    if KEYWORDS.contains(&word) {
        Class::Keyword
    } else if TYPES.contains(&word) || (word.ends_with("_t") && word.len() > 2) {
        Class::Type
    } else {
        Class::Plain
    }
}

fn while_in(rest: &str, is_in: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !is_in(c)).unwrap_or(rest.len())
}

/// A directive up to its end or to a comment in it; a backslash at the end of a line continues it.
fn directive(rest: &str) -> usize {
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        let is_comment = rest[at..].starts_with("//") || rest[at..].starts_with("/*");
        if (c == '\n' && last != '\\') || is_comment {
            return at;
        }
        last = c;
    }
    rest.len()
}

/// A constant with its quotes, up to the end of the line at most.
fn quoted(rest: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' if !is_escaped => return at,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<(&str, Class)> {
        highlight(text).into_iter().map(|(range, class)| (&text[range], class)).collect()
    }

    #[test]
    fn a_declaration() {
        let expected = [("int", Class::Type), (" x = ", Class::Plain), ("42", Class::Number), (";", Class::Plain)];
        assert_eq!(classes("int x = 42;"), expected);
    }

    #[test]
    fn korean_in_strings_and_comments_stays_whole() {
        let tokens = classes("puts(\"안녕\"); // 인사");
        assert!(tokens.contains(&("\"안녕\"", Class::Text)));
        assert!(tokens.contains(&("// 인사", Class::Comment)));
    }

    #[test]
    fn what_is_not_closed_ends_somewhere() {
        assert_eq!(classes("/* open"), [("/* open", Class::Comment)]);
        assert_eq!(classes("\"open\nint")[0], ("\"open", Class::Text));
        assert_eq!(classes("'\\"), [("'\\", Class::Text)]);
    }

    #[test]
    fn a_hash_is_a_directive_only_at_the_start_of_a_line() {
        assert_eq!(classes("  #define A \\\n 1\n")[1], ("#define A \\\n 1", Class::Directive));
        assert!(classes("a # b").iter().all(|(_, class)| *class == Class::Plain));
    }

    #[test]
    fn ranges_cover_the_text_without_gaps() {
        let text = "#include <a.h>\nint main(void)\n{\n\treturn 'x'; /* 끝 */\n}\n";
        let joined: String = classes(text).into_iter().map(|(piece, _)| piece).collect();
        assert_eq!(joined, text);
    }
}
