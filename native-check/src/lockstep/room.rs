//! What a sandbox's init runs programs with: one run after the other, each as in a sandbox that nobody has used.
//!
//! Building a sandbox takes far longer than most runs. So after a run everything is killed that still lives, and what
//! the run has [worn](super::wear) is made good: numbers begin where they began, nothing is left of files and objects.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sim_core::abi::Trace;
use sim_core::abi::event::End;
use sim_core::kernel::ipc::shm::SHMMAX;
use sim_core::network::{Network, ONLY_HOST};
use sim_core::scenario::{self, Stdout};
use sim_core::world::{Chooser, Schedule};

use super::controller::{Controller, LAUNCHER};
use super::exec::Programs;
use super::hosts::{Door, Hosts};
use super::process::{Common, Launch};
use super::task::Phase;
use super::wear::Wear;
use super::wire::Wire;
use super::{Limits, LockstepError, Run, Step, console, launch, tree};
use crate::sys::board::{self, Board};
use crate::sys::network::{fresh_network, raise_loopback};
use crate::sys::process::{
    Forked, fork_sharing_descriptors, fresh_ipc, give_way, is_number_taken, kernel_release, kill_all, mount_sandbox,
    set_host_name, stay_on_one_cpu, wait_any,
};
use crate::sys::users::has_one_user;

/// How long a process id may still be taken whose process is gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// A run: what to start, and what the trace's header says.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The processes, in order.
    pub(super) launches: Vec<Launch>,
    /// What they have in common.
    pub(super) common: Common,
    /// The hosts, and the links between them.
    pub(super) network: Arc<Network>,
    /// The files that lie where the programs start.
    pub(super) files: Vec<scenario::File>,
    /// What standard output is.
    pub(super) stdout: Stdout,
    /// What standard input holds.
    pub(super) stdin: Vec<u8>,
    /// Where it stops at the latest.
    pub(super) limits: Limits,
    /// The scenario's id.
    pub(super) scenario: String,
    /// Who takes the first turns.
    pub(super) schedule: Schedule,
}

/// A furnished sandbox.
pub(crate) struct Room {
    board: &'static Board,
    kernel: String,
    /// By which process ids are asked for.
    numbers: File,
    /// Slots of the board that the last run has used.
    used: usize,
    /// What is not as it was at the beginning.
    wear: Wear,
    /// Whether several hosts have been made in it.
    has_hosts: bool,
    /// What the launcher starts; none if there is no launcher.
    launcher: Option<(Vec<Launch>, Common)>,
    /// The programs and files in the file tree; none if there is no tree.
    installed: Option<(Programs, Vec<scenario::File>)>,
}

impl Room {
    /// Furnishes the namespaces.
    ///
    /// # Errors
    /// When they cannot be.
    pub(crate) fn open() -> Result<Self, LockstepError> {
        mount_sandbox().step("mount")?;
        set_host_name(ONLY_HOST).step("sethostname")?;
        limit_segments()?;
        raise_loopback().step("loopback interface")?;
        stay_on_one_cpu();
        let board = Board::new().step("mmap")?;
        board.has_one_user.store(u32::from(has_one_user().step("uid_map")?), Ordering::Relaxed);
        let kernel = kernel_release();
        let numbers = File::open("/proc").step("open /proc")?;
        Ok(Self {
            board,
            kernel,
            numbers,
            used: 0,
            wear: Wear::default(),
            has_hosts: false,
            launcher: None,
            installed: None,
        })
    }

    /// Carries out a plan, in a room that is fresh or has been [cleaned](Self::clean).
    ///
    /// # Errors
    /// When the lab fails; what programs do is never an error.
    pub(super) fn run(&mut self, plan: &Plan) -> Result<Run, LockstepError> {
        let begin = Instant::now();
        // Until it is known better.
        (self.used, self.wear) = (board::SLOTS, Wear::ALL);
        let mut hosts = if plan.network.has_several() { Some(Hosts::build(&plan.network)?) } else { None };
        self.has_hosts |= hosts.is_some();
        self.install(&plan.common.programs, &plan.files, &plan.network)?;
        self.hire(plan, hosts.as_ref())?;
        let (console, stdio) = console::open(plan.stdout, &plan.stdin).step("pipe")?;
        next_pid(LAUNCHER + 1)?;
        self.board.order_launch(stdio.each_ref().map(AsRawFd::as_raw_fd));
        let wire = hosts.as_mut().map(|hosts| Wire::new(hosts.take_wires(), Arc::clone(&plan.network)));
        let mut controller = Controller::new(self.board, console, wire, plan.limits);
        for slot in 0..plan.launches.len() {
            let pid = await_pid(self.board, slot, &controller)?;
            controller.admit_launched(pid);
        }
        drop(stdio);
        let end = controller.run(Chooser::new(&plan.schedule))?;
        self.used = controller.tasks.len();
        self.wear = controller.wear;
        self.wear.launcher |= !is_over(&end, &controller);
        let [stdout, stderr] = controller.console.into_outputs();
        let trace = Trace {
            version: 1,
            side: "linux".to_owned(),
            kernel: self.kernel.clone(),
            scenario: plan.scenario.clone(),
            schedule: plan.schedule.to_string(),
            stdout: plan.stdout.to_string(),
            events: controller.events,
            end,
        };
        Ok(Run { trace, stdout, stderr, took: begin.elapsed() })
    }

