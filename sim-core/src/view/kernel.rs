//! What lies below the boundary: descriptors lead to open files, open files lead to kernel objects.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A descriptor of one process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Descriptor {
    /// Its number.
    pub fd: i32,
    /// Whether `execve` closes it (`FD_CLOEXEC`).
    pub is_close_on_exec: bool,
    /// The open file that it refers to: an [`OpenFileView::id`].
    pub file: u32,
    /// Whether the step that led here made it.
    pub is_new: bool,
}

/// Which way bytes may go through an open file (`O_ACCMODE`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// `O_RDONLY`.
    Read,
    /// `O_WRONLY`.
    Write,
    /// `O_RDWR`.
    Both,
}

/// An open file description (`open(2)`): what descriptors share after `dup` and `fork`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct OpenFileView {
    /// Its id, which never changes and is never used again.
    pub id: u32,
    /// The object behind it: an [`ObjectView::id`].
    pub object: u32,
    /// Which way.
    pub direction: Direction,
    /// Names of its status flags, as `O_NONBLOCK`.
    pub flags: Vec<String>,
    /// The file offset, where there is one.
    pub offset: Option<u64>,
    /// How many descriptors of all tasks refer to it.
    pub references: u64,
}

/// A kernel object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ObjectView {
    /// Its id, which never changes and is never used again.
    pub id: u32,
    /// What it is.
    pub kind: ObjectKind,
    /// Who sleeps at it, in the order in which they came.
    pub waiters: Vec<Waiter>,
    /// Whether the step that led here changed it.
    pub is_changed: bool,
}

/// A task that sleeps at an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Waiter {
    /// The task's number.
    pub task: u32,
    /// The name of the call that it sleeps in, as `read`.
    pub call: String,
}

