//! Signals of a simulated process, as the real kernel delivers them.
//!
//! A real handler only notes what came ([`Noted`]) and blocks everything, so that signals are noted one at a time. It
//! also sees whether it has interrupted [`call`], and if the kernel would restart the system call (it has moved the
//! instruction pointer back to the `syscall` instruction) makes it return [`RESTART`] instead: the simulated handler
//! comes first.

use std::cell::UnsafeCell;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use sim_core::abi::{SigInfo, SigSet, Signal};

/// Everything but the signals that the accesses of the CPU itself may raise.
pub(crate) const ALL: SigSet = SigSet(!(1 << (libc::SIGSEGV - 1) | 1 << (libc::SIGBUS - 1)));
/// What [`call`] returns of a system call that is to be made again after the handler.
pub(crate) const RESTART: u64 = -512i64 as u64;
/// The signal by which the controller ends a wait that has timed out; no program can use it (`signal(7)`: glibc's own).
pub(crate) const TIMEOUT: i32 = 32;
/// What the signals of the controller carry, to be told from those of programs.
const FROM_CONTROLLER: u64 = 0x6c61_6220_7469_6d65;

std::arch::global_asm!(
    ".pushsection .text.ipc_lab_call,\"ax\",@progbits",
    ".irp name, call, call_syscall, call_interrupted",
    ".globl ipc_lab_\\name",
    ".hidden ipc_lab_\\name",
    ".endr",
    // rdi: number and arguments; rsi: the signal noted last.
    "ipc_lab_call: cmp dword ptr [rsi], 0",
    "jne ipc_lab_call_interrupted",
    "mov rax, qword ptr [rdi]",
    "mov rsi, qword ptr [rdi + 16]",
    "mov rdx, qword ptr [rdi + 24]",
    "mov r10, qword ptr [rdi + 32]",
    "mov r8, qword ptr [rdi + 40]",
    "mov r9, qword ptr [rdi + 48]",
    "mov rdi, qword ptr [rdi + 8]",
    "ipc_lab_call_syscall: syscall",
    "ret",
    "ipc_lab_call_interrupted: mov rax, -512",
    "ret",
    ".popsection",
);

unsafe extern "C" {
    fn ipc_lab_call(words: *const u64, noted: *const u32) -> u64;
    fn ipc_lab_call_syscall();
    fn ipc_lab_call_interrupted();
}

// Each thread has its own; none has a destructor, so that a handler may touch them.
thread_local! {
    /// The signal noted last; 0 for none.
    static SIGNAL: AtomicU32 = const { AtomicU32::new(0) };
    /// The mask that it interrupted.
    static MASK: AtomicU64 = const { AtomicU64::new(0) };
    /// What came with it: written by the handler alone, while all signals are blocked, and read after `SIGNAL` has been
    /// seen set and before the mask is opened again.
    static INFO: UnsafeCell<[u8; SigInfo::BYTES]> = const { UnsafeCell::new([0; SigInfo::BYTES]) };
}

/// A signal that the kernel has delivered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noted {
    /// Which.
    pub(crate) signal: Signal,
    /// What came with it.
    pub(crate) info: [u8; SigInfo::BYTES],
    /// The mask to come back to after its handler.
    pub(crate) mask: SigSet,
    /// Whether the controller sent it in the name of virtual time.
    pub(crate) is_timer: bool,
}

/// What the real kernel shall do with a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disposition {
    Default,
    Ignore,
    Note,
}

extern "C" fn note(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    /// Where the kernel's 8 bytes of mask are in a `ucontext_t`.
    const UC_SIGMASK: usize = 296;
    // SAFETY: the kernel passes valid pointers to an SA_SIGINFO handler. All signals are blocked here (sa_mask), so
    // nobody else writes INFO, and the main program reads it only after this handler has returned.
    unsafe {
        let mask = context.cast::<u8>().add(UC_SIGMASK).cast::<u64>();
        MASK.with(|word| word.store(mask.read_unaligned(), Ordering::Relaxed));
        mask.write_unaligned(ALL.0);
        std::ptr::copy_nonoverlapping(info.cast::<u8>(), INFO.with(UnsafeCell::get).cast::<u8>(), SigInfo::BYTES);
        let registers = &mut (*context.cast::<libc::ucontext_t>()).uc_mcontext.gregs;
        let at = registers[libc::REG_RIP as usize] as u64;
        let unfinished = ipc_lab_call as *const () as u64..=ipc_lab_call_syscall as *const () as u64;
        if unfinished.contains(&at) {
            registers[libc::REG_RIP as usize] = ipc_lab_call_interrupted as *const () as i64;
        }
    }
    SIGNAL.with(|word| word.store(signal as u32, Ordering::Relaxed));
}

