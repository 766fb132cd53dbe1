//! Processes, namespaces, descriptors and limits of the sandbox.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

use super::check;

/// Who one is after a [`fork`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forked {
    /// The parent; the child's process id.
    Parent(i32),
    /// The child.
    Child,
}

/// `fork(2)`.
///
/// # Errors
/// What `fork(2)` says.
pub(crate) fn fork() -> io::Result<Forked> {
    // SAFETY: the sandbox has one thread. Where a test forks with several, glibc's fork keeps the allocator usable, and
    // the child uses nothing else that a lock of another thread could guard.
    match check(unsafe { libc::fork() })? {
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(pid as i32)),
    }
}

/// The bare `fork(2)` of a process with one thread: without what C's library does for others, which touches page after
/// page of its data. What it keeps of a process's own ids is not right in the child.
///
/// # Errors
/// What `clone(2)` says.
pub(crate) fn fork_bare() -> io::Result<Forked> {
    clone(0)
}

/// The same, but the child shares the table of descriptors with this process.
///
/// # Errors
/// What `clone(2)` says.
pub(crate) fn fork_sharing_descriptors() -> io::Result<Forked> {
    clone(libc::CLONE_FILES)
}

fn clone(flags: i32) -> io::Result<Forked> {
    // SAFETY: without a stack of its own and without CLONE_VM the child gets a copy of memory, as by `fork`; the process
    // has one thread, so that no lock is held in it.
    match check(unsafe { libc::syscall(libc::SYS_clone, flags | libc::SIGCHLD, 0, 0, 0, 0) })? {
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(pid as i32)),
    }
}

/// Ends this process at once, without running anything of Rust's or C's.
pub(crate) fn exit_now(code: i32) -> ! {
    // SAFETY: `_exit` does not return and runs no handlers.
    unsafe { libc::_exit(code) }
}

/// A child that `waitpid` has reaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reaped {
    /// Which.
    pub(crate) pid: i32,
    /// Its wait status.
    pub(crate) status: i32,
}

/// Waits for any child. `None`: there is none left, or (with `WNOHANG`) none has ended.
pub(crate) fn wait_any(flags: i32) -> Option<Reaped> {
    wait_for(-1, flags)
}

/// Waits for a child.
pub(crate) fn wait_for(pid: i32, flags: i32) -> Option<Reaped> {
    loop {
        let mut status = 0;
        // SAFETY: the status outlives the call.
        let result = unsafe { libc::waitpid(pid, &raw mut status, flags) };
        match result {
            -1 if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
            pid if pid > 0 => return Some(Reaped { pid, status }),
            _ => return None,
        }
    }
}

/// Kills a process for good.
pub(crate) fn kill(pid: i32) {
    if pid > 0 {
        // SAFETY: sending a signal touches no memory.
        unsafe { libc::kill(pid, libc::SIGKILL) };
    }
}

/// Kills every process that this one may, but not itself: for init, all others of its namespace (`kill(2)`).
pub(crate) fn kill_all() {
    if own_pid() == 1 {
        // SAFETY: sending a signal touches no memory.
        unsafe { libc::kill(-1, libc::SIGKILL) };
    }
}

/// Moves into a fresh namespace of System V objects and message queues. The old one goes with its last process.
///
/// # Errors
/// What `unshare(2)` says.
pub(crate) fn fresh_ipc() -> io::Result<()> {
    // SAFETY: the flag concerns the kernel's bookkeeping only; the process has one thread.
    check(unsafe { libc::unshare(libc::CLONE_NEWIPC) }).map(drop)
}

/// Dies with the parent, even when that is killed. `parent` is the process id that the parent is expected to have; if it
/// is gone already, this process ends here.
///
/// # Errors
/// What `prctl(2)` says.
pub(crate) fn die_with_parent(parent: i32) -> io::Result<()> {
    // SAFETY: the option takes a signal number.
    check(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) })?;
    // SAFETY: no arguments, cannot fail.
    if unsafe { libc::getppid() } != parent {
        exit_now(0);
    }
    Ok(())
}