    /// Sees to it that there is a launcher for a plan.
    fn hire(&mut self, plan: &Plan, hosts: Option<&Hosts>) -> Result<(), LockstepError> {
        let is_for = |(launches, common): &(Vec<Launch>, Common)| *launches == plan.launches && *common == plan.common;
        if self.launcher.as_ref().is_some_and(is_for) {
            return Ok(());
        }
        self.dismiss();
        let door = |launch: &Launch| hosts.and_then(|hosts| hosts.door(launch.host));
        let launches: Vec<(Launch, Option<Door>)> =
            plan.launches.iter().map(|launch| (launch.clone(), door(launch))).collect();
        next_pid(LAUNCHER)?;
        match fork_sharing_descriptors().step("fork")? {
            Forked::Child => launch::run(self.board, &launches, &plan.common),
            Forked::Parent(LAUNCHER) => {
                self.launcher = Some((plan.launches.clone(), plan.common.clone()));
                Ok(())
            }
            Forked::Parent(pid) => Err(LockstepError::Died(format!("the launcher got process id {pid}"))),
        }
    }

    /// Kills everybody.
    fn dismiss(&mut self) {
        if self.launcher.take().is_some() {
            kill_all();
            while wait_any(0).is_some() {}
            self.board.forget_launcher();
        }
    }

    /// Makes a file tree with these programs and files, unless it is there.
    fn install(
        &mut self,
        programs: &Programs,
        files: &[scenario::File],
        network: &Network,
    ) -> Result<(), LockstepError> {
        if self.installed.as_ref().is_some_and(|there| there.0 == *programs && there.1 == files) {
            return Ok(());
        }
        if self.installed.is_some() {
            tree::clear().step("empty the file tree")?;
        }
        tree::build(programs, files, network).step("file trees")?;
        self.installed = Some((programs.clone(), files.to_vec()));
        Ok(())
    }

    /// Makes the room as it was: no processes but the launcher, no objects, no files but the programs, an empty board.
    ///
    /// # Errors
    /// When something cannot be got rid of.
    pub(crate) fn clean(&mut self) -> Result<(), LockstepError> {
        if self.has_hosts {
            return Err(LockstepError::Died("hosts last as long as their sandbox; each run needs its own".to_owned()));
        }
        let wear = std::mem::take(&mut self.wear);
        if wear.launcher || wear.ipc || wear.network {
            self.dismiss();
        }
        self.await_numbers()?;
        self.board.clear(self.used);
        if wear.ipc {
            fresh_ipc().step("unshare")?;
            limit_segments()?;
        }
        if wear.network {
            fresh_network().step("unshare")?;
        }
        if wear.tree && self.installed.take().is_some() {
            tree::clear().step("empty the file tree")?;
        }
        Ok(())
    }

    /// Waits until the process ids of the last run are free, and that of the launcher if it is gone. One more may have
    /// been taken than there were slots: a child of which its maker, killed, did not tell.
    fn await_numbers(&self) -> Result<(), LockstepError> {
        let deadline = Instant::now() + PATIENCE;
        let first = if self.launcher.is_some() { LAUNCHER + 1 } else { LAUNCHER };
        for id in first..=LAUNCHER + 1 + self.used as i32 {
            while is_number_taken(id, &self.numbers) {
                if Instant::now() > deadline {
                    return Err(LockstepError::Died(format!("process id {id} is not given back")));
                }
                give_way();
            }
        }
        Ok(())
    }
}

/// Whether nobody is left of a run.
fn is_over(end: &End, controller: &Controller) -> bool {
    *end == End::Finished && controller.tasks.iter().all(|task| task.phase == Phase::Ended)
}

fn next_pid(pid: i32) -> Result<(), LockstepError> {
    std::fs::write("/proc/sys/kernel/ns_last_pid", (pid - 1).to_string()).step("ns_last_pid")
}

fn limit_segments() -> Result<(), LockstepError> {
    std::fs::write("/proc/sys/kernel/shmmax", SHMMAX.to_string()).step("shmmax")
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
            0 => board.listen(heard, Duration::from_micros(100)),
            pid => return Ok(pid),
        }
        controller.check_time()?;
    }
}
