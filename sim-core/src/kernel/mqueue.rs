//! POSIX message queues (`mq_overview(7)`): named queues of messages with priorities, open like files.
//!
//! A message for a receiver that waits goes straight to it, and a receive that makes room takes the message of the
//! sender that has waited longest into the queue (`ipc/mqueue.c`: `pipelined_send`, `pipelined_receive`).

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use crate::abi::Errno;

use super::credentials::{Capability, Credentials, ROOT, Uid};
use super::epoll::WaitHead;
use super::file::{Descriptor, FileObject, O_RDWR, O_WRONLY};
use super::fs::permission::{MAY_READ, MAY_WRITE, Owner};
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Messages that a queue may hold, for users without privileges, and by default (`/proc/sys/fs/mqueue/msg_max`).
pub const MSG_MAX: i64 = 10;
/// Bytes that a message may have (`/proc/sys/fs/mqueue/msgsize_max`).
pub const MSGSIZE_MAX: i64 = 8192;
/// How many queues there may be (`/proc/sys/fs/mqueue/queues_max`).
pub const QUEUES_MAX: usize = 256;
/// Priorities are smaller than this.
pub const MQ_PRIO_MAX: u32 = 32_768;
/// What all queues of a user may take together (`RLIMIT_MSGQUEUE`).
const BYTES_MAX: u64 = 819_200;
/// What the kernel needs for each message besides its bytes (`struct msg_msg`, `struct posix_msg_tree_node`).
const OVERHEAD: u64 = 48 + 48;

/// Number of a queue on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MqueueId(pub u32);

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Who sent it. Linux does not keep this; a page shows it.
    pub sender: Pid,
    /// Its priority; the highest goes first.
    pub priority: u32,
    /// Its bytes.
    pub text: Rc<[u8]>,
}

/// How many messages of what size a queue takes (`struct mq_attr`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// `mq_maxmsg`
    pub messages: i64,
    /// `mq_msgsize`
    pub bytes: i64,
}

impl Size {
    /// What a queue gets that asks for nothing.
    pub const DEFAULT: Self = Self { messages: MSG_MAX, bytes: MSGSIZE_MAX };

    const fn is_valid(self) -> bool {
        self.messages > 0 && self.bytes > 0 && self.messages <= MSG_MAX && self.bytes <= MSGSIZE_MAX
    }

    /// What counts against the user's limit.
    const fn cost(self) -> u64 {
        self.messages as u64 * (self.bytes as u64 + OVERHEAD)
    }
}

/// A queue (Linux: `struct mqueue_inode_info`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PosixQueue {
    /// Its name without the slash; none once it is unlinked.
    pub name: Option<String>,
    /// Whose it is.
    pub owner: Owner,
    /// Permission bits.
    pub mode: u32,
    /// Whose limit it counts against: the real user that made it.
    pub payer: Uid,
    /// What fits.
    pub size: Size,
    /// The messages, the next to be received first.
    pub messages: VecDeque<Posted>,
    /// Who waits for a message, longest first.
    pub receivers: VecDeque<Pid>,
    /// Who waits for room, with the message, longest first.
    pub senders: VecDeque<(Pid, Posted)>,
}

impl PosixQueue {
    /// Behind all messages of at least its priority.
    fn insert(&mut self, message: Posted) {
        let place = self.messages.iter().position(|other| other.priority < message.priority);
        self.messages.insert(place.unwrap_or(self.messages.len()), message);
    }

    fn is_full(&self) -> bool {
        self.messages.len() as i64 >= self.size.messages
    }
}

/// The queues of a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PosixQueues {
    list: BTreeMap<MqueueId, PosixQueue>,
    next: u32,
}