/// Whether a signal has been noted and not taken.
pub(crate) fn has_noted() -> bool {
    SIGNAL.with(|word| word.load(Ordering::Relaxed)) != 0
}

/// Takes the signal that was noted.
pub(crate) fn take_noted() -> Option<Noted> {
    let signal = SIGNAL.with(|word| word.swap(0, Ordering::Relaxed));
    if signal == 0 {
        return None;
    }
    // SAFETY: the handler has returned and left all signals blocked.
    let mut info = unsafe { *INFO.with(UnsafeCell::get) };
    let is_timer = tidy(&mut info);
    let mask = SigSet(MASK.with(|word| word.load(Ordering::Relaxed))).without(SigSet::of(Signal(TIMEOUT as u8)));
    Some(Noted { signal: Signal(signal as u8), info, mask, is_timer })
}

/// Makes a `siginfo_t` what it would be in the lab: no processor times, and timers are the kernel's. Says whether it was
/// a timer.
pub(crate) fn tidy(info: &mut [u8; SigInfo::BYTES]) -> bool {
    let signal = info[0];
    let value = info[24..32].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    if i32::from(signal) == libc::SIGCHLD && info[8..12] != [0; 4] {
        info[32..].fill(0);
    }
    if value != FROM_CONTROLLER {
        return false;
    }
    *info = SigInfo::from_process(Signal(signal), sim_core::abi::siginfo::SI_KERNEL, 0).encode();
    true
}

/// Whether a descriptor that has given more than a number gives signals (`signalfd(2)`): it is of no type that a file
/// system has, and the others of these cannot be read.
pub(crate) fn is_signal_file(fd: u64) -> bool {
    // SAFETY: an all-zero `stat` is a valid value, which outlives the call that writes it.
    let (result, state) = unsafe {
        let mut state: libc::stat = std::mem::zeroed();
        (libc::fstat(fd as i32, &raw mut state), state)
    };
    result == 0 && state.st_mode & libc::S_IFMT == 0
}

/// What [`tidy`] does, for a `struct signalfd_siginfo`.
pub(crate) fn tidy_read(info: &mut [u8; SigInfo::BYTES]) -> bool {
    /// Where the processor times of a child are.
    const TIMES: std::ops::Range<usize> = 56..72;
    let value = info[48..56].iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    info[TIMES].fill(0);
    if value != FROM_CONTROLLER {
        return false;
    }
    info[8..12].copy_from_slice(&sim_core::abi::siginfo::SI_KERNEL.to_le_bytes());
    info[44..56].fill(0);
    true
}

/// Sends a signal in the name of virtual time.
pub(crate) fn send_timer(pid: i32, signal: i32) {
    let detail = sim_core::abi::siginfo::Detail::Process { pid: 0, uid: 0, value: FROM_CONTROLLER };
    let info = SigInfo { signal: Signal(signal as u8), code: sim_core::abi::siginfo::SI_QUEUE, detail }.encode();
    // SAFETY: the information outlives the call, which reads it.
    unsafe { libc::syscall(libc::SYS_rt_sigqueueinfo, pid, signal, info.as_ptr()) };
}

/// The same to one thread.
pub(crate) fn send_timer_to(pid: i32, tid: i32, signal: i32) {
    let detail = sim_core::abi::siginfo::Detail::Process { pid: 0, uid: 0, value: FROM_CONTROLLER };
    let info = SigInfo { signal: Signal(signal as u8), code: sim_core::abi::siginfo::SI_QUEUE, detail }.encode();
    // SAFETY: the information outlives the call, which reads it.
    unsafe { libc::syscall(libc::SYS_rt_tgsigqueueinfo, pid, tid, signal, info.as_ptr()) };
}

