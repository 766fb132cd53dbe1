//! The server: this program again, started by the checker. It keeps a sandbox, whose init runs one job after the other.
//!
//! It has one thread and little memory, so that forking is cheap and safe, and it dies with the checker.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::AssertUnwindSafe;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use sim_core::kernel::exec::{arguments, environment};
use sim_core::scenario::Scenario;
use sim_core::world::{Schedule, Setup};

use super::exec::Programs;
use super::frames::{read_frame, read_result, write_frame, write_result};
use super::process::{Common, Launch};
use super::room::{Plan, Room};
use super::sandbox::{Frames, Sandbox};
use super::{Limits, LockstepError, Run, Step};
use crate::front::{self, Front, Refusal};
use crate::sys::process::{die_with_parent, new_session, own_pid};

/// The hidden subcommand that makes this program a server; its argument is the checker's process id.
pub(crate) const SUBCOMMAND: &str = "serve-lockstep";

/// What the server is asked to run.
#[derive(Serialize, Deserialize)]
struct Job {
    scenario: Scenario,
    schedule: String,
    limits: Limits,
    /// How often it is run; all runs must be the same.
    times: u32,
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
        self.run_often(scenario, schedule, limits, 1)
    }

    /// The same several times: every time it must come out the same. The result is the last run's, and tells how long
    /// all of them took.
    ///
    /// # Errors
    /// As [`Self::run`]; also when two runs differ.
    pub(crate) fn run_often(
        &mut self,
        scenario: &Scenario,
        schedule: &Schedule,
        limits: Limits,
        times: u32,
    ) -> Result<Run, LockstepError> {
        let job = Job { scenario: scenario.clone(), schedule: schedule.to_string(), limits, times };
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
    let mut sandbox = None;
    while let Some(job) = read_frame(&mut from)? {
        let Job { limits, times, .. } = serde_json::from_slice::<Job>(&job)?;
        match ask(&mut sandbox, &job, limits.time * times) {
            Ok(frames) => frames.iter().try_for_each(|frame| write_frame(&mut to, frame))?,
            Err(error) => {
                // What is left of a sandbox that failed is not to be trusted.
                sandbox = None;
                write_result(&mut to, Err(error))?;
            }
        }
        to.flush()?;
    }
    Ok(())
}

/// Has a job done in the sandbox. One that has done others may have come to its end with them; then a new one does it.
fn ask(sandbox: &mut Option<Sandbox>, job: &[u8], time: Duration) -> Result<Frames, LockstepError> {
    if let Some(used) = sandbox {
        match used.ask(job, time) {
            Err(LockstepError::Died(_)) => *sandbox = None,
            other => return other,
        }
    }
    let fresh = Sandbox::start(&|jobs, results| i32::from(answer_all(jobs, results).is_err()))?;
    sandbox.insert(fresh).ask(job, time)
}

/// Is init of a sandbox, until the server has no more jobs.
fn answer_all(jobs: File, results: File) -> Result<(), LockstepError> {
    let (mut jobs, mut results) = (BufReader::new(jobs), BufWriter::new(results));
    let lost = |error: io::Error| LockstepError::Died(error.to_string());
    let (mut room, mut compiled) = (None, None);
    while let Some(job) = read_frame(&mut jobs).map_err(lost)? {
        let job: Job = serde_json::from_slice(&job).map_err(|error| lost(error.into()))?;
        let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| answer(&job, &mut room, &mut compiled)));
        let outcome = outcome.unwrap_or_else(|_| Err(LockstepError::Died("the controller panicked".to_owned())));
        write_result(&mut results, outcome).map_err(lost)?;
        room.as_mut().map_or(Ok(()), Room::clean)?;
    }
    Ok(())
}

/// Runs a job. Several in a row are often of the same scenario, so the last one's programs are kept.
fn answer(job: &Job, room: &mut Option<Room>, compiled: &mut Option<Front>) -> Result<Run, LockstepError> {
    if compiled.as_ref().is_none_or(|front| *front.scenario() != job.scenario) {
        *compiled = Some(compile_apart(&job.scenario).map_err(|refusal| LockstepError::Reported(refusal.diagnostics))?);
    }
    let Some(front) = compiled.as_ref() else {
        return Err(LockstepError::Reported("there is nothing to run".to_owned()));
    };
    let schedule = job.schedule.parse::<Schedule>().map_err(|error| LockstepError::Reported(error.to_string()))?;
    let plan = plan(front.setup(), schedule, job.limits)?;
    let room = match room {
        Some(room) => room,
        None => room.insert(Room::open()?),
    };
    let begin = Instant::now();
    let mut run = room.run(&plan)?;
    for _ in 1..job.times {
        room.clean()?;
        let again = room.run(&plan)?;
        if again.trace != run.trace {
            return Err(LockstepError::Reported("two runs came out differently".to_owned()));
        }
        run = again;
    }
    Ok(Run { took: begin.elapsed(), ..run })
}

/// Compiles in a thread. C's library gives that a heap of its own, so that what is left of compiling, free and scattered,
/// is not what the simulated processes get their memory from: each would copy page after page of it.
///
/// # Errors
/// When one of the programs is refused.
pub(crate) fn compile_apart(scenario: &Scenario) -> Result<Front, Refusal> {
    let compile = || front::compile(scenario).inspect(Front::compile_commands);
    std::thread::scope(|scope| match scope.spawn(compile).join() {
        Ok(compiled) => compiled,
        Err(panic) => std::panic::resume_unwind(panic),
    })
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
    let programs = Programs(setup.programs.clone());
    let launch = |launch: &sim_core::scenario::Launch| {
        let program = programs.find(&launch.program);
        let program = program.ok_or_else(|| LockstepError::Reported(format!("no program `{}`", launch.program)))?;
        let host = setup.network.place(launch.host.as_deref());
        let host = host.map_err(|error| LockstepError::Reported(error.to_string()))?;
        Ok(Launch { program, args: arguments(launch), env: environment(launch), host })
    };
    let launches = setup.launches.iter().map(launch).collect::<Result<_, LockstepError>>()?;
    let limits = Limits { events: setup.limits.events as usize, tasks: setup.limits.tasks, ..limits };
    let common = Common { programs, budget: setup.limits.private_steps };
    let (files, stdin, scenario) = (setup.files.clone(), setup.stdin.clone(), setup.scenario.clone());
    let stdout = setup.stdout;
    let network = Arc::clone(&setup.network);
    Ok(Plan { launches, common, network, files, stdout, stdin, limits, scenario, schedule })
}
