//! Loads and stores that the real MMU may refuse.
//!
//! A handful of assembly routines make the accesses. When one faults, the signal handler sees that the instruction
//! pointer lies inside them, keeps address and reason, and lets the routine return "refused". So a simulated load costs
//! one call, and whether it is allowed is the hardware's word.

use std::sync::atomic::{AtomicI32, AtomicU64, Ordering};

use sim_core::abi::event::{AccessKind, FaultKind};
use sim_core::machine::program::PAGE;

use super::window::{is_executable, real};

std::arch::global_asm!(
    ".pushsection .text.ipc_lab_access,\"ax\",@progbits",
    // Seen by the other object files of this crate, by nobody else.
    ".irp name, access_begin, access_end, refused, load_1, load_2, load_4, load_8, store_1, store_2, store_4, store_8",
    ".globl ipc_lab_\\name",
    ".hidden ipc_lab_\\name",
    ".endr",
    ".irp name, copy, touch, jump, divide, illegal",
    ".globl ipc_lab_\\name",
    ".hidden ipc_lab_\\name",
    ".endr",
    "ipc_lab_access_begin:",
    "ipc_lab_load_1: movzx eax, byte ptr [rdi]",
    "xor edx, edx",
    "ret",
    "ipc_lab_load_2: movzx eax, word ptr [rdi]",
    "xor edx, edx",
    "ret",
    "ipc_lab_load_4: mov eax, dword ptr [rdi]",
    "xor edx, edx",
    "ret",
    "ipc_lab_load_8: mov rax, qword ptr [rdi]",
    "xor edx, edx",
    "ret",
    "ipc_lab_store_1: mov byte ptr [rdi], sil",
    "xor edx, edx",
    "ret",
    "ipc_lab_store_2: mov word ptr [rdi], si",
    "xor edx, edx",
    "ret",
    "ipc_lab_store_4: mov dword ptr [rdi], esi",
    "xor edx, edx",
    "ret",
    "ipc_lab_store_8: mov qword ptr [rdi], rsi",
    "xor edx, edx",
    "ret",
    "ipc_lab_copy: mov rcx, rdx",
    "rep movsb",
    "xor edx, edx",
    "ret",
    // Writes what is there: asks for the right to write and changes nothing.
    "ipc_lab_touch: lock or byte ptr [rdi], 0",
    "xor edx, edx",
    "ret",
    "ipc_lab_jump: jmp rdi",
    "ipc_lab_divide: mov eax, 1",
    "xor edx, edx",
    "xor ecx, ecx",
    "idiv ecx",
    "ret",
    "ipc_lab_illegal: ud2",
    "ipc_lab_refused: mov edx, 1",
    "ret",
    "ipc_lab_access_end:",
    ".popsection",
);

/// What a routine gives back, in `rax` and `rdx`.
#[repr(C)]
struct Answer {
    value: u64,
    is_refused: u64,
}

unsafe extern "C" {
    fn ipc_lab_access_begin();
    fn ipc_lab_access_end();
    fn ipc_lab_refused();
    fn ipc_lab_load_1(addr: u64) -> Answer;
    fn ipc_lab_load_2(addr: u64) -> Answer;
    fn ipc_lab_load_4(addr: u64) -> Answer;
    fn ipc_lab_load_8(addr: u64) -> Answer;
    fn ipc_lab_store_1(addr: u64, value: u64) -> Answer;
    fn ipc_lab_store_2(addr: u64, value: u64) -> Answer;
    fn ipc_lab_store_4(addr: u64, value: u64) -> Answer;
    fn ipc_lab_store_8(addr: u64, value: u64) -> Answer;
    fn ipc_lab_copy(to: u64, from: u64, len: u64) -> Answer;
    fn ipc_lab_touch(addr: u64) -> Answer;
    fn ipc_lab_jump(addr: u64) -> Answer;
    fn ipc_lab_divide() -> Answer;
    fn ipc_lab_illegal() -> Answer;
}

// Each thread has its own; none has a destructor, so that a handler may touch them.
thread_local! {
    /// What the handler keeps of the last refusal: the real address, `si_code` and the signal.
    static REFUSED_AT: AtomicU64 = const { AtomicU64::new(0) };
    static REFUSED_CODE: AtomicI32 = const { AtomicI32::new(0) };
    static REFUSED_SIGNAL: AtomicI32 = const { AtomicI32::new(0) };
    /// The real address that [`jump`] goes to at the moment; 0 for none.
    static JUMP_TO: AtomicU64 = const { AtomicU64::new(0) };
}

/// An access that the MMU refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Why.
    pub(crate) kind: FaultKind,
    /// The simulated address of the first refused byte.
    pub(crate) addr: u64,
}

/// Lets faults of the routines be answered instead of being deadly.
///
/// # Errors
/// What `sigaction(2)` says.
pub(crate) fn install() -> std::io::Result<()> {
    for signal in [libc::SIGSEGV, libc::SIGBUS] {
        set_action(signal, on_refusal as *const () as libc::sighandler_t)?;
    }
    Ok(())
}

