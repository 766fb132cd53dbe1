//! Real system calls on behalf of a simulated process.

use sim_core::abi::syscall::is_semctl_number;
use sim_core::abi::{Spec, Sysno};
use sim_core::machine::program::{PAGE, USER_END};

use super::window::{is_user_range, note_rights, real};

/// The bits of `mmap`'s flags that say who shares a mapping, and the kind that refuses unknown flags.
const MAP_TYPE: u64 = 0xf;
const MAP_SHARED_VALIDATE: u64 = 3;
/// One past the last user address of x86-64 Linux.
const TASK_SIZE_MAX: u64 = (1 << 47) - PAGE;

/// Makes a call whose pointers all lie in the window, and returns what the kernel returned (`-errno` for failure).
///
/// The calls that change mappings, and `fork`, have functions of their own and are not made here.
pub(crate) fn perform(spec: &Spec, raw: &[u64; 6]) -> u64 {
    perform_with(spec, raw, None)
}

/// The same, with a real pointer in place of one parameter.
pub(super) fn perform_with(spec: &Spec, raw: &[u64; 6], replaced: Option<(usize, u64)>) -> u64 {
    let mut args = [0; 6];
    for (index, param) in spec.params.iter().enumerate() {
        args[index] = if param.kind.is_pointer() { pointer(raw[index]) } else { raw[index] };
    }
    if spec.nr == Sysno::FCNTL && !takes_number(raw[1]) {
        args[2] = pointer(raw[2]);
    }
    if spec.nr == Sysno::SEMCTL && is_semctl_number(i64::from(raw[2] as i32)) {
        args[3] = raw[3];
    }
    if spec.nr == Sysno::FUTEX && counts_waiters(raw[1]) {
        args[3] = raw[3];
    }
    if let Some((index, place)) = replaced {
        args[index] = place;
    }
    if is_special(spec.nr) { -i64::from(libc::ENOSYS) as u64 } else { system_call(spec.nr, args) }
}

/// Whether the fourth argument of `futex(2)` is a number for this operation, not the address of a time.
const fn counts_waiters(operation: u64) -> bool {
    matches!(operation as i32 & 127, libc::FUTEX_REQUEUE | libc::FUTEX_CMP_REQUEUE | libc::FUTEX_WAKE_OP)
}

/// Whether a call must not be made by [`perform`].
const fn is_special(nr: Sysno) -> bool {
    matches!(
        nr,
        Sysno::MMAP
            | Sysno::MPROTECT
            | Sysno::MUNMAP
            | Sysno::BRK
            | Sysno::SHMAT
            | Sysno::SHMDT
            | Sysno::CLONE
            | Sysno::FORK
            | Sysno::VFORK
            | Sysno::EXECVE
    )
}

/// Whether the third argument of `fcntl(2)` is a number for this command; otherwise it is a pointer.
const fn takes_number(command: u64) -> bool {
    matches!(
        command as i32,
        libc::F_DUPFD
            | libc::F_DUPFD_CLOEXEC
            | libc::F_GETFD
            | libc::F_SETFD
            | libc::F_GETFL
            | libc::F_SETFL
            | libc::F_GETPIPE_SZ
            | libc::F_SETPIPE_SZ
    )
}

/// The real pointer for a simulated one. Null stays null, and what can never be an address of user space stays as it is:
/// the kernel refuses it before it does anything else (`access_ok`).
pub(super) const fn pointer(addr: u64) -> u64 {
    if addr == 0 || addr >= TASK_SIZE_MAX { addr } else { real(addr) }
}

pub(super) fn system_call(nr: Sysno, args: [u64; 6]) -> u64 {
    super::signals::call(nr.0, args)
}

pub(super) const fn failure(errno: i32) -> u64 {
    -(errno as i64) as u64
}

/// Whether the kernel returned success.
const fn is_success(ret: u64) -> bool {
    (ret as i64) >= 0 || (ret as i64) < -4095
}

