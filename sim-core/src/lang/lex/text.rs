//! The values of character constants and string literals (C11 6.4.4.4, 6.4.5). Text is UTF-8 and passes as bytes.

use std::iter::Peekable;
use std::str::Chars;

use super::problem::LexProblem;
use crate::lang::ast::Basic;
use crate::lang::source::push_bytes;

/// The units of a wide string literal and their type; none if it is a narrow one.
pub(crate) fn wide_string(spelling: &str, mut report: impl FnMut(LexProblem)) -> Option<(Vec<u32>, Basic)> {
    let (prefix, body) = unquote(spelling, '"');
    let ty = match prefix {
        "L" => Basic::Int,
        "u" => Basic::UShort,
        "U" => Basic::UInt,
        _ => return None,
    };
    let mut units = Vec::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(unit) = next_unit(&mut chars, &mut report) {
        match unit {
            Unit::Char(c) if ty == Basic::UShort => {
                units.extend(c.encode_utf16(&mut [0; 2]).iter().map(|&half| u32::from(half)))
            }
            Unit::Char(c) => units.push(u32::from(c)),
            Unit::Code(code) => units.push(code),
        }
    }
    Some((units, ty))
}

/// The bytes of a string literal, spelled with prefix and quotes.
pub(crate) fn string(spelling: &str, mut report: impl FnMut(LexProblem)) -> Vec<u8> {
    let (_, body) = unquote(spelling, '"');
    let mut bytes = Vec::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    while let Some(unit) = next_unit(&mut chars, &mut report) {
        unit.push_to(&mut bytes, &mut report);
    }
    bytes
}

/// The value of a character constant, spelled with prefix and quotes, and its type.
pub(crate) fn character(spelling: &str, mut report: impl FnMut(LexProblem)) -> (i32, Basic) {
    let (prefix, body) = unquote(spelling, '\'');
    let mut chars = body.chars().peekable();
    if chars.peek().is_none() {
        report(LexProblem::EmptyChar);
        return (0, Basic::Int);
    }
    match prefix {
        "" => (narrow(&mut chars, &mut report), Basic::Int),
        "u" => (wide(&mut chars, &mut report), Basic::UShort),
        "U" => (wide(&mut chars, &mut report), Basic::UInt),
        _ => (wide(&mut chars, &mut report), Basic::Int),
    }
}

/// The prefix and what stands between the quotes.
fn unquote(spelling: &str, quote: char) -> (&str, &str) {
    let (prefix, rest) = spelling.split_once(quote).unwrap_or(("", ""));
    (prefix, rest.strip_suffix(quote).unwrap_or(rest))
}

/// Several bytes make an `int` big end first, as with GCC; one byte is a signed `char`.
fn narrow(chars: &mut Peekable<Chars>, report: &mut impl FnMut(LexProblem)) -> i32 {
    let first = chars.peek().copied();
    let mut bytes = Vec::new();
    let mut units = 0;
    while let Some(unit) = next_unit(chars, report) {
        unit.push_to(&mut bytes, report);
        units += 1;
    }
    match (bytes.as_slice(), first) {
        (&[byte], _) => return i32::from(byte as i8),
        (_, Some(c)) if units == 1 && !c.is_ascii() => report(LexProblem::WideInChar(c)),
        _ => report(LexProblem::MultiChar),
    }
    bytes.iter().fold(0, |value, &byte| value << 8 | i32::from(byte))
}

fn wide(chars: &mut Peekable<Chars>, report: &mut impl FnMut(LexProblem)) -> i32 {
    let value = match next_unit(chars, report) {
        Some(Unit::Char(c)) => u32::from(c),
        Some(Unit::Code(code)) => code,
        None => 0,
    };
    if chars.next().is_some() {
        report(LexProblem::MultiChar);
    }
    value as i32
}

/// What one character or escape of a literal stands for.
enum Unit {
    /// A character of the text or `\u…`.
    Char(char),
    /// `\n`, `\377`, `\xff`.
    Code(u32),
}

impl Unit {
    fn push_to(self, bytes: &mut Vec<u8>, report: &mut impl FnMut(LexProblem)) {
        match self {
            Self::Char(c) => push_bytes(c, bytes),
            Self::Code(code) => {
                if code > 0xff {
                    report(LexProblem::EscapeOutOfRange);
                }
                bytes.push(code as u8);
            }
        }
    }
}

fn next_unit(chars: &mut Peekable<Chars>, report: &mut impl FnMut(LexProblem)) -> Option<Unit> {
    let c = chars.next()?;
    if c != '\\' {
        return Some(Unit::Char(c));
    }
    let escape = chars.next()?;
    Some(Unit::Code(match escape {
        'a' => 7,
        'b' => 8,
        'e' | 'E' => 27,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' | '\'' | '"' | '?' => u32::from(escape),
        '0'..='7' => octal(escape, chars),
        'x' => hexadecimal(chars, usize::MAX).unwrap_or_else(|| {
            report(LexProblem::EmptyHexEscape);
            0
        }),
        'u' | 'U' => return Some(Unit::Char(universal(chars, if escape == 'u' { 4 } else { 8 }, report))),
        _ => {
            report(LexProblem::UnknownEscape(escape));
            return Some(Unit::Char(escape));
        }
    }))
}

/// Up to three octal digits, the first already read.
fn octal(first: char, chars: &mut Peekable<Chars>) -> u32 {
    let mut value = first.to_digit(8).unwrap_or(0);
    for _ in 0..2 {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(8)) else { break };
        value = value * 8 + digit;
        chars.next();
    }
    value
}

/// As many hexadecimal digits as there are, `most` at most; none if there is none.
fn hexadecimal(chars: &mut Peekable<Chars>, most: usize) -> Option<u32> {
    let mut value = None;
    for _ in 0..most {
        let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)) else { break };
        value = Some(value.unwrap_or(0u32).saturating_mul(16).saturating_add(digit));
        chars.next();
    }
    value
}

fn universal(chars: &mut Peekable<Chars>, digits: usize, report: &mut impl FnMut(LexProblem)) -> char {
    let c = hexadecimal(chars, digits).and_then(char::from_u32);
    c.unwrap_or_else(|| {
        report(LexProblem::BadUniversalName);
        char::REPLACEMENT_CHARACTER
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(spelling: &str) -> (i32, Vec<LexProblem>) {
        let mut problems = Vec::new();
        let (value, _) = character(spelling, |problem| problems.push(problem));
        (value, problems)
    }

    #[test]
    fn escapes_give_bytes_and_text_passes_as_utf8() {
        assert_eq!(string(r#""a\n\0\x41\101\\""#, |_| ()), b"a\n\0AA\\");
        assert_eq!(string("\"한\"", |_| ()), "한".as_bytes());
        assert_eq!(string(r#"u8"\uD55C""#, |_| ()), "한".as_bytes());
    }

    #[test]
    fn a_character_is_a_signed_byte() {
        assert_eq!(value("'A'"), (65, vec![]));
        assert_eq!(value(r"'\xff'"), (-1, vec![]));
        assert_eq!(value(r"'\''"), (39, vec![]));
        assert_eq!(value("L'한'"), (0xd55c, vec![]));
    }

    #[test]
    fn odd_characters_are_named() {
        assert_eq!(value("'ab'"), (0x6162, vec![LexProblem::MultiChar]));
        assert_eq!(value("'한'").1, [LexProblem::WideInChar('한')]);
        assert_eq!(value("''").1, [LexProblem::EmptyChar]);
        assert_eq!(value(r"'\q'").1, [LexProblem::UnknownEscape('q')]);
    }
}
