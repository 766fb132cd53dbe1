//! Real calls with a time limit in virtual time: the call is made without one, and a signal breaks it off when the
//! controller says that the time is over.

use std::sync::atomic::{AtomicBool, Ordering};

use sim_core::abi::Spec;

use super::calls;

/// The signal: the highest real-time signal, which a simulated program is least likely to use.
const SIGNAL: i32 = 64;

thread_local! {
    /// Whether this thread is in a call that may be broken off.
    static IS_LIMITED: AtomicBool = const { AtomicBool::new(false) };
}

/// How long a real call may sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Until it is broken off.
    Open,
    /// Not at all: its time is over already.
    Over,
}

/// Makes a call whose parameter `at` is its time limit.
pub(crate) fn perform(spec: &Spec, raw: &[u64; 6], at: usize, limit: Limit) -> u64 {
    let never = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let place = match limit {
        Limit::Open => 0,
        Limit::Over => std::ptr::from_ref(&never) as u64,
    };
    // `never` outlives the call, and the kernel only reads it.
    perform_open(|| calls::perform_with(spec, raw, Some((at, place))))
}

/// Makes a call that has no parameter for its limit.
pub(crate) fn perform_open(call: impl FnOnce() -> u64) -> u64 {
    if let Err(error) = catch() {
        return -i64::from(error.raw_os_error().unwrap_or(libc::EIO)) as u64;
    }
    IS_LIMITED.with(|is| is.store(true, Ordering::SeqCst));
    let ret = call();
    IS_LIMITED.with(|is| is.store(false, Ordering::SeqCst));
    ret
}

/// Breaks off the call of another thread.
pub(crate) fn break_off(tid: i32) {
    // SAFETY: sending a signal touches no memory.
    unsafe { libc::syscall(libc::SYS_tkill, tid, SIGNAL) };
}

fn catch() -> std::io::Result<()> {
    // SAFETY: an all-zero `sigaction` is a valid value; the handler touches only an atomic and calls only functions
    // that handlers may call (signal-safety(7)). Without SA_RESTART the call ends with EINTR.
    let result = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as *const () as libc::sighandler_t;
        libc::sigaction(SIGNAL, &raw const action, std::ptr::null_mut())
    };
    super::check(result).map(drop)
}

extern "C" fn on_signal(signal: i32) {
    if !IS_LIMITED.with(|is| is.load(Ordering::SeqCst)) {
        // It came from a simulated program: its default action shall happen.
        // SAFETY: both functions may be called in a handler.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        }
    }
}
