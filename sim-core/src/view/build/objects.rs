//! Open files and kernel objects as the page shows them.

use crate::kernel::console::Console;
use crate::kernel::epoll::EpollId;
use crate::kernel::eventfd::EventfdId;
use crate::kernel::file::{FileObject, O_APPEND, O_NONBLOCK, OpenFile};
use crate::kernel::fs::InodeId;
use crate::kernel::ipc::msg::MessageQueue;
use crate::kernel::ipc::sem::SemaphoreSet;
use crate::kernel::ipc::shm::Segment;
use crate::kernel::mm::Region;
use crate::kernel::mqueue::PosixQueue;
use crate::kernel::pipe::{Pipe, PipeBuffer, PipeId, PipeSide};
use crate::kernel::signalfd::SignalfdId;
use crate::kernel::socket::SocketId;
use crate::kernel::timerfd::TimerfdId;
use crate::kernel::wait::WaitsFor;
use crate::kernel::{Kernel, Pid};
use crate::machine::program::PAGE;
use crate::machine::segment::SegmentKind;

use super::super::{
    Direction, Mapping, MessageView, ObjectKind, ObjectView, OpenFileView, Run, SemaphoreView, Stream, UndoView, Waiter,
};
use super::memory::rights;
use super::{Numbers, event, files, messages, socket};

/// At most this many bytes of an object are shown.
pub(super) const MOST_BYTES: usize = 256;
/// At most this many messages of a queue are listed.
pub(super) const MOST_MESSAGES: usize = 32;

/// The kinds of objects share one space of ids: what an object is, and its number among its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectId {
    Pipe(u32),
    Queue(i32),
    Segment(i32),
    Semaphores(i32),
    PosixQueue(u32),
    Console(Console),
    File(InodeId),
    Channel(Pid),
    Mailbox(i32),
    Socket(SocketId),
    Counter(EventfdId),
    Timer(TimerfdId),
    SignalSet(SignalfdId),
    Epoll(EpollId),
}

/// Numbers of objects that no file system has begin here.
const ANONYMOUS: u32 = 1 << 31;

impl ObjectId {
    /// The id that a view uses.
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Pipe(id) => 8 * id,
            Self::Queue(id) => (8 * id as u32).wrapping_add(1),
            Self::Segment(id) => (8 * id as u32).wrapping_add(2),
            Self::Console(Console::Output) => 3,
            Self::Console(Console::Error) => 11,
            Self::Console(Console::Terminal) => 19,
            Self::Console(Console::TerminalError) => 27,
            Self::Semaphores(id) => (8 * id as u32).wrapping_add(4),
            Self::PosixQueue(id) => 8 * id + 5,
            Self::File(id) => 8 * id.0 + 6,
            Self::Channel(pid) => (16 * pid as u32).wrapping_add(7),
            Self::Mailbox(port) => (16 * port as u32).wrapping_add(15),
            // Behind the numbers of the consoles.
            Self::Socket(id) => 8 * (id.0 + 3) + 3,
            Self::Counter(id) => ANONYMOUS + 4 * id.0,
            Self::Timer(id) => ANONYMOUS + 4 * id.0 + 1,
            Self::SignalSet(id) => ANONYMOUS + 4 * id.0 + 2,
            Self::Epoll(id) => ANONYMOUS + 4 * id.0 + 3,
        }
    }

    /// The object that a process sleeps at, if it is one.
    pub(super) fn waited_at(kernel: &Kernel, tid: Pid, waits_for: &WaitsFor) -> Option<Self> {
        match waits_for {
            WaitsFor::PipeData(id) | WaitsFor::PipeRoom(id) | WaitsFor::FifoPartner(id, _) => {
                Some(kernel.fs.fifo_of(*id).map_or(Self::Pipe(id.0), Self::File))
            }
            WaitsFor::FileLock(id, _) | WaitsFor::WholeFileLock(id) => Some(Self::File(*id)),
            WaitsFor::Message(id) | WaitsFor::MessageRoom(id) => Some(Self::Queue(*id)),
            WaitsFor::Semaphore(id) => Some(Self::Semaphores(*id)),
            WaitsFor::PosixMessage(id) | WaitsFor::PosixRoom(id) => Some(Self::PosixQueue(id.0)),
            WaitsFor::MailboxMessage(port) | WaitsFor::MailboxRoom(port) => Some(Self::Mailbox(*port)),
            WaitsFor::Letter(_) => Some(Self::Channel(kernel.tasks.get(tid).map_or(tid, |task| task.pid))),
            WaitsFor::Receipt(to) => Some(Self::Channel(*to)),
            WaitsFor::Socket { id, .. } => Some(Self::Socket(*id)),
            WaitsFor::Counter(id) => Some(Self::Counter(*id)),
            WaitsFor::Expiry(id) => Some(Self::Timer(*id)),
            WaitsFor::SignalFile(id) => Some(Self::SignalSet(*id)),
            WaitsFor::Epoll(id, _) => Some(Self::Epoll(*id)),
            WaitsFor::Child
            | WaitsFor::Word(_)
            | WaitsFor::Time(_)
            | WaitsFor::Poll(_)
            | WaitsFor::Signal { .. }
            | WaitsFor::Continue => None,
        }
    }

    /// The object that a file leads to.
    pub(super) fn behind(file: &OpenFile) -> Self {
        match (file.object, file.inode) {
            (FileObject::File(id), _) | (_, Some(id)) => Self::File(id),
            (FileObject::Pipe(id, _), None) => Self::Pipe(id.0),
            (FileObject::MessageQueue(id), None) => Self::PosixQueue(id.0),
            (FileObject::Socket(id), None) => Self::Socket(id),
            (FileObject::Console(console), None) => Self::Console(console),
            (FileObject::Eventfd(id), None) => Self::Counter(id),
            (FileObject::Timerfd(id), None) => Self::Timer(id),
            (FileObject::Signalfd(id), None) => Self::SignalSet(id),
            (FileObject::Epoll(id), None) => Self::Epoll(id),
        }
    }

    /// The object whose memory a region is.
    pub(super) const fn mapped_by(region: &Region) -> Option<Self> {
        match region.kind {
            SegmentKind::Shm { shmid } => Some(Self::Segment(shmid)),
            SegmentKind::File { inode, .. } => Some(Self::File(InodeId(inode))),
            _ => None,
        }
    }
}

