//! Signals that are read (`signalfd(2)`): what the controller sends in the name of virtual time is made to look as it
//! would come from the kernel, and processor times are taken out.

use sim_core::abi::{Signal, Sysno};

use super::signals::Signals;
use crate::sys::board::{Board, Slot};
use crate::sys::{access, signals};

/// Bytes of a `struct signalfd_siginfo`.
const BYTES: usize = 128;

/// After a `read` of a descriptor that gives signals: what was read.
pub(super) fn tidy(signals: &mut Signals, args: &[u64; 6], ret: u64, board: &Board, slot: &Slot) {
    if !signals::is_signal_file(args[0]) || (ret as i64) < BYTES as i64 {
        return;
    }
    for addr in (args[1]..args[1].saturating_add(ret)).step_by(BYTES) {
        let Ok(mut info) = access::load::<BYTES>(addr) else { return };
        let is_timer = signals::tidy_read(&mut info);
        signals.timer_delivered(Signal(info[0]), is_timer, board, slot);
        let _ = access::write(addr, &info);
    }
}

/// Whether a call may read signals.
pub(super) fn may_read(nr: Sysno, args: &[u64; 6]) -> bool {
    nr == Sysno::READ && args[2] >= BYTES as u64
}