/// This process's id.
pub(crate) fn own_pid() -> i32 {
    std::process::id() as i32
}

/// Moves into fresh namespaces: mounts, System V objects, network, host name, and processes (the next child is init of
/// those). Without root also a user namespace, in which this user is root.
///
/// # Errors
/// What `unshare(2)` says.
pub(crate) fn enter_namespaces() -> io::Result<()> {
    // SAFETY: no arguments, cannot fail.
    let (uid, gid) = unsafe { (libc::geteuid(), libc::getegid()) };
    let own = libc::CLONE_NEWNS | libc::CLONE_NEWPID | libc::CLONE_NEWIPC | libc::CLONE_NEWNET | libc::CLONE_NEWUTS;
    let user = if uid == 0 { 0 } else { libc::CLONE_NEWUSER };
    // SAFETY: the flags concern the kernel's bookkeeping only; the process has one thread.
    check(unsafe { libc::unshare(own | user) })?;
    if user != 0 {
        std::fs::write("/proc/self/setgroups", "deny")?;
        std::fs::write("/proc/self/uid_map", format!("0 {uid} 1"))?;
        std::fs::write("/proc/self/gid_map", format!("0 {gid} 1"))?;
    }
    Ok(())
}

/// Mounts what the sandbox needs: nothing spreads to the outside, `/proc` shows the new processes, and `/tmp` is empty
/// and goes with the sandbox. It becomes the root of the simulated processes, so it has the root's permissions.
///
/// # Errors
/// What `mount(2)` says.
pub(crate) fn mount_sandbox() -> io::Result<()> {
    mount(c"none", c"/", c"", libc::MS_REC | libc::MS_PRIVATE, c"")?;
    mount(c"proc", c"/proc", c"proc", libc::MS_NOSUID | libc::MS_NODEV, c"")?;
    mount(c"tmpfs", c"/tmp", c"tmpfs", libc::MS_NOSUID, c"mode=755")
}

/// Shows one file of the machine, such as a device, in place of another.
///
/// # Errors
/// What `mount(2)` says.
pub(crate) fn bind(source: &CStr, target: &CStr) -> io::Result<()> {
    mount(source, target, c"", libc::MS_BIND, c"")
}

/// The permissions that files made from now on do not get.
pub(crate) fn set_umask(mask: u32) {
    // SAFETY: a number; it cannot fail.
    unsafe { libc::umask(mask) };
}

fn mount(source: &CStr, target: &CStr, kind: &CStr, flags: libc::c_ulong, data: &CStr) -> io::Result<()> {
    // SAFETY: all strings end in NUL and outlive the call.
    let result = unsafe { libc::mount(source.as_ptr(), target.as_ptr(), kind.as_ptr(), flags, data.as_ptr().cast()) };
    check(result).map(drop)
}

/// Makes a directory the root and the working directory.
///
/// # Errors
/// What `chroot(2)` and `chdir(2)` say.
pub(crate) fn change_root(to: &CStr) -> io::Result<()> {
    // SAFETY: the strings end in NUL and outlive the calls.
    check(unsafe { libc::chroot(to.as_ptr()) })?;
    // SAFETY: as above.
    check(unsafe { libc::chdir(c"/".as_ptr()) }).map(drop)
}

/// Leads a session of its own: without a terminal, whose signals then go to the checker alone.
pub(crate) fn new_session() {
    // SAFETY: no arguments; failing means that it leads a group already, which is as good.
    unsafe { libc::setsid() };
}

/// Becomes the leader of a process group of its own, as a shell has it.
pub(crate) fn new_group() {
    // SAFETY: no pointers; it cannot fail for a process that leads no session.
    unsafe { libc::setpgid(0, 0) };
}

