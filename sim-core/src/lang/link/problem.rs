//! What the linker can object to.

use crate::lang::diag::{Locale, Problem, Severity};

/// A program that cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lang) enum LinkProblem {
    /// Nobody defines a name that is used; perhaps another was meant.
    Undefined { name: String, meant: Option<String> },
    /// A header of the lab declares it, but the lab's C library does not have it yet.
    Missing { name: String },
    /// Defined twice.
    Duplicate { name: String },
    /// A variable is called as a function.
    NotAFunction { name: String },
    /// There is no `main`.
    NoMain,
    /// Code and data do not fit below the memory for mappings.
    TooLarge,
    /// A program consists of a file that the scenario does not have.
    NoSuchFile { file: String },
    /// The lab's own C library did not compile.
    BrokenLibrary { file: String, message: String },
}

impl Problem for LinkProblem {
    fn severity(&self) -> Severity {
        match self {
            Self::Missing { .. } => Severity::Unsupported,
            _ => Severity::Error,
        }
    }

    fn code(&self) -> u16 {
        match self {
            Self::Undefined { .. } => 700,
            Self::Missing { .. } => 701,
            Self::Duplicate { .. } => 702,
            Self::NotAFunction { .. } => 703,
            Self::NoMain => 704,
            Self::TooLarge => 705,
            Self::NoSuchFile { .. } => 706,
            Self::BrokenLibrary { .. } => 799,
        }
    }

    fn message(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.english(),
            Locale::Ko => self.korean(),
        }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        let (en, ko) = match self {
            Self::Undefined { meant: Some(meant), .. } => {
                (format!("did you mean `{meant}`?"), format!("`{meant}`을(를) 뜻한 것인가요?"))
            }
            Self::Undefined { name, meant: None } => (
                format!("define `{name}` in one of the program's files"),
                format!("프로그램의 파일 중 하나에 `{name}`을(를) 정의하세요"),
            ),
            Self::Duplicate { .. } => (
                "keep one definition, and declare it `extern` elsewhere; or make both `static`".into(),
                "정의는 하나만 두고 다른 곳에서는 `extern`으로 선언하거나, 둘 다 `static`으로 하세요".into(),
            ),
            Self::NoMain => ("add `int main(void) { … }`".into(), "`int main(void) { … }`을 추가하세요".into()),
            Self::TooLarge => {
                ("make the arrays at file scope smaller".into(), "파일 범위의 배열을 더 작게 하세요".into())
            }
            Self::Missing { .. } | Self::NotAFunction { .. } | Self::NoSuchFile { .. } | Self::BrokenLibrary { .. } => {
                return None;
            }
        };
        Some(if locale == Locale::En { en } else { ko })
    }
}

impl LinkProblem {
    fn english(&self) -> String {
        match self {
            Self::Undefined { name, .. } => format!("`{name}` is used here but defined nowhere"),
            Self::Missing { name } => format!("the lab's C library does not have `{name}` yet"),
            Self::Duplicate { name } => format!("`{name}` is defined twice"),
            Self::NotAFunction { name } => format!("`{name}` is called here, but it is a variable"),
            Self::NoMain => "the program has no function `main`".into(),
            Self::TooLarge => "the program's data does not fit into the address space".into(),
            Self::NoSuchFile { file } => format!("there is no file `{file}`"),
            Self::BrokenLibrary { file, message } => format!("the lab's own {file} does not compile: {message}"),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::Undefined { name, .. } => format!("여기서 쓰인 `{name}`이(가) 어디에도 정의되어 있지 않습니다"),
            Self::Missing { name } => format!("실습실의 C 라이브러리에 아직 `{name}`이(가) 없습니다"),
            Self::Duplicate { name } => format!("`{name}`이(가) 두 번 정의되었습니다"),
            Self::NotAFunction { name } => format!("여기서 `{name}`을(를) 호출하지만 이것은 변수입니다"),
            Self::NoMain => "프로그램에 `main` 함수가 없습니다".into(),
            Self::TooLarge => "프로그램의 데이터가 주소 공간에 들어가지 않습니다".into(),
            Self::NoSuchFile { file } => format!("`{file}` 파일이 없습니다"),
            Self::BrokenLibrary { file, message } => {
                format!("실습실 자체의 {file}이(가) 컴파일되지 않습니다: {message}")
            }
        }
    }
}