/// All open file descriptions.
pub(super) fn files(kernel: &Kernel) -> Vec<OpenFileView> {
    kernel.files.iter().map(|(id, file)| open_file(id.0, file)).collect()
}

fn open_file(id: u32, file: &OpenFile) -> OpenFileView {
    let direction = match (file.can_read(), file.can_write()) {
        (true, true) => Direction::Both,
        (false, _) => Direction::Write,
        (true, false) => Direction::Read,
    };
    let named = [(O_APPEND, "O_APPEND"), (O_NONBLOCK, "O_NONBLOCK")];
    let flags = named.iter().filter(|(flag, _)| file.flags & flag != 0).map(|(_, name)| (*name).to_owned()).collect();
    let object = ObjectId::behind(file).number();
    let offset = matches!(file.object, FileObject::File(_)).then_some(file.offset);
    OpenFileView { id, object, direction, flags, offset, references: u64::from(file.references) }
}

/// All kernel objects.
pub(super) fn objects(kernel: &Kernel, numbers: &Numbers) -> Vec<ObjectView> {
    let files = files::shown(kernel, numbers).into_iter();
    let is_unnamed = |(id, _): &(PipeId, &Pipe)| kernel.fs.fifo_of(*id).is_none();
    let pipes = kernel.pipes.iter().filter(is_unnamed);
    let pipes = pipes.map(|(id, pipe)| (ObjectId::Pipe(id.0), pipe_kind(kernel, id, pipe, numbers)));
    let queues = kernel.messages.iter().map(|(id, queue)| (ObjectId::Queue(id), queue_kind(id, queue, numbers)));
    let segments =
        kernel.segments.iter().map(|(id, segment)| (ObjectId::Segment(id), segment_kind(kernel, id, segment, numbers)));
    let semaphores = kernel.semaphores.iter().map(|(id, set)| (ObjectId::Semaphores(id), set_kind(id, set, numbers)));
    let posix = kernel.posix_queues.iter();
    let posix = posix.map(|(id, queue)| (ObjectId::PosixQueue(id.0), posix_queue_kind(queue, numbers)));
    let channels = kernel.channels.iter();
    let channels =
        channels.map(|(pid, channel)| (ObjectId::Channel(pid), messages::channel_kind(pid, channel, numbers)));
    let mailboxes = kernel.mailboxes.iter();
    let mailboxes =
        mailboxes.map(|(port, mailbox)| (ObjectId::Mailbox(port), messages::mailbox_kind(port, mailbox, numbers)));
    let sockets = kernel.sockets.iter();
    let sockets = sockets.map(|(id, socket)| (ObjectId::Socket(id), socket::kind(kernel, socket, numbers)));
    let posix = posix.chain(sockets);
    let all = consoles(kernel).chain(files).chain(pipes).chain(queues).chain(segments).chain(semaphores).chain(posix);
    let all = all.chain(channels).chain(mailboxes).chain(event::objects(kernel));
    all.map(|(id, kind)| ObjectView { id: id.number(), kind, waiters: waiters(kernel, id, numbers), is_changed: false })
        .collect()
}