impl PosixQueues {
    /// All of them, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (MqueueId, &PosixQueue)> {
        self.list.iter().map(|(&id, queue)| (id, queue))
    }

    /// A queue.
    #[must_use]
    pub fn get(&self, id: MqueueId) -> Option<&PosixQueue> {
        self.list.get(&id)
    }

    fn find(&self, name: &str) -> Option<MqueueId> {
        self.iter().find(|(_, queue)| queue.name.as_deref() == Some(name)).map(|(id, _)| id)
    }

    fn get_mut(&mut self, id: MqueueId) -> Result<&mut PosixQueue, Errno> {
        self.list.get_mut(&id).ok_or(Errno::EBADF)
    }

    fn add(&mut self, opening: &Opening<'_>, who: &Credentials, mode: u32) -> Result<MqueueId, Errno> {
        let (size, payer) = (opening.size, who.user.real);
        if self.list.len() >= QUEUES_MAX {
            return Err(Errno::ENOSPC);
        }
        if !size.is_valid() {
            return Err(Errno::EINVAL);
        }
        let of_user = self.list.values().filter(|queue| queue.payer == payer);
        if of_user.map(|queue| queue.size.cost()).sum::<u64>() + size.cost() > BYTES_MAX {
            return Err(Errno::EMFILE);
        }
        let id = MqueueId(self.next);
        self.next += 1;
        let (name, owner) = (Some(opening.name.to_owned()), Owner::of(who));
        let (messages, receivers, senders) = (VecDeque::new(), VecDeque::new(), VecDeque::new());
        self.list.insert(id, PosixQueue { name, owner, mode, payer, size, messages, receivers, senders });
        Ok(id)
    }
}

/// What `mq_open` asks for.
pub(super) struct Opening<'a> {
    /// The queue's name, without the slash.
    pub name: &'a str,
    /// `O_CREAT`, `O_EXCL`, …
    pub flags: u32,
    /// Permissions of a new queue, before the umask.
    pub mode: u32,
    /// How large a new queue shall be.
    pub size: Size,
}

/// `O_CREAT`
const O_CREAT: u32 = 0o100;
/// `O_EXCL`
const O_EXCL: u32 = 0o200;
/// `O_ACCMODE`
const O_ACCMODE: u32 = 3;

impl Kernel {
    /// `mq_open(2)`: the descriptor, which `execve` closes. The order of the checks is Linux's.
    pub(super) fn mqueue_open(&mut self, pid: Pid, opening: &Opening<'_>) -> SysResult {
        let flags = opening.flags;
        let fd = self.tasks.process(pid).files.lowest_unused(0)?;
        let id = match self.posix_queues.find(opening.name) {
            None if flags & O_CREAT == 0 => return Err(Errno::ENOENT.into()),
            None => {
                let process = self.tasks.process(pid);
                let mode = opening.mode & 0o7777 & !process.umask;
                self.posix_queues.add(opening, &process.credentials, mode)?
            }
            Some(_) if flags & (O_CREAT | O_EXCL) == O_CREAT | O_EXCL => return Err(Errno::EEXIST.into()),
            Some(_) if flags & O_ACCMODE == O_RDWR | O_WRONLY => return Err(Errno::EINVAL.into()),
            Some(id) => {
                self.mqueue_permit(pid, id, flags)?;
                id
            }
        };
        let kept = flags & (O_ACCMODE | super::file::O_NONBLOCK);
        let file = self.files.add(FileObject::MessageQueue(id), kept);
        self.install(pid, fd, Descriptor { file, is_cloexec: true });
        Ok(fd as u64)
    }

    /// Whether a queue that exists may be opened so.
    fn mqueue_permit(&self, pid: Pid, id: MqueueId, flags: u32) -> Result<(), Errno> {
        let queue = self.posix_queues.get(id).ok_or(Errno::ENOENT)?;
        let wanted = match flags & O_ACCMODE {
            0 => MAY_READ,
            O_WRONLY => MAY_WRITE,
            _ => MAY_READ | MAY_WRITE,
        };
        queue.owner.permit(queue.mode, self.tasks.credentials(pid), wanted)
    }

    /// `mq_unlink(2)`: the name goes at once, the queue with its last descriptor. The folder of all queues is root's and
    /// sticky.
    pub(super) fn mqueue_unlink(&mut self, pid: Pid, name: &str) -> Result<(), Errno> {
        let id = self.posix_queues.find(name).ok_or(Errno::ENOENT)?;
        let (user, who) = (self.posix_queues.get_mut(id)?.owner.user, self.tasks.credentials(pid));
        if ![user, ROOT].contains(&who.user.file_system) && !who.is_capable(Capability::Fowner) {
            return Err(Errno::EPERM);
        }
        self.posix_queues.get_mut(id)?.name = None;
        self.mqueue_release(id);
        Ok(())
    }

