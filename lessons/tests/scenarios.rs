//! Every scenario has a lesson in both languages, and everything that a lesson refers to is there when it is run.

use std::collections::BTreeSet;
use std::path::PathBuf;

use lessons::read::{self, Language};
use lessons::{Lesson, Moment, Observed, Query};
use sim_core::scenario::Scenario;
use sim_core::world::{Schedule, Setup};

/// No lesson's run is longer.
const MOST_STEPS: u64 = 20_000_000;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../scenarios")
}

fn folders() -> Vec<PathBuf> {
    read::folders(&root()).expect("the scenarios can be read")
}

/// The scenarios that have lessons: folder, and the lesson in both languages.
fn taught() -> Vec<(PathBuf, [Lesson; 2])> {
    let lesson = |folder: &PathBuf, language| read::lesson(folder, language).unwrap_or_else(|error| panic!("{error}"));
    let both = |folder: PathBuf| {
        let [en, ko] = Language::ALL.map(|language| lesson(&folder, language));
        Some((folder, [en?, ko?]))
    };
    folders().into_iter().filter_map(both).collect()
}

fn observed(scenario: &Scenario, schedule: &str) -> Observed {
    let schedule: Schedule = schedule.parse().unwrap_or_else(|error| panic!("{}: {error}", scenario.id));
    let mut setup = Setup::compile(scenario).unwrap_or_else(|error| panic!("{}: {error:?}", scenario.id));
    setup.limits.steps = MOST_STEPS;
    Observed::new(setup, &schedule)
}

#[test]
fn every_scenario_has_a_lesson_in_both_languages() {
    let taught: Vec<_> = taught().iter().map(|(folder, _)| read::name(folder)).collect();
    let there: Vec<_> = folders().iter().map(|folder| read::name(folder)).collect();
    assert_eq!(taught, there);
}

#[test]
fn links_and_questions_come_true() {
    let mut wrong = Vec::new();
    for (folder, lessons) in taught() {
        let scenario = read::scenario(&folder).expect("the scenario can be read");
        for lesson in lessons {
            wrong.extend(untrue(&scenario, &lesson));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Links and questions of a lesson that do not come true.
fn untrue(scenario: &Scenario, lesson: &Lesson) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut run = observed(scenario, &lesson.schedule);
    for moment in read::moments(lesson) {
        if !run.has(&moment.parse::<Moment>().expect("reading checks moments")) {
            wrong.push(format!("{}: there is no {moment}", scenario.id));
        }
    }
    for question in &lesson.questions {
        if question.schedule != lesson.schedule {
            run = observed(scenario, &question.schedule);
        }
        let answer = run.answer(&question.answer.parse::<Query>().expect("reading checks queries"));
        let is_offered = |answer: &String| {
            question.choices.is_empty() || question.choices.iter().any(|choice| choice.value == *answer)
        };
        match &answer {
            Some(answer) if is_offered(answer) => {}
            other => wrong.push(format!("{}, {}: {} is {other:?}", scenario.id, question.id, question.answer)),
        }
        if let Some(see) = &question.see
            && !see.parse::<Moment>().is_ok_and(|moment| run.has(&moment))
        {
            wrong.push(format!("{}, {}: there is no {see}", scenario.id, question.id));
        }
        if question.schedule != lesson.schedule {
            run = observed(scenario, &lesson.schedule);
        }
    }
    wrong
}

#[test]
fn both_languages_lead_to_the_same_places() {
    for (folder, [en, ko]) in taught() {
        let places = |lesson: &Lesson| read::moments(lesson).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(places(&en), places(&ko), "{}", folder.display());
        assert_eq!(read::scenarios(&en), read::scenarios(&ko), "{}", folder.display());
        assert!(!en.questions.is_empty(), "{} asks nothing", folder.display());
    }
}

#[test]
fn the_course_has_every_scenario_once_and_no_others() {
    let course = read::course(&root().join("course.toml")).expect("the course can be read");
    let mut listed: Vec<_> = course.scenarios().map(str::to_owned).collect();
    listed.sort();
    let there: Vec<_> = folders().iter().map(|folder| read::name(folder)).collect();
    assert_eq!(listed, there);
}

#[test]
fn links_to_scenarios_lead_somewhere() {
    let there: Vec<_> = folders().iter().map(|folder| read::name(folder)).collect();
    for (folder, [lesson, _]) in taught() {
        for id in read::scenarios(&lesson) {
            assert!(there.iter().any(|name| name == id), "{} leads to {id}", folder.display());
        }
    }
}