/// Limits of every simulated process (`getrlimit(2)`): the stack of 8 MiB that the lab teaches, no core files, and a
/// bound on descriptors, file sizes and processor time.
///
/// # Errors
/// What `setrlimit(2)` says.
pub(crate) fn limit_resources(stack: u64) -> io::Result<()> {
    const LIMITS: [(libc::__rlimit_resource_t, u64); 5] = [
        (libc::RLIMIT_CORE, 0),
        (libc::RLIMIT_NOFILE, 1024),
        (libc::RLIMIT_FSIZE, 64 << 20),
        (libc::RLIMIT_CPU, 60),
        (libc::RLIMIT_MSGQUEUE, 819_200),
    ];
    for (what, most) in LIMITS.into_iter().chain([(libc::RLIMIT_STACK, stack)]) {
        let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
        // SAFETY: the limit outlives the call.
        check(unsafe { libc::setrlimit(what, &raw const limit) })?;
    }
    Ok(())
}

/// Whoever is woken does not push the one aside that runs (`SCHED_BATCH`, `sched(7)`): so a call that wakes others comes
/// back before they go on.
///
/// # Errors
/// What `sched_setscheduler(2)` says.
pub(crate) fn run_to_the_end_of_slices() -> io::Result<()> {
    // SAFETY: an all-zero parameter is a valid value and outlives the call.
    check(unsafe {
        let parameter: libc::sched_param = std::mem::zeroed();
        libc::sched_setscheduler(0, libc::SCHED_BATCH, &raw const parameter)
    })
    .map(drop)
}

/// Gives every signal its default action and an empty mask, as a program starts under a shell.
pub(crate) fn reset_signals() {
    for signal in 1..=64 {
        // SAFETY: the default action needs no handler; numbers that cannot be set are refused harmlessly.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
    // SAFETY: the set is initialised by `sigemptyset` before it is used.
    unsafe {
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
    }
}

/// Keeps this process and its children on the processor that it runs on: turns are taken one by one, and handing over on
/// one processor is quicker than between two.
pub(crate) fn stay_on_one_cpu() {
    // SAFETY: an all-zero set is a valid value and outlives the call; failing changes nothing.
    unsafe {
        let cpu = libc::sched_getcpu();
        if let Ok(cpu) = usize::try_from(cpu) {
            let mut set: libc::cpu_set_t = std::mem::zeroed();
            libc::CPU_SET(cpu, &mut set);
            libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &raw const set);
        }
    }
}

/// Whether a process or thread id is still taken. The number of one that nobody has waited for is given back a moment
/// after all else of it is gone (observed on Linux 6.18). `F_SETOWN` looks the number up, not its process.
pub(crate) fn is_number_taken(id: i32, file: &impl AsRawFd) -> bool {
    // SAFETY: the descriptor is open; nothing is ever signalled through it.
    unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETOWN, id) == 0 }
}

/// Lets others run.
pub(crate) fn give_way() {
    // SAFETY: no arguments.
    unsafe { libc::sched_yield() };
}

/// The two ends of a pipe, closed on exec: for reading, for writing.
///
/// # Errors
/// What `pipe2(2)` says.
pub(crate) fn pipe(flags: i32) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0; 2];
    // SAFETY: the array holds two descriptors and outlives the call.
    check(unsafe { libc::pipe2(ends.as_mut_ptr(), flags | libc::O_CLOEXEC) })?;
    // SAFETY: both have just been opened, and nobody else owns them.
    Ok(unsafe { (OwnedFd::from_raw_fd(ends[0]), OwnedFd::from_raw_fd(ends[1])) })
}

/// Makes `fd` answer without waiting.
///
/// # Errors
/// What `fcntl(2)` says.
pub(crate) fn set_nonblocking(fd: &impl AsRawFd) -> io::Result<()> {
    // SAFETY: the descriptor is open.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) }).map(drop)
}

