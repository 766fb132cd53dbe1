//! System call numbers and what each parameter of a call means.
//!
//! One table, [`SPECS`], serves everybody: the trace (names, buffers, structures), the real side (which arguments are
//! addresses to translate), the fuzzer and the page. The *meaning* of a call is the kernel's, not this table's.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// The number of a system call on x86-64 Linux, or of one of the lab's own (from 1000).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(transparent)]
pub struct Sysno(pub u16);

/// What an argument register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// A signed 32-bit number.
    Int,
    /// An unsigned 64-bit number such as a size.
    Size,
    /// A signed 64-bit number such as an offset or a message type.
    Long,
    /// A file descriptor.
    Fd,
    /// A process id.
    Pid,
    /// A signal number.
    Signal,
    /// A set of flags, named by this list.
    Flags(&'static [(&'static str, u64)]),
    /// Permission bits, shown in octal.
    Mode,
    /// A System V key.
    Key,
    /// An address that the kernel does not read or write through (`mmap`'s hint, `shmat`'s place).
    Addr,
    /// Bytes read by the kernel, as many as parameter `len` says.
    InBuf {
        /// Index of the parameter that holds the length.
        len: usize,
    },
    /// Bytes written by the kernel, as many as the call returns (at most what parameter `len` says).
    OutBuf {
        /// Index of the parameter that holds the capacity.
        len: usize,
    },
    /// A string that ends in NUL.
    Path,
    /// A null-terminated vector of strings (`execve`).
    Strings,
    /// A System V message to send: `long mtype` and then as many bytes as parameter `len` says.
    InMsg {
        /// Index of the parameter that holds the length of the text.
        len: usize,
    },
    /// A System V message to receive: `long mtype` and then as many bytes as the call returns.
    OutMsg {
        /// Index of the parameter that holds the capacity for the text.
        len: usize,
    },
    /// An array of `struct pollfd`, read and written.
    PollFds {
        /// Index of the parameter that holds how many.
        len: usize,
    },
    /// An array of `struct epoll_event`, written, as many as the call returns.
    EpollEvents,
    /// A `fd_set`, read and written.
    FdSet {
        /// Index of the parameter that holds one more than the highest descriptor.
        len: usize,
    },
    /// Group ids that the kernel reads, as many as parameter `len` says.
    InGroups {
        /// Index of the parameter that holds their number.
        len: usize,
    },
    /// Group ids that the kernel writes, as many as the call returns, if parameter `len` is not 0.
    OutGroups {
        /// Index of the parameter that holds the capacity.
        len: usize,
    },
    /// Operations of `semop(2)`, as many as parameter `len` says.
    SemOps {
        /// Index of the parameter that holds their number.
        len: usize,
    },
    /// `union semun`: a number or an address, as the command in parameter `op` says.
    SemArg {
        /// Index of the parameter that holds the command.
        op: usize,
    },
    /// A number that has a name (`AF_UNIX`).
    Choice(&'static [(&'static str, i64)]),
    /// Kind of socket and flags (`socket(2)`).
    SocketType,
    /// A socket option, which parameter `level` gives its meaning.
    OptionName {
        /// Index of the parameter that holds the level.
        level: usize,
    },
    /// The value of an option, as long as parameter `len` says.
    InOption {
        /// Index of the parameter that holds the length.
        len: usize,
    },
    /// The value of an option, written by the kernel, as long as the `socklen_t` says that parameter `len` points to.
    OutOption {
        /// Index of the parameter that points to the length.
        len: usize,
    },
    /// A socket address, as long as parameter `len` says.
    InAddress {
        /// Index of the parameter that holds the length.
        len: usize,
    },
    /// A socket address, written by the kernel; parameter `len` points to its length.
    OutAddress {
        /// Index of the parameter that points to the length.
        len: usize,
    },
    /// A `struct msghdr` to be sent.
    InHeader,
    /// A `struct msghdr` to be filled.
    OutHeader,
    /// A structure that the kernel reads; null is allowed.
    In(&'static Layout),
    /// A structure that the kernel writes when the call succeeds; null is allowed.
    Out(&'static Layout),
    /// Read and written.
    InOut(&'static Layout),
}

impl ParamKind {
    /// Whether the argument is an address in the process's memory.
    #[must_use]
    pub const fn is_pointer(self) -> bool {
        !matches!(
            self,
            Self::Int
                | Self::Size
                | Self::Long
                | Self::Fd
                | Self::Pid
                | Self::Signal
                | Self::Flags(_)
                | Self::Choice(_)
                | Self::SocketType
                | Self::OptionName { .. }
                | Self::Mode
                | Self::Key
        )
    }
}

/// A parameter: its name in the manual page, and what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// The name in the manual page.
    pub name: &'static str,
    /// What it holds.
    pub kind: ParamKind,
}

/// What a call returns when it succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetKind {
    /// Always 0.
    Zero,
    /// A number.
    Int,
    /// A count of bytes.
    Bytes,
    /// A new file descriptor.
    Fd,
    /// A process id.
    Pid,
    /// An address.
    Addr,
    /// The id of a System V object.
    Id,
    /// It does not return.
    Never,
}

