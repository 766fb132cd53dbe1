//! What can be wrong with the order of tokens.

use crate::lang::diag::{Locale, Problem, Severity};
use crate::lang::token::{Punct, TokenKind};

/// Problems of the parser (codes 200–299).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseProblem {
    /// Something must stand here, or is missing here.
    Expected {
        /// What.
        what: Expected,
        /// What stands there instead.
        found: Found,
    },
    /// `{` without `}`, reported where it was opened.
    UnclosedBrace,
    /// `}` without `{`.
    ExtraBrace,
    /// `int main(); { … }`.
    BodyWithoutFunction,
    /// A name used as a type that is none.
    UnknownType {
        /// The name.
        name: String,
        /// A structure, union or enumeration has that tag.
        is_tag: bool,
    },
    /// `long float` and its like.
    BadTypeWords,
    /// `static extern`.
    TwoStorageClasses,
    /// `struct s { … }` without `;`.
    MissingSemicolonAfterType,
    /// `(int x) y`.
    NameInType,
    /// `else` without `if`.
    ElseWithoutIf,
    /// `if (c) int x;`.
    DeclarationAsBody,
    /// A declarator with far too many `*`, `[]` and `()`.
    TooManyDerivations,
    /// Nested beyond the limit.
    TooDeep,
    /// Valid C that the lab does not have.
    Unsupported(&'static str),
}

/// What the grammar asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each stands for a notion of C's grammar")]
pub enum Expected {
    Punct(Punct),
    Expression,
    Declaration,
    Type,
    Name,
    Tag,
    Member,
    String,
    /// The `while` of `do … while`.
    While,
    /// A `;` between the parts of `for (…)`.
    ForSemicolon,
    CommaOrParen,
    CommaOrBrace,
}

/// What stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A word or an operator.
    Text(String),
    /// A number or a character constant.
    Constant,
    /// A string literal.
    String,
    /// The end of the file.
    End,
}

impl Found {
    pub(super) fn of(kind: &TokenKind) -> Self {
        match kind {
            TokenKind::Ident(name) => Self::Text(name.chars().take(60).collect()),
            TokenKind::Keyword(keyword) => Self::Text(keyword.text().to_owned()),
            TokenKind::Punct(punct) => Self::Text(punct.text().to_owned()),
            TokenKind::Int { .. } | TokenKind::Float { .. } | TokenKind::Char(_) => Self::Constant,
            TokenKind::Str(_) | TokenKind::WideStr { .. } => Self::String,
            TokenKind::Eof => Self::End,
        }
    }

    fn text(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::Text(text), _) => format!("`{text}`"),
            (Self::Constant, Locale::En) => "a constant".into(),
            (Self::Constant, Locale::Ko) => "상수".into(),
            (Self::String, Locale::En) => "a string".into(),
            (Self::String, Locale::Ko) => "문자열".into(),
            (Self::End, Locale::En) => "the end of the file".into(),
            (Self::End, Locale::Ko) => "파일의 끝".into(),
        }
    }
}

impl Expected {
    fn text(self, locale: Locale) -> String {
        let (en, ko) = match self {
            Self::Punct(punct) => return format!("`{}`", punct.text()),
            Self::Expression => ("an expression", "식"),
            Self::Declaration => ("a declaration or a function", "선언이나 함수"),
            Self::Type => ("a type", "타입"),
            Self::Name => ("a name", "이름"),
            Self::Tag => ("a tag or `{`", "태그나 `{`"),
            Self::Member => ("a member or `}`", "멤버나 `}`"),
            Self::String => ("a string", "문자열"),
            Self::While => ("`while`", "`while`"),
            Self::ForSemicolon => ("`;`", "`;`"),
            Self::CommaOrParen => ("`,` or `)`", "`,`나 `)`"),
            Self::CommaOrBrace => ("`,` or `}`", "`,`나 `}`"),
        };
        match locale {
            Locale::En => en.into(),
            Locale::Ko => ko.into(),
        }
    }

