//! A sandbox: fresh namespaces, and its init, which carries out one run or many.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsRawFd, OwnedFd};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sim_core::abi::Trace;
use sim_core::kernel::ipc::shm::SHMMAX;
use sim_core::world::{Chooser, Schedule};

use super::console;
use super::controller::{Controller, LAUNCHER};
use super::frames::write_result;
use super::process::{Common, Launch};
use super::{Limits, LockstepError, Run, Step, launch};
use crate::sys::board::{self, Board};
use crate::sys::process::{
    Forked, die_with_parent, enter_namespaces, exit_now, fork, fresh_ipc, kernel_release, kill, kill_all,
    mount_sandbox, own_pid, pipe, set_host_name, stay_on_one_cpu, wait_any, wait_for, wait_readable,
};

/// What the sandbox may take beyond the run's own limit, to be built and torn down.
const GRACE: Duration = Duration::from_secs(5);

/// What `uname` calls the machine, as on the model.
const HOST: &str = "lab";

/// A run: what to start, and what the trace's header says.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The processes, in order.
    pub(super) launches: Vec<Launch>,
    /// What they have in common.
    pub(super) common: Common,
    /// What standard input holds.
    pub(super) stdin: Vec<u8>,
    /// Where it stops at the latest.
    pub(super) limits: Limits,
    /// The scenario's id.
    pub(super) scenario: String,
    /// Who takes the first turns.
    pub(super) schedule: Schedule,
}

/// Carries out a plan in a sandbox of its own and returns the frames of its result.
///
/// # Errors
/// When there is no sandbox, or it died, or took too long; it is gone then.
pub(super) fn run(plan: &Plan) -> Result<Vec<u8>, LockstepError> {
    let (result, result_writer) = pipe(0).step("pipe")?;
    let outer = start(result_writer, &|result| serve(result, plan))?;
    let frames = read_until(result, Instant::now() + plan.limits.time + GRACE);
    kill(outer);
    wait_for(outer, 0);
    frames.ok_or(LockstepError::Time(plan.limits.time))
}

/// Builds a sandbox whose init is `init`, gives that the descriptor to answer through, and waits until it has ended with
/// the status that it returns.
///
/// # Errors
/// When there is no sandbox.
pub(crate) fn inside(answer: OwnedFd, init: &dyn Fn(File) -> i32) -> Result<(), LockstepError> {
    let outer = start(answer, init)?;
    wait_for(outer, 0);
    Ok(())
}

/// Starts the process that builds a sandbox; returns its id.
fn start(result: OwnedFd, init: &dyn Fn(File) -> i32) -> Result<i32, LockstepError> {
    let server = own_pid();
    match fork().step("fork")? {
        Forked::Child => build(server, result, init),
        Forked::Parent(pid) => Ok(pid),
    }
}

/// All that comes out of a pipe; `None` if it is still open at the deadline.
fn read_until(from: OwnedFd, deadline: Instant) -> Option<Vec<u8>> {
    let mut from = File::from(from);
    let mut all = Vec::new();
    let mut part = [0; 65_536];
    loop {
        let left = deadline.saturating_duration_since(Instant::now()).as_millis();
        if left == 0 || !wait_readable(&[from.as_raw_fd()], i32::try_from(left).unwrap_or(i32::MAX)) {
            return None;
        }
        match from.read(&mut part) {
            Ok(count @ 1..) => all.extend_from_slice(&part[..count]),
            Ok(0) => return Some(all),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

/// The process between: it enters the namespaces, and its child is init there.
fn build(server: i32, result: OwnedFd, init: &dyn Fn(File) -> i32) -> ! {
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
            exit_now(init(File::from(result)))
        }
        (Ok(Forked::Child), Err(_)) => exit_now(1),
        (Ok(Forked::Parent(init)), _lifeline) => {
            drop(result);
            wait_for(init, 0);
        }
        (Err(error), _) => drop(write_result(&mut File::from(result), Err(error))),
    }
    exit_now(0)
}

/// Init of a sandbox for one run.
fn serve(result: File, plan: &Plan) -> i32 {
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| Room::open()?.run(plan)));
    let outcome = outcome.unwrap_or_else(|_| Err(LockstepError::Died("the controller panicked".to_owned())));
    i32::from(write_result(&mut io::BufWriter::new(result), outcome).is_err())
}