/// A structure as it lies in memory, with the fields that a trace shows and compares. Fields that hold times or
/// kernel-internal values are left out of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// The C name, as `struct msqid_ds`.
    pub name: &'static str,
    /// Size in bytes.
    pub size: usize,
    /// The fields shown, in order.
    pub fields: &'static [Field],
}

/// A field of a [`Layout`].
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The C name.
    pub name: &'static str,
    /// Byte offset.
    pub offset: usize,
    /// Width in bytes: 1, 2, 4 or 8.
    pub width: usize,
    /// Whether it is sign-extended.
    pub is_signed: bool,
}

const fn i32_at(name: &'static str, offset: usize) -> Field {
    Field { name, offset, width: 4, is_signed: true }
}
const fn u32_at(name: &'static str, offset: usize) -> Field {
    Field { name, offset, width: 4, is_signed: false }
}
const fn u64_at(name: &'static str, offset: usize) -> Field {
    Field { name, offset, width: 8, is_signed: false }
}
const fn i64_at(name: &'static str, offset: usize) -> Field {
    Field { name, offset, width: 8, is_signed: true }
}

/// The two descriptors that `pipe(2)` fills in.
pub static FD_PAIR: Layout = Layout { name: "int[2]", size: 8, fields: &[i32_at("[0]", 0), i32_at("[1]", 4)] };
/// The length of an address or option.
pub static SOCKLEN: Layout = Layout { name: "socklen_t", size: 4, fields: &[u32_at("length", 0)] };
/// The status word of `wait4(2)`.
pub static WAIT_STATUS: Layout = Layout { name: "int", size: 4, fields: &[i32_at("status", 0)] };
/// `struct timespec`.
pub static TIMESPEC: Layout =
    Layout { name: "struct timespec", size: 16, fields: &[i64_at("tv_sec", 0), i64_at("tv_nsec", 8)] };
/// `struct rusage`, whose times are not compared.
pub static RUSAGE: Layout = Layout { name: "struct rusage", size: 144, fields: &[] };
/// `struct msqid_ds`: `ipc_perm` at 0, times at 48, `msg_cbytes` 72, `msg_qnum` 80, `msg_qbytes` 88, pids 96 and 100.
pub static MSQID_DS: Layout = Layout {
    name: "struct msqid_ds",
    size: 120,
    fields: &[
        i32_at("key", 0),
        u32_at("uid", 4),
        u32_at("gid", 8),
        u32_at("mode", 20),
        u64_at("msg_cbytes", 72),
        u64_at("msg_qnum", 80),
        u64_at("msg_qbytes", 88),
        i32_at("msg_lspid", 96),
        i32_at("msg_lrpid", 100),
    ],
};
/// `struct semid_ds`: `ipc_perm` at 0, times at 48 and 64, `sem_nsems` 80.
pub static SEMID_DS: Layout = Layout {
    name: "struct semid_ds",
    size: 104,
    fields: &[i32_at("key", 0), u32_at("uid", 4), u32_at("gid", 8), u32_at("mode", 20), u64_at("sem_nsems", 80)],
};
/// `struct sembuf`.
pub static SEMBUF: Layout = Layout {
    name: "struct sembuf",
    size: 6,
    fields: &[
        Field { name: "sem_num", offset: 0, width: 2, is_signed: false },
        Field { name: "sem_op", offset: 2, width: 2, is_signed: true },
        Field { name: "sem_flg", offset: 4, width: 2, is_signed: false },
    ],
};
/// `struct mq_attr`.
pub static MQ_ATTR: Layout = Layout {
    name: "struct mq_attr",
    size: 64,
    fields: &[i64_at("mq_flags", 0), i64_at("mq_maxmsg", 8), i64_at("mq_msgsize", 16), i64_at("mq_curmsgs", 24)],
};
/// The priority that `mq_receive(3)` stores.
pub static PRIORITY: Layout = Layout { name: "unsigned int", size: 4, fields: &[u32_at("priority", 0)] };
/// `struct sigevent`.
pub static SIGEVENT: Layout =
    Layout { name: "struct sigevent", size: 64, fields: &[i32_at("sigev_signo", 8), i32_at("sigev_notify", 12)] };
/// `struct shmid_ds`: `ipc_perm` at 0, `shm_segsz` 48, times at 56, pids 80 and 84, `shm_nattch` 88.
pub static SHMID_DS: Layout = Layout {
    name: "struct shmid_ds",
    size: 112,
    fields: &[
        i32_at("key", 0),
        u32_at("uid", 4),
        u32_at("gid", 8),
        u32_at("mode", 20),
        u64_at("shm_segsz", 48),
        i32_at("shm_cpid", 80),
        i32_at("shm_lpid", 84),
        u64_at("shm_nattch", 88),
    ],
};
/// `struct stat`, of which type and mode, owner and size are compared.
pub static STAT: Layout = Layout {
    name: "struct stat",
    size: 144,
    fields: &[u32_at("st_mode", 24), u32_at("st_uid", 28), u32_at("st_gid", 32), i64_at("st_size", 48)],
};

