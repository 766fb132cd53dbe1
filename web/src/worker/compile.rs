//! From a scenario's texts to a setup that can run, with every diagnostic's place found.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sim_core::lang::compile::Compiled;
use sim_core::lang::diag::{Bilingual, Diagnostic, Severity};
use sim_core::lang::units::Units;
use sim_core::network::NetworkError;
use sim_core::scenario::{Launch, Scenario};
use sim_core::world::Setup;
use sim_core::world::setup::{self, SetupError};

use crate::protocol::Note;

/// What a launch script runs in; every host has it.
const SHELL: &str = "sh";
/// The number of a scenario's own mistake, beside those of the compiler.
const BROKEN_PLAN: u16 = 900;

/// Compiles all programs; no setup if one of them does not compile.
pub(super) fn compile(scenario: &Scenario) -> (Option<Setup>, Vec<Note>) {
    let scenario = &*with_programs(scenario);
    let compiled = setup::compile(scenario);
    let mut notes: Vec<Note> = compiled
        .iter()
        .flat_map(|(name, compiled)| compiled.diagnostics.iter().map(|diagnostic| note(name, diagnostic, compiled)))
        .collect();
    // A header's mistakes come once with every file that includes it.
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert((note.file.clone(), note.start, note.code)));
    let programs: Option<Vec<_>> = compiled.into_iter().map(|(_, compiled)| compiled.program).collect();
    match programs.map(|programs| Setup::new(scenario, programs)) {
        Some(Ok(setup)) => return (Some(setup), notes),
        Some(Err(SetupError::UnknownProgram(name))) => notes.push(unknown_program(scenario, &name)),
        Some(Err(SetupError::Network(error))) => notes.push(plan_note(scenario, network_text(&error))),
        Some(Err(SetupError::Refused(_))) | None => {}
    }
    (None, notes)
}

/// Where nobody says which programs the files are (a reader has added, renamed or deleted some), each file with a `main`
/// is one. What was started is started still, and so is a new program, unless another one starts it.
fn with_programs(scenario: &Scenario) -> Cow<'_, Scenario> {
    let sources = scenario.files.iter().filter(|file| file.name.ends_with(".c")).count();
    let is_single =
        scenario.manifest.launches.iter().all(|launch| launch.program == scenario.id || launch.program == SHELL);
    if !scenario.manifest.programs.is_empty() || (is_single && sources < 2) {
        return Cow::Borrowed(scenario);
    }
    let units = Units::new(&scenario.files);
    let programs = units.programs();
    if programs.is_empty() || (is_single && programs.len() == 1) {
        return Cow::Borrowed(scenario);
    }
    let mut scenario = scenario.clone();
    let launches = &mut scenario.manifest.launches;
    launches.retain(|launch| launch.program == SHELL || programs.iter().any(|program| program.name == launch.program));
    let has_script = launches.iter().any(|launch| launch.program == SHELL);
    for program in units.to_launch(&programs) {
        if !has_script && launches.iter().all(|launch| launch.program != program.name) {
            launches.push(Launch::of(&program.name));
        }
    }
    scenario.manifest.programs = programs;
    Cow::Owned(scenario)
}

fn note(program: &str, diagnostic: &Diagnostic, compiled: &Compiled) -> Note {
    let span = diagnostic.span;
    let file = compiled.sources.file(span.file);
    let (line, column) = file.map_or((0, 0), |file| file.line_col(span.start));
    Note {
        program: program.to_owned(),
        file: file.map(|file| file.name.clone()).unwrap_or_default(),
        line,
        column,
        start: span.start,
        end: span.end,
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        help: diagnostic.help.clone(),
    }
}

/// The launch plan starts a program that is not there.
fn unknown_program(scenario: &Scenario, program: &str) -> Note {
    let message = Bilingual {
        en: format!("the launch plan starts `{program}`, and there is no program of this name"),
        ko: format!("실행 계획이 `{program}`을(를) 시작하는데, 그런 이름의 프로그램이 없습니다"),
    };
    plan_note(scenario, message)
}

/// What is wrong with the hosts and links.
fn network_text(error: &NetworkError) -> Bilingual {
    let ko = match error {
        NetworkError::TooMany => "호스트가 너무 많습니다".to_owned(),
        NetworkError::Name(name) => format!("`{name}`은(는) 호스트 이름이 될 수 없거나 이미 있습니다"),
        NetworkError::Unknown(name) => format!("`{name}`이라는 호스트가 없습니다"),
        NetworkError::Link(one, other) => {
            format!("`{one}`과(와) `{other}`은(는) 같은 호스트이거나 이미 이어져 있습니다")
        }
        NetworkError::Limit => "링크의 지연이나 손실이 너무 큽니다".to_owned(),
    };
    Bilingual { en: error.to_string(), ko }
}

/// Something is wrong with the launch plan.
fn plan_note(scenario: &Scenario, message: Bilingual) -> Note {
    Note {
        program: scenario.id.clone(),
        file: String::new(),
        line: 0,
        column: 0,
        start: 0,
        end: 0,
        severity: Severity::Error,
        code: BROKEN_PLAN,
        message,
        help: None,
    }
}
