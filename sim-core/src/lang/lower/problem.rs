//! What lowering can object to: limits of the register machine.

use crate::lang::diag::{Locale, Problem, Severity};

/// A program that is valid C but too large for a function of the machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LowerProblem {
    /// More temporaries than the register window holds, or nesting too deep.
    TooComplex,
    /// The local variables of a function take 2 GiB or more.
    FrameTooLarge,
    /// An operation that the machine does not have.
    UnknownOperation(String),
}

impl Problem for LowerProblem {
    fn severity(&self) -> Severity {
        Severity::Unsupported
    }

    fn code(&self) -> u16 {
        match self {
            Self::TooComplex => 600,
            Self::FrameTooLarge => 601,
            Self::UnknownOperation(_) => 602,
        }
    }

    fn message(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::TooComplex, Locale::En) => "this expression is too complex for the machine's registers".into(),
            (Self::TooComplex, Locale::Ko) => "이 식은 기계의 레지스터로 계산하기에 너무 복잡합니다".into(),
            (Self::FrameTooLarge, Locale::En) => "the local variables of this function take 2 GiB or more".into(),
            (Self::FrameTooLarge, Locale::Ko) => "이 함수의 지역 변수가 2 GiB 이상을 차지합니다".into(),
            (Self::UnknownOperation(name), Locale::En) => format!("the machine has no operation `__builtin_{name}`"),
            (Self::UnknownOperation(name), Locale::Ko) => format!("기계에 `__builtin_{name}` 연산이 없습니다"),
        }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        match (self, locale) {
            (Self::TooComplex, Locale::En) => Some("split it: store intermediate results in variables".into()),
            (Self::TooComplex, Locale::Ko) => Some("중간 결과를 변수에 저장하여 식을 나누세요".into()),
            (Self::FrameTooLarge, Locale::En) => Some("make the array `static`, or allocate it with `malloc`".into()),
            (Self::FrameTooLarge, Locale::Ko) => Some("배열을 `static`으로 하거나 `malloc`으로 할당하세요".into()),
            (Self::UnknownOperation(_), _) => None,
        }
    }
}