/// The kernel's `struct termios`, whose settings are not compared.
pub static TERMIOS: Layout = Layout { name: "struct termios", size: 36, fields: &[] };
/// `struct utsname`, which names the machine: not compared.
pub static UTSNAME: Layout = Layout { name: "struct utsname", size: 390, fields: &[] };
/// The kernel's `sigset_t`.
pub static SIGSET: Layout = Layout { name: "sigset_t", size: 8, fields: &[u64_at("bits", 0)] };
/// The kernel's `struct sigaction` (`rt_sigaction(2)`).
pub static SIGACTION: Layout = Layout {
    name: "struct sigaction",
    size: 32,
    fields: &[u64_at("sa_handler", 0), u64_at("sa_flags", 8), u64_at("sa_mask", 24)],
};
/// `siginfo_t`: what `kill`, `sigqueue` and a child's end fill in.
pub static SIGINFO: Layout = Layout {
    name: "siginfo_t",
    size: 128,
    fields: &[
        i32_at("si_signo", 0),
        i32_at("si_code", 8),
        i32_at("si_pid", 16),
        u32_at("si_uid", 20),
        i32_at("si_value", 24),
    ],
};
/// `struct itimerval`.
pub static ITIMERVAL: Layout = Layout {
    name: "struct itimerval",
    size: 32,
    fields: &[
        i64_at("it_interval.tv_sec", 0),
        i64_at("it_interval.tv_usec", 8),
        i64_at("it_value.tv_sec", 16),
        i64_at("it_value.tv_usec", 24),
    ],
};
/// `struct itimerspec`.
pub static ITIMERSPEC: Layout = Layout {
    name: "struct itimerspec",
    size: 32,
    fields: &[
        i64_at("it_interval.tv_sec", 0),
        i64_at("it_interval.tv_nsec", 8),
        i64_at("it_value.tv_sec", 16),
        i64_at("it_value.tv_nsec", 24),
    ],
};
/// `struct epoll_event`, which is packed.
pub static EPOLL_EVENT: Layout =
    Layout { name: "struct epoll_event", size: 12, fields: &[u32_at("events", 0), u64_at("data", 4)] };
/// A pointer or a size.
pub static WORD: Layout = Layout { name: "unsigned long", size: 8, fields: &[u64_at("value", 0)] };
/// `time_t`.
pub static TIME_T: Layout = Layout { name: "time_t", size: 8, fields: &[i64_at("seconds", 0)] };

/// The process id that `receive` of the lab's messages stores.
pub static SENDER: Layout = Layout { name: "pid_t", size: 4, fields: &[i32_at("sender", 0)] };

/// `uid_t` and `gid_t`.
pub static USER_ID: Layout = Layout { name: "uid_t", size: 4, fields: &[u32_at("id", 0)] };
/// Flags of the System V `get` calls and operations.
pub static IPC_FLAGS: &[(&str, u64)] = &[
    ("IPC_CREAT", 0o1000),
    ("IPC_EXCL", 0o2000),
    ("IPC_NOWAIT", 0o4000),
    ("MSG_NOERROR", 0o10000),
    ("MSG_EXCEPT", 0o20000),
    ("MSG_COPY", 0o40000),
];
/// Commands of `semctl(2)` whose fourth argument is no address.
pub const fn is_semctl_number(op: i64) -> bool {
    !matches!(op, 1 | 2 | 3 | 13 | 17 | 18 | 19 | 20)
}
/// Flags of an operation of `semop(2)`.
pub static SEMOP_FLAGS: &[(&str, u64)] = &[("IPC_NOWAIT", 0o4000), ("SEM_UNDO", 0x1000)];
/// Flags of `shmat(2)`.
pub static SHM_FLAGS: &[(&str, u64)] =
    &[("SHM_RDONLY", 0o10000), ("SHM_RND", 0o20000), ("SHM_REMAP", 0o40000), ("SHM_EXEC", 0o100_000)];
/// `clone(2)`; the lowest 8 bits are the signal that the parent gets.
pub static CLONE_FLAGS: &[(&str, u64)] = &[
    ("CLONE_VM", 0x100),
    ("CLONE_FS", 0x200),
    ("CLONE_FILES", 0x400),
    ("CLONE_SIGHAND", 0x800),
    ("CLONE_VFORK", 0x4000),
    ("CLONE_PARENT", 0x8000),
    ("CLONE_THREAD", 0x1_0000),
    ("CLONE_SYSVSEM", 0x4_0000),
    ("CLONE_SETTLS", 0x8_0000),
    ("CLONE_PARENT_SETTID", 0x10_0000),
    ("CLONE_CHILD_CLEARTID", 0x20_0000),
    ("CLONE_CHILD_SETTID", 0x100_0000),
];
/// Flags of `clock_nanosleep(2)`.
pub static TIMER_FLAGS: &[(&str, u64)] = &[("TIMER_ABSTIME", 1)];
/// Options of `waitpid(2)`.
pub static WAIT_FLAGS: &[(&str, u64)] = &[("WNOHANG", 1), ("WUNTRACED", 2), ("WCONTINUED", 8)];
/// Flags of `open(2)` and `pipe2(2)`.
pub static OPEN_FLAGS: &[(&str, u64)] = &[
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_CREAT", 0o100),
    ("O_EXCL", 0o200),
    ("O_NOCTTY", 0o400),
    ("O_TRUNC", 0o1000),
    ("O_APPEND", 0o2000),
    ("O_NONBLOCK", 0o4000),
    ("O_DIRECTORY", 0o200_000),
    ("O_CLOEXEC", 0o2_000_000),
];
/// Flags of `eventfd(2)`.
pub static EVENTFD_FLAGS: &[(&str, u64)] =
    &[("EFD_SEMAPHORE", 1), ("EFD_NONBLOCK", 0o4000), ("EFD_CLOEXEC", 0o2_000_000)];
