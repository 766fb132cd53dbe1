//! Diagnostics as data. Their words, in both languages, stand beside each stage's `Problem` enum; here is what all
//! stages share, and the rendering for a terminal.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::source::{SourceMap, Span};

/// The languages of the lab.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Korean.
    Ko,
}

/// How bad it is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The program runs all the same.
    Warning,
    /// The program is refused, as a C compiler refuses it (exit status 65).
    Error,
    /// Valid C that the lab does not have yet (exit status 69).
    Unsupported,
}

/// A message about a place in the text. The texts are kept in both languages, made by the stage's typed catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// A stable number, printed as `E0123` or `W0123`.
    pub code: u16,
    /// Where.
    pub span: Span,
    /// What is wrong, English and Korean: lowercase fragments without a full stop.
    pub message: Bilingual,
    /// What to do about it.
    pub help: Option<Bilingual>,
}

/// The same text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn text(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Ko => &self.ko,
        }
    }
}

/// What a stage's enum of problems provides, so that a problem becomes a [`Diagnostic`].
///
/// Codes: 1–99 lexer, 100–199 preprocessor, 200–299 parser, 300–599 names and types, 600–699 lowering, 700–799 linking.
pub trait Problem {
    /// How bad.
    fn severity(&self) -> Severity;
    /// The stable number.
    fn code(&self) -> u16;
    /// What is wrong.
    fn message(&self, locale: Locale) -> String;
    /// What to do about it.
    fn help(&self, locale: Locale) -> Option<String>;
}

/// Where stages put what they find.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// At most this many are kept of one compile.
    pub const MOST: usize = 100;

    /// Adds a problem; one of the same code at the same place is dropped.
    pub fn report(&mut self, span: Span, problem: &impl Problem) {
        let is_known = self.list.iter().any(|known| known.span == span && known.code == problem.code());
        if is_known || self.list.len() >= Self::MOST {
            return;
        }
        let help = problem.help(Locale::En).zip(problem.help(Locale::Ko)).map(|(en, ko)| Bilingual { en, ko });
        let message = Bilingual { en: problem.message(Locale::En), ko: problem.message(Locale::Ko) };
        self.list.push(Diagnostic { severity: problem.severity(), code: problem.code(), span, message, help });
    }

    /// Whether anything keeps the program from running.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity > Severity::Warning)
    }

    /// All of them, by place.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|diagnostic| diagnostic.span);
        self.list
    }
}

impl Diagnostic {
    /// `file:line:col: error[E0123]: text`, the source line, a caret, and the help.
    #[must_use]
    pub fn render(&self, sources: &SourceMap, locale: Locale) -> String {
        let (letter, word) = match self.severity {
            Severity::Warning => ('W', "warning"),
            Severity::Error | Severity::Unsupported => ('E', "error"),
        };
        let head = format!("{word}[{letter}{:04}]: {}", self.code, self.message.text(locale));
        let help = self.help.as_ref().map_or(String::new(), |help| format!("  = help: {}\n", help.text(locale)));
        let Some(file) = sources.file(self.span.file) else { return format!("{head}\n{help}") };
        let (line, column) = file.line_col(self.span.start);
        let text = file.line(line);
        let indent: String =
            text.chars().take(column as usize - 1).map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let width = (self.span.end.saturating_sub(self.span.start) as usize)
            .clamp(1, text.chars().count().saturating_sub(column as usize - 1).max(1));
        format!("{}:{line}:{column}: {head}\n    {text}\n    {indent}{}\n{help}", file.name, "^".repeat(width))
    }
}
