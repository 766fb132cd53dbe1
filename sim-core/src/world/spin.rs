//! Tasks that compute on and on.
//!
//! Virtual time stands still while anybody can do something. A task that only computes, perhaps until a signal handler
//! changes a variable, would hold it up for ever. So after [`Limits::private_steps`](super::Limits) instructions without a
//! visible operation it *gives way*: its turn is over, and it gets the next one when nobody else can take one. Then time
//! goes on to the next timer, if there is one. From then on it gives way after [`SHORT`] instructions, until it makes a call
//! again (returning from a handler does not count). If there is no timer and nobody has done anything since all gave
//! way, nothing will ever change: the run ends. The real side does the same.

use crate::abi::Sysno;
use crate::abi::event::End;

use super::{Place, World};

/// After so many instructions a task gives way that has done so before.
pub const SHORT: u64 = 1_000_000;

/// How a task that only computes stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spin {
    /// It has given way since its last call.
    has_given_way: bool,
    /// It has given way, and nobody has let it go on yet.
    pub(super) is_waiting: bool,
}

/// Whether an operation shows that a task does something else than to compute: a handler that comes to its end does not.
#[must_use]
pub const fn is_stir(nr: u64) -> bool {
    nr != Sysno::RT_SIGRETURN.0 as u64
}

impl Place {
    /// How many instructions it may still execute before it gives way.
    pub(super) const fn patience(&self, limit: u64) -> u64 {
        let most = if self.spin.has_given_way && limit > SHORT { SHORT } else { limit };
        most.saturating_sub(self.private)
    }
}

impl World {
    /// A task makes a system call.
    pub(super) fn note_call(&mut self, task: u32, nr: u64) {
        if is_stir(nr) {
            self.end_spin(task);
        } else {
            self.has_stirred = true;
        }
    }

    /// A task does something that others can see, and that is no end of a handler.
    pub(super) fn end_spin(&mut self, task: u32) {
        self.has_stirred = true;
        self.tasks[task as usize - 1].spin.has_given_way = false;
    }

    /// A task has computed for so long that it gives way.
    pub(super) fn give_way(&mut self, task: u32) {
        self.tasks[task as usize - 1].spin = Spin { has_given_way: true, is_waiting: true };
    }

    /// Those that have given way may go on.
    pub(super) fn let_go_on(&mut self) {
        self.tasks.iter_mut().for_each(|place| place.spin.is_waiting = false);
    }

    /// Nobody can run but those that have given way, and there is no timer: they go on if anybody has stirred. Says whether
    /// that is all there is to do.
    pub(super) fn go_on_computing(&mut self) -> bool {
        let waits = |place: &Place| place.spin.is_waiting && self.kernel.tasks.is_runnable(place.pid);
        if !self.tasks.iter().any(waits) {
            return false;
        }
        if std::mem::take(&mut self.has_stirred) {
            self.let_go_on();
        } else {
            self.end = Some(End::Limit { what: "steps".to_owned() });
        }
        true
    }
}
