//! The server: this program again, started by the checker, which forks a sandbox for each job it is given.
//!
//! It has one thread and little memory, so that forking is cheap and safe, and it dies with the checker.

use std::io::{self, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sim_core::kernel::exec::ENVIRONMENT;
use sim_core::scenario::{Scenario, Stdout};
use sim_core::world::{Schedule, Setup};

use super::frames::{read_frame, read_result, write_frame, write_result};
use super::process::{Common, Launch};
use super::sandbox::{self, Plan, Room};
use super::{Limits, LockstepError, Run, Step};
use crate::front::{self, Front};
use crate::sys::process::{die_with_parent, new_session, own_pid};

/// The hidden subcommand that makes this program a server; its argument is the checker's process id.
pub(crate) const SUBCOMMAND: &str = "serve-lockstep";

/// What the server is asked to run.
#[derive(Serialize, Deserialize)]
struct Job {
    scenario: Scenario,
    schedule: String,
    limits: Limits,
}

/// The checker's end of a server.
pub(crate) struct Server {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
}

impl Server {
    /// Starts a server.
    ///
    /// # Errors
    /// When this program cannot be started again.
    pub(crate) fn start() -> Result<Self, LockstepError> {
        let mut child = Command::new("/proc/self/exe")
            .args([SUBCOMMAND, &own_pid().to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .step("start the server")?;
        let missing = || LockstepError::Died("the server has no pipes".to_owned());
        let to = child.stdin.take().ok_or_else(missing)?;
        let from = BufReader::new(child.stdout.take().ok_or_else(missing)?);
        Ok(Self { child, to, from })
    }

    /// Runs a scenario on real Linux under a schedule.
    ///
    /// # Errors
    /// When the lab fails; what programs do is never an error.
    pub(crate) fn run(
        &mut self,
        scenario: &Scenario,
        schedule: &Schedule,
        limits: Limits,
    ) -> Result<Run, LockstepError> {
        let job = Job { scenario: scenario.clone(), schedule: schedule.to_string(), limits };
        let job = serde_json::to_vec(&job).map_err(io::Error::other).step("describe the job")?;
        write_frame(&mut self.to, &job).and_then(|()| self.to.flush()).step("give the job to the server")?;
        read_result(&mut self.from)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Is a server, until the checker has no more jobs or dies.
///
/// # Errors
/// When the checker cannot be heard or answered.
pub(crate) fn serve(checker: i32) -> io::Result<()> {
    die_with_parent(checker)?;
    new_session();
    // Panics are told by those who wait, not printed into a simulated process's standard error.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut from, mut to) = (io::stdin().lock(), io::stdout().lock());
    let mut compiled = None;
    while let Some(job) = read_frame(&mut from)? {
        let job: Job = serde_json::from_slice(&job).map_err(io::Error::other)?;
        match answer(&job, &mut compiled) {
            Ok(frames) => to.write_all(&frames)?,
            Err(error) => write_result(&mut to, Err(error))?,
        }
        to.flush()?;
    }
    Ok(())
}

/// Runs a job. Several in a row are often of the same scenario, so the last one's programs are kept.
fn answer(job: &Job, compiled: &mut Option<Front>) -> Result<Vec<u8>, LockstepError> {
    if compiled.as_ref().is_none_or(|front| *front.scenario() != job.scenario) {
        *compiled =
            Some(front::compile(&job.scenario).map_err(|refusal| LockstepError::Reported(refusal.diagnostics))?);
    }
    let Some(front) = compiled.as_ref() else {
        return Err(LockstepError::Reported("there is nothing to run".to_owned()));
    };
    let schedule = job.schedule.parse::<Schedule>().map_err(|error| LockstepError::Reported(error.to_string()))?;
    sandbox::run(&plan(front.setup(), schedule, job.limits)?)
}

/// Runs a compiled scenario in a room that is clean, without a server: for init of a sandbox that serves many runs.
///
/// # Errors
/// When the lab fails; what programs do is never an error.
pub(crate) fn run_in(
    room: &mut Room,
    front: &Front,
    schedule: &Schedule,
    limits: Limits,
) -> Result<Run, LockstepError> {
    room.run(&plan(front.setup(), schedule.clone(), limits)?)
}

fn plan(setup: &Setup, schedule: Schedule, limits: Limits) -> Result<Plan, LockstepError> {
    if setup.stdout == Stdout::Terminal {
        return Err(LockstepError::Reported("a terminal as standard output is not available on this side".to_owned()));
    }
    let launch = |launch: &sim_core::scenario::Launch| {
        let program = setup.programs.iter().find(|program| program.name == launch.program);
        let program = program.ok_or_else(|| LockstepError::Reported(format!("no program `{}`", launch.program)))?;
        let args = std::iter::once(&launch.program).chain(&launch.args).cloned().collect();
        let env = ENVIRONMENT.map(str::to_owned).to_vec();
        Ok(Launch { program: Arc::clone(program), args, env })
    };
    let launches = setup.launches.iter().map(launch).collect::<Result<_, LockstepError>>()?;
    let limits = Limits { events: setup.limits.events as usize, tasks: setup.limits.tasks, ..limits };
    let common = Common { programs: setup.programs.clone(), budget: setup.limits.private_steps };
    let (stdin, scenario) = (setup.stdin.clone(), setup.scenario.clone());
    Ok(Plan { launches, common, stdin, limits, scenario, schedule })
}
