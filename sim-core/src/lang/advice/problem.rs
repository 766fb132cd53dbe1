//! The advice, in both languages.

use crate::lang::diag::{Locale, Problem, Severity};

/// A slip that a compiler need not notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Advice {
    /// `if (…);`
    EmptyBody { keyword: &'static str },
    /// `text == "literal"`
    ComparesText,
    /// `pipe(fds);`
    IgnoredResult { function: String },
    /// `fd = open(…)`, and nobody ever compares `fd`.
    UncheckedResult { function: String, variable: String },
    /// `fd = open(…) < 0`
    ComparesFirst { function: String },
    /// A child of a loop goes on looping.
    ChildLoops,
    /// `for (…) fork();`
    Doubles,
    /// A loop reads a pipe to its end, and the writing end stays open here.
    WriterOpen { pipe: String },
    /// `gets`
    Gets,
}

impl Problem for Advice {
    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn code(&self) -> u16 {
        match self {
            Self::EmptyBody { .. } => 500,
            Self::ComparesText => 501,
            Self::IgnoredResult { .. } => 502,
            Self::UncheckedResult { .. } => 503,
            Self::ComparesFirst { .. } => 504,
            Self::ChildLoops => 505,
            Self::Doubles => 506,
            Self::WriterOpen { .. } => 507,
            Self::Gets => 508,
        }
    }

    fn message(&self, locale: Locale) -> String {
        let (en, ko) = self.texts();
        if locale == Locale::En { en } else { ko }
    }

    fn help(&self, locale: Locale) -> Option<String> {
        let (en, ko) = self.remedy();
        Some(if locale == Locale::En { en } else { ko })
    }
}

impl Advice {
    fn texts(&self) -> (String, String) {
        match self {
            Self::EmptyBody { keyword } => (
                format!("this ';' is the whole body of the '{keyword}'"),
                format!("이 ';' 하나가 '{keyword}'의 본문 전체입니다"),
            ),
            Self::ComparesText => (
                "this compares addresses, not the characters of the strings".into(),
                "문자열의 내용이 아니라 주소를 비교합니다".into(),
            ),
            Self::IgnoredResult { function } => (
                format!("nobody looks at the result of '{function}', which is -1 if it fails"),
                format!("'{function}'의 반환값을 확인하지 않습니다. 실패하면 -1입니다"),
            ),
            Self::UncheckedResult { function, variable } => (
                format!("'{variable}' is used without asking whether '{function}' failed (-1)"),
                format!("'{function}'이(가) 실패했는지(-1) 확인하지 않고 '{variable}'을(를) 씁니다"),
            ),
            Self::ComparesFirst { function } => (
                format!("the comparison comes first: what is assigned is 0 or 1, not the result of '{function}'"),
                format!("비교가 먼저 계산되어 '{function}'의 반환값이 아니라 0이나 1이 대입됩니다"),
            ),
            Self::ChildLoops => (
                "the child does not end here: it goes on in this loop and forks children of its own".into(),
                "자식이 여기서 끝나지 않고 이 반복문을 계속 돌면서 또 fork합니다".into(),
            ),
            Self::Doubles => (
                "each pass doubles the number of processes: the children go on in this loop too".into(),
                "자식도 이 반복문을 계속 돌므로 한 번 돌 때마다 프로세스 수가 두 배가 됩니다".into(),
            ),
            Self::WriterOpen { pipe } => (
                format!("this reads until the end of the pipe, but '{pipe}[1]' is never closed: the end never comes"),
                format!("파이프의 끝까지 읽지만 '{pipe}[1]'을(를) 닫는 곳이 없어서 끝이 오지 않습니다"),
            ),
            Self::Gets => (
                "'gets' cannot know how large the array is and writes beyond it".into(),
                "'gets'는 배열의 크기를 모르므로 넘어서 쓸 수 있습니다".into(),
            ),
        }
    }

    fn remedy(&self) -> (String, String) {
        match self {
            Self::EmptyBody { .. } => ("remove the ';'".into(), "';'를 지우세요".into()),
            Self::ComparesText => {
                ("compare with 'strcmp(a, b) == 0'".into(), "'strcmp(a, b) == 0'으로 비교하세요".into())
            }
            Self::IgnoredResult { function } => (
                format!("write 'if ({function}(…) == -1) {{ perror(\"{function}\"); exit(1); }}'"),
                format!("'if ({function}(…) == -1) {{ perror(\"{function}\"); exit(1); }}'처럼 쓰세요"),
            ),
            Self::UncheckedResult { function, variable } => (
                format!("write 'if ({variable} == -1) {{ perror(\"{function}\"); exit(1); }}' behind it"),
                format!("바로 뒤에 'if ({variable} == -1) {{ perror(\"{function}\"); exit(1); }}'를 쓰세요"),
            ),
            Self::ComparesFirst { .. } => {
                ("write '(variable = call(…)) < 0'".into(), "'(변수 = 호출(…)) < 0'처럼 괄호를 쓰세요".into())
            }
            Self::ChildLoops => {
                ("end the child with 'exit(0)' or 'break'".into(), "자식을 'exit(0)'이나 'break'로 끝내세요".into())
            }
            Self::Doubles => (
                "if one child a pass is meant: 'if (fork() == 0) { …; exit(0); }'".into(),
                "한 번에 자식 하나만 만들려면 'if (fork() == 0) { …; exit(0); }'로 쓰세요".into(),
            ),
            Self::WriterOpen { pipe } => (
                format!("close '{pipe}[1]' in the process that reads"),
                format!("읽는 프로세스에서 '{pipe}[1]'을(를) 닫으세요"),
            ),
            Self::Gets => {
                ("use 'fgets(line, sizeof(line), stdin)'".into(), "'fgets(line, sizeof(line), stdin)'을 쓰세요".into())
            }
        }
    }
}
