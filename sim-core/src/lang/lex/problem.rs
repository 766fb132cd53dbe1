//! What can be wrong with a token.

use crate::lang::diag::{Locale, Problem, Severity};

/// Problems of the lexer (codes 1–99).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexProblem {
    /// A character that C has no use for, with the one that was probably meant.
    Stray(char, Option<&'static str>),
    /// `"` without its partner.
    UnterminatedString,
    /// `'` without its partner.
    UnterminatedChar,
    /// `/*` without `*/`.
    UnterminatedComment,
    /// `''`.
    EmptyChar,
    /// `'ab'`.
    MultiChar,
    /// A character of several bytes in a character constant.
    WideInChar(char),
    /// `\q`.
    UnknownEscape(char),
    /// `\x` without digits.
    EmptyHexEscape,
    /// An escape whose value does not fit its character.
    EscapeOutOfRange,
    /// `\u` with a code that is no character.
    BadUniversalName,
    /// `L"…"` and its like.
    WideString,
    /// A number with a wrong digit or suffix.
    BadNumber(String),
    /// A digit 8 or 9 in an octal constant.
    BadOctal(String),
    /// An integer constant of more than 64 bits.
    IntegerTooLarge(String),
    /// `1.0i`.
    ImaginaryNumber,
}

impl Problem for LexProblem {
    fn severity(&self) -> Severity {
        match self {
            Self::MultiChar | Self::WideInChar(_) | Self::UnknownEscape(_) | Self::EscapeOutOfRange => {
                Severity::Warning
            }
            Self::WideString | Self::ImaginaryNumber => Severity::Unsupported,
            _ => Severity::Error,
        }
    }

    fn code(&self) -> u16 {
        match self {
            Self::Stray(..) => 1,
            Self::UnterminatedString => 2,
            Self::UnterminatedChar => 3,
            Self::UnterminatedComment => 4,
            Self::EmptyChar => 5,
            Self::MultiChar => 6,
            Self::WideInChar(_) => 7,
            Self::UnknownEscape(_) => 8,
            Self::EmptyHexEscape => 9,
            Self::EscapeOutOfRange => 10,
            Self::BadUniversalName => 11,
            Self::WideString => 12,
            Self::BadNumber(_) => 13,
            Self::BadOctal(_) => 14,
            Self::IntegerTooLarge(_) => 15,
            Self::ImaginaryNumber => 16,
        }
    }

    fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.english(),
            Locale::Ko => self.korean(),
        }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        match locale {
            Locale::En => self.english_help(),
            Locale::Ko => self.korean_help(),
        }
    }
}

/// A character as a message shows it: itself if it can be seen, and its code.
fn shown(c: char) -> String {
    if c.is_control() || c.is_whitespace() {
        format!("U+{:04X}", u32::from(c))
    } else {
        format!("`{c}` (U+{:04X})", u32::from(c))
    }
}

impl LexProblem {
    fn english(&self) -> String {
        match self {
            Self::Stray(c, _) => format!("stray character {} in the program", shown(*c)),
            Self::UnterminatedString => "this string has no closing `\"` on its line".into(),
            Self::UnterminatedChar => "this character constant has no closing `'` on its line".into(),
            Self::UnterminatedComment => "this comment is never closed".into(),
            Self::EmptyChar => "empty character constant".into(),
            Self::MultiChar => "more than one character between `'` and `'`".into(),
            Self::WideInChar(c) => format!("`{c}` takes {} bytes and does not fit one `char`", c.len_utf8()),
            Self::UnknownEscape(c) => format!("unknown escape `\\{c}`"),
            Self::EmptyHexEscape => "`\\x` without hexadecimal digits".into(),
            Self::EscapeOutOfRange => "the value of this escape does not fit one character".into(),
            Self::BadUniversalName => "this is not the code of a character".into(),
            Self::WideString => "wide strings (`L\"…\"`, `u\"…\"`, `U\"…\"`) are not supported yet".into(),
            Self::BadNumber(text) => format!("`{text}` is not a number"),
            Self::BadOctal(text) => format!("`{text}` starts with 0 and so is octal, but has a digit 8 or 9"),
            Self::IntegerTooLarge(text) => format!("`{text}` does not fit 64 bits"),
            Self::ImaginaryNumber => "complex numbers are not supported yet".into(),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::Stray(c, _) => format!("프로그램에 쓸 수 없는 문자 {}", shown(*c)),
            Self::UnterminatedString => "문자열을 닫는 `\"`가 같은 줄에 없음".into(),
            Self::UnterminatedChar => "문자 상수를 닫는 `'`가 같은 줄에 없음".into(),
            Self::UnterminatedComment => "주석이 끝까지 닫히지 않음".into(),
            Self::EmptyChar => "빈 문자 상수".into(),
            Self::MultiChar => "`'`와 `'` 사이에 문자가 둘 이상임".into(),
            Self::WideInChar(c) => format!("`{c}`는 {}바이트여서 `char` 하나에 들어가지 않음", c.len_utf8()),
            Self::UnknownEscape(c) => format!("알 수 없는 이스케이프 `\\{c}`"),
            Self::EmptyHexEscape => "`\\x` 뒤에 16진수 숫자가 없음".into(),
            Self::EscapeOutOfRange => "이스케이프의 값이 문자 하나에 들어가지 않음".into(),
            Self::BadUniversalName => "문자의 코드가 아님".into(),
            Self::WideString => "와이드 문자열(`L\"…\"`, `u\"…\"`, `U\"…\"`)은 아직 지원하지 않음".into(),
            Self::BadNumber(text) => format!("`{text}`는 수가 아님"),
            Self::BadOctal(text) => format!("`{text}`는 0으로 시작하므로 8진수인데 8이나 9가 들어 있음"),
            Self::IntegerTooLarge(text) => format!("`{text}`는 64비트에 들어가지 않음"),
            Self::ImaginaryNumber => "복소수는 아직 지원하지 않음".into(),
        }
    }