    fn help(self, locale: Locale) -> Option<String> {
        let (en, ko) = match self {
            Self::Punct(punct) => {
                return Some(match locale {
                    Locale::En => format!("add `{}`", punct.text()),
                    Locale::Ko => format!("`{}`를 붙이세요", punct.text()),
                });
            }
            Self::Expression => {
                ("a value is missing, or something stands here too much", "값이 빠졌거나 필요 없는 것이 있습니다")
            }
            Self::Declaration => (
                "outside functions there are only declarations and functions: is a `}` above too much?",
                "함수 밖에는 선언과 함수만 쓸 수 있습니다. 위에 `}`가 하나 더 있지 않나요?",
            ),
            Self::Type => ("write a type such as `int`", "`int` 같은 타입을 쓰세요"),
            Self::Name => ("write a name; keywords cannot be names", "이름을 쓰세요. 예약어는 이름이 될 수 없습니다"),
            Self::While => ("a `do` loop ends with `while (condition);`", "`do` 반복문은 `while (조건);`으로 끝납니다"),
            Self::ForSemicolon => {
                ("write `for (start; condition; step)` with two `;`", "`for (시작; 조건; 증감)`처럼 `;` 두 개를 쓰세요")
            }
            Self::CommaOrParen | Self::CommaOrBrace => ("separate them with `,`", "`,`로 나누세요"),
            Self::Tag | Self::Member | Self::String => return None,
        };
        Some(match locale {
            Locale::En => en.into(),
            Locale::Ko => ko.into(),
        })
    }
}

/// Where well-known types are declared.
const TYPE_HEADERS: [(&str, &str); 27] = [
    ("size_t", "stddef.h"),
    ("ptrdiff_t", "stddef.h"),
    ("ssize_t", "sys/types.h"),
    ("pid_t", "sys/types.h"),
    ("key_t", "sys/ipc.h"),
    ("off_t", "sys/types.h"),
    ("mode_t", "sys/types.h"),
    ("uid_t", "sys/types.h"),
    ("gid_t", "sys/types.h"),
    ("FILE", "stdio.h"),
    ("bool", "stdbool.h"),
    ("int8_t", "stdint.h"),
    ("int16_t", "stdint.h"),
    ("int32_t", "stdint.h"),
    ("int64_t", "stdint.h"),
    ("uint8_t", "stdint.h"),
    ("uint16_t", "stdint.h"),
    ("uint32_t", "stdint.h"),
    ("uint64_t", "stdint.h"),
    ("uintptr_t", "stdint.h"),
    ("intptr_t", "stdint.h"),
    ("va_list", "stdarg.h"),
    ("time_t", "time.h"),
    ("sigset_t", "signal.h"),
    ("sem_t", "semaphore.h"),
    ("mqd_t", "mqueue.h"),
    ("pthread_t", "pthread.h"),
];

fn unknown_type_help(name: &str, is_tag: bool, locale: Locale) -> String {
    let header = TYPE_HEADERS.iter().find(|(known, _)| *known == name).map(|(_, header)| header);
    match (locale, header) {
        (Locale::En, _) if is_tag => format!("write `struct {name}` (or `union`, `enum`), or declare a typedef"),
        (Locale::Ko, _) if is_tag => format!("`struct {name}`(또는 `union`, `enum`)으로 쓰거나 typedef를 선언하세요"),
        (Locale::En, Some(header)) => format!("add `#include <{header}>`"),
        (Locale::Ko, Some(header)) => format!("`#include <{header}>`를 넣으세요"),
        (Locale::En, None) if name == "string" => "C has no string type: use `char *` or an array of `char`".into(),
        (Locale::Ko, None) if name == "string" => {
            "C에는 string 타입이 없습니다. `char *`나 `char` 배열을 쓰세요".into()
        }
        (Locale::En, None) => "check its spelling, declare it with `typedef`, or include the header that does".into(),
        (Locale::Ko, None) => "철자를 확인하거나, `typedef`로 선언하거나, 선언한 헤더를 포함하세요".into(),
    }
}

impl Problem for ParseProblem {
    fn severity(&self) -> Severity {
        match self {
            Self::Unsupported(_) => Severity::Unsupported,
            _ => Severity::Error,
        }
    }

    fn code(&self) -> u16 {
        match self {
            Self::Expected { what: Expected::Punct(Punct::Semicolon), .. } => 200,
            Self::Expected { what: Expected::Punct(_), .. } => 201,
            Self::Expected { .. } => 202,
            Self::UnclosedBrace => 203,
            Self::ExtraBrace => 204,
            Self::BodyWithoutFunction => 205,
            Self::UnknownType { .. } => 206,
            Self::BadTypeWords => 207,
            Self::TwoStorageClasses => 208,
            Self::MissingSemicolonAfterType => 209,
            Self::NameInType => 210,
            Self::ElseWithoutIf => 211,
            Self::DeclarationAsBody => 212,
            Self::TooManyDerivations => 213,
            Self::TooDeep => 214,
            Self::Unsupported(_) => 215,
        }
    }

    fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.english(),
            Locale::Ko => self.korean(),
        }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        match self {
            Self::Expected { what, .. } => what.help(locale),
            Self::UnknownType { name, is_tag } => Some(unknown_type_help(name, *is_tag, locale)),
            _ => match locale {
                Locale::En => self.english_help(),
                Locale::Ko => self.korean_help(),
            },
        }
    }
}

