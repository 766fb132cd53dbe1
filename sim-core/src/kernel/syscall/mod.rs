//! System calls: the table of those the model has, and for each family a thin file that takes the raw arguments apart
//! and calls the object that gives the call its meaning.

mod data;
mod epoll;
mod eventfd;
mod exec;
mod file;
mod futex;
mod identity;
mod lock;
mod mask;
mod memory;
mod message;
mod mqueue;
mod msg;
mod owner;
mod path;
mod poll;
mod process;
mod sem;
mod shm;
mod signal;
mod signalfd;
mod socket;
mod socket_message;
mod sockopt;
mod sockopt_inet;
mod terminal;
mod time;
mod timerfd;
pub mod users;

use crate::abi::Errno;
use crate::abi::syscall::Sysno;

use super::{Kernel, Pid, Resume, SysResult};

/// Longest path, with its NUL (`PATH_MAX`).
const PATH_MAX: usize = 4096;

/// A call in progress.
struct Call<'k> {
    /// The kernel that serves it.
    kernel: &'k mut Kernel,
    /// The calling task.
    pid: Pid,
    /// The raw arguments.
    args: [u64; 6],
    /// If the caller was asleep in this call: with what it goes on.
    resume: Option<Resume>,
}

impl Call<'_> {
    /// The id of the caller's process.
    fn process_id(&self) -> Pid {
        self.kernel.tasks[self.pid].pid
    }

    /// An argument as an `int`.
    const fn int(&self, index: usize) -> i32 {
        self.args[index] as i32
    }

    /// An argument as an `unsigned int`.
    const fn uint(&self, index: usize) -> u32 {
        self.args[index] as u32
    }

    /// An argument as an address, a size or another 64-bit number.
    const fn word(&self, index: usize) -> u64 {
        self.args[index]
    }

    /// Reads `N` bytes of the caller's memory.
    fn copy_in<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Errno> {
        self.kernel.copy_in(self.pid, addr)
    }

    /// Writes to the caller's memory.
    fn copy_out(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Errno> {
        self.kernel.copy_out(self.pid, addr, bytes)
    }
}

