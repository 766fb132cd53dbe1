//! What can be wrong with directives and macros.

use crate::lang::diag::{Locale, Problem, Severity};
use crate::lang::library;

/// Problems of the preprocessor (codes 100–199).
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is told by its message")]
pub enum PpProblem {
    HeaderNotFound { name: String, is_angled: bool },
    BadInclude,
    IncludeTooDeep,
    IncludeTooMuch,
    UnknownDirective { name: String, similar: Option<&'static str> },
    ErrorDirective(String),
    WarningDirective(String),
    MissingEndif,
    WithoutIf,
    AfterElse,
    ExtraTokens,
    MissingMacroName,
    BadMacroName,
    Redefined(String),
    RepeatedParameter,
    BadParameterList,
    HashWithoutParameter,
    PasteAtEnd,
    BadPaste(String, String),
    UnterminatedCall(String),
    ArgumentCount { name: String, needs: usize, given: usize },
    BadPragma,
    BadDefined,
    BadLine,
    MissingCondition,
    BadCondition,
    DivisionByZero,
    ExpansionTooLarge,
    ExpansionTooDeep,
}

impl Problem for PpProblem {
    fn severity(&self) -> Severity {
        match self {
            Self::HeaderNotFound { is_angled: true, name } if !library::is_foreign_header(name) => {
                Severity::Unsupported
            }
            Self::WarningDirective(_) | Self::ExtraTokens | Self::Redefined(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn code(&self) -> u16 {
        match self {
            Self::HeaderNotFound { .. } => 100,
            Self::BadInclude => 101,
            Self::IncludeTooDeep => 102,
            Self::IncludeTooMuch => 103,
            Self::UnknownDirective { .. } => 104,
            Self::ErrorDirective(_) => 105,
            Self::WarningDirective(_) => 106,
            Self::MissingEndif => 107,
            Self::WithoutIf => 108,
            Self::AfterElse => 109,
            Self::ExtraTokens => 110,
            Self::MissingMacroName => 111,
            Self::BadMacroName => 112,
            Self::Redefined(_) => 113,
            Self::RepeatedParameter => 114,
            Self::BadParameterList => 115,
            Self::HashWithoutParameter => 116,
            Self::PasteAtEnd => 117,
            Self::BadPaste(..) => 118,
            Self::UnterminatedCall(_) => 119,
            Self::ArgumentCount { .. } => 120,
            Self::BadPragma => 121,
            Self::BadDefined => 122,
            Self::BadLine => 128,
            Self::MissingCondition => 123,
            Self::BadCondition => 124,
            Self::DivisionByZero => 125,
            Self::ExpansionTooLarge => 126,
            Self::ExpansionTooDeep => 127,
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

impl PpProblem {
    fn english(&self) -> String {
        match self {
            Self::HeaderNotFound { name, is_angled: true } if library::is_foreign_header(name) => {
                format!("Linux has no header <{name}>")
            }
            Self::HeaderNotFound { name, is_angled: true } => format!("the lab has no header <{name}>"),
            Self::HeaderNotFound { name, is_angled: false } => format!("no file \"{name}\""),
            Self::BadInclude => "`#include` needs \"file.h\" or <file.h>".into(),
            Self::IncludeTooDeep => "headers include each other without end".into(),
            Self::IncludeTooMuch => "the included headers are too large together".into(),
            Self::UnknownDirective { name, .. } => format!("unknown directive `#{name}`"),
            Self::ErrorDirective(text) => format!("#error {text}"),
            Self::WarningDirective(text) => format!("#warning {text}"),
            Self::MissingEndif => "this condition has no `#endif`".into(),
            Self::WithoutIf => "there is no `#if` that this belongs to".into(),
            Self::AfterElse => "the `#else` of this condition stands above already".into(),
            Self::ExtraTokens => "the rest of this line is ignored".into(),
            Self::MissingMacroName => "the name of the macro is missing".into(),
            Self::BadMacroName => "this cannot be the name of a macro".into(),
            Self::Redefined(name) => format!("`{name}` is defined again, differently"),
            Self::RepeatedParameter => "two parameters of the macro have the same name".into(),
            Self::BadParameterList => "the macro's parameter list is malformed".into(),
            Self::HashWithoutParameter => "`#` needs a parameter of the macro behind it".into(),
            Self::PasteAtEnd => "`##` needs something on both sides".into(),
            Self::BadPaste(left, right) => format!("`{left}` and `{right}` joined are no token"),
            Self::UnterminatedCall(name) => format!("the arguments of the macro `{name}` have no closing `)`"),
            Self::ArgumentCount { name, needs, given } => {
                format!("the macro `{name}` takes {needs} arguments, but {given} are given")
            }
            Self::BadPragma => "`_Pragma` needs a string in parentheses".into(),
            Self::BadDefined => "`defined` needs a name".into(),
            Self::BadLine => "`#line` needs a number".into(),
            Self::MissingCondition => "the condition is missing".into(),
            Self::BadCondition => "this is no condition that the preprocessor can decide".into(),
            Self::DivisionByZero => "division by zero".into(),
            Self::ExpansionTooLarge => "macros expand to more than a million tokens".into(),
            Self::ExpansionTooDeep => "macro calls or parentheses are nested too deep".into(),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::HeaderNotFound { name, is_angled: true } if library::is_foreign_header(name) => {
                format!("리눅스에는 <{name}> 헤더가 없음")
            }
            Self::HeaderNotFound { name, is_angled: true } => format!("이 실습실에는 헤더 <{name}>가 없음"),
            Self::HeaderNotFound { name, is_angled: false } => format!("파일 \"{name}\"이 없음"),
            Self::BadInclude => "`#include` 뒤에는 \"파일.h\"나 <파일.h>가 와야 함".into(),
            Self::IncludeTooDeep => "헤더가 서로를 끝없이 포함함".into(),
            Self::IncludeTooMuch => "포함된 헤더를 모두 합치면 너무 큼".into(),
            Self::UnknownDirective { name, .. } => format!("알 수 없는 지시자 `#{name}`"),
            Self::ErrorDirective(text) => format!("#error {text}"),
            Self::WarningDirective(text) => format!("#warning {text}"),
            Self::MissingEndif => "이 조건에 맞는 `#endif`가 없음".into(),
            Self::WithoutIf => "이에 맞는 `#if`가 없음".into(),
            Self::AfterElse => "이 조건의 `#else`가 이미 위에 있음".into(),
            Self::ExtraTokens => "이 줄의 나머지는 무시됨".into(),
            Self::MissingMacroName => "매크로의 이름이 없음".into(),
            Self::BadMacroName => "매크로의 이름이 될 수 없음".into(),
            Self::Redefined(name) => format!("`{name}`를 다른 내용으로 다시 정의함"),
            Self::RepeatedParameter => "매크로의 두 매개변수 이름이 같음".into(),
            Self::BadParameterList => "매크로의 매개변수 목록이 잘못됨".into(),
            Self::HashWithoutParameter => "`#` 뒤에는 매크로의 매개변수가 와야 함".into(),
            Self::PasteAtEnd => "`##`의 양쪽에 무엇인가 있어야 함".into(),
            Self::BadPaste(left, right) => format!("`{left}`와 `{right}`를 이으면 토큰이 되지 않음"),
            Self::UnterminatedCall(name) => format!("매크로 `{name}`의 인수를 닫는 `)`가 없음"),
            Self::ArgumentCount { name, needs, given } => {
                format!("매크로 `{name}`는 인수 {needs}개를 받는데 {given}개가 주어짐")
            }
            Self::BadPragma => "`_Pragma`에는 괄호 안의 문자열이 필요함".into(),
            Self::BadDefined => "`defined` 뒤에는 이름이 와야 함".into(),
            Self::BadLine => "`#line`에는 번호가 필요함".into(),
            Self::MissingCondition => "조건이 없음".into(),
            Self::BadCondition => "전처리기가 판단할 수 있는 조건이 아님".into(),
            Self::DivisionByZero => "0으로 나눔".into(),
            Self::ExpansionTooLarge => "매크로가 백만 개가 넘는 토큰으로 펼쳐짐".into(),
            Self::ExpansionTooDeep => "매크로 호출이나 괄호가 너무 깊이 겹침".into(),
        }
    }

    fn english_help(&self) -> Option<String> {
        Some(match self {
            Self::HeaderNotFound { is_angled: true, name } if library::is_foreign_header(name) => {
                "it belongs to another system or language; use the functions of POSIX instead".into()
            }
            Self::HeaderNotFound { is_angled: true, .. } => {
                "check its spelling; if it is right, the lab does not have it yet".into()
            }
            Self::HeaderNotFound { is_angled: false, .. } => "add the file to the program, or check its name".into(),
            Self::BadInclude => "write for example `#include <stdio.h>`".into(),
            Self::IncludeTooDeep | Self::IncludeTooMuch => "begin each of your headers with `#pragma once`".into(),
            Self::UnknownDirective { similar: Some(similar), .. } => format!("did you mean `#{similar}`?"),
            Self::MissingEndif => "add `#endif` where the condition ends".into(),
            Self::WithoutIf => "delete it, or add the `#if`".into(),
            Self::AfterElse => "a condition has one `#else`, at its end: use `#elif` before it".into(),
            Self::MissingMacroName | Self::BadMacroName => "a name has letters, digits and `_`, no digit first".into(),
            Self::Redefined(name) => format!("use another name, or `#undef {name}` first"),
            Self::BadParameterList => "write names with commas between them; `...` last".into(),
            Self::HashWithoutParameter => "`#x` makes a string of the argument for `x`".into(),
            Self::UnterminatedCall(_) => "add `)`".into(),
            Self::ArgumentCount { .. } => "commas outside parentheses separate arguments".into(),
            Self::BadDefined => "write `defined(NAME)`".into(),
            Self::MissingCondition => "write it behind `#if`; `#else` takes none".into(),
            Self::BadCondition => {
                "use integers, macros and operators only: variables, types and `sizeof` are not known here".into()
            }
            Self::ExpansionTooLarge => "look for macros that use each other several times".into(),
            Self::ExpansionTooDeep => "use fewer levels".into(),
            _ => return None,
        })
    }

    fn korean_help(&self) -> Option<String> {
        Some(match self {
            Self::HeaderNotFound { is_angled: true, name } if library::is_foreign_header(name) => {
                "다른 운영체제나 언어의 헤더입니다. POSIX 함수를 쓰세요".into()
            }
            Self::HeaderNotFound { is_angled: true, .. } => "철자를 확인하세요. 맞다면 아직 없는 헤더입니다".into(),
            Self::HeaderNotFound { is_angled: false, .. } => "프로그램에 파일을 추가하거나 이름을 확인하세요".into(),
            Self::BadInclude => "예: `#include <stdio.h>`".into(),
            Self::IncludeTooDeep | Self::IncludeTooMuch => "직접 만든 헤더는 `#pragma once`로 시작하세요".into(),
            Self::UnknownDirective { similar: Some(similar), .. } => format!("`#{similar}`를 쓰려던 것인가요?"),
            Self::MissingEndif => "조건이 끝나는 곳에 `#endif`를 넣으세요".into(),
            Self::WithoutIf => "지우거나 `#if`를 넣으세요".into(),
            Self::AfterElse => "`#else`는 맨 끝에 하나뿐입니다. 그 앞에는 `#elif`를 쓰세요".into(),
            Self::MissingMacroName | Self::BadMacroName => {
                "이름은 글자, 숫자, `_`로 쓰고 숫자로 시작하지 않습니다".into()
            }
            Self::Redefined(name) => format!("다른 이름을 쓰거나 먼저 `#undef {name}`를 하세요"),
            Self::BadParameterList => "이름을 쉼표로 나누어 쓰고 `...`는 맨 끝에 씁니다".into(),
            Self::HashWithoutParameter => "`#x`는 `x`에 준 인수를 문자열로 만듭니다".into(),
            Self::UnterminatedCall(_) => "`)`를 붙이세요".into(),
            Self::ArgumentCount { .. } => "괄호 밖의 쉼표가 인수를 나눕니다".into(),
            Self::BadDefined => "`defined(이름)`으로 쓰세요".into(),
            Self::MissingCondition => "`#if` 뒤에 쓰세요. `#else`에는 조건이 없습니다".into(),
            Self::BadCondition => "정수, 매크로, 연산자만 쓰세요. 변수, 타입, `sizeof`는 여기서 알 수 없습니다".into(),
            Self::ExpansionTooLarge => "서로를 여러 번 쓰는 매크로를 찾으세요".into(),
            Self::ExpansionTooDeep => "겹치는 단계를 줄이세요".into(),
            _ => return None,
        })
    }
}