/// Operations of `epoll_ctl(2)`.
pub static EPOLL_OPERATIONS: &[(&str, i64)] = &[("EPOLL_CTL_ADD", 1), ("EPOLL_CTL_DEL", 2), ("EPOLL_CTL_MOD", 3)];
/// What `access(2)` asks for.
pub static ACCESS_FLAGS: &[(&str, u64)] = &[("X_OK", 1), ("W_OK", 2), ("R_OK", 4)];
/// Flags of the calls that take a directory's descriptor (`openat(2)`). `AT_REMOVEDIR` has another meaning elsewhere.
pub static AT_FLAGS: &[(&str, u64)] =
    &[("AT_SYMLINK_NOFOLLOW", 0x100), ("AT_REMOVEDIR", 0x200), ("AT_SYMLINK_FOLLOW", 0x400), ("AT_EMPTY_PATH", 0x1000)];
/// Operations of `flock(2)`.
pub static FLOCK_FLAGS: &[(&str, u64)] = &[("LOCK_SH", 1), ("LOCK_EX", 2), ("LOCK_NB", 4), ("LOCK_UN", 8)];
/// Flags of `msync(2)`.
pub static MSYNC_FLAGS: &[(&str, u64)] = &[("MS_ASYNC", 1), ("MS_INVALIDATE", 2), ("MS_SYNC", 4)];
/// Protections of `mmap(2)`.
pub static PROT_FLAGS: &[(&str, u64)] = &[("PROT_READ", 1), ("PROT_WRITE", 2), ("PROT_EXEC", 4)];
/// Flags of `mmap(2)`.
pub static MAP_FLAGS: &[(&str, u64)] =
    &[("MAP_SHARED", 1), ("MAP_PRIVATE", 2), ("MAP_FIXED", 0x10), ("MAP_ANONYMOUS", 0x20), ("MAP_NORESERVE", 0x4000)];

/// Flags of the lab's own calls that pass messages.
pub static MESSAGE_FLAGS: &[(&str, u64)] = &[("MESSAGE_NOWAIT", 1)];

/// A system call: its number, name, parameters and result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    /// The number.
    pub nr: Sysno,
    /// The name in the manual's section 2.
    pub name: &'static str,
    /// The parameters in register order.
    pub params: &'static [Param],
    /// What it returns.
    pub ret: RetKind,
}

macro_rules! specs {
    ($($constant:ident = $nr:literal, $name:literal ($($param:ident: $kind:expr),*) -> $ret:ident;)*) => {
        impl Sysno {
            $(#[doc = concat!("`", $name, "(2)`.")]
            pub const $constant: Self = Self($nr);)*
        }

        /// Every call that the lab knows, in order of number.
        pub static SPECS: &[Spec] = {
            use super::socket::{ACCEPT_FLAGS, FAMILIES, HALVES, LEVELS, MESSAGE_FLAGS};
            use ParamKind::{Addr, Choice, EpollEvents, Fd, FdSet, Flags, In, InAddress, InBuf, InGroups, InHeader, InMsg, InOption, InOut, Int, Key, Long, Mode, OptionName, Out, OutAddress, OutBuf, OutGroups, OutHeader, OutMsg, OutOption, Path, Pid, PollFds, SemArg, SemOps, Signal, Size, SocketType, Strings};
            &[$(Spec {
                nr: Sysno($nr),
                name: $name,
                params: &[$(Param { name: stringify!($param), kind: $kind }),*],
                ret: RetKind::$ret,
            }),*]
        };
    };
}

