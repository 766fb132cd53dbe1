//! Stopping and continuing (job control): SIGSTOP and its relatives, SIGCONT, and what parents hear of it.

use crate::abi::siginfo::{CLD_CONTINUED, CLD_EXITED, CLD_KILLED, CLD_STOPPED, Detail, SI_KERNEL};
use crate::abi::{SigInfo, Signal, Status};

use super::super::process::{INIT, JobChange, SHELL, Task};
use super::super::wait::{Resume, WaitsFor};
use super::super::{Effect, Kernel, Pid};
use super::restart::fails_after_stop;
use super::{Queue, SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_IGN};

impl Kernel {
    /// A stop signal takes effect. A group that nobody could continue does not stop for those of the terminal.
    pub(super) fn stop_by(&mut self, pid: Pid, signal: Signal) {
        if signal == Signal::SIGSTOP || !self.is_orphaned(self.tasks[pid].pgid) {
            self.stop(pid, signal);
        }
    }

    /// Stops a process. A call that it is blocked in goes on when it does.
    fn stop(&mut self, pid: Pid, signal: Signal) {
        self.leave_queues(pid);
        let task = &mut self.tasks[pid];
        task.stopped = Some(signal);
        task.job_change = Some(JobChange::Stopped(signal));
        self.effects.push(Effect::Stopped { pid, signal });
        self.tell_parent_of_job(pid, CLD_STOPPED, signal);
    }

    /// SIGCONT arrives: a stopped process goes on, and so does the call that it was blocked in.
    pub(super) fn go_on(&mut self, pid: Pid) {
        let task = &mut self.tasks[pid];
        if task.stopped.take().is_none() {
            return;
        }
        task.job_change = Some(JobChange::Continued);
        self.effects.push(Effect::Continued { pid });
        self.tell_parent_of_job(pid, CLD_CONTINUED, Signal::SIGCONT);
        if let Some(signal) = self.tasks[pid].signals.deadly() {
            // It came while the process was stopped.
            self.terminate(pid, Status::Signalled(signal));
            return;
        }
        let Some((on, nr)) = self.tasks.blocked(pid).map(|blocked| (blocked.on, blocked.nr)) else { return };
        match on {
            WaitsFor::Time(until) if until > self.clock.now => self.clock.sleep(pid, until),
            WaitsFor::Time(_) => self.wake_with(pid, Resume::Elapsed),
            _ if fails_after_stop(nr) => self.wake_with(pid, Resume::Interrupted),
            _ => self.wake(pid),
        }
    }

    fn tell_parent_of_job(&mut self, pid: Pid, code: i32, signal: Signal) {
        let parent = self.tasks[pid].ppid;
        if !self.tasks.is_alive(parent) {
            return;
        }
        if self.tasks[parent].signals.action(Signal::SIGCHLD).flags & SA_NOCLDSTOP == 0 {
            let detail = Detail::Process { pid, value: u64::from(signal.0) };
            self.post(parent, SigInfo { signal: Signal::SIGCHLD, code, detail }, Queue::Shared);
        }
        self.wake_waiting_parent(parent, pid);
    }

    /// A parent in `wait4` looks at its children again, if it waits for this one.
    fn wake_waiting_parent(&mut self, parent: Pid, child: Pid) {
        let is_waiting = self
            .tasks
            .blocked(parent)
            .is_some_and(|blocked| blocked.on == WaitsFor::Child && self.is_awaited(child, blocked.args[0] as i32));
        if is_waiting && self.tasks[parent].stopped.is_none() {
            self.wake(parent);
        }
    }

    /// Tells a parent of its child's end; whether the child leaves no zombie (`sigaction(2)`, `SA_NOCLDWAIT`).
    pub(in crate::kernel) fn tell_parent_of_end(&mut self, pid: Pid, status: Status) -> bool {
        let parent = self.tasks[pid].ppid;
        if parent == INIT || parent == SHELL {
            return true;
        }
        let action = self.tasks[parent].signals.action(Signal::SIGCHLD);
        let is_ignored = action.handler == SIG_IGN;
        if !is_ignored {
            let (code, value) = match status {
                Status::Exited(code) => (CLD_EXITED, u64::from(code)),
                Status::Signalled(signal) => (CLD_KILLED, u64::from(signal.0)),
            };
            let detail = Detail::Process { pid, value };
            self.post(parent, SigInfo { signal: Signal::SIGCHLD, code, detail }, Queue::Shared);
        }
        self.wake_waiting_parent(parent, pid);
        is_ignored || action.flags & SA_NOCLDWAIT != 0
    }

    /// Whether a process group is orphaned: no member has its parent in another group of the same session (`setpgid(2)`).
    pub(super) fn is_orphaned(&self, group: Pid) -> bool {
        let is_held = |task: &Task| match task.ppid {
            INIT => false,
            SHELL => task.sid == SHELL,
            parent => self.tasks.get(parent).is_some_and(|parent| parent.pgid != group && parent.sid == task.sid),
        };
        let mut members = self.tasks.iter().filter(|task| task.pgid == group && self.tasks.is_alive(task.pid));
        !members.any(is_held)
    }

    /// The groups that the end of a process may orphan: its own and its children's, each if it has a stopped member and
    /// is not orphaned yet.
    pub(in crate::kernel) fn groups_at_stake(&self, pid: Pid) -> Vec<Pid> {
        let own = self.tasks[pid].pgid;
        let children = self.tasks.iter().filter(|task| task.ppid == pid).map(|task| task.pgid);
        let mut groups: Vec<Pid> = std::iter::once(own).chain(children).collect();
        groups.sort_unstable();
        groups.dedup();
        let is_stopped = |group| self.tasks.iter().any(|task| task.pgid == group && task.stopped.is_some());
        groups.retain(|&group| is_stopped(group) && !self.is_orphaned(group));
        groups
    }

    /// A group that has just become orphaned and has stopped members gets SIGHUP and SIGCONT (`_exit(2)`).
    pub(in crate::kernel) fn hang_up_orphaned(&mut self, groups: &[Pid]) {
        for &group in groups.iter().filter(|&&group| self.is_orphaned(group)).collect::<Vec<_>>() {
            let members: Vec<Pid> = self.tasks.iter().filter(|task| task.pgid == group).map(|task| task.pid).collect();
            for signal in [Signal::SIGHUP, Signal::SIGCONT] {
                for &pid in &members {
                    self.post(pid, SigInfo::from_process(signal, SI_KERNEL, 0), Queue::Shared);
                }
            }
        }
    }
}