fn consoles(kernel: &Kernel) -> impl Iterator<Item = (ObjectId, ObjectKind)> {
    [Console::Output, Console::Error, Console::Terminal, Console::TerminalError].into_iter().filter_map(|console| {
        kernel.files.iter().find(|(_, file)| file.object == FileObject::Console(console))?;
        let stream = match console {
            Console::Output => Some(Stream::Out),
            Console::Error => Some(Stream::Err),
            Console::Terminal | Console::TerminalError => None,
        };
        Some((ObjectId::Console(console), ObjectKind::Console { is_terminal: stream.is_none(), stream }))
    })
}

fn waiters(kernel: &Kernel, object: ObjectId, numbers: &Numbers) -> Vec<Waiter> {
    let waits_here = |pid: Pid| {
        let blocked = kernel
            .tasks
            .blocked(pid)
            .filter(|blocked| ObjectId::waited_at(kernel, pid, &blocked.on) == Some(object))?;
        Some(Waiter { task: numbers.of(pid)?, call: blocked.nr.to_string() })
    };
    let in_order: Vec<Pid> = match object {
        ObjectId::Pipe(id) => {
            kernel.pipes.iter().find(|(other, _)| other.0 == id).map_or_else(Vec::new, |(_, pipe)| at_pipe(pipe))
        }
        ObjectId::Queue(id) => kernel.messages.get(id).map_or_else(
            |_| Vec::new(),
            |queue| {
                let receivers = queue.receivers.iter().map(|receiver| receiver.pid);
                receivers.chain(queue.senders.iter().map(|sender| sender.pid)).collect()
            },
        ),
        ObjectId::File(id) => files::waiting(kernel, id),
        ObjectId::Semaphores(id) => {
            kernel.semaphores.get(id).map_or_else(|_| Vec::new(), |set| set.waiting().map(|one| one.pid).collect())
        }
        ObjectId::PosixQueue(id) => {
            kernel.posix_queues.iter().find(|(other, _)| other.0 == id).map_or_else(Vec::new, |(_, queue)| {
                let senders = queue.senders.iter().map(|(pid, _)| *pid);
                queue.receivers.iter().copied().chain(senders).collect()
            })
        }
        ObjectId::Channel(pid) => {
            let senders = kernel.tasks.iter().map(|task| task.tid).filter(move |&other| other != pid);
            std::iter::once(pid).chain(senders).collect()
        }
        ObjectId::Mailbox(port) => kernel.mailboxes.get(port).map_or_else(Vec::new, |mailbox| {
            let senders = mailbox.senders.iter().filter_map(|letter| letter.waiter);
            mailbox.receivers.iter().copied().chain(senders).collect()
        }),
        ObjectId::Socket(id) => kernel
            .sockets
            .find(id)
            .map_or_else(Vec::new, |socket| socket.sleepers.iter().chain(socket.senders.iter()).collect()),
        // Whoever hears of it looks by itself.
        ObjectId::Counter(_) | ObjectId::Timer(_) | ObjectId::SignalSet(_) | ObjectId::Epoll(_) => {
            kernel.tasks.iter().map(|task| task.tid).collect()
        }
        ObjectId::Segment(_) | ObjectId::Console(_) => Vec::new(),
    };
    in_order.into_iter().filter_map(waits_here).collect()
}

/// Who sleeps at a pipe: in `open`, in `read`, in `write`.
pub(super) fn at_pipe(pipe: &Pipe) -> Vec<Pid> {
    let opening = pipe.opening_readers.iter().chain(pipe.opening_writers.iter());
    opening.chain(pipe.waiting_readers.iter()).chain(pipe.waiting_writers.iter()).collect()
}