/// What a sandbox's init runs programs with.
pub(crate) struct Room {
    board: &'static Board,
    /// Slots of the board that the last run has used.
    used: usize,
}

impl Room {
    /// Furnishes the namespaces.
    ///
    /// # Errors
    /// When they cannot be.
    pub(crate) fn open() -> Result<Self, LockstepError> {
        mount_sandbox().step("mount")?;
        set_host_name(HOST).step("sethostname")?;
        stay_on_one_cpu();
        Ok(Self { board: Board::new().step("mmap")?, used: 0 })
    }

    /// Carries out a plan, in a room that is fresh or has been [cleaned](Self::clean).
    ///
    /// # Errors
    /// When the lab fails; what programs do is never an error.
    pub(super) fn run(&mut self, plan: &Plan) -> Result<Run, LockstepError> {
        self.used = board::SLOTS;
        let (console, stdio) = console::open(&plan.stdin).step("pipe")?;
        std::fs::write("/proc/sys/kernel/shmmax", SHMMAX.to_string()).step("shmmax")?;
        std::fs::write("/proc/sys/kernel/ns_last_pid", (LAUNCHER - 1).to_string()).step("ns_last_pid")?;
        match fork().step("fork")? {
            Forked::Child => launch::run(self.board, stdio, &plan.launches, &plan.common),
            Forked::Parent(LAUNCHER) => drop(stdio),
            Forked::Parent(pid) => return Err(LockstepError::Died(format!("the launcher got process id {pid}"))),
        }
        let mut controller = Controller::new(self.board, console, plan.limits);
        for slot in 0..plan.launches.len() {
            let pid = await_pid(self.board, slot, &controller)?;
            controller.admit_launched(pid);
        }
        let end = controller.run(Chooser::new(&plan.schedule))?;
        self.used = controller.tasks.len();
        let [stdout, stderr] = controller.console.into_outputs();
        let trace = Trace {
            version: 1,
            side: "linux".to_owned(),
            kernel: kernel_release(),
            scenario: plan.scenario.clone(),
            schedule: plan.schedule.to_string(),
            stdout: "pipe".to_owned(),
            events: controller.events,
            end,
        };
        Ok(Run { trace, stdout, stderr })
    }

    /// Makes the room as it was: no processes, no System V objects, no files, an empty board.
    ///
    /// # Errors
    /// When something cannot be got rid of.
    pub(crate) fn clean(&mut self) -> Result<(), LockstepError> {
        kill_all();
        while wait_any(0).is_some() {}
        self.board.clear(self.used);
        fresh_ipc().step("unshare")?;
        for entry in std::fs::read_dir("/tmp").step("look into /tmp")? {
            let path = entry.step("look into /tmp")?.path();
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
                .step("empty /tmp")?;
        }
        Ok(())
    }
}

/// The process id of a launched process, once it has one.
fn await_pid(board: &'static Board, slot: usize, controller: &Controller) -> Result<i32, LockstepError> {
    loop {
        let heard = board.bell.load(Ordering::Acquire);
        if board.slots[slot].broken.count() > 0 {
            let what = String::from_utf8_lossy(&board.slots[slot].broken.read()).into_owned();
            return Err(LockstepError::Runtime { task: slot as u32 + 1, what });
        }
        match board.slots[slot].pid.load(Ordering::Acquire) {
            0 => board::wait(&board.bell, heard, Some(Duration::from_micros(100))),
            pid => return Ok(pid),
        }
        controller.check_time()?;
    }
}