/// Sets the real mask and returns what it was.
pub(crate) fn set_mask(mask: SigSet) -> SigSet {
    let mut old = 0u64;
    // SAFETY: both sets are 8 bytes, as said, and outlive the call.
    unsafe {
        let new = std::ptr::from_ref(&mask.0);
        libc::syscall(libc::SYS_rt_sigprocmask, libc::SIG_SETMASK, new, &raw mut old, size_of::<u64>());
    }
    SigSet(old)
}

/// Tells the kernel what to do with a signal. Of `flags` those count that concern the kernel.
pub(crate) fn set_action(signal: Signal, disposition: Disposition, flags: u64) {
    const KEPT: i32 = libc::SA_RESTART | libc::SA_NOCLDSTOP | libc::SA_NOCLDWAIT | libc::SA_RESETHAND;
    let signal = i32::from(signal.0);
    if matches!(signal, libc::SIGSEGV | libc::SIGBUS) {
        // Those are the CPU's.
        return;
    }
    let handler = match disposition {
        Disposition::Default => libc::SIG_DFL,
        Disposition::Ignore => libc::SIG_IGN,
        Disposition::Note => note as *const () as libc::sighandler_t,
    };
    // SAFETY: an all-zero `sigaction` is a valid value; the handler has the signature that SA_SIGINFO asks for.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_SIGINFO | (flags as i32 & KEPT);
        libc::sigfillset(&raw mut action.sa_mask);
        libc::sigaction(signal, &raw const action, std::ptr::null_mut());
    }
}

/// Makes a system call; a signal that is noted before or in it ends it.
pub(super) fn call(nr: u16, args: [u64; 6]) -> u64 {
    let [a, b, c, d, e, f] = args;
    let words = [u64::from(nr), a, b, c, d, e, f];
    // SAFETY: the kernel checks every pointer; the callers in this room see to it that those that it can write through
    // lie in the window or in memory of theirs that outlives the call.
    unsafe { ipc_lab_call(words.as_ptr(), SIGNAL.with(AtomicU32::as_ptr)) }
}

/// Makes a system call that never waits, also if a signal has been noted and not taken.
pub(super) fn call_in_spite(nr: u16, args: [u64; 6]) -> u64 {
    let [a, b, c, d, e, f] = args;
    let words = [u64::from(nr), a, b, c, d, e, f];
    let none = 0;
    // SAFETY: as for `call`; the word that says that no signal has been noted outlives the call.
    unsafe { ipc_lab_call(words.as_ptr(), &raw const none) }
}

/// Waits on a word of the board until it is no longer `expected`, somebody wakes it, or a signal is noted.
pub(crate) fn wait(word: &AtomicU32, expected: u32) {
    let args = [word.as_ptr() as u64, libc::FUTEX_WAIT as u64, u64::from(expected), 0, 0, 0];
    call(libc::SYS_futex as u16, args);
}

/// `rt_sigtimedwait(2)` without a timeout, but [`TIMEOUT`] ends it too. Gives the kernel's result and the information.
pub(crate) fn wait_for(set: SigSet) -> (u64, [u8; SigInfo::BYTES]) {
    let with_timeout = set.or(SigSet::of(Signal(TIMEOUT as u8)));
    let mut info = [0; SigInfo::BYTES];
    let (set_at, info_at) = (std::ptr::from_ref(&with_timeout.0) as u64, info.as_mut_ptr() as u64);
    let ret = call(libc::SYS_rt_sigtimedwait as u16, [set_at, info_at, 0, size_of::<u64>() as u64, 0, 0]);
    (ret, info)
}

/// Ends this process by a signal.
pub(crate) fn die(signal: Signal) {
    let number = i32::from(signal.0);
    // SAFETY: the default action needs no handler, and raising a signal touches no memory.
    unsafe {
        libc::signal(number, libc::SIG_DFL);
        set_mask(SigSet::default());
        libc::raise(number);
    }
}