pub(super) fn pipe_kind(kernel: &Kernel, id: PipeId, pipe: &Pipe, numbers: &Numbers) -> ObjectKind {
    let is_input = kernel.files.iter().any(|(file, open)| {
        file.0 == 0 && matches!(open.object, FileObject::Pipe(other, PipeSide::Read) if other == id)
    });
    let len = pipe.unread() as u64;
    let contents = runs(pipe.buffers().flat_map(PipeBuffer::unread_by_writer), numbers);
    if is_input {
        return ObjectKind::Input { len, bytes: contents.into_iter().flat_map(|run| run.bytes).collect() };
    }
    let (readers, writers) = (u64::from(pipe.readers), u64::from(pipe.writers));
    ObjectKind::Pipe { capacity: pipe.slots as u64 * PAGE, len, contents, readers, writers, path: None }
}

/// The first bytes of a pipe; neighbouring pieces of one writer are one.
pub(super) fn runs<'a>(pieces: impl Iterator<Item = (Pid, &'a [u8])>, numbers: &Numbers) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut room = MOST_BYTES;
    for (writer, bytes) in pieces {
        let kept = &bytes[..bytes.len().min(room)];
        room -= kept.len();
        let task = numbers.of(writer);
        match runs.last_mut() {
            _ if kept.is_empty() => break,
            Some(last) if last.task == task => last.bytes.extend(kept),
            _ => runs.push(Run { task, bytes: kept.to_vec() }),
        }
    }
    runs
}

fn queue_kind(id: i32, queue: &MessageQueue, numbers: &Numbers) -> ObjectKind {
    let message = |message: &crate::kernel::ipc::msg::Message| MessageView {
        mtype: message.mtype,
        len: message.text.len() as u64,
        bytes: message.text.iter().copied().take(MOST_BYTES).collect(),
        task: numbers.of(message.sender).unwrap_or(0),
    };
    ObjectKind::MessageQueue {
        key: queue.permissions.key,
        ipc_id: id,
        len: queue.bytes(),
        capacity: queue.capacity,
        messages: queue.messages.iter().take(MOST_MESSAGES).map(message).collect(),
        hidden_messages: queue.messages.len().saturating_sub(MOST_MESSAGES) as u64,
    }
}

fn set_kind(id: i32, set: &SemaphoreSet, numbers: &Numbers) -> ObjectKind {
    let semaphore =
        |one: &crate::kernel::ipc::sem::Semaphore| SemaphoreView { value: one.value, last: numbers.of(one.last) };
    let undo = set.undo.iter().flat_map(|(&pid, deltas)| {
        let changing = (0..).zip(deltas).filter(|(_, delta)| **delta != 0);
        changing.filter_map(move |(semaphore, &delta)| Some(UndoView { task: numbers.of(pid)?, semaphore, delta }))
    });
    ObjectKind::SemaphoreSet {
        key: set.permissions.key,
        ipc_id: id,
        semaphores: set.semaphores.iter().map(semaphore).collect(),
        undo: undo.collect(),
    }
}

fn posix_queue_kind(queue: &PosixQueue, numbers: &Numbers) -> ObjectKind {
    let message = |message: &crate::kernel::mqueue::Posted| MessageView {
        mtype: i64::from(message.priority),
        len: message.text.len() as u64,
        bytes: message.text.iter().copied().take(MOST_BYTES).collect(),
        task: numbers.of(message.sender).unwrap_or(0),
    };
    ObjectKind::PosixQueue {
        name: queue.name.as_ref().map(|name| format!("/{name}")),
        max_messages: queue.size.messages as u64,
        message_size: queue.size.bytes as u64,
        messages: queue.messages.iter().map(message).collect(),
    }
}

fn segment_kind(kernel: &Kernel, id: i32, segment: &Segment, numbers: &Numbers) -> ObjectKind {
    let mut bytes: Vec<u8> = segment
        .frames
        .iter()
        .flat_map(|&frame| kernel.memory.bytes(frame).iter().copied())
        .take(usize::try_from(segment.size).unwrap_or(usize::MAX).min(MOST_BYTES))
        .collect();
    bytes.truncate(bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1));
    let contents = if bytes.is_empty() { Vec::new() } else { vec![Run { task: None, bytes }] };
    let mappings = kernel.tasks.processes().flat_map(|process| {
        let number = numbers.of(process.pid);
        let regions = process.mm.regions().iter().filter(move |region| region.kind == SegmentKind::Shm { shmid: id });
        regions.filter_map(move |region| {
            Some(Mapping { task: number?, addr: region.start, rights: rights(region.rights) })
        })
    });
    ObjectKind::SharedSegment {
        key: segment.permissions.key,
        ipc_id: id,
        size: segment.size,
        contents,
        mappings: mappings.collect(),
        is_doomed: segment.is_removed(),
    }
}