fn set_action(signal: i32, handler: libc::sighandler_t) -> std::io::Result<()> {
    // SAFETY: an all-zero `sigaction` is a valid value; the handler has the signature that SA_SIGINFO asks for (or is
    // SIG_DFL), and touches only atomics and the interrupted context.
    let result = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = handler;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigaction(signal, &raw const action, std::ptr::null_mut())
    };
    super::check(result).map(drop)
}

extern "C" fn on_refusal(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    // SAFETY: the kernel passes valid pointers to an SA_SIGINFO handler, and `si_addr` is set for these signals.
    let (registers, addr, code) = unsafe {
        let context = &mut *context.cast::<libc::ucontext_t>();
        (&mut context.uc_mcontext.gregs, (*info).si_addr() as u64, (*info).si_code)
    };
    if code <= 0 {
        // Somebody sent it (`SI_USER`): a program that has asked for nothing dies of it.
        let _ = set_action(signal, libc::SIG_DFL);
        // SAFETY: sends a signal to this process, which is delivered when the handler returns.
        unsafe { libc::raise(signal) };
        return;
    }
    let at = registers[libc::REG_RIP as usize] as u64;
    let routines = ipc_lab_access_begin as *const () as u64..ipc_lab_access_end as *const () as u64;
    if !routines.contains(&at) && at != JUMP_TO.with(|word| word.load(Ordering::Relaxed)) {
        // A fault of our own: let it be deadly, so that the checker sees it.
        let _ = set_action(signal, libc::SIG_DFL);
        return;
    }
    REFUSED_AT.with(|word| word.store(addr, Ordering::Relaxed));
    REFUSED_CODE.with(|word| word.store(code, Ordering::Relaxed));
    REFUSED_SIGNAL.with(|word| word.store(signal, Ordering::Relaxed));
    registers[libc::REG_RIP as usize] = ipc_lab_refused as *const () as i64;
}

/// `answer`'s value, or the refusal of an access that began at `addr`.
fn judge(answer: &Answer, addr: u64) -> Result<u64, Refusal> {
    if answer.is_refused == 0 {
        return Ok(answer.value);
    }
    let kind = match (
        REFUSED_SIGNAL.with(|word| word.load(Ordering::Relaxed)),
        REFUSED_CODE.with(|word| word.load(Ordering::Relaxed)),
    ) {
        (libc::SIGBUS, _) => FaultKind::PastEnd,
        (_, SEGV_ACCERR) => FaultKind::Protection,
        _ => FaultKind::NotMapped,
    };
    let offset = REFUSED_AT.with(|word| word.load(Ordering::Relaxed)).wrapping_sub(real(addr));
    Err(Refusal { kind, addr: addr.wrapping_add(offset) })
}

/// `si_code` for a page whose rights do not allow the access.
const SEGV_ACCERR: i32 = 2;

/// Loads 1 to 8 bytes.
///
/// # Errors
/// The refusal, with nothing read.
#[inline]
pub(crate) fn load<const N: usize>(addr: u64) -> Result<[u8; N], Refusal> {
    let at = real(addr);
    // SAFETY: the routines read only the window, and a fault in them comes back as a refusal.
    let answer = unsafe {
        match N {
            1 => ipc_lab_load_1(at),
            2 => ipc_lab_load_2(at),
            4 => ipc_lab_load_4(at),
            8 => ipc_lab_load_8(at),
            _ => return load_odd(addr),
        }
    };
    let mut bytes = [0; N];
    bytes.copy_from_slice(&judge(&answer, addr)?.to_le_bytes()[..N]);
    Ok(bytes)
}

fn load_odd<const N: usize>(addr: u64) -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    read(addr, &mut bytes)?;
    Ok(bytes)
}

/// Stores 1 to 8 bytes.
///
/// # Errors
/// The refusal, with nothing written.
#[inline]
pub(crate) fn store<const N: usize>(addr: u64, bytes: [u8; N]) -> Result<(), Refusal> {
    let mut wide = [0; 8];
    let at = real(addr);
    if !matches!(N, 1 | 2 | 4 | 8) {
        return write(addr, &bytes);
    }
    wide[..N].copy_from_slice(&bytes);
    let value = u64::from_le_bytes(wide);
    // SAFETY: the routines write only the window, which holds no memory of Rust's, and a fault comes back as a refusal.
    let answer = unsafe {
        match N {
            1 => ipc_lab_store_1(at, value),
            2 => ipc_lab_store_2(at, value),
            4 => ipc_lab_store_4(at, value),
            _ => ipc_lab_store_8(at, value),
        }
    };
    judge(&answer, addr).map(drop)
}