/// The kinds of kernel objects, with their contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ObjectKind {
    /// A pipe (`pipe(7)`).
    Pipe {
        /// How many bytes fit.
        capacity: u64,
        /// How many bytes are in it.
        len: u64,
        /// The first of them, oldest first, by who wrote them.
        contents: Vec<Run>,
        /// Open files that can read from it.
        readers: u64,
        /// Open files that can write to it.
        writers: u64,
        /// The name of a FIFO (`fifo(7)`); none for a pipe.
        path: Option<String>,
    },
    /// A file of the file system.
    File {
        /// Its name; none once it has lost all its names.
        path: Option<String>,
        /// What kind of file it is.
        file_type: FileType,
        /// Its size in bytes.
        size: u64,
        /// Its first bytes.
        contents: Vec<Run>,
        /// Who has mapped it where.
        mappings: Vec<Mapping>,
    },
    /// A System V message queue (`sysvipc(7)`).
    MessageQueue {
        /// Its key; 0 is `IPC_PRIVATE`.
        key: i32,
        /// Its id, which `msgget` returns.
        ipc_id: i32,
        /// Bytes of all messages together.
        len: u64,
        /// The most that they may be (`msg_qbytes`).
        capacity: u64,
        /// The messages, oldest first.
        messages: Vec<MessageView>,
        /// How many further messages there are that are not listed.
        hidden_messages: u64,
    },
    /// A System V semaphore set (`sysvipc(7)`).
    SemaphoreSet {
        /// Its key; 0 is `IPC_PRIVATE`.
        key: i32,
        /// Its id, which `semget` returns.
        ipc_id: i32,
        /// The semaphores, in order of number.
        semaphores: Vec<SemaphoreView>,
        /// What will be added when a task ends (`SEM_UNDO`).
        undo: Vec<UndoView>,
    },
    /// A POSIX message queue (`mq_overview(7)`).
    PosixQueue {
        /// Its name, with the slash; none once it is unlinked.
        name: Option<String>,
        /// How many messages fit (`mq_maxmsg`).
        max_messages: u64,
        /// How long each may be (`mq_msgsize`).
        message_size: u64,
        /// The messages, the next to be received first; their types are their priorities.
        messages: Vec<MessageView>,
    },
    /// Where messages that name a process lie until it receives them.
    Channel {
        /// The process's task; none if it is gone.
        task: Option<u32>,
        /// The messages, oldest first.
        letters: Vec<LetterView>,
        /// How often bytes were copied into the kernel or out of it.
        copies: u64,
    },
    /// A mailbox.
    Mailbox {
        /// Its port.
        port: i32,
        /// How many messages it holds; none if it is unbounded.
        capacity: Option<u64>,
        /// The messages, oldest first.
        letters: Vec<LetterView>,
        /// How often bytes were copied into the kernel or out of it.
        copies: u64,
    },
    /// A socket (`socket(7)`).
    Socket(super::SocketView),
    /// A System V shared memory segment (`sysvipc(7)`).
    SharedSegment {
        /// Its key; 0 is `IPC_PRIVATE`.
        key: i32,
        /// Its id, which `shmget` returns.
        ipc_id: i32,
        /// Its size as asked for, in bytes.
        size: u64,
        /// Its first bytes, without the zeros at the end, by who stored them where that is known.
        contents: Vec<Run>,
        /// Who has attached it where.
        mappings: Vec<Mapping>,
        /// Whether it goes away with the last detach (`SHM_DEST`).
        is_doomed: bool,
    },
    /// A counter that is read and written (`eventfd(2)`).
    Counter {
        /// Its value.
        value: u64,
        /// Whether a read takes one instead of all.
        is_semaphore: bool,
    },
    /// A timer that is read (`timerfd_create(2)`).
    Timer {
        /// The nanoseconds that are left, if it is running.
        left_ns: Option<u64>,
        /// After how many nanoseconds it expires again; 0 for never.
        interval_ns: u64,
        /// Expirations that nobody has read yet.
        expirations: u64,
    },
    /// A set of signals that are read (`signalfd(2)`).
    SignalSet {
        /// Their names.
        signals: Vec<String>,
    },
    /// An epoll instance (`epoll(7)`).
    Epoll {
        /// What it watches, in the order in which it was added.
        interests: Vec<InterestView>,
        /// Those of them at which something has happened: their descriptors, in that order.
        ready: Vec<i32>,
    },
    /// The console that standard output and standard error lead to.
    Console {
        /// Whether it is a terminal; otherwise a pipe that somebody always empties.
        is_terminal: bool,
        /// Which stream it is, if the two are kept apart.
        stream: Option<super::Stream>,
    },
    /// The run's standard input.
    Input {
        /// Bytes that have not been read.
        len: u64,
        /// The first of them.
        bytes: Vec<u8>,
    },
}

/// The kinds of files that are no channels (`inode(7)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// Bytes.
    Regular,
    /// Names.
    Directory,
    /// A character device.
    Device,
    /// The name of a socket.
    Socket,
}

/// Bytes that one task put into a channel in one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Run {
    /// Who; none for what nobody is known to have written.
    pub task: Option<u32>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A semaphore of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SemaphoreView {
    /// Its value.
    pub value: i32,
    /// The task that changed it last, if any has.
    pub last: Option<u32>,
}

/// What will be added to a semaphore when a task ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct UndoView {
    /// The task.
    pub task: u32,
    /// The semaphore's number in its set.
    pub semaphore: u32,
    /// What will be added.
    pub delta: i32,
}

/// A message in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct MessageView {
    /// Its type; in a POSIX queue its priority.
    pub mtype: i64,
    /// The length of its text.
    pub len: u64,
    /// The first bytes of its text.
    pub bytes: Vec<u8>,
    /// Who sent it.
    pub task: u32,
}

/// A message in a channel or a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct LetterView {
    /// Its length.
    pub len: u64,
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// Who sent it.
    pub task: Option<u32>,
    /// Whether its sender sleeps until it is received.
    pub is_awaited: bool,
}

/// What an epoll instance watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct InterestView {
    /// The descriptor that it was named by.
    pub fd: i32,
    /// The names of the events, as `EPOLLIN`; none if it is disarmed.
    pub events: Vec<String>,
    /// The object: an [`ObjectView::id`].
    pub object: u32,
}

/// A place where a shared segment is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Mapping {
    /// The task.
    pub task: u32,
    /// The address there.
    pub addr: u64,
    /// What it may do there.
    pub rights: super::Rights,
}