    /// A file that led to a queue is gone, or its name is.
    pub(super) fn mqueue_release(&mut self, id: MqueueId) {
        let is_open = self.files.iter().any(|(_, file)| file.object == FileObject::MessageQueue(id));
        if !is_open && self.posix_queues.get(id).is_some_and(|queue| queue.name.is_none()) {
            self.posix_queues.list.remove(&id);
        }
    }

    /// The queue behind a descriptor, its size, and whether calls shall not wait.
    pub(super) fn mqueue_at(&self, pid: Pid, fd: i32, access: Access) -> Result<(MqueueId, Size, bool), Errno> {
        let (_, file) = self.file(pid, fd)?;
        let is_allowed = match access {
            Access::Any => true,
            Access::Send => file.can_write(),
            Access::Receive => file.can_read(),
        };
        match file.object {
            FileObject::MessageQueue(id) if is_allowed => {
                let queue = self.posix_queues.get(id).ok_or(Errno::EBADF)?;
                Ok((id, queue.size, file.is_nonblocking()))
            }
            _ => Err(Errno::EBADF),
        }
    }

    /// `mq_timedsend(2)`, with the message copied from the caller.
    pub(super) fn mqueue_send(&mut self, pid: Pid, id: MqueueId, message: Posted, patience: Patience) -> SysResult {
        let queue = self.posix_queues.get_mut(id)?;
        if queue.is_full() {
            patience.check(self.clock.now)?;
            queue.senders.push_back((pid, message));
            self.limit_wait(pid, patience.until);
            return Err(Halt::Block(WaitsFor::PosixRoom(id), Resume::Again));
        }
        match queue.receivers.pop_front() {
            Some(receiver) => self.wake_with(receiver, Resume::Taken(message)),
            None => {
                queue.insert(message);
                self.wake_pollers(WaitHead::Queue(id), 0);
            }
        }
        Ok(0)
    }

    /// `mq_timedreceive(2)` up to the point where the message is the caller's.
    pub(super) fn mqueue_receive(&mut self, pid: Pid, id: MqueueId, patience: Patience) -> Result<Posted, Halt> {
        let queue = self.posix_queues.get_mut(id)?;
        let Some(message) = queue.messages.pop_front() else {
            patience.check(self.clock.now)?;
            queue.receivers.push_back(pid);
            self.limit_wait(pid, patience.until);
            return Err(Halt::Block(WaitsFor::PosixMessage(id), Resume::Again));
        };
        if let Some((sender, waiting)) = queue.senders.pop_front() {
            queue.insert(waiting);
            self.wake_with(sender, Resume::Posted);
        } else {
            self.wake_pollers(WaitHead::Queue(id), 0);
        }
        Ok(message)
    }

    /// A process gives up waiting at a queue.
    pub(super) fn mqueue_leave(&mut self, pid: Pid, id: MqueueId) {
        if let Ok(queue) = self.posix_queues.get_mut(id) {
            queue.receivers.retain(|&receiver| receiver != pid);
            queue.senders.retain(|(sender, _)| *sender != pid);
        }
    }
}

/// What a descriptor has to be open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Anything.
    Any,
    /// Sending.
    Send,
    /// Receiving.
    Receive,
}

/// How long a call may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patience {
    /// Not at all (`O_NONBLOCK`).
    pub is_nonblocking: bool,
    /// Until this time.
    pub until: Option<u64>,
}

impl Patience {
    /// # Errors
    /// If the caller may not sleep.
    fn check(self, now: u64) -> Result<(), Errno> {
        match self.until {
            _ if self.is_nonblocking => Err(Errno::EAGAIN),
            Some(until) if until <= now => Err(Errno::ETIMEDOUT),
            _ => Ok(()),
        }
    }
}