/// Reads a range.
///
/// # Errors
/// The refusal; `buf` then holds what lies before it.
pub(crate) fn read(addr: u64, buf: &mut [u8]) -> Result<(), Refusal> {
    for (at, part) in pages(addr, buf.len()) {
        let to = buf[part.clone()].as_mut_ptr() as u64;
        // SAFETY: `to` and the length are a live part of `buf`; the source is in the window and may refuse.
        let answer = unsafe { ipc_lab_copy(to, real(at), part.len() as u64) };
        judge(&answer, at)?;
    }
    Ok(())
}

/// Writes a range.
///
/// # Errors
/// The refusal; the bytes before it have been written.
pub(crate) fn write(addr: u64, bytes: &[u8]) -> Result<(), Refusal> {
    for (at, part) in pages(addr, bytes.len()) {
        let from = bytes[part.clone()].as_ptr() as u64;
        // SAFETY: `from` and the length are a live part of `bytes`; the target is in the window and may refuse.
        let answer = unsafe { ipc_lab_copy(real(at), from, part.len() as u64) };
        judge(&answer, at)?;
    }
    Ok(())
}

/// Cuts a range at page ends, so that a refusal is always that of a part's first byte.
fn pages(addr: u64, len: usize) -> impl Iterator<Item = (u64, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let at = addr.wrapping_add(done as u64);
        let part = done..len.min(done + (PAGE - at % PAGE) as usize);
        done = part.end;
        (!part.is_empty()).then_some((at, part))
    })
}

/// Asks whether one byte may be touched this way, without changing anything. To ask for `Execute`, it really jumps
/// there, unless the page is known to be executable.
///
/// # Errors
/// The refusal.
pub(crate) fn probe(addr: u64, access: AccessKind) -> Result<(), Refusal> {
    match access {
        AccessKind::Load => load::<1>(addr).map(drop),
        // SAFETY: the routine rewrites one byte of the window with itself.
        AccessKind::Store => judge(&unsafe { ipc_lab_touch(real(addr)) }, addr).map(drop),
        AccessKind::Execute => jump(addr),
    }
}

fn jump(addr: u64) -> Result<(), Refusal> {
    if is_executable(addr) {
        return Ok(());
    }
    JUMP_TO.with(|word| word.store(real(addr), Ordering::Relaxed));
    // SAFETY: the page is not executable, so the fetch faults and the handler returns from the routine.
    let answer = unsafe { ipc_lab_jump(real(addr)) };
    JUMP_TO.with(|word| word.store(0, Ordering::Relaxed));
    judge(&answer, addr).map(drop)
}

/// Makes a fault again, now with the default action, so that the process dies of it as Linux would have it. Returns only
/// if it did not die.
pub(crate) fn die_of(kind: FaultKind, addr: u64, access: AccessKind) {
    for signal in [libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE, libc::SIGILL] {
        let _ = set_action(signal, libc::SIG_DFL);
    }
    match kind {
        // SAFETY: raises SIGFPE, whose default action ends the process.
        FaultKind::Divide => _ = unsafe { ipc_lab_divide() },
        // SAFETY: raises SIGILL, whose default action ends the process.
        FaultKind::Illegal => _ = unsafe { ipc_lab_illegal() },
        FaultKind::NotMapped | FaultKind::Protection | FaultKind::PastEnd => drop(probe(addr, access)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::window::{READ, WRITE, map_private};
    use super::*;

    #[test]
    fn the_real_mmu_answers_loads_and_stores() {
        install().expect("handlers");
        map_private(0x40_0000, 2 * PAGE, READ | WRITE).expect("map");
        super::super::window::protect(0x40_1000, PAGE, READ).expect("protect");

        store(0x40_0010, 7u32.to_le_bytes()).expect("store");
        assert_eq!(load::<4>(0x40_0010), Ok(7u32.to_le_bytes()));
        assert_eq!(load::<1>(0x50_0000), Err(Refusal { kind: FaultKind::NotMapped, addr: 0x50_0000 }));
        assert_eq!(store(0x40_1008, [1]), Err(Refusal { kind: FaultKind::Protection, addr: 0x40_1008 }));
        // The refused byte of an access that crosses into a page is that page's first.
        assert_eq!(store(0x40_0ffc, [1; 8]), Err(Refusal { kind: FaultKind::Protection, addr: 0x40_1000 }));
        assert_eq!(load::<4>(0x40_0ffc), Ok([0; 4]));
        assert_eq!(write(0x40_0ffc, &[1; 8]), Err(Refusal { kind: FaultKind::Protection, addr: 0x40_1000 }));
        assert_eq!(load::<4>(0x40_0ffc), Ok([1; 4]));
        // Kernel space, in every guise, is nobody's.
        for addr in [0x1000_0000, 0xffff_8000_0000_0000, u64::MAX] {
            assert_eq!(load::<1>(addr), Err(Refusal { kind: FaultKind::NotMapped, addr }));
        }
        assert_eq!(probe(0x40_0000, AccessKind::Execute).map_err(|r| r.kind), Err(FaultKind::Protection));
        assert_eq!(probe(0x50_0000, AccessKind::Execute).map_err(|r| r.kind), Err(FaultKind::NotMapped));
    }
}
