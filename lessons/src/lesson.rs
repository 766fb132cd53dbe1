//! A lesson in one language, as a page draws it.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Deserialize;

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Lesson {
    /// The schedule under which its moments and answers hold, in text form.
    pub schedule: String,
    /// The scenario that shows the mistake, or the cure, beside this one.
    pub pair: Option<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// The questions that the text asks, by [`Block::Question`].
    pub questions: Vec<Question>,
    /// What it says about statements of the course.
    pub claims: Vec<Claim>,
}

/// A piece of a text that begins a line of its own.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Block {
    /// A heading.
    Heading(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List(ListKind, Vec<Vec<Block>>),
    /// Lines of a program.
    Code(String),
    /// Here the question with this id is asked.
    Question(String),
}

/// The kinds of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ListKind {
    /// Numbered.
    Ordered,
    /// With bullets.
    Bulleted,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// A name or an expression of a program.
    Code(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A link to a moment of the run, in the text form of a [`Moment`](super::Moment).
    Moment(String, Vec<Inline>),
    /// A link to another scenario.
    Scenario(String, Vec<Inline>),
}

/// A question, to be answered before the run is looked at.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Question {
    /// Its name in its lesson.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// The answer, in the text form of a [`Query`](super::Query).
    pub answer: String,
    /// The schedule under which it holds, if that is not the lesson's.
    pub schedule: String,
    /// What one may choose from; none: the answer is typed.
    pub choices: Vec<Choice>,
    /// Why it is so.
    pub why: String,
    /// The moment at which it can be seen.
    pub see: Option<String>,
}

/// An answer that one may choose.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Choice {
    /// What the query gives if it is the right one.
    pub value: String,
    /// Its words.
    pub text: String,
}

/// What a lesson says about a statement of the course.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Claim {
    /// The statement's id, as `C11`.
    pub id: String,
    /// Whether Linux agrees.
    pub verdict: Verdict,
    /// What Linux really does.
    pub text: String,
}

/// Whether a statement holds on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It does.
    Holds,
    /// It does not.
    Fails,
    /// It depends on what the text says.
    Depends,
}

/// Whether what a reader answered is what the run gave: spaces, quotation marks and capitals do not matter.
#[must_use]
pub fn is_same_answer(given: &str, right: &str) -> bool {
    let plain = |text: &str| -> String {
        let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '`' | '“' | '”');
        text.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
    };
    plain(given) == plain(right)
}

#[cfg(test)]
mod tests {
    use super::is_same_answer;

    #[test]
    fn the_form_of_an_answer_does_not_matter_and_its_content_does() {
        assert!(is_same_answer(" \"Hello, too\" ", "hello,  too"));
        assert!(!is_same_answer("20", "2"));
    }
}
