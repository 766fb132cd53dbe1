//! A sandbox: fresh namespaces, and the processes that hold them. What its init does there is the caller's business: it
//! carries out one run after the other in a [`Room`](super::room::Room).

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

use super::frames::{read_frame, write_frame, write_result};
use super::{LockstepError, Step};
use crate::sys::process::{
    Forked, die_with_parent, enter_namespaces, exit_now, fork, kill, own_pid, pipe, wait_for, wait_readable,
};

/// What a sandbox may take beyond a run's own limit, to be built and cleaned.
const GRACE: Duration = Duration::from_secs(5);

/// The frames of a result: what happened, standard output and standard error.
pub(super) type Frames = [Vec<u8>; 3];

/// A sandbox whose init answers jobs, one after the other. It is gone with this value.
pub(super) struct Sandbox {
    between: i32,
    jobs: File,
    results: File,
}

impl Sandbox {
    /// Builds a sandbox whose init reads jobs and writes results.
    ///
    /// # Errors
    /// When there is no sandbox.
    pub(super) fn start(init: &dyn Fn(File, File) -> i32) -> Result<Self, LockstepError> {
        let (jobs_reader, jobs) = pipe(0).step("pipe")?;
        let (results, results_writer) = pipe(0).step("pipe")?;
        let between = start((jobs_reader, results_writer), &|(jobs, results), built| match built {
            Ok(()) => init(jobs.into(), results.into()),
            Err(error) => i32::from(write_result(&mut File::from(results), Err(error)).is_err()),
        })?;
        Ok(Self { between, jobs: jobs.into(), results: results.into() })
    }

    /// Gives init a job that may take `time`, and gives its result.
    ///
    /// # Errors
    /// When the sandbox died or took too long; it is of no use then.
    pub(super) fn ask(&mut self, job: &[u8], time: Duration) -> Result<Frames, LockstepError> {
        let died = |error: io::Error| match error.kind() {
            io::ErrorKind::TimedOut => LockstepError::Time(time),
            _ => LockstepError::Died(error.to_string()),
        };
        write_frame(&mut self.jobs, job).and_then(|()| self.jobs.flush()).map_err(died)?;
        let mut from = Timed { from: &self.results, deadline: Instant::now() + time + GRACE };
        let mut frame = || {
            let frame = read_frame(&mut from).map_err(died)?;
            frame.ok_or_else(|| LockstepError::Died("its result never came".to_owned()))
        };
        Ok([frame()?, frame()?, frame()?])
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        kill(self.between);
        wait_for(self.between, 0);
    }
}

/// A pipe that is read until a deadline.
struct Timed<'a> {
    from: &'a File,
    deadline: Instant,
}

impl Read for Timed<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now()).as_millis();
        if left == 0 || !wait_readable(&[self.from.as_raw_fd()], i32::try_from(left).unwrap_or(i32::MAX)) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.from.read(buf)
    }
}

/// Builds a sandbox whose init is `init`, gives that the descriptor to answer through, and waits until it has ended with
/// the status that it returns.
///
/// # Errors
/// When there is no sandbox.
pub(crate) fn inside(answer: OwnedFd, init: &dyn Fn(File) -> i32) -> Result<(), LockstepError> {
    let between = start(answer, &|answer, built| if built.is_ok() { init(answer.into()) } else { 1 })?;
    wait_for(between, 0);
    Ok(())
}

/// What init does with its ends; or, if there are no namespaces, what is done instead outside of them.
type Init<'a, E> = &'a dyn Fn(E, Result<(), LockstepError>) -> i32;

/// Starts the process that builds a sandbox; returns its id. `ends` are for init alone.
fn start<E>(ends: E, init: Init<'_, E>) -> Result<i32, LockstepError> {
    let server = own_pid();
    match fork().step("fork")? {
        Forked::Child => build(server, ends, init),
        Forked::Parent(pid) => Ok(pid),
    }
}

/// The process between: it enters the namespaces, and its child is init there.
fn build<E>(server: i32, ends: E, init: Init<'_, E>) -> ! {
    let lifeline = pipe(0);
    let forked = die_with_parent(server).step("prctl").and_then(|()| {
        enter_namespaces().step("unshare")?;
        fork().step("fork")
    });
    match (forked, lifeline) {
        (Ok(Forked::Child), Ok((parent_alive, lifeline))) => {
            drop(lifeline);
            // The parent is outside of the namespace, where its number cannot be seen: 0.
            if die_with_parent(0).is_err() || wait_readable(&[parent_alive.as_raw_fd()], 0) {
                exit_now(1);
            }
            // The end of init is the end of everything in its namespace.
            exit_now(init(ends, Ok(())))
        }
        (Ok(Forked::Child), Err(_)) => exit_now(1),
        (Ok(Forked::Parent(init)), _lifeline) => {
            drop(ends);
            wait_for(init, 0);
        }
        (Err(error), _) => exit_now(init(ends, Err(error))),
    }
    exit_now(0)
}
