//! The reader's way through the course: the lesson beside the lab, answers, and what has been done.

use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lessons::Lesson;
use sim_core::lang::diag::Locale;

/// What has been done of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Marks {
    /// It was opened.
    pub(super) is_opened: bool,
    /// A run was seen to its end.
    pub(super) is_finished: bool,
    /// Questions that were answered right.
    pub(super) answered: BTreeSet<String>,
}

/// What has been done, by scenario.
pub(super) type Progress = BTreeMap<String, Marks>;

/// A lesson on its way to the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Loaded {
    /// Nobody has asked for it.
    #[default]
    Not,
    /// It was asked for.
    Coming,
    /// It is here.
    Here(Rc<Lesson>),
    /// It cannot be had.
    Missing,
}

/// An answer that the reader gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Try {
    /// What he thinks; empty if he wants to be told.
    pub(super) given: String,
    /// What the run gave; `None` while it runs.
    pub(super) right: Option<Option<String>>,
}

impl Try {
    /// Whether the answer is right, if that is known already.
    pub(super) fn is_right(&self) -> Option<bool> {
        let right = self.right.as_ref()?;
        Some(right.as_ref().is_some_and(|right| lessons::lesson::is_same_answer(&self.given, right)))
    }
}

/// The reader's way through the course.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Study {
    /// Whether the lesson stands beside the lab.
    pub(super) is_open: bool,
    /// Whether the course is shown instead of the lab.
    pub(super) is_course: bool,
    /// Whose lesson it is, in which language.
    pub(super) of: Option<(String, Locale)>,
    /// The lesson.
    pub(super) lesson: Loaded,
    /// Answers to its questions, by question.
    pub(super) tries: Rc<BTreeMap<String, Try>>,
    /// A moment that was to be shown and does not come.
    pub(super) missing: Option<String>,
    /// What has been done.
    pub(super) progress: Rc<Progress>,
}

/// What can happen to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum StudyAction {
    /// Show or hide the lesson.
    Open(bool),
    /// Show or leave the course.
    Course(bool),
    /// A lesson was asked for.
    Ask(String, Locale),
    /// It came, or cannot be had.
    Load(String, Locale, Option<Rc<Lesson>>),
    /// The reader answers a question.
    Try(String, String),
    /// The worker knows the answer.
    Answer(String, Option<String>),
    /// The worker does not find a moment.
    Miss(String),
    /// A run was seen to its end.
    Finish(String),
    /// These questions of the open lesson were answered right when the reader was here before.
    Remember(Vec<String>),
}

impl Study {
    /// Before anything happened.
    pub(super) fn new(progress: Progress, is_open: bool) -> Self {
        Self { is_open, progress: Rc::new(progress), ..Self::default() }
    }

    /// What happens.
    pub(super) fn apply(&mut self, action: StudyAction) {
        match action {
            StudyAction::Open(is_open) => self.is_open = is_open,
            StudyAction::Course(is_course) => self.is_course = is_course,
            StudyAction::Ask(id, locale) => self.begin(id, locale),
            StudyAction::Load(id, locale, lesson) if self.of.as_ref() == Some(&(id.clone(), locale)) => {
                self.lesson = lesson.map_or(Loaded::Missing, Loaded::Here);
            }
            StudyAction::Load(..) => {}
            StudyAction::Try(question, given) => {
                Rc::make_mut(&mut self.tries).insert(question, Try { given, right: None });
            }
            StudyAction::Answer(question, right) => self.hear(question, right),
            StudyAction::Miss(moment) => self.missing = Some(moment),
            StudyAction::Finish(id) => self.mark(id, |marks| marks.is_finished = true),
            StudyAction::Remember(questions) => {
                if let (false, Some((id, _))) = (questions.is_empty(), self.of.clone()) {
                    self.mark(id, |marks| marks.answered.extend(questions));
                }
            }
        }
    }

    /// The questions of a scenario that were answered right.
    pub(super) fn answered(&self, id: &str) -> Vec<String> {
        self.progress.get(id).map(|marks| marks.answered.iter().cloned().collect()).unwrap_or_default()
    }

    /// How many of the lesson's questions are answered right, in hundredths; none if it has none or is not here.
    pub(super) fn score(&self, id: &str) -> Option<u32> {
        let Loaded::Here(lesson) = &self.lesson else { return None };
        let questions = &lesson.questions;
        let all = u32::try_from(questions.len()).ok().filter(|&all| all > 0)?;
        let answered = self.progress.get(id).map(|marks| &marks.answered);
        let is_right = |question: &&lessons::Question| answered.is_some_and(|of| of.contains(&question.id));
        let right = questions.iter().filter(is_right).count();
        Some(100 * u32::try_from(right).unwrap_or(all) / all)
    }

    /// Another lesson, or the same in another language: then the answers stay.
    fn begin(&mut self, id: String, locale: Locale) {
        if self.of.as_ref().is_none_or(|(of, _)| *of != id) {
            self.tries = Rc::default();
            self.missing = None;
        }
        self.mark(id.clone(), |marks| marks.is_opened = true);
        self.of = Some((id, locale));
        self.lesson = Loaded::Coming;
    }

    fn hear(&mut self, question: String, right: Option<String>) {
        let Some(attempt) = Rc::make_mut(&mut self.tries).get_mut(&question) else { return };
        attempt.right = Some(right);
        let is_right = attempt.is_right() == Some(true);
        if let (true, Some((id, _))) = (is_right, self.of.clone()) {
            self.mark(id, |marks| marks.answered.extend([question]));
        }
    }

    fn mark(&mut self, id: String, set: impl FnOnce(&mut Marks)) {
        set(Rc::make_mut(&mut self.progress).entry(id).or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: Vec<StudyAction>) -> Study {
        let mut study = Study::default();
        actions.into_iter().for_each(|action| study.apply(action));
        study
    }

    fn ask(id: &str) -> StudyAction {
        StudyAction::Ask(id.to_owned(), Locale::En)
    }

    #[test]
    fn a_right_answer_is_marked_and_a_wrong_one_is_not() {
        let tried = |question: &str, given: &str| StudyAction::Try(question.to_owned(), given.to_owned());
        let answer = |question: &str| StudyAction::Answer(question.to_owned(), Some("20".to_owned()));
        let study = after(vec![ask("pipe"), tried("a", "20"), tried("b", "21"), answer("a"), answer("b")]);
        assert_eq!(study.progress["pipe"].answered, BTreeSet::from(["a".to_owned()]));
        assert_eq!(study.tries["b"].is_right(), Some(false));
    }

    #[test]
    fn a_lesson_that_comes_too_late_is_not_shown() {
        let late = StudyAction::Load("one".to_owned(), Locale::En, Some(Rc::default()));
        assert_eq!(after(vec![ask("one"), ask("two"), late]).lesson, Loaded::Coming);
    }

    #[test]
    fn answers_stay_when_the_language_changes_and_go_with_the_lesson() {
        let tried = StudyAction::Try("a".to_owned(), "1".to_owned());
        let korean = StudyAction::Ask("one".to_owned(), Locale::Ko);
        assert_eq!(after(vec![ask("one"), tried.clone(), korean]).tries.len(), 1);
        assert!(after(vec![ask("one"), tried, ask("two")]).tries.is_empty());
    }
}
