//! `coverage`: which system of the course is shown by which scenarios, and whether model and Linux agree on them here.

use std::fmt::Write as _;

use sim_core::curriculum::{ROWS, Row};
use sim_core::scenario::Scenario;

use crate::check::{self, Verdict};
use crate::cli::Coverage;
use crate::load;
use crate::run::RunError;

/// What checking a scenario under all its schedules came to.
struct Checked {
    id: String,
    covers: Vec<String>,
    runs: usize,
    events: usize,
    skipped: usize,
    failed: usize,
}

/// Checks every bundled scenario and prints or writes the table; says whether every system is covered and all agree.
///
/// # Errors
/// When the scenarios cannot be read or the document cannot be written.
pub(crate) fn run(what: &Coverage) -> Result<bool, RunError> {
    let mut server = None;
    let mut all = Vec::new();
    for scenario in load::bundled()? {
        all.push(checked(&scenario, check::verdicts(&scenario, &mut server, 1)));
    }
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let table = document(&all, kernel.trim());
    match &what.write {
        Some(path) => std::fs::write(path, table)?,
        None => print!("{table}"),
    }
    Ok(ROWS.iter().all(|row| verdict(row, &all) == PASSED))
}

fn checked(scenario: &Scenario, verdicts: Vec<(String, Verdict)>) -> Checked {
    let mut checked = Checked {
        id: scenario.id.clone(),
        covers: scenario.manifest.covers.clone(),
        runs: verdicts.len(),
        events: 0,
        skipped: 0,
        failed: 0,
    };
    for (_, verdict) in verdicts {
        match verdict {
            Verdict::Passed(events, _) => checked.events += events,
            Verdict::Skipped(_) => checked.skipped += 1,
            Verdict::Differs(_) | Verdict::Failed(_) => checked.failed += 1,
        }
    }
    checked
}

/// The verdict of a system that all its scenarios agree on.
const PASSED: &str = "passed";

fn of_row<'a>(row: &Row, all: &'a [Checked]) -> impl Iterator<Item = &'a Checked> {
    let id = row.id;
    all.iter().filter(move |checked| checked.covers.iter().any(|covered| covered == id))
}

fn verdict(row: &Row, all: &[Checked]) -> &'static str {
    let any = |is_so: fn(&Checked) -> bool| of_row(row, all).any(is_so);
    match of_row(row, all).count() {
        0 => "no scenario",
        _ if any(|checked| checked.failed > 0) => "failed",
        _ if any(|checked| checked.skipped > 0) => "skipped",
        _ => PASSED,
    }
}

/// The table as a document in Markdown.
fn document(all: &[Checked], kernel: &str) -> String {
    let (runs, events, failed) = all
        .iter()
        .fold((0, 0, 0), |(runs, events, failed), one| (runs + one.runs, events + one.events, failed + one.failed));
    let mut text = format!(
        "# Coverage\n\n\
         Which scenarios show which system of the course, and whether the model's trace equals that of real Linux.\n\
         Written by `cargo run -p native-check -- coverage --write`.\n\n\
         Linux {kernel}: {} scenarios, {runs} runs under their schedules, {events} events compared, {failed} runs that differ.\n\n\
         | system | | scenarios (events compared) | verdict |\n| --- | --- | --- | --- |\n",
        all.len()
    );
    for row in ROWS {
        let scenarios: Vec<_> =
            of_row(row, all).map(|checked| format!("`{}` ({})", checked.id, checked.events)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {} | {} | {} |", row.id, row.en, scenarios.join(", "), verdict(row, all));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Systems that have no scenario yet. Whoever adds one takes its row away here.
    const MISSING: &[&str] = &[];

    fn covered() -> Vec<(String, String)> {
        let all = load::bundled().expect("manifests are well-formed");
        let rows = |scenario: Scenario| scenario.manifest.covers.into_iter().map(move |row| (row, scenario.id.clone()));
        all.into_iter().flat_map(rows).collect()
    }

    #[test]
    fn every_system_has_a_scenario_but_those_known_to_be_missing() {
        let covered = covered();
        let has_none = |row: &&Row| !covered.iter().any(|(covered, _)| covered == row.id);
        let missing: Vec<&str> = ROWS.iter().filter(has_none).map(|row| row.id).collect();
        assert_eq!(missing, MISSING, "the list of what is missing must become shorter, never longer");
    }

    #[test]
    fn scenarios_cover_systems_that_there_are() {
        for (row, scenario) in covered() {
            assert!(sim_core::curriculum::row(&row).is_some(), "{scenario} covers {row}");
        }
    }

    #[test]
    fn a_system_without_a_scenario_is_said_so() {
        let one =
            Checked { id: "a".to_owned(), covers: vec!["S01".to_owned()], runs: 2, events: 7, skipped: 0, failed: 0 };
        let text = document(&[one], "6.18");
        assert!(text.contains("| S01 | The address space of a process | `a` (7) | passed |"), "{text}");
        assert!(text.contains("|  | no scenario |"), "{text}");
    }
}