specs! {
    READ = 0, "read" (fd: Fd, buf: OutBuf { len: 2 }, count: Size) -> Bytes;
    WRITE = 1, "write" (fd: Fd, buf: InBuf { len: 2 }, count: Size) -> Bytes;
    OPEN = 2, "open" (path: Path, flags: Flags(OPEN_FLAGS), mode: Mode) -> Fd;
    CLOSE = 3, "close" (fd: Fd) -> Zero;
    STAT = 4, "stat" (path: Path, statbuf: Out(&STAT)) -> Zero;
    FSTAT = 5, "fstat" (fd: Fd, statbuf: Out(&STAT)) -> Zero;
    LSTAT = 6, "lstat" (path: Path, statbuf: Out(&STAT)) -> Zero;
    POLL = 7, "poll" (fds: PollFds { len: 1 }, nfds: Size, timeout: Int) -> Int;
    LSEEK = 8, "lseek" (fd: Fd, offset: Long, whence: Int) -> Int;
    MMAP = 9, "mmap" (addr: Addr, length: Size, prot: Flags(PROT_FLAGS), flags: Flags(MAP_FLAGS), fd: Fd, offset: Long) -> Addr;
    MPROTECT = 10, "mprotect" (addr: Addr, len: Size, prot: Flags(PROT_FLAGS)) -> Zero;
    MUNMAP = 11, "munmap" (addr: Addr, length: Size) -> Zero;
    BRK = 12, "brk" (addr: Addr) -> Addr;
    RT_SIGACTION = 13, "rt_sigaction" (signum: Signal, act: In(&SIGACTION), oldact: Out(&SIGACTION), sigsetsize: Size) -> Zero;
    RT_SIGPROCMASK = 14, "rt_sigprocmask" (how: Int, set: In(&SIGSET), oldset: Out(&SIGSET), sigsetsize: Size) -> Zero;
    RT_SIGRETURN = 15, "rt_sigreturn" () -> Zero;
    IOCTL = 16, "ioctl" (fd: Fd, op: Size, argp: Out(&TERMIOS)) -> Zero;
    PREAD64 = 17, "pread64" (fd: Fd, buf: OutBuf { len: 2 }, count: Size, offset: Long) -> Bytes;
    PWRITE64 = 18, "pwrite64" (fd: Fd, buf: InBuf { len: 2 }, count: Size, offset: Long) -> Bytes;
    READV = 19, "readv" (fd: Fd, iov: Addr, iovcnt: Int) -> Bytes;
    WRITEV = 20, "writev" (fd: Fd, iov: Addr, iovcnt: Int) -> Bytes;
    ACCESS = 21, "access" (path: Path, mode: Flags(ACCESS_FLAGS)) -> Zero;
    PIPE = 22, "pipe" (pipefd: Out(&FD_PAIR)) -> Zero;
    SCHED_YIELD = 24, "sched_yield" () -> Zero;
    MSYNC = 26, "msync" (addr: Addr, length: Size, flags: Flags(MSYNC_FLAGS)) -> Zero;
    SHMGET = 29, "shmget" (key: Key, size: Size, shmflg: Flags(IPC_FLAGS)) -> Id;
    SHMAT = 30, "shmat" (shmid: Int, shmaddr: Addr, shmflg: Flags(SHM_FLAGS)) -> Addr;
    SHMCTL = 31, "shmctl" (shmid: Int, op: Int, buf: InOut(&SHMID_DS)) -> Int;
    DUP = 32, "dup" (oldfd: Fd) -> Fd;
    DUP2 = 33, "dup2" (oldfd: Fd, newfd: Fd) -> Fd;
    PAUSE = 34, "pause" () -> Zero;
    NANOSLEEP = 35, "nanosleep" (duration: In(&TIMESPEC), rem: Out(&TIMESPEC)) -> Zero;
    GETITIMER = 36, "getitimer" (which: Int, curr_value: Out(&ITIMERVAL)) -> Zero;
    ALARM = 37, "alarm" (seconds: Int) -> Int;
    SETITIMER = 38, "setitimer" (which: Int, new_value: In(&ITIMERVAL), old_value: Out(&ITIMERVAL)) -> Zero;
    GETPID = 39, "getpid" () -> Pid;
    SOCKET = 41, "socket" (domain: Choice(FAMILIES), kind: SocketType, protocol: Int) -> Fd;
    CONNECT = 42, "connect" (sockfd: Fd, addr: InAddress { len: 2 }, addrlen: Int) -> Zero;
    ACCEPT = 43, "accept" (sockfd: Fd, addr: OutAddress { len: 2 }, addrlen: InOut(&SOCKLEN)) -> Fd;
    SENDTO = 44, "sendto" (sockfd: Fd, buf: InBuf { len: 2 }, len: Size, flags: Flags(MESSAGE_FLAGS), dest_addr: InAddress { len: 5 }, addrlen: Int) -> Bytes;
    RECVFROM = 45, "recvfrom" (sockfd: Fd, buf: OutBuf { len: 2 }, len: Size, flags: Flags(MESSAGE_FLAGS), src_addr: OutAddress { len: 5 }, addrlen: InOut(&SOCKLEN)) -> Bytes;
    SENDMSG = 46, "sendmsg" (sockfd: Fd, msg: InHeader, flags: Flags(MESSAGE_FLAGS)) -> Bytes;
    RECVMSG = 47, "recvmsg" (sockfd: Fd, msg: OutHeader, flags: Flags(MESSAGE_FLAGS)) -> Bytes;
    SHUTDOWN = 48, "shutdown" (sockfd: Fd, how: Choice(HALVES)) -> Zero;
    BIND = 49, "bind" (sockfd: Fd, addr: InAddress { len: 2 }, addrlen: Int) -> Zero;
    LISTEN = 50, "listen" (sockfd: Fd, backlog: Int) -> Zero;
    GETSOCKNAME = 51, "getsockname" (sockfd: Fd, addr: OutAddress { len: 2 }, addrlen: InOut(&SOCKLEN)) -> Zero;
    GETPEERNAME = 52, "getpeername" (sockfd: Fd, addr: OutAddress { len: 2 }, addrlen: InOut(&SOCKLEN)) -> Zero;
    SOCKETPAIR = 53, "socketpair" (domain: Choice(FAMILIES), kind: SocketType, protocol: Int, sv: Out(&FD_PAIR)) -> Zero;
    SETSOCKOPT = 54, "setsockopt" (sockfd: Fd, level: Choice(LEVELS), optname: OptionName { level: 1 }, optval: InOption { len: 4 }, optlen: Int) -> Zero;
    GETSOCKOPT = 55, "getsockopt" (sockfd: Fd, level: Choice(LEVELS), optname: OptionName { level: 1 }, optval: OutOption { len: 4 }, optlen: InOut(&SOCKLEN)) -> Zero;
    CLONE = 56, "clone" (flags: Flags(CLONE_FLAGS), stack: Addr, parent_tid: Addr, child_tid: Addr, tls: Addr) -> Pid;
    FORK = 57, "fork" () -> Pid;
    VFORK = 58, "vfork" () -> Pid;
    EXECVE = 59, "execve" (path: Path, argv: Strings, envp: Strings) -> Zero;
    EXIT = 60, "exit" (status: Int) -> Never;
    WAIT4 = 61, "wait4" (pid: Pid, wstatus: Out(&WAIT_STATUS), options: Flags(WAIT_FLAGS), rusage: Out(&RUSAGE)) -> Pid;
    KILL = 62, "kill" (pid: Pid, sig: Signal) -> Zero;
    UNAME = 63, "uname" (buf: Out(&UTSNAME)) -> Zero;
    SEMGET = 64, "semget" (key: Key, nsems: Int, semflg: Flags(IPC_FLAGS)) -> Id;
    SEMOP = 65, "semop" (semid: Int, sops: SemOps { len: 2 }, nsops: Size) -> Zero;
    SEMCTL = 66, "semctl" (semid: Int, semnum: Int, op: Int, arg: SemArg { op: 2 }) -> Int;
    SHMDT = 67, "shmdt" (shmaddr: Addr) -> Zero;
    MSGGET = 68, "msgget" (key: Key, msgflg: Flags(IPC_FLAGS)) -> Id;
    MSGSND = 69, "msgsnd" (msqid: Int, msgp: InMsg { len: 2 }, msgsz: Size, msgflg: Flags(IPC_FLAGS)) -> Zero;
    MSGRCV = 70, "msgrcv" (msqid: Int, msgp: OutMsg { len: 2 }, msgsz: Size, msgtyp: Long, msgflg: Flags(IPC_FLAGS)) -> Bytes;
    MSGCTL = 71, "msgctl" (msqid: Int, op: Int, buf: InOut(&MSQID_DS)) -> Int;
    FCNTL = 72, "fcntl" (fd: Fd, op: Int, arg: Long) -> Int;
    FLOCK = 73, "flock" (fd: Fd, op: Flags(FLOCK_FLAGS)) -> Zero;
    FSYNC = 74, "fsync" (fd: Fd) -> Zero;
    FDATASYNC = 75, "fdatasync" (fd: Fd) -> Zero;
    TRUNCATE = 76, "truncate" (path: Path, length: Long) -> Zero;
    FTRUNCATE = 77, "ftruncate" (fd: Fd, length: Long) -> Zero;
    GETCWD = 79, "getcwd" (buf: OutBuf { len: 1 }, size: Size) -> Bytes;
    CHDIR = 80, "chdir" (path: Path) -> Zero;
    FCHDIR = 81, "fchdir" (fd: Fd) -> Zero;
    RENAME = 82, "rename" (oldpath: Path, newpath: Path) -> Zero;
    MKDIR = 83, "mkdir" (path: Path, mode: Mode) -> Zero;
    RMDIR = 84, "rmdir" (path: Path) -> Zero;
    CREAT = 85, "creat" (path: Path, mode: Mode) -> Fd;
    LINK = 86, "link" (oldpath: Path, newpath: Path) -> Zero;
    UNLINK = 87, "unlink" (path: Path) -> Zero;
    SYMLINK = 88, "symlink" (target: Path, linkpath: Path) -> Zero;
    READLINK = 89, "readlink" (path: Path, buf: OutBuf { len: 2 }, bufsiz: Size) -> Bytes;
    CHMOD = 90, "chmod" (path: Path, mode: Mode) -> Zero;
    FCHMOD = 91, "fchmod" (fd: Fd, mode: Mode) -> Zero;
    CHOWN = 92, "chown" (path: Path, owner: Int, group: Int) -> Zero;
    FCHOWN = 93, "fchown" (fd: Fd, owner: Int, group: Int) -> Zero;
    LCHOWN = 94, "lchown" (path: Path, owner: Int, group: Int) -> Zero;
    UMASK = 95, "umask" (mask: Mode) -> Int;
    GETUID = 102, "getuid" () -> Int;
    GETGID = 104, "getgid" () -> Int;
    SETUID = 105, "setuid" (uid: Int) -> Zero;
    SETGID = 106, "setgid" (gid: Int) -> Zero;
    GETEUID = 107, "geteuid" () -> Int;
    GETEGID = 108, "getegid" () -> Int;
    SETPGID = 109, "setpgid" (pid: Pid, pgid: Pid) -> Zero;
    GETPPID = 110, "getppid" () -> Pid;
    GETPGRP = 111, "getpgrp" () -> Pid;
    SETSID = 112, "setsid" () -> Pid;
    SETREUID = 113, "setreuid" (ruid: Int, euid: Int) -> Zero;
    SETREGID = 114, "setregid" (rgid: Int, egid: Int) -> Zero;
    GETGROUPS = 115, "getgroups" (size: Int, list: OutGroups { len: 0 }) -> Int;
    SETGROUPS = 116, "setgroups" (size: Size, list: InGroups { len: 0 }) -> Zero;
    SETRESUID = 117, "setresuid" (ruid: Int, euid: Int, suid: Int) -> Zero;
    GETRESUID = 118, "getresuid" (ruid: Out(&USER_ID), euid: Out(&USER_ID), suid: Out(&USER_ID)) -> Zero;
    SETRESGID = 119, "setresgid" (rgid: Int, egid: Int, sgid: Int) -> Zero;
    GETRESGID = 120, "getresgid" (rgid: Out(&USER_ID), egid: Out(&USER_ID), sgid: Out(&USER_ID)) -> Zero;
    GETPGID = 121, "getpgid" (pid: Pid) -> Pid;
    SETFSUID = 122, "setfsuid" (fsuid: Int) -> Int;
    SETFSGID = 123, "setfsgid" (fsgid: Int) -> Int;
    GETSID = 124, "getsid" (pid: Pid) -> Pid;
    RT_SIGPENDING = 127, "rt_sigpending" (set: Out(&SIGSET), sigsetsize: Size) -> Zero;
    RT_SIGTIMEDWAIT = 128, "rt_sigtimedwait" (set: In(&SIGSET), info: Out(&SIGINFO), timeout: In(&TIMESPEC), sigsetsize: Size) -> Int;
    RT_SIGQUEUEINFO = 129, "rt_sigqueueinfo" (tgid: Pid, sig: Signal, info: In(&SIGINFO)) -> Zero;
    RT_SIGSUSPEND = 130, "rt_sigsuspend" (mask: In(&SIGSET), sigsetsize: Size) -> Zero;
    MKNOD = 133, "mknod" (path: Path, mode: Mode, dev: Size) -> Zero;
    GETTID = 186, "gettid" () -> Pid;
    TKILL = 200, "tkill" (tid: Pid, sig: Signal) -> Zero;
    TIME = 201, "time" (tloc: Out(&TIME_T)) -> Int;
    FUTEX = 202, "futex" (uaddr: Addr, futex_op: Int, val: Int, timeout: In(&TIMESPEC), uaddr2: Addr, val3: Int) -> Int;
    EPOLL_CREATE = 213, "epoll_create" (size: Int) -> Fd;
    GETDENTS64 = 217, "getdents64" (fd: Fd, dirp: Addr, count: Size) -> Bytes;
    SET_TID_ADDRESS = 218, "set_tid_address" (tidptr: Addr) -> Pid;
    SEMTIMEDOP = 220, "semtimedop" (semid: Int, sops: SemOps { len: 2 }, nsops: Size, timeout: In(&TIMESPEC)) -> Zero;
    CLOCK_GETTIME = 228, "clock_gettime" (clockid: Int, tp: Out(&TIMESPEC)) -> Zero;
    CLOCK_NANOSLEEP = 230, "clock_nanosleep" (clockid: Int, flags: Flags(TIMER_FLAGS), duration: In(&TIMESPEC), rem: Out(&TIMESPEC)) -> Zero;
    EXIT_GROUP = 231, "exit_group" (status: Int) -> Never;
    EPOLL_WAIT = 232, "epoll_wait" (epfd: Fd, events: EpollEvents, maxevents: Int, timeout: Int) -> Int;
    EPOLL_CTL = 233, "epoll_ctl" (epfd: Fd, op: Choice(EPOLL_OPERATIONS), fd: Fd, event: In(&EPOLL_EVENT)) -> Zero;
    TGKILL = 234, "tgkill" (tgid: Pid, tid: Pid, sig: Signal) -> Zero;
    MQ_OPEN = 240, "mq_open" (name: Path, oflag: Flags(OPEN_FLAGS), mode: Mode, attr: In(&MQ_ATTR)) -> Fd;
    MQ_UNLINK = 241, "mq_unlink" (name: Path) -> Zero;
    MQ_TIMEDSEND = 242, "mq_timedsend" (mqdes: Fd, msg_ptr: InBuf { len: 2 }, msg_len: Size, msg_prio: Int, abs_timeout: In(&TIMESPEC)) -> Zero;
    MQ_TIMEDRECEIVE = 243, "mq_timedreceive" (mqdes: Fd, msg_ptr: OutBuf { len: 2 }, msg_len: Size, msg_prio: Out(&PRIORITY), abs_timeout: In(&TIMESPEC)) -> Bytes;
    MQ_NOTIFY = 244, "mq_notify" (mqdes: Fd, sevp: In(&SIGEVENT)) -> Zero;
    MQ_GETSETATTR = 245, "mq_getsetattr" (mqdes: Fd, newattr: In(&MQ_ATTR), oldattr: Out(&MQ_ATTR)) -> Zero;
    OPENAT = 257, "openat" (dirfd: Fd, path: Path, flags: Flags(OPEN_FLAGS), mode: Mode) -> Fd;
    MKDIRAT = 258, "mkdirat" (dirfd: Fd, path: Path, mode: Mode) -> Zero;
    MKNODAT = 259, "mknodat" (dirfd: Fd, path: Path, mode: Mode, dev: Size) -> Zero;
    FCHOWNAT = 260, "fchownat" (dirfd: Fd, path: Path, owner: Int, group: Int, flags: Flags(AT_FLAGS)) -> Zero;
    NEWFSTATAT = 262, "newfstatat" (dirfd: Fd, path: Path, statbuf: Out(&STAT), flags: Flags(AT_FLAGS)) -> Zero;
    UNLINKAT = 263, "unlinkat" (dirfd: Fd, path: Path, flags: Flags(AT_FLAGS)) -> Zero;
    RENAMEAT = 264, "renameat" (olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path) -> Zero;
    LINKAT = 265, "linkat" (olddirfd: Fd, oldpath: Path, newdirfd: Fd, newpath: Path, flags: Flags(AT_FLAGS)) -> Zero;
    FCHMODAT = 268, "fchmodat" (dirfd: Fd, path: Path, mode: Mode) -> Zero;
    FACCESSAT = 269, "faccessat" (dirfd: Fd, path: Path, mode: Flags(ACCESS_FLAGS)) -> Zero;
    PSELECT6 = 270, "pselect6" (nfds: Int, readfds: FdSet { len: 0 }, writefds: FdSet { len: 0 }, exceptfds: FdSet { len: 0 }, timeout: InOut(&TIMESPEC), sigmask: Addr) -> Int;
    PPOLL = 271, "ppoll" (fds: PollFds { len: 1 }, nfds: Size, timeout: InOut(&TIMESPEC), sigmask: In(&SIGSET), sigsetsize: Size) -> Int;
    SET_ROBUST_LIST = 273, "set_robust_list" (head: Addr, len: Size) -> Zero;
    GET_ROBUST_LIST = 274, "get_robust_list" (pid: Pid, head_ptr: Out(&WORD), len_ptr: Out(&WORD)) -> Zero;
    EPOLL_PWAIT = 281, "epoll_pwait" (epfd: Fd, events: EpollEvents, maxevents: Int, timeout: Int, sigmask: In(&SIGSET), sigsetsize: Size) -> Int;
    SIGNALFD = 282, "signalfd" (fd: Fd, mask: In(&SIGSET), sizemask: Size) -> Fd;
    TIMERFD_CREATE = 283, "timerfd_create" (clockid: Int, flags: Flags(OPEN_FLAGS)) -> Fd;
    EVENTFD = 284, "eventfd" (initval: Int) -> Fd;
    TIMERFD_SETTIME = 286, "timerfd_settime" (fd: Fd, flags: Flags(TIMER_FLAGS), new_value: In(&ITIMERSPEC), old_value: Out(&ITIMERSPEC)) -> Zero;
    TIMERFD_GETTIME = 287, "timerfd_gettime" (fd: Fd, curr_value: Out(&ITIMERSPEC)) -> Zero;
    ACCEPT4 = 288, "accept4" (sockfd: Fd, addr: OutAddress { len: 2 }, addrlen: InOut(&SOCKLEN), flags: Flags(ACCEPT_FLAGS)) -> Fd;
    SIGNALFD4 = 289, "signalfd4" (fd: Fd, mask: In(&SIGSET), sizemask: Size, flags: Flags(OPEN_FLAGS)) -> Fd;
    EVENTFD2 = 290, "eventfd2" (initval: Int, flags: Flags(EVENTFD_FLAGS)) -> Fd;
    EPOLL_CREATE1 = 291, "epoll_create1" (flags: Flags(OPEN_FLAGS)) -> Fd;
    DUP3 = 292, "dup3" (oldfd: Fd, newfd: Fd, flags: Flags(OPEN_FLAGS)) -> Fd;
    PIPE2 = 293, "pipe2" (pipefd: Out(&FD_PAIR), flags: Flags(OPEN_FLAGS)) -> Zero;
    EPOLL_PWAIT2 = 441, "epoll_pwait2" (epfd: Fd, events: EpollEvents, maxevents: Int, timeout: In(&TIMESPEC), sigmask: In(&SIGSET), sigsetsize: Size) -> Int;
    MESSAGE_SEND = 1000, "send" (to: Pid, message: InBuf { len: 2 }, size: Size, flags: Flags(MESSAGE_FLAGS)) -> Zero;
    MESSAGE_RECEIVE = 1001, "receive" (from: Pid, message: OutBuf { len: 2 }, size: Size, flags: Flags(MESSAGE_FLAGS), sender: Out(&SENDER)) -> Bytes;
    MAILBOX_OPEN = 1002, "mailbox_open" (port: Int, capacity: Int) -> Zero;
    MAILBOX_SEND = 1003, "mailbox_send" (port: Int, message: InBuf { len: 2 }, size: Size, flags: Flags(MESSAGE_FLAGS)) -> Zero;
    MAILBOX_RECEIVE = 1004, "mailbox_receive" (port: Int, message: OutBuf { len: 2 }, size: Size, flags: Flags(MESSAGE_FLAGS)) -> Bytes;
    MAILBOX_REMOVE = 1005, "mailbox_remove" (port: Int) -> Zero;
}

impl Sysno {
    /// Whether the call is one of the lab's own, which Linux does not have.
    #[must_use]
    pub const fn is_labs_own(self) -> bool {
        self.0 >= 1000
    }

    /// The call's entry in [`SPECS`]; `None` for a number that the lab does not know.
    #[must_use]
    pub fn spec(self) -> Option<&'static Spec> {
        SPECS.binary_search_by_key(&self, |spec| spec.nr).ok().map(|index| &SPECS[index])
    }
}

impl std::fmt::Display for Sysno {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.spec() {
            Some(spec) => f.write_str(spec.name),
            None => write!(f, "system call {}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specs_are_in_order_of_number() {
        assert!(SPECS.windows(2).all(|pair| pair[0].nr < pair[1].nr));
    }
}
