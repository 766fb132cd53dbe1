//! Who a process is: `getpid`, `getppid`, process groups, sessions, `uname`.

use crate::abi::Errno;
use crate::kernel::SysResult;
use crate::network::ONLY_HOST;

use super::Call;

/// Bytes of each field of `struct utsname`.
const UTS_FIELD: usize = 65;
/// What `uname(2)` says: system, host, release, version, machine, domain.
const UTSNAME: [&str; 6] = ["Linux", ONLY_HOST, "6.18.0", "#1 SMP", "x86_64", "(none)"];

/// `getpid(2)`
pub(super) fn getpid(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.tasks[call.pid].pid as u64)
}

/// `gettid(2)`
pub(super) fn gettid(call: &mut Call<'_>) -> SysResult {
    Ok(call.pid as u64)
}

/// `getppid(2)`
pub(super) fn getppid(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.tasks.process(call.pid).ppid as u64)
}

/// `getpgrp(2)`
pub(super) fn getpgrp(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.tasks.process(call.pid).pgid as u64)
}

/// `getpgid(2)`
pub(super) fn getpgid(call: &mut Call<'_>) -> SysResult {
    let pid = if call.int(0) == 0 { call.pid } else { call.int(0) };
    call.kernel.tasks.get(pid).ok_or(Errno::ESRCH)?;
    Ok(call.kernel.tasks.process(pid).pgid as u64)
}

/// `getsid(2)`
pub(super) fn getsid(call: &mut Call<'_>) -> SysResult {
    let pid = if call.int(0) == 0 { call.pid } else { call.int(0) };
    call.kernel.tasks.get(pid).ok_or(Errno::ESRCH)?;
    Ok(call.kernel.tasks.process(pid).sid as u64)
}

/// `setpgid(2)`
pub(super) fn setpgid(call: &mut Call<'_>) -> SysResult {
    let (pid, pgid) = (call.int(0), call.int(1));
    call.kernel.set_process_group(call.pid, pid, pgid)?;
    Ok(0)
}

/// `setsid(2)`
pub(super) fn setsid(call: &mut Call<'_>) -> SysResult {
    Ok(call.kernel.set_session(call.pid)? as u64)
}

/// `uname(2)`
pub(super) fn uname(call: &mut Call<'_>) -> SysResult {
    let mut bytes = [0; UTS_FIELD * UTSNAME.len()];
    let kernel = &call.kernel;
    let name = kernel.wires.network.name(kernel.host_of(call.pid));
    let texts = UTSNAME.map(|text| if text == ONLY_HOST { name } else { text });
    for (field, text) in bytes.chunks_exact_mut(UTS_FIELD).zip(texts) {
        field[..text.len()].copy_from_slice(text.as_bytes());
    }
    call.copy_out(call.word(0), &bytes)?;
    Ok(0)
}