impl ParseProblem {
    fn english(&self) -> String {
        match self {
            Self::Expected { what, found } => {
                format!("expected {} before {}", what.text(Locale::En), found.text(Locale::En))
            }
            Self::UnclosedBrace => "this `{` is never closed".into(),
            Self::ExtraBrace => "this `}` closes nothing".into(),
            Self::BodyWithoutFunction => "this block belongs to no function".into(),
            Self::UnknownType { name, .. } => format!("unknown type `{name}`"),
            Self::BadTypeWords => "these words do not make a type together".into(),
            Self::TwoStorageClasses => "more than one of `static`, `extern`, `typedef`, `auto`, `register`".into(),
            Self::MissingSemicolonAfterType => "expected `;` after this definition of a type".into(),
            Self::NameInType => "a name has no place in this type".into(),
            Self::ElseWithoutIf => "this `else` belongs to no `if`".into(),
            Self::DeclarationAsBody => "a declaration cannot be the only thing here".into(),
            Self::TooManyDerivations => "this declarator is too complicated".into(),
            Self::TooDeep => "the program is nested too deep here, or this expression is too long".into(),
            Self::Unsupported(what) => format!("{what} is not supported yet"),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::Expected { what, found } => {
                format!("{} 앞에 와야 할 것이 없음: {}", found.text(Locale::Ko), what.text(Locale::Ko))
            }
            Self::UnclosedBrace => "이 `{`가 끝까지 닫히지 않음".into(),
            Self::ExtraBrace => "이 `}`에 맞는 `{`가 없음".into(),
            Self::BodyWithoutFunction => "이 블록은 어느 함수에도 속하지 않음".into(),
            Self::UnknownType { name, .. } => format!("알 수 없는 타입 `{name}`"),
            Self::BadTypeWords => "이 단어들은 함께 타입이 되지 않음".into(),
            Self::TwoStorageClasses => "`static`, `extern`, `typedef`, `auto`, `register`가 둘 이상임".into(),
            Self::MissingSemicolonAfterType => "타입 정의 뒤에 `;`가 없음".into(),
            Self::NameInType => "이 타입에는 이름을 쓸 수 없음".into(),
            Self::ElseWithoutIf => "이 `else`에 맞는 `if`가 없음".into(),
            Self::DeclarationAsBody => "여기에 선언만 쓸 수는 없음".into(),
            Self::TooManyDerivations => "선언이 너무 복잡함".into(),
            Self::TooDeep => "프로그램이 너무 깊이 겹쳤거나 식이 너무 긺".into(),
            Self::Unsupported(what) => format!("{what}: 아직 지원하지 않음"),
        }
    }

    fn english_help(&self) -> Option<String> {
        Some(match self {
            Self::UnclosedBrace => "add the missing `}`; check the blocks inside it too".into(),
            Self::ExtraBrace => "delete it, or look above for a `}` too much".into(),
            Self::BodyWithoutFunction => "delete the `;` before it if it is the body of the function above".into(),
            Self::BadTypeWords => "write for example `unsigned long` or `double`".into(),
            Self::TwoStorageClasses => "keep one".into(),
            Self::MissingSemicolonAfterType => "add `;` behind the `}`".into(),
            Self::ElseWithoutIf => "is there a `;` behind `if (…)`, or are `{ }` missing around its statements?".into(),
            Self::DeclarationAsBody => "put it between `{` and `}`".into(),
            Self::TooManyDerivations => "use `typedef`".into(),
            Self::TooDeep => "move a part into a function or a variable".into(),
            _ => return None,
        })
    }

    fn korean_help(&self) -> Option<String> {
        Some(match self {
            Self::UnclosedBrace => "빠진 `}`를 넣으세요. 안쪽 블록들도 확인하세요".into(),
            Self::ExtraBrace => "지우거나, 위에 `}`가 더 있는지 보세요".into(),
            Self::BodyWithoutFunction => "위 함수의 본문이라면 그 앞의 `;`를 지우세요".into(),
            Self::BadTypeWords => "예: `unsigned long`, `double`".into(),
            Self::TwoStorageClasses => "하나만 남기세요".into(),
            Self::MissingSemicolonAfterType => "`}` 뒤에 `;`를 붙이세요".into(),
            Self::ElseWithoutIf => "`if (…)` 뒤에 `;`가 있거나 문장들을 감싸는 `{ }`가 빠지지 않았나요?".into(),
            Self::DeclarationAsBody => "`{`와 `}` 사이에 넣으세요".into(),
            Self::TooManyDerivations => "`typedef`를 쓰세요".into(),
            Self::TooDeep => "일부를 함수나 변수로 옮기세요".into(),
            _ => return None,
        })
    }
}
