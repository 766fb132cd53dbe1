//! From a scenario to programs that can run, or to the reasons why they cannot.

use std::collections::BTreeSet;
use std::sync::Arc;

use sim_core::lang::compile::compile as compile_program;
use sim_core::lang::diag::{Locale, Severity};
use sim_core::lang::source::Origin;
use sim_core::machine::Program;
use sim_core::scenario::Scenario;
use sim_core::world::{BUILT_IN, Schedule, Setup};

use crate::exit;

/// A compiled scenario.
pub(crate) struct Front {
    scenario: Scenario,
    setup: Setup,
    /// Warnings, rendered.
    pub(crate) warnings: String,
}

/// Why a scenario does not run.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The diagnostics, rendered.
    pub(crate) diagnostics: String,
    /// The exit status that says whose fault it is.
    pub(crate) status: u8,
}

/// Compiles all programs of a scenario.
///
/// # Errors
/// When one of them is refused.
pub(crate) fn compile(scenario: &Scenario) -> Result<Front, Refusal> {
    let mut programs: Vec<Arc<Program>> = Vec::new();
    let mut texts = String::new();
    let mut worst = Severity::Warning;
    for spec in scenario.programs() {
        let compiled = compile_program(&spec.name, &scenario.files, &spec.files, Origin::User);
        for diagnostic in &compiled.diagnostics {
            texts.push_str(&diagnostic.render(&compiled.sources, Locale::En));
            // What is missing weighs most: without it, other mistakes may be none.
            worst = worst.max(diagnostic.severity);
        }
        programs.extend(compiled.program);
    }
    match worst {
        Severity::Warning => {}
        Severity::Error => return Err(Refusal { diagnostics: texts, status: exit::REFUSED }),
        Severity::Unsupported => return Err(Refusal { diagnostics: texts, status: exit::UNSUPPORTED }),
    }
    match Setup::new(scenario, programs) {
        Ok(setup) => Ok(Front { scenario: scenario.clone(), setup, warnings: texts }),
        Err(error) => Err(Refusal { diagnostics: format!("error: {error}\n"), status: exit::REFUSED }),
    }
}

impl Front {
    /// The scenario.
    pub(crate) fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// What a run starts from.
    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The same, but a run stops after so many events at the latest.
    pub(crate) fn ending_after(mut self, events: u64) -> Self {
        self.setup.limits.events = events;
        self
    }

    /// Runs it on the model.
    pub(crate) fn on_model(&self, schedule: &Schedule) -> sim_core::world::run::Run {
        sim_core::world::run(&self.setup, schedule)
    }

    /// The same, without keeping what happened.
    pub(crate) fn on_model_untraced(&self, schedule: &Schedule) -> sim_core::world::run::Run {
        sim_core::world::run_untraced(&self.setup, schedule)
    }

    /// Whether a program can read standard input: whether it has `read` linked in at all.
    /// Compiles the commands of every host that the programs may run, as far as that can be guessed from their texts:
    /// once here, rather than each time that a process runs one.
    pub(crate) fn compile_commands(&self) {
        let functions = self.setup.programs.iter().flat_map(|program| &program.functions);
        if !functions.map(|function| &function.name).any(|name| name == "execve") {
            return;
        }
        let texts = self.setup.programs.iter().map(|program| &program.rodata[..]).chain([&self.setup.stdin[..]]);
        let words = texts.flat_map(|text| text.split(|byte| !byte.is_ascii_alphanumeric())).collect::<BTreeSet<_>>();
        for name in (BUILT_IN.names)().into_iter().filter(|name| *name == "sh" || words.contains(name.as_bytes())) {
            (BUILT_IN.compile)(name);
        }
    }

    /// Whether a program can read standard input, or start one that does: whether it has such a call linked in at all.
    pub(crate) fn can_read(&self) -> bool {
        let functions = self.setup.programs.iter().flat_map(|program| &program.functions);
        let reads = |name: &str| matches!(name, "read" | "readv" | "execve" | "mmap" | "syscall" | "select" | "poll");
        functions.map(|function| function.name.as_str()).any(reads)
    }
}
