//! `lesson.toml`: everything of a lesson that is not running text, in both languages.

use std::path::Path;

use serde::Deserialize;
use sim_core::scenario::Text;

use super::ReadError;
use crate::{Block, Choice, Claim, Lesson, Question, Verdict};

/// A language of the lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Korean.
    Ko,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Ko];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ko => "ko",
        }
    }

    pub(super) fn file_name(self) -> String {
        format!("lesson.{}.md", self.code())
    }

    fn of(self, text: &Text) -> String {
        match self {
            Self::En => text.en.clone(),
            Self::Ko => text.ko.clone(),
        }
    }
}

/// The table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    #[serde(default)]
    pair: Option<String>,
    #[serde(default = "any_schedule")]
    schedule: String,
    #[serde(default, rename = "question")]
    questions: Vec<QuestionNotes>,
    #[serde(default, rename = "claim")]
    claims: Vec<ClaimNotes>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionNotes {
    id: String,
    ask: Text,
    answer: String,
    #[serde(default)]
    schedule: Option<String>,
    #[serde(default, rename = "choice")]
    choices: Vec<ChoiceNotes>,
    why: Text,
    #[serde(default)]
    see: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceNotes {
    value: String,
    en: String,
    ko: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimNotes {
    id: String,
    verdict: Verdict,
    en: String,
    ko: String,
}

/// The schedule under which nobody chooses.
fn any_schedule() -> String {
    "v1:".to_owned()
}

/// Reads the table.
pub(super) fn parse(text: &str, path: &Path) -> Result<Notes, ReadError> {
    toml::from_str(text).map_err(|error| ReadError::Table(path.to_owned(), Box::new(error)))
}

impl Notes {
    /// The lesson in a language.
    pub(super) fn lesson(&self, language: Language, blocks: Vec<Block>) -> Lesson {
        Lesson {
            schedule: self.schedule.clone(),
            pair: self.pair.clone(),
            blocks,
            questions: self.questions.iter().map(|notes| self.question(notes, language)).collect(),
            claims: self.claims.iter().map(|notes| notes.claim(language)).collect(),
        }
    }

    fn question(&self, notes: &QuestionNotes, language: Language) -> Question {
        Question {
            id: notes.id.clone(),
            ask: language.of(&notes.ask),
            answer: notes.answer.clone(),
            schedule: notes.schedule.clone().unwrap_or_else(|| self.schedule.clone()),
            choices: notes.choices.iter().map(|choice| choice.choice(language)).collect(),
            why: language.of(&notes.why),
            see: notes.see.clone(),
        }
    }
}

impl ChoiceNotes {
    fn choice(&self, language: Language) -> Choice {
        let text = Text { en: self.en.clone(), ko: self.ko.clone() };
        Choice { value: self.value.clone(), text: language.of(&text) }
    }
}

impl ClaimNotes {
    fn claim(&self, language: Language) -> Claim {
        let text = Text { en: self.en.clone(), ko: self.ko.clone() };
        Claim { id: self.id.clone(), verdict: self.verdict, text: language.of(&text) }
    }
}
