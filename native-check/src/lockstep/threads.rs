//! `clone(2)` and the end of one thread: each simulated thread is a real one of the same real process.

use std::io;
use std::sync::atomic::Ordering;

use sim_core::abi::Errno;
use sim_core::kernel::Halt;
use sim_core::kernel::thread::{CloneKind, CloneRequest};

use super::process::{Process, live_in};
use super::protocol::Report;
use crate::sys::access;
use crate::sys::process::give_way;
use crate::sys::thread::{self, own_tid};

const CLONE_SETTLS: u64 = libc::CLONE_SETTLS as u64;
const CLONE_PARENT_SETTID: u64 = libc::CLONE_PARENT_SETTID as u64;
const CLONE_CHILD_SETTID: u64 = libc::CLONE_CHILD_SETTID as u64;
const CLONE_CHILD_CLEARTID: u64 = libc::CLONE_CHILD_CLEARTID as u64;

impl Process<'_> {
    /// `clone(2)`. `None` in the child, and if the run has come to its end.
    pub(super) fn clone_task(&mut self, args: &[u64; 6]) -> io::Result<Option<u64>> {
        let request = CloneRequest::new(args);
        match request.kind() {
            Ok(CloneKind::Thread) => self.start_thread(&request).map(Some),
            Ok(CloneKind::Process) => {
                let ret = self.fork()?;
                match ret {
                    Some(child) if Errno::from_ret(child).is_none() => {
                        tell(&request, CLONE_PARENT_SETTID, child as i32)
                    }
                    Some(_) => {}
                    None => self.begin(&request),
                }
                Ok(ret)
            }
            Err(Halt::Errno(errno)) => Ok(Some(errno.as_ret())),
            Err(Halt::Unsupported(what)) => self.report(&Report::Unsupported(what)).map(|()| None),
            Err(_) => Err(io::Error::other("clone ended in no known way")),
        }
    }

    /// What a child does before anything else; its registers are a copy of its maker's.
    fn begin(&mut self, request: &CloneRequest) {
        if request.stack != 0 {
            self.machine.move_to_stack(request.stack);
        }
        if request.flags & CLONE_SETTLS != 0 {
            self.machine.set_thread_pointer(request.tls);
        }
        let clears = request.flags & CLONE_CHILD_CLEARTID != 0;
        thread::clear_at_exit(if clears { request.child_tid } else { 0 });
        tell(request, CLONE_CHILD_SETTID, own_tid());
    }

    fn start_thread(&mut self, request: &CloneRequest) -> io::Result<u64> {
        let (board, common, own, request) = (self.board, self.common, self.own.clone(), *request);
        let Some(child_slot) = self.slot.child_slot() else { return Ok(Errno::EAGAIN.as_ret()) };
        let slot = board.slots.get(child_slot).ok_or_else(|| io::Error::other("there is no slot for the thread"))?;
        let signals = self.signals.of_thread();
        let mut machine = self.machine.clone();
        machine.finish_syscall(0);
        machine.start_counting();
        self.signals.hold_all();
        self.own.with(|own| own.gain_thread());
        let started = thread::start(move || {
            live_in(board, child_slot, |place| {
                let mut task =
                    Process { board, place, common, slot, machine, own, signals, turns: 0, has_given_way: false };
                task.begin(&request);
                task.signals.rest();
                slot.pid.store(own_tid(), Ordering::Release);
                board.ring();
                Ok(task)
            })
        });
        if let Err(error) = started {
            self.own.with(|own| own.lose_thread());
            return Ok(Errno(error.raw_os_error().unwrap_or(libc::EAGAIN) as u16).as_ret());
        }
        while slot.pid.load(Ordering::Acquire) == 0 {
            give_way();
        }
        let tid = slot.pid.load(Ordering::Acquire);
        tell(&request, CLONE_PARENT_SETTID, tid);
        Ok(tid as u64)
    }

    /// `_exit(2)` of this thread.
    pub(super) fn exit(&self, code: u64) -> u64 {
        self.own.with(|own| own.lose_thread());
        thread::exit_thread(code)
    }
}

/// Stores a child's id where its maker or it itself wants to read it.
fn tell(request: &CloneRequest, flag: u64, tid: i32) {
    let addr = if flag == CLONE_PARENT_SETTID { request.parent_tid } else { request.child_tid };
    if request.flags & flag != 0 {
        let _ = access::write(addr, &tid.to_le_bytes());
    }
}