/// What serves a call.
type Handler = fn(&mut Call<'_>) -> SysResult;

/// The calls that the model has, in order of number. Whatever is not here ends the run with its name.
static TABLE: &[(Sysno, Handler)] = &[
    (Sysno::READ, file::read),
    (Sysno::WRITE, file::write),
    (Sysno::OPEN, path::open),
    (Sysno::CLOSE, file::close),
    (Sysno::STAT, path::stat),
    (Sysno::FSTAT, file::fstat),
    (Sysno::LSTAT, path::lstat),
    (Sysno::POLL, poll::poll),
    (Sysno::LSEEK, data::lseek),
    (Sysno::MMAP, memory::mmap),
    (Sysno::MPROTECT, memory::mprotect),
    (Sysno::MUNMAP, memory::munmap),
    (Sysno::BRK, memory::brk),
    (Sysno::RT_SIGACTION, signal::rt_sigaction),
    (Sysno::RT_SIGPROCMASK, signal::rt_sigprocmask),
    (Sysno::RT_SIGRETURN, signal::rt_sigreturn),
    (Sysno::IOCTL, file::ioctl),
    (Sysno::PREAD64, data::pread64),
    (Sysno::PWRITE64, data::pwrite64),
    (Sysno::READV, data::readv),
    (Sysno::WRITEV, data::writev),
    (Sysno::ACCESS, path::access),
    (Sysno::PIPE, file::pipe),
    (Sysno::SCHED_YIELD, process::sched_yield),
    (Sysno::MSYNC, memory::msync),
    (Sysno::SHMGET, shm::shmget),
    (Sysno::SHMAT, shm::shmat),
    (Sysno::SHMCTL, shm::shmctl),
    (Sysno::DUP, file::dup),
    (Sysno::DUP2, file::dup2),
    (Sysno::PAUSE, signal::pause),
    (Sysno::NANOSLEEP, time::nanosleep),
    (Sysno::GETITIMER, signal::getitimer),
    (Sysno::ALARM, signal::alarm),
    (Sysno::SETITIMER, signal::setitimer),
    (Sysno::GETPID, identity::getpid),
    (Sysno::SOCKET, socket::socket),
    (Sysno::CONNECT, socket::connect),
    (Sysno::ACCEPT, socket::accept),
    (Sysno::SENDTO, socket_message::sendto),
    (Sysno::RECVFROM, socket_message::recvfrom),
    (Sysno::SENDMSG, socket_message::sendmsg),
    (Sysno::RECVMSG, socket_message::recvmsg),
    (Sysno::SHUTDOWN, socket::shutdown),
    (Sysno::BIND, socket::bind),
    (Sysno::LISTEN, socket::listen),
    (Sysno::GETSOCKNAME, socket::getsockname),
    (Sysno::GETPEERNAME, socket::getpeername),
    (Sysno::SOCKETPAIR, socket::socketpair),
    (Sysno::SETSOCKOPT, sockopt::setsockopt),
    (Sysno::GETSOCKOPT, sockopt::getsockopt),
    (Sysno::CLONE, process::clone),
    (Sysno::FORK, process::fork),
    (Sysno::VFORK, process::fork),
    (Sysno::EXECVE, exec::execve),
    (Sysno::EXIT, process::exit),
    (Sysno::WAIT4, process::wait4),
    (Sysno::KILL, signal::kill),
    (Sysno::UNAME, identity::uname),
    (Sysno::SEMGET, sem::semget),
    (Sysno::SEMOP, sem::semop),
    (Sysno::SEMCTL, sem::semctl),
    (Sysno::SHMDT, shm::shmdt),
    (Sysno::MSGGET, msg::msgget),
    (Sysno::MSGSND, msg::msgsnd),
    (Sysno::MSGRCV, msg::msgrcv),
    (Sysno::MSGCTL, msg::msgctl),
    (Sysno::FCNTL, file::fcntl),
    (Sysno::FLOCK, lock::flock),
    (Sysno::FSYNC, data::fsync),
    (Sysno::FDATASYNC, data::fsync),
    (Sysno::TRUNCATE, path::truncate),
    (Sysno::FTRUNCATE, data::ftruncate),
    (Sysno::GETCWD, path::getcwd),
    (Sysno::CHDIR, path::chdir),
    (Sysno::FCHDIR, path::fchdir),
    (Sysno::RENAME, path::rename),
    (Sysno::MKDIR, path::mkdir),
    (Sysno::RMDIR, path::rmdir),
    (Sysno::CREAT, path::creat),
    (Sysno::LINK, path::link),
    (Sysno::UNLINK, path::unlink),
    (Sysno::SYMLINK, path::symlink),
    (Sysno::READLINK, path::readlink),
    (Sysno::CHMOD, path::chmod),
    (Sysno::FCHMOD, data::fchmod),
    (Sysno::CHOWN, owner::chown),
    (Sysno::FCHOWN, owner::fchown),
    (Sysno::LCHOWN, owner::lchown),
    (Sysno::UMASK, path::umask),
    (Sysno::GETUID, users::getuid),
    (Sysno::GETGID, users::getgid),
    (Sysno::SETUID, users::setuid),
    (Sysno::SETGID, users::setgid),
    (Sysno::GETEUID, users::geteuid),
    (Sysno::GETEGID, users::getegid),
    (Sysno::SETPGID, identity::setpgid),
    (Sysno::GETPPID, identity::getppid),
    (Sysno::GETPGRP, identity::getpgrp),
    (Sysno::SETSID, identity::setsid),
    (Sysno::SETREUID, users::setreuid),
    (Sysno::SETREGID, users::setregid),
    (Sysno::GETGROUPS, users::getgroups),
    (Sysno::SETGROUPS, users::setgroups),
    (Sysno::SETRESUID, users::setresuid),
    (Sysno::GETRESUID, users::getresuid),
    (Sysno::SETRESGID, users::setresgid),
    (Sysno::GETRESGID, users::getresgid),
    (Sysno::GETPGID, identity::getpgid),
    (Sysno::SETFSUID, users::setfsuid),
    (Sysno::SETFSGID, users::setfsgid),
    (Sysno::GETSID, identity::getsid),
    (Sysno::RT_SIGPENDING, signal::rt_sigpending),
    (Sysno::RT_SIGTIMEDWAIT, signal::rt_sigtimedwait),
    (Sysno::RT_SIGQUEUEINFO, signal::rt_sigqueueinfo),
    (Sysno::RT_SIGSUSPEND, signal::rt_sigsuspend),
    (Sysno::MKNOD, path::mknod),
    (Sysno::GETTID, identity::gettid),
    (Sysno::TKILL, signal::tkill),
    (Sysno::TIME, time::time),
    (Sysno::FUTEX, futex::futex),
    (Sysno::EPOLL_CREATE, epoll::epoll_create),
    (Sysno::GETDENTS64, data::getdents64),
    (Sysno::SET_TID_ADDRESS, process::set_tid_address),
    (Sysno::SEMTIMEDOP, sem::semtimedop),
    (Sysno::CLOCK_GETTIME, time::clock_gettime),
    (Sysno::CLOCK_NANOSLEEP, time::clock_nanosleep),
    (Sysno::EXIT_GROUP, process::exit_group),
    (Sysno::EPOLL_WAIT, epoll::epoll_wait),
    (Sysno::EPOLL_CTL, epoll::epoll_ctl),
    (Sysno::TGKILL, signal::tgkill),
    (Sysno::MQ_OPEN, mqueue::mq_open),
    (Sysno::MQ_UNLINK, mqueue::mq_unlink),
    (Sysno::MQ_TIMEDSEND, mqueue::mq_timedsend),
    (Sysno::MQ_TIMEDRECEIVE, mqueue::mq_timedreceive),
    (Sysno::MQ_NOTIFY, mqueue::mq_notify),
    (Sysno::MQ_GETSETATTR, mqueue::mq_getsetattr),
    (Sysno::OPENAT, path::openat),
    (Sysno::MKDIRAT, path::mkdirat),
    (Sysno::MKNODAT, path::mknodat),
    (Sysno::FCHOWNAT, owner::fchownat),
    (Sysno::NEWFSTATAT, path::newfstatat),
    (Sysno::UNLINKAT, path::unlinkat),
    (Sysno::RENAMEAT, path::renameat),
    (Sysno::LINKAT, path::linkat),
    (Sysno::FCHMODAT, path::fchmodat),
    (Sysno::FACCESSAT, path::faccessat),
    (Sysno::PSELECT6, poll::pselect6),
    (Sysno::PPOLL, poll::ppoll),
    (Sysno::SET_ROBUST_LIST, process::set_robust_list),
    (Sysno::GET_ROBUST_LIST, process::get_robust_list),
    (Sysno::EPOLL_PWAIT, epoll::epoll_pwait),
    (Sysno::SIGNALFD, signalfd::signalfd),
    (Sysno::TIMERFD_CREATE, timerfd::timerfd_create),
    (Sysno::EVENTFD, eventfd::eventfd),
    (Sysno::TIMERFD_SETTIME, timerfd::timerfd_settime),
    (Sysno::TIMERFD_GETTIME, timerfd::timerfd_gettime),
    (Sysno::ACCEPT4, socket::accept4),
    (Sysno::SIGNALFD4, signalfd::signalfd4),
    (Sysno::EVENTFD2, eventfd::eventfd2),
    (Sysno::EPOLL_CREATE1, epoll::epoll_create1),
    (Sysno::DUP3, file::dup3),
    (Sysno::PIPE2, file::pipe2),
    (Sysno::EPOLL_PWAIT2, epoll::epoll_pwait2),
    (Sysno::MESSAGE_SEND, message::send),
    (Sysno::MESSAGE_RECEIVE, message::receive),
    (Sysno::MAILBOX_OPEN, message::mailbox_open),
    (Sysno::MAILBOX_SEND, message::mailbox_send),
    (Sysno::MAILBOX_RECEIVE, message::mailbox_receive),
    (Sysno::MAILBOX_REMOVE, message::mailbox_remove),
];

fn handler(nr: Sysno) -> Option<Handler> {
    TABLE.binary_search_by_key(&nr, |&(number, _)| number).ok().map(|index| TABLE[index].1)
}

/// Whether the model has a call.
#[must_use]
pub fn is_supported(nr: Sysno) -> bool {
    handler(nr).is_some()
}

/// A call's number and name, as a message shows it.
pub(super) fn describe(nr: u64) -> String {
    match u16::try_from(nr).ok().and_then(|nr| Sysno(nr).spec()) {
        Some(spec) => format!("system call {nr} ({})", spec.name),
        None => format!("system call {nr}"),
    }
}

/// Serves a call, or goes on with it.
pub(super) fn dispatch(kernel: &mut Kernel, pid: Pid, nr: Sysno, args: [u64; 6], resume: Option<Resume>) -> SysResult {
    // Whoever's call is served or goes on: its rights count.
    kernel.fs.caller = kernel.tasks.process(pid).credentials.clone();
    if resume.is_none() {
        kernel.stay_on_host(pid, nr, &args)?;
    }
    match handler(nr) {
        Some(handler) => handler(&mut Call { kernel, pid, args, resume }),
        None => Err(super::Halt::Unsupported(describe(u64::from(nr.0)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_every_call_has_a_description() {
        assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(TABLE.iter().all(|(nr, _)| nr.spec().is_some()));
    }

    #[test]
    fn what_is_not_in_the_table_has_a_name_or_a_number() {
        assert!(is_supported(Sysno::READ) && !is_supported(Sysno(272)));
        assert_eq!((describe(0).as_str(), describe(272).as_str()), ("system call 0 (read)", "system call 272"));
    }
}