/// Gives the pipe room for at least `bytes`.
///
/// # Errors
/// What `fcntl(2)` says.
pub(crate) fn set_pipe_size(fd: &impl AsRawFd, bytes: usize) -> io::Result<()> {
    let bytes = libc::c_int::try_from(bytes).map_err(io::Error::other)?;
    // SAFETY: the descriptor is open.
    check(unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_SETPIPE_SZ, bytes) }).map(drop)
}

/// Waits until one of the descriptors can be read or the time is over; says whether one can.
pub(crate) fn wait_readable(fds: &[RawFd], timeout_ms: i32) -> bool {
    let mut list: Vec<_> = fds.iter().map(|&fd| libc::pollfd { fd, events: libc::POLLIN, revents: 0 }).collect();
    // SAFETY: the list outlives the call and is as long as said.
    unsafe { libc::poll(list.as_mut_ptr(), list.len() as libc::nfds_t, timeout_ms) > 0 }
}

/// Makes `fds` descriptors 0, 1 and 2 and closes all others. What Rust still holds of them must not be dropped after
/// this: the process goes on as a simulated one and ends by [`exit_now`] or a real exit.
///
/// # Errors
/// What `dup2(2)` and `close_range(2)` say.
pub(crate) fn become_stdio(fds: [RawFd; 3]) -> io::Result<()> {
    // Not so high that the table would grow: its size is what `select` looks at.
    const ASIDE: i32 = 50;
    for (index, fd) in fds.into_iter().enumerate() {
        // SAFETY: `fd` is open and owned by nobody any more; the copy keeps clear of 0 to 2.
        check(unsafe { libc::dup3(fd, ASIDE + index as i32, libc::O_CLOEXEC) })?;
    }
    for target in 0..3 {
        // SAFETY: replaces the standard descriptors, which Rust never owns.
        check(unsafe { libc::dup2(ASIDE + target, target) })?;
    }
    // SAFETY: nothing in this process uses a descriptor above 2 any more, see above.
    check(unsafe { libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0) }).map(drop)
}

/// Makes a file descriptor 0.
///
/// # Errors
/// What `dup2(2)` says.
pub(crate) fn become_stdin(file: std::fs::File) -> io::Result<()> {
    // SAFETY: replaces standard input, which Rust never owns; the file is open until the end of this function.
    check(unsafe { libc::dup2(file.as_raw_fd(), 0) }).map(drop)
}

/// Makes a terminal descriptors 0 and 1.
///
/// # Errors
/// What `dup2(2)` says.
pub(crate) fn become_terminal(line: OwnedFd) -> io::Result<()> {
    for target in 0..2 {
        // SAFETY: replaces standard descriptors, which Rust never owns.
        check(unsafe { libc::dup2(line.as_raw_fd(), target) })?;
    }
    Ok(())
}

/// Closes what `execve(2)` would close.
pub(crate) fn close_on_exec() {
    const MOST: i32 = 1024;
    for fd in 0..MOST {
        // SAFETY: asks about a number that may be no descriptor; the answer is then -1.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFD) };
        if flags != -1 && flags & libc::FD_CLOEXEC != 0 {
            // SAFETY: in a simulated process no descriptor belongs to Rust (see `become_stdio`).
            unsafe { libc::close(fd) };
        }
    }
}

/// Gives the sandbox's host its name.
///
/// # Errors
/// What `sethostname(2)` says.
pub(crate) fn set_host_name(name: &str) -> io::Result<()> {
    // SAFETY: the name outlives the call and is as long as said.
    check(unsafe { libc::sethostname(name.as_ptr().cast(), name.len()) }).map(drop)
}

/// The kernel's release, as `uname -r` prints it.
pub(crate) fn kernel_release() -> String {
    // SAFETY: an all-zero `utsname` is a valid value; the kernel fills it with strings that end in NUL.
    unsafe {
        let mut name: libc::utsname = std::mem::zeroed();
        libc::uname(&raw mut name);
        CStr::from_ptr(name.release.as_ptr()).to_string_lossy().into_owned()
    }
}
