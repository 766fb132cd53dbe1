//! Stopping and continuing (job control): SIGSTOP and its relatives, SIGCONT, and what parents hear of it.

use crate::abi::siginfo::{CLD_EXITED, CLD_KILLED, CLD_STOPPED, Detail, SI_KERNEL};
use crate::abi::{SigInfo, Signal, Status};

use super::super::process::{INIT, JobChange, Process, SHELL};
use super::super::wait::{Resume, WaitsFor};
use super::super::{Effect, Kernel, Pid};
use super::restart::fails_after_stop;
use super::{Deferred, Queue, SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_IGN};

impl Kernel {
    /// A stop signal takes effect. A group that nobody could continue does not stop for those of the terminal.
    pub(super) fn stop_by(&mut self, pid: Pid, signal: Signal) {
        if self.can_stop(pid, signal) {
            self.stop(pid, signal);
        }
    }

    /// Whether a stop signal stops a process: SIGSTOP always, the others unless its group is orphaned.
    pub(super) fn can_stop(&self, pid: Pid, signal: Signal) -> bool {
        signal == Signal::SIGSTOP || !self.is_orphaned(self.tasks.process(pid).pgid)
    }

    /// Stops the process of a task. Calls that its threads are blocked in go on when it does.
    fn stop(&mut self, tid: Pid, signal: Signal) {
        let pid = self.tasks[tid].pid;
        let threads: Vec<Pid> = self.tasks.threads(pid).collect();
        threads.iter().for_each(|&thread| self.leave_queues(thread));
        let process = self.tasks.process_mut(pid);
        process.stopped = Some(signal);
        process.job_change = Some(JobChange::Stopped(signal));
        self.effects.extend(threads.into_iter().map(|pid| Effect::Stopped { pid, signal }));
        self.tell_parent_of_job(pid, CLD_STOPPED, signal);
    }

    /// SIGCONT arrives: a stopped process goes on, and so do the calls that its threads were blocked in.
    pub(super) fn go_on(&mut self, tid: Pid) {
        let pid = self.tasks[tid].pid;
        let process = self.tasks.process_mut(pid);
        if process.stopped.take().is_none() {
            return;
        }
        process.job_change = Some(JobChange::Continued);
        let threads: Vec<Pid> = self.tasks.threads(pid).collect();
        self.effects.extend(threads.iter().map(|&pid| Effect::Continued { pid }));
        self.defer(Deferred::Continued(pid));
        if let Some(signal) = threads.iter().find_map(|&thread| self.tasks.deadly(thread)) {
            // It came while the process was stopped.
            self.terminate(pid, Status::Signalled(signal));
            return;
        }
        threads.into_iter().for_each(|thread| self.go_on_with_call(thread));
    }

    fn go_on_with_call(&mut self, tid: Pid) {
        self.tasks[tid].signals.is_alerted = true;
        let Some(blocked) = self.tasks.blocked_mut(tid) else { return };
        let (on, nr) = (blocked.on, blocked.nr);
        blocked.was_stopped = true;
        match on {
            WaitsFor::Time(until) if until > self.clock.now => self.clock.sleep(tid, until),
            WaitsFor::Time(_) => self.wake_with(tid, Resume::Elapsed),
            _ if fails_after_stop(nr) => self.wake_with(tid, Resume::Interrupted),
            _ => self.wake(tid),
        }
    }

    pub(super) fn tell_parent_of_job(&mut self, pid: Pid, code: i32, signal: Signal) {
        let parent = self.tasks.process(pid).ppid;
        if !self.tasks.is_living(parent) {
            return;
        }
        if self.tasks.dispositions(parent).get(Signal::SIGCHLD).flags & SA_NOCLDSTOP == 0 {
            let uid = self.tasks.credentials(pid).user.real;
            let detail = Detail::Process { pid, uid, value: u64::from(signal.0) };
            self.post(parent, SigInfo { signal: Signal::SIGCHLD, code, detail }, Queue::Shared);
        }
        self.wake_waiting_parent(parent, pid);
    }

    /// The threads of a parent that are in `wait4` look at its children again, if they wait for this one.
    fn wake_waiting_parent(&mut self, parent: Pid, child: Pid) {
        if self.tasks.find(parent).is_none_or(|parent| parent.stopped.is_some()) {
            return;
        }
        for thread in self.tasks.threads(parent).collect::<Vec<_>>() {
            let blocked = self.tasks.blocked(thread).filter(|blocked| blocked.on == WaitsFor::Child);
            if blocked.is_some_and(|blocked| self.is_awaited(child, blocked.args[0] as i32)) {
                self.wake(thread);
            }
        }
    }

    /// Tells a parent of its child's end; whether the child leaves no zombie (`sigaction(2)`, `SA_NOCLDWAIT`).
    pub(in crate::kernel) fn tell_parent_of_end(&mut self, pid: Pid, status: Status) -> bool {
        let parent = self.tasks.process(pid).ppid;
        if parent == INIT || parent == SHELL {
            return true;
        }
        let action = self.tasks.dispositions(parent).get(Signal::SIGCHLD);
        let is_ignored = action.handler == SIG_IGN;
        if !is_ignored {
            let (code, value) = match status {
                Status::Exited(code) => (CLD_EXITED, u64::from(code)),
                Status::Signalled(signal) => (CLD_KILLED, u64::from(signal.0)),
            };
            let detail = Detail::Process { pid, uid: self.tasks.credentials(pid).user.real, value };
            self.post(parent, SigInfo { signal: Signal::SIGCHLD, code, detail }, Queue::Shared);
        }
        self.wake_waiting_parent(parent, pid);
        is_ignored || action.flags & SA_NOCLDWAIT != 0
    }

    /// Whether a process group is orphaned: no member has its parent in another group of the same session (`setpgid(2)`).
    pub(super) fn is_orphaned(&self, group: Pid) -> bool {
        let is_held = |process: &Process| match process.ppid {
            INIT => false,
            SHELL => process.sid == SHELL,
            parent => self.tasks.find(parent).is_some_and(|parent| parent.pgid != group && parent.sid == process.sid),
        };
        let mut members = self.tasks.processes().filter(|process| process.pgid == group && process.status.is_none());
        !members.any(is_held)
    }

    /// The groups that the end of a process may orphan: its own and its children's, each if it has a stopped member and
    /// is not orphaned yet.
    pub(in crate::kernel) fn groups_at_stake(&self, pid: Pid) -> Vec<Pid> {
        let own = self.tasks.process(pid).pgid;
        let children = self.tasks.processes().filter(|process| process.ppid == pid).map(|process| process.pgid);
        let mut groups: Vec<Pid> = std::iter::once(own).chain(children).collect();
        groups.sort_unstable();
        groups.dedup();
        let is_stopped =
            |group| self.tasks.processes().any(|process| process.pgid == group && process.stopped.is_some());
        groups.retain(|&group| is_stopped(group) && !self.is_orphaned(group));
        groups
    }

    /// A group that has just become orphaned and has stopped members gets SIGHUP and SIGCONT (`_exit(2)`).
    pub(in crate::kernel) fn hang_up_orphaned(&mut self, groups: &[Pid]) {
        for &group in groups.iter().filter(|&&group| self.is_orphaned(group)).collect::<Vec<_>>() {
            let of_group = self.tasks.processes().filter(|process| process.pgid == group);
            let members: Vec<Pid> = of_group.map(|process| process.pid).collect();
            for signal in [Signal::SIGHUP, Signal::SIGCONT] {
                for &pid in &members {
                    self.post(pid, SigInfo::from_process(signal, SI_KERNEL, 0), Queue::Shared);
                }
            }
        }
    }
}
