//! The course: which scenarios there are, in which order and chapters they are taken.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Deserialize;
use sim_core::scenario::Text;

/// The course.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Its chapters, in order.
    #[serde(rename = "chapter")]
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its title.
    pub title: Text,
    /// What it is about.
    pub about: Text,
    /// Ids of its scenarios, in order.
    pub scenarios: Vec<String>,
}

impl Course {
    /// The ids of all scenarios, in order.
    pub fn scenarios(&self) -> impl Iterator<Item = &str> {
        self.chapters.iter().flat_map(|chapter| &chapter.scenarios).map(String::as_str)
    }

    /// The scenario behind another one.
    #[must_use]
    pub fn next(&self, id: &str) -> Option<&str> {
        self.scenarios().skip_while(|other| *other != id).nth(1)
    }
}
