//! `execve`.

use crate::abi::Errno;
use crate::kernel::script::{NoTarget, follow};
use crate::kernel::{Halt, SysResult};

use super::{Call, PATH_MAX};

/// Longest argument, with its NUL (`MAX_ARG_STRLEN`).
const ARG_MAX: usize = 128 << 10;
/// How many bytes all arguments and the environment may take: a quarter of the stack's limit (`execve(2)`).
const ALL_MAX: usize = 2 << 20;

/// `execve(2)`
pub(super) fn execve(call: &mut Call<'_>) -> SysResult {
    let path = call.kernel.copy_in_string(call.pid, call.args[0], PATH_MAX)?.ok_or(Errno::ENAMETOOLONG)?;
    let cwd = call.kernel.tasks.process(call.pid).cwd;
    let target = match follow(&path, |path| call.kernel.executable_at(cwd, path)) {
        Ok(target) => target,
        Err(NoTarget::Errno(errno)) => return Err(errno.into()),
        Err(NoTarget::Absent(what)) => return Err(Halt::Unsupported(what)),
    };
    let mut room = ALL_MAX;
    let mut args = strings(call, call.args[1], &mut room)?;
    let env = strings(call, call.args[2], &mut room)?;
    if args.is_empty() {
        // Linux gives a program that was started without arguments an empty one.
        args.push(String::new());
    }
    let replaced = target.front.len().min(1);
    args.splice(..replaced, target.front);
    call.kernel.execute(call.pid, &target.program, &args, &env)
}

/// The strings of a vector; none if it is null.
fn strings(call: &mut Call<'_>, vector: u64, room: &mut usize) -> Result<Vec<String>, Errno> {
    let mut strings = Vec::new();
    if vector == 0 {
        return Ok(strings);
    }
    let mut slot = vector;
    loop {
        let pointer = u64::from_le_bytes(call.copy_in(slot)?);
        if pointer == 0 {
            return Ok(strings);
        }
        let text = call.kernel.copy_in_string(call.pid, pointer, ARG_MAX)?.ok_or(Errno::E2BIG)?;
        *room = room.checked_sub(text.len() + 1 + 8).ok_or(Errno::E2BIG)?;
        strings.push(String::from_utf8_lossy(&text).into_owned());
        slot = slot.wrapping_add(8);
    }
}
