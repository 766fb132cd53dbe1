//! Signal masks that hold for the time of a call (`ppoll(2)`, `pselect(2)`, `epoll_pwait(2)`).

use crate::abi::{Errno, SigSet};
use crate::kernel::SysResult;
use crate::kernel::signal::Next;

use super::Call;

/// Bytes of the kernel's `sigset_t`.
const SIGSET_BYTES: u64 = 8;

/// Puts the mask at an address in force, when the call begins; null is none (`set_user_sigmask`).
///
/// # Errors
/// `EINVAL` for a set of another size, `EFAULT`.
pub(super) fn install(call: &mut Call<'_>, addr: u64, size: u64) -> Result<(), Errno> {
    if addr == 0 || call.resume.is_some() {
        return Ok(());
    }
    if size != SIGSET_BYTES {
        return Err(Errno::EINVAL);
    }
    let set = SigSet(u64::from_le_bytes(call.copy_in(addr)?));
    call.kernel.tasks[call.pid].signals.suspend(set);
    Ok(())
}

/// A call that comes to an end by itself gives the mask back before any signal is delivered. With `EINTR` the handler
/// runs under the call's mask.
pub(super) fn restore_if_over(call: &mut Call<'_>, result: &SysResult) {
    use crate::kernel::Halt;
    match result {
        Err(Halt::Block(..) | Halt::Errno(Errno::EINTR)) => {}
        _ => call.kernel.tasks[call.pid].signals.restore(),
    }
}

/// Whether a handler will run as soon as the call comes back: then `poll` and `select` that have found nothing fail with
/// `EINTR`, even if they were not to wait.
pub(super) fn is_interrupted(call: &mut Call<'_>) -> bool {
    matches!(call.kernel.next_signal(call.pid), Some(Next::Handler(_)))
}