    fn english_help(&self) -> Option<String> {
        Some(match self {
            Self::Stray(_, Some(meant)) => format!("write {meant} instead; switch the keyboard to English"),
            Self::Stray('\\', None) => "a backslash joins lines only as the very last character of its line".into(),
            Self::Stray(..) => "delete it".into(),
            Self::UnterminatedString => "add `\"`; to go on in the next line, close the string and open another".into(),
            Self::UnterminatedChar => "add `'`; text of several characters goes between `\"` and `\"`".into(),
            Self::UnterminatedComment => "add `*/` where it ends".into(),
            Self::EmptyChar => "put one character between the quotes; the empty string is `\"\"`".into(),
            Self::MultiChar => "use `\"` for a string".into(),
            Self::WideInChar(_) => "keep it in a string: text is UTF-8, several bytes for such a character".into(),
            Self::UnknownEscape(_) => "write `\\\\` for a backslash".into(),
            Self::EmptyHexEscape => "write digits 0–9, a–f behind it, as in `\\x41`".into(),
            Self::EscapeOutOfRange => "a `char` holds 0 to 255: up to `\\377` or `\\xff`".into(),
            Self::BadUniversalName => "use the code of a Unicode character, as in `\\uD55C`".into(),
            Self::WideString => "use a plain string: text is UTF-8".into(),
            Self::BadNumber(_) => "a name may not start with a digit; suffixes are `u`, `l`, `ll`, `f`".into(),
            Self::BadOctal(_) => "drop the leading 0".into(),
            Self::IntegerTooLarge(_) => "the largest is 18446744073709551615".into(),
            Self::ImaginaryNumber => return None,
        })
    }

    fn korean_help(&self) -> Option<String> {
        Some(match self {
            Self::Stray(_, Some(meant)) => format!("대신 {meant}로 쓰세요. 입력기를 영문으로 바꾸세요"),
            Self::Stray('\\', None) => "역슬래시는 줄의 맨 끝 문자일 때만 다음 줄과 이어 줍니다".into(),
            Self::Stray(..) => "지우세요".into(),
            Self::UnterminatedString => "`\"`를 붙이세요. 다음 줄로 이어 쓰려면 닫고 새 문자열을 여세요".into(),
            Self::UnterminatedChar => "`'`를 붙이세요. 여러 글자는 `\"`와 `\"` 사이에 씁니다".into(),
            Self::UnterminatedComment => "끝나는 곳에 `*/`를 붙이세요".into(),
            Self::EmptyChar => "따옴표 사이에 문자 하나를 쓰세요. 빈 문자열은 `\"\"`입니다".into(),
            Self::MultiChar => "문자열에는 `\"`를 쓰세요".into(),
            Self::WideInChar(_) => "문자열에 담으세요. 글은 UTF-8이므로 이런 글자는 여러 바이트입니다".into(),
            Self::UnknownEscape(_) => "역슬래시 자체는 `\\\\`로 씁니다".into(),
            Self::EmptyHexEscape => "`\\x41`처럼 뒤에 0–9, a–f를 쓰세요".into(),
            Self::EscapeOutOfRange => "`char`에는 0부터 255까지, 곧 `\\377`이나 `\\xff`까지 들어갑니다".into(),
            Self::BadUniversalName => "`\\uD55C`처럼 유니코드 문자의 코드를 쓰세요".into(),
            Self::WideString => "보통 문자열을 쓰세요. 글은 UTF-8입니다".into(),
            Self::BadNumber(_) => "이름은 숫자로 시작할 수 없습니다. 접미사는 `u`, `l`, `ll`, `f`입니다".into(),
            Self::BadOctal(_) => "앞의 0을 지우세요".into(),
            Self::IntegerTooLarge(_) => "가장 큰 수는 18446744073709551615입니다".into(),
            Self::ImaginaryNumber => return None,
        })
    }
}
