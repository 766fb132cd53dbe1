//! What a run starts from: compiled programs, the launch plan, limits.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use crate::abi::event::Event;
use crate::kernel::Kernel;
use crate::kernel::exec::{BuiltIn, Programs};
use crate::lang::compile::{self, Compiled};
use crate::lang::library;
use crate::lang::source::Origin;
use crate::machine::Program;
use crate::network::{Network, NetworkError};
use crate::scenario::{File, Launch, ProgramSpec, Scenario, Stdout};

use super::World;

/// The programs that every host has.
pub const BUILT_IN: BuiltIn =
    BuiltIn { names: || library::programs().map(|program| program.name).collect(), compile: compile::built_in };

/// Limits of a run. Reaching one ends it with [`End::Limit`](crate::abi::event::End::Limit), but for that of tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Instructions that a task may execute without doing anything that others can see.
    pub private_steps: u64,
    /// Instructions of the whole run.
    pub steps: u64,
    /// Tasks at a time, zombies included: more are refused with `EAGAIN`, as where a control group limits them
    /// (`fork(2)`, `pids.max`).
    pub tasks: usize,
    /// Events.
    pub events: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { private_steps: 50_000_000, steps: 1_000_000_000, tasks: 1000, events: 100_000 }
    }
}

/// A world has at most so many cores.
pub const CORES_MAX: u32 = 64;

/// Everything that a run depends on besides the schedule.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The scenario's id.
    pub scenario: String,
    /// The programs.
    pub programs: Vec<Arc<Program>>,
    /// The files that lie where the programs start.
    pub files: Vec<File>,
    /// What to start, in order.
    pub launches: Vec<Launch>,
    /// The hosts, and the links between them.
    pub network: Arc<Network>,
    /// Standard input.
    pub stdin: Vec<u8>,
    /// What standard output is.
    pub stdout: Stdout,
    /// How many cores the world has.
    pub cores: u32,
    /// Limits.
    pub limits: Limits,
}

/// Why there is no setup of a scenario.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SetupError {
    /// Programs are refused: all programs by name, with their diagnostics.
    #[error("a program of the scenario does not compile")]
    Refused(Vec<(String, Compiled)>),
    /// The launch plan names a program that the scenario does not have.
    #[error("the launch plan starts `{0}`, and there is no program of this name")]
    UnknownProgram(String),
    /// The hosts and links that the scenario describes are none.
    #[error(transparent)]
    Network(#[from] NetworkError),
}

/// Compiles the programs of a scenario, in order.
#[must_use]
pub fn compile(scenario: &Scenario) -> Vec<(String, Compiled)> {
    let one = |program: ProgramSpec| {
        let compiled = compile::compile(&program.name, &scenario.files, &program.files, Origin::User);
        (program.name, compiled)
    };
    scenario.programs().into_iter().map(one).collect()
}

impl Setup {
    /// Compiles a scenario.
    ///
    /// # Errors
    /// [`SetupError`]
    pub fn compile(scenario: &Scenario) -> Result<Self, SetupError> {
        let compiled = compile(scenario);
        let programs: Option<Vec<_>> = compiled.iter().map(|(_, compiled)| compiled.program.clone()).collect();
        match programs {
            Some(programs) => Self::new(scenario, programs),
            None => Err(SetupError::Refused(compiled)),
        }
    }

    /// A setup of programs that are compiled already, started as the scenario says.
    ///
    /// # Errors
    /// [`SetupError::UnknownProgram`], [`SetupError::Network`]
    pub fn new(scenario: &Scenario, programs: Vec<Arc<Program>>) -> Result<Self, SetupError> {
        let launches = scenario.launches();
        let is_built_in = |name: &String| (BUILT_IN.names)().contains(&name.as_str());
        let is_known = |launch: &&Launch| {
            programs.iter().any(|program| program.name == launch.program) || is_built_in(&launch.program)
        };
        if let Some(unknown) = launches.iter().find(|launch| !is_known(launch)) {
            return Err(SetupError::UnknownProgram(unknown.program.clone()));
        }
        let network = Network::new(&scenario.manifest)?;
        launches.iter().try_for_each(|launch| network.place(launch.host.as_deref()).map(drop))?;
        Ok(Self {
            scenario: scenario.id.clone(),
            programs,
            files: scenario.files.clone(),
            launches,
            network: Arc::new(network),
            stdin: scenario.manifest.stdin.as_bytes().to_vec(),
            stdout: scenario.manifest.stdout,
            cores: scenario.manifest.cores.clamp(1, CORES_MAX),
            limits: Limits::default(),
        })
    }
}

impl Setup {
    /// The program with this name.
    #[must_use]
    pub fn program(&self, name: &str) -> Option<&Arc<Program>> {
        self.programs.iter().find(|program| program.name == name)
    }
}

impl World {
    /// A world in which the launch plan has just been carried out, and the events of that.
    #[must_use]
    pub fn new(setup: &Setup) -> (Self, Vec<Event>) {
        let programs = Programs::new(setup.programs.iter().cloned(), BUILT_IN);
        let what = (programs, &setup.files[..], Arc::clone(&setup.network));
        let mut kernel = Kernel::new(what, setup.stdout, &setup.stdin, setup.limits.tasks);
        let standard = kernel.open_standard(&setup.stdin);
        let launch = |plan: &Launch| {
            let host = setup.network.place(plan.host.as_deref()).unwrap_or_default();
            kernel.launch(plan, host, standard)
        };
        let launched: Vec<_> = setup.launches.iter().filter_map(launch).collect();
        let mut world = Self {
            kernel,
            tasks: Vec::new(),
            existing: Vec::new(),
            position: 0,
            events: 0,
            end: None,
            recent: super::policy::Recent::default(),
            has_stirred: false,
            cores: setup.cores,
            clocks: super::cores::Clocks::new(setup.cores),
            most_kernel_bytes: 0,
            told: BTreeSet::new(),
            limits: Rc::new(setup.limits.clone()),
        };
        let mut events = Vec::new();
        for pid in launched {
            let event = world.started(pid, None);
            world.report(event, &mut events);
        }
        world.close_turn(&mut events);
        (world, events)
    }
}