/// `wait4(2)`. Also gives the child that it has reaped and its wait status: the caller may not have asked for them, or
/// with a pointer that cannot be written through, and the child is gone all the same.
pub(crate) fn wait4(raw: &[u64; 6]) -> (u64, Option<(i32, i32)>) {
    let mut status: i32 = 0;
    let mut usage = [0; size_of::<libc::rusage>()];
    let places = [std::ptr::from_mut(&mut status) as u64, std::ptr::from_mut(&mut usage) as u64];
    // `status` and `usage` outlive the call, and are the only memory that it writes.
    let ret = system_call(Sysno::WAIT4, [raw[0], places[0], raw[2], places[1], 0, 0]);
    if (ret as i64) <= 0 {
        return (ret, None);
    }
    let told = raw[1] == 0 || super::access::store(raw[1], status.to_ne_bytes()).is_ok();
    let is_told = told && (raw[3] == 0 || super::access::write(raw[3], &usage).is_ok());
    (if is_told { ret } else { failure(libc::EFAULT) }, Some((ret as i32, status)).filter(|_| is_death(status)))
}

/// Whether a wait status is that of a child that has ended, not of one that was stopped or continued.
const fn is_death(status: i32) -> bool {
    libc::WIFEXITED(status) || libc::WIFSIGNALED(status)
}

/// `mmap(2)` at a simulated address; `is_over` replaces what is mapped there. Returns the simulated address.
pub(crate) fn mmap(addr: u64, raw: &[u64; 6], is_over: bool) -> u64 {
    let len = raw[1];
    if !is_user_range(addr, len) {
        return failure(libc::ENOMEM);
    }
    let place = (libc::MAP_FIXED | libc::MAP_FIXED_NOREPLACE) as u64;
    let fixed = if is_over { libc::MAP_FIXED } else { libc::MAP_FIXED_NOREPLACE } as u64;
    let flags = (raw[3] & !place) | fixed;
    // A checked mapping refuses the flag that is added here, not one of the program's.
    let is_checked = raw[3] & MAP_TYPE == MAP_SHARED_VALIDATE && raw[3] & libc::MAP_ANONYMOUS as u64 == 0;
    let flags = if is_checked && raw[3] & libc::MAP_FIXED_NOREPLACE as u64 == 0 {
        flags & !MAP_TYPE | libc::MAP_SHARED as u64
    } else {
        flags
    };
    let ret = system_call(Sysno::MMAP, [real(addr), len, raw[2], flags, raw[4], raw[5]]);
    if is_success(ret) {
        note_rights(addr, len, raw[2] as i32);
        return addr;
    }
    ret
}

/// `munmap(2)`.
pub(crate) fn munmap(raw: &[u64; 6]) -> u64 {
    on_range(Sysno::MUNMAP, raw, libc::EINVAL, 0)
}

/// `mprotect(2)`. The checks before the kernel's own keep its order; they are here because the window ends where the real
/// user space does not.
pub(crate) fn mprotect(raw: &[u64; 6]) -> u64 {
    /// `PROT_READ` to `PROT_EXEC`, and `PROT_SEM`, which does nothing.
    const PROT_ALL: u64 = 0xf;
    let [addr, len, rights, ..] = *raw;
    let end = len.checked_next_multiple_of(PAGE).and_then(|len| addr.checked_add(len));
    match end {
        _ if addr % PAGE != 0 => failure(libc::EINVAL),
        _ if len == 0 => 0,
        None => failure(libc::ENOMEM),
        _ if rights & !PROT_ALL != 0 => failure(libc::EINVAL),
        Some(end) if end > USER_END => {
            // What lies before the hole changes all the same.
            let inside = USER_END.saturating_sub(addr);
            if inside > 0 {
                on_range(Sysno::MPROTECT, &[addr, inside, rights, 0, 0, 0], libc::ENOMEM, rights as i32);
            }
            failure(libc::ENOMEM)
        }
        Some(_) => on_range(Sysno::MPROTECT, raw, libc::ENOMEM, rights as i32),
    }
}

fn on_range(nr: Sysno, raw: &[u64; 6], outside: i32, rights: i32) -> u64 {
    if !raw[0].is_multiple_of(PAGE) {
        return failure(libc::EINVAL);
    }
    let Some(len) = raw[1].checked_next_multiple_of(PAGE).filter(|&len| is_user_range(raw[0], len)) else {
        return failure(outside);
    };
    let ret = system_call(nr, [real(raw[0]), len, raw[2], 0, 0, 0]);
    if is_success(ret) {
        note_rights(raw[0], len, rights);
    }
    ret
}

