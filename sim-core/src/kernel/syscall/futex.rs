//! `futex`.

use crate::abi::Errno;
use crate::kernel::futex::{ANYBODY, Requeue, Scope, Wait, WakeOp};
use crate::kernel::{Halt, Resume, SysResult};

use super::Call;
use super::time::{Deadline, timeout};

const FUTEX_WAIT: u32 = 0;
const FUTEX_WAKE: u32 = 1;
const FUTEX_FD: u32 = 2;
const FUTEX_REQUEUE: u32 = 3;
const FUTEX_CMP_REQUEUE: u32 = 4;
const FUTEX_WAKE_OP: u32 = 5;
const FUTEX_WAIT_BITSET: u32 = 9;
const FUTEX_WAKE_BITSET: u32 = 10;
/// The highest operation that Linux has (`FUTEX_LOCK_PI2`).
const HIGHEST: u32 = 13;
const FUTEX_PRIVATE_FLAG: u32 = 128;
const FUTEX_CLOCK_REALTIME: u32 = 256;

/// `futex(2)`; the operations that inherit priorities are not there.
pub(super) fn futex(call: &mut Call<'_>) -> SysResult {
    match call.resume.take() {
        Some(Resume::Woken) => {
            call.kernel.clock.cancel(call.pid);
            return Ok(0);
        }
        Some(Resume::Elapsed) => {
            call.kernel.futex_leave(call.pid);
            return Err(Errno::ETIMEDOUT.into());
        }
        _ => {}
    }
    let (addr, flags, value, bits) = (call.word(0), call.uint(1), call.uint(2), call.uint(5));
    let scope = if flags & FUTEX_PRIVATE_FLAG != 0 { Scope::Private } else { Scope::Shared };
    let operation = flags & !(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
    let is_real = flags & FUTEX_CLOCK_REALTIME != 0;
    match operation {
        FUTEX_WAIT | FUTEX_WAIT_BITSET => {
            let kind = match operation {
                FUTEX_WAIT if is_real => {
                    return Err(Halt::Unsupported("futex FUTEX_WAIT|FUTEX_CLOCK_REALTIME".to_owned()));
                }
                FUTEX_WAIT => Deadline::After,
                _ if is_real => Deadline::AtReal,
                _ => Deadline::AtMonotonic,
            };
            let until = timeout(call, call.word(3), kind)?.check()?;
            let bits = if operation == FUTEX_WAIT { ANYBODY } else { bits };
            if bits == 0 {
                return Err(Errno::EINVAL.into());
            }
            call.kernel.futex_wait(call.pid, Wait { addr, scope, expected: value, bits, until })
        }
        FUTEX_FD..=FUTEX_WAKE_OP | FUTEX_WAKE | FUTEX_WAKE_BITSET if is_real => Err(Errno::ENOSYS.into()),
        FUTEX_FD => Err(Errno::ENOSYS.into()),
        FUTEX_REQUEUE | FUTEX_CMP_REQUEUE => {
            let expected = (operation == FUTEX_CMP_REQUEUE).then_some(bits);
            let (to, woken, moved) = (call.word(4), value as i32, call.int(3));
            call.kernel.futex_requeue(call.pid, Requeue { from: addr, to, scope, woken, moved, expected })
        }
        FUTEX_WAKE_OP => {
            let most = [value as i32, call.int(3)];
            call.kernel.futex_wake_op(call.pid, [addr, call.word(4)], scope, most, WakeOp(bits))
        }
        FUTEX_WAKE => call.kernel.futex_wake(call.pid, addr, scope, value as i32, ANYBODY),
        FUTEX_WAKE_BITSET if bits == 0 => Err(Errno::EINVAL.into()),
        FUTEX_WAKE_BITSET => call.kernel.futex_wake(call.pid, addr, scope, value as i32, bits),
        ..=HIGHEST => Err(Halt::Unsupported(format!("futex operation {operation}"))),
        _ => Err(Errno::ENOSYS.into()),
    }
}
