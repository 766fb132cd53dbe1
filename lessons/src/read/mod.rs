//! Reading lessons, scenarios and the course from their files.
//!
//! A scenario's folder holds `lesson.toml` (questions and claims, in both languages side by side) and the texts
//! `lesson.en.md` and `lesson.ko.md`. A paragraph `{id}` of a text asks that question; a link to `step:MOMENT` goes to
//! that moment, one to `scenario:ID` to that scenario.

mod markup;
mod notes;

use std::io;
use std::path::{Path, PathBuf};

use sim_core::scenario::{File, Manifest, Scenario};

use crate::{Course, Lesson, MomentError, QueryError};
use markup::Place;
pub use notes::Language;

/// Why a lesson, a scenario or the course cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file cannot be read.
    #[error("failed to read {0}: {1}")]
    File(PathBuf, io::Error),
    /// A table is not as it should be.
    #[error("failed to understand {0}: {1}")]
    Table(PathBuf, Box<toml::de::Error>),
    /// A text uses what lessons do not have.
    #[error("{0} has {1}, which lessons do not have")]
    Markup(PathBuf, String),
    /// A text asks a question that is not there, or does not ask one that is.
    #[error("{0}: the question `{1}` is asked {2} times and stands in lesson.toml {3} times")]
    Question(PathBuf, String, usize, usize),
    /// An answer is not a query.
    #[error("{0}: {1}")]
    Query(PathBuf, QueryError),
    /// A link leads to no moment.
    #[error("{0}: {1}")]
    Moment(PathBuf, MomentError),
}

/// The lesson of a scenario in a language; `None` if its folder holds none.
///
/// # Errors
/// [`ReadError`]
pub fn lesson(folder: &Path, language: Language) -> Result<Option<Lesson>, ReadError> {
    let path = folder.join(language.file_name());
    if !path.exists() {
        return Ok(None);
    }
    let notes_path = folder.join("lesson.toml");
    let notes = notes::parse(&text(&notes_path)?, &notes_path)?;
    let blocks = markup::parse(&text(&path)?, &path)?;
    let lesson = notes.lesson(language, blocks);
    check(&lesson, &path)?;
    Ok(Some(lesson))
}

/// Checks what can be known without running anything.
fn check(lesson: &Lesson, path: &Path) -> Result<(), ReadError> {
    let places = markup::places(&lesson.blocks);
    let asked: Vec<_> =
        places.iter().filter_map(|place| if let Place::Question(id) = place { Some(*id) } else { None }).collect();
    let times = |id: &str| asked.iter().filter(|other| **other == id).count();
    for id in lesson.questions.iter().map(|question| question.id.as_str()).chain(asked.iter().copied()) {
        let there = lesson.questions.iter().filter(|question| question.id == id).count();
        if (times(id), there) != (1, 1) {
            return Err(ReadError::Question(path.to_owned(), id.to_owned(), times(id), there));
        }
    }
    for moment in moments(lesson) {
        moment.parse::<crate::Moment>().map_err(|error| ReadError::Moment(path.to_owned(), error))?;
    }
    for question in &lesson.questions {
        question.answer.parse::<crate::Query>().map_err(|error| ReadError::Query(path.to_owned(), error))?;
    }
    Ok(())
}

/// The moments that a lesson leads to under its own schedule, in text form.
#[must_use]
pub fn moments(lesson: &Lesson) -> Vec<&str> {
    let moment = |place| if let Place::Moment(moment) = place { Some(moment) } else { None };
    markup::places(&lesson.blocks).into_iter().filter_map(moment).collect()
}

/// The scenarios that a lesson leads to.
#[must_use]
pub fn scenarios(lesson: &Lesson) -> Vec<&str> {
    let scenario = |place| if let Place::Scenario(id) = place { Some(id) } else { None };
    let linked = markup::places(&lesson.blocks).into_iter().filter_map(scenario);
    linked.chain(lesson.pair.as_deref()).collect()
}

/// The course, from its table.
///
/// # Errors
/// [`ReadError`]
pub fn course(path: &Path) -> Result<Course, ReadError> {
    toml::from_str(&text(path)?).map_err(|error| ReadError::Table(path.to_owned(), Box::new(error)))
}

/// The folders below `root` that hold a scenario, in order of name.
///
/// # Errors
/// [`ReadError`]
pub fn folders(root: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut folders: Vec<_> = entries(root)?.into_iter().filter(|path| path.join("scenario.toml").is_file()).collect();
    folders.sort();
    Ok(folders)
}

/// A scenario, from its folder.
///
/// # Errors
/// [`ReadError`]
pub fn scenario(folder: &Path) -> Result<Scenario, ReadError> {
    let path = folder.join("scenario.toml");
    let manifest: Manifest = toml::from_str(&text(&path)?).map_err(|error| ReadError::Table(path, Box::new(error)))?;
    let mut files = Vec::new();
    for path in entries(folder)? {
        if path.extension().is_some_and(|extension| extension == "c" || extension == "h") {
            files.push(File { name: name(&path), text: text(&path)? });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Scenario { id: name(folder), manifest, files })
}

/// The last part of a path.
#[must_use]
pub fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text(path: &Path) -> Result<String, ReadError> {
    std::fs::read_to_string(path).map_err(|error| ReadError::File(path.to_owned(), error))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |error| ReadError::File(folder.to_owned(), error);
    std::fs::read_dir(folder).map_err(failed)?.map(|entry| Ok(entry.map_err(failed)?.path())).collect()
}