/// `poll(2)`, `ppoll(2)`, `pselect6(2)` or `epoll_wait(2)` that does not wait, and without a signal mask.
pub(crate) fn poll_now(nr: Sysno, raw: &[u64; 6]) -> u64 {
    let at_once = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let at_once = &raw const at_once as u64;
    // Besides the window the kernel reads and writes the time, which outlives the call.
    let args = match nr {
        Sysno::POLL => [pointer(raw[0]), raw[1], 0, 0, 0, 0],
        Sysno::EPOLL_WAIT | Sysno::EPOLL_PWAIT | Sysno::EPOLL_PWAIT2 => {
            let args = [raw[0], pointer(raw[1]), raw[2], 0, 0, 0];
            return super::signals::call_in_spite(Sysno::EPOLL_WAIT.0, args);
        }
        Sysno::PPOLL => [pointer(raw[0]), raw[1], at_once, 0, 0, 0],
        _ => {
            let [set_1, set_2, set_3] = [raw[1], raw[2], raw[3]].map(pointer);
            [raw[0], set_1, set_2, set_3, at_once, 0]
        }
    };
    super::signals::call_in_spite(nr.0, args)
}

/// `msync(2)`.
pub(crate) fn msync(raw: &[u64; 6]) -> u64 {
    const BOTH: i32 = libc::MS_ASYNC | libc::MS_SYNC;
    const ALL: i32 = BOTH | libc::MS_INVALIDATE;
    let flags = raw[2] as i32;
    if flags & !ALL != 0 || !raw[0].is_multiple_of(PAGE) || flags & BOTH == BOTH {
        return failure(libc::EINVAL);
    }
    let Some(len) = raw[1].checked_next_multiple_of(PAGE) else { return failure(libc::ENOMEM) };
    if raw[0].is_multiple_of(PAGE) && !is_user_range(raw[0], len) {
        return failure(libc::ENOMEM);
    }
    system_call(Sysno::MSYNC, [real(raw[0]), raw[1], raw[2], 0, 0, 0])
}

/// `readv(2)` and `writev(2)`, with the addresses inside the vector translated.
pub(crate) fn vectored(nr: Sysno, raw: &[u64; 6]) -> u64 {
    if raw[2] > libc::UIO_MAXIOV as u64 {
        return failure(libc::EINVAL);
    }
    let mut parts = Vec::new();
    for index in 0..2 * raw[2] {
        let Ok(word) = super::access::load::<8>(raw[1].wrapping_add(8 * index)) else { return failure(libc::EFAULT) };
        let word = u64::from_le_bytes(word);
        parts.push(if index % 2 == 0 { pointer(word) } else { word });
    }
    // The vector is the only memory outside the window that the kernel reads, and it outlives the call.
    system_call(nr, [raw[0], parts.as_ptr() as u64, raw[2], 0, 0, 0])
}

/// `shmat(2)` at a simulated address of which `len` bytes are to be free. Returns the simulated address.
pub(crate) fn shmat(shmid: u64, addr: u64, flags: u64, len: u64) -> u64 {
    if !is_user_range(addr, len) {
        // Linux looks for the segment first, and for overlaps before it looks for the end of user space.
        let is_refused = shm_size(shmid).is_none()
            || !addr.is_multiple_of(PAGE)
            || flags & libc::SHM_REMAP as u64 == 0 && addr.checked_add(len).is_none();
        return failure(if is_refused { libc::EINVAL } else { libc::ENOMEM });
    }
    let ret = system_call(Sysno::SHMAT, [shmid, real(addr), flags, 0, 0, 0]);
    if !is_success(ret) {
        return ret;
    }
    let start = addr - addr % PAGE;
    let exec = if flags & libc::SHM_EXEC as u64 == 0 { 0 } else { super::window::EXEC };
    note_rights(start, len, exec);
    start
}

/// `shmdt(2)`.
pub(crate) fn shmdt(addr: u64) -> u64 {
    system_call(Sysno::SHMDT, [real(addr), 0, 0, 0, 0, 0])
}

/// Whether a descriptor is open.
pub(crate) fn is_open(fd: u64) -> bool {
    // SAFETY: asks about a number that may be no descriptor; the answer is then -1.
    unsafe { libc::fcntl(fd as i32, libc::F_GETFD) != -1 }
}

/// The size of a shared memory segment; `None` if there is none or it may not be read.
pub(crate) fn shm_size(shmid: u64) -> Option<u64> {
    // SAFETY: an all-zero `shmid_ds` is a valid value, which IPC_STAT overwrites; it outlives the call.
    let (result, state) = unsafe {
        let mut state: libc::shmid_ds = std::mem::zeroed();
        (libc::shmctl(shmid as i32, libc::IPC_STAT, &raw mut state), state)
    };
    (result == 0).then_some(state.shm_segsz as u64)
}
