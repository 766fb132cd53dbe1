//! The English words.

use crate::abi::event::AccessKind;

use super::Saying;

fn touched(access: AccessKind) -> &'static str {
    match access {
        AccessKind::Load => "read",
        AccessKind::Store => "wrote to",
        AccessKind::Execute => "jumped to",
    }
}

pub(super) fn say(saying: &Saying) -> String {
    match saying {
        Saying::Launched { pid } => format!("is started as process {pid}."),
        Saying::Forked { pid, parent } => {
            format!("begins as a copy of P{parent}, with process id {pid}; fork returns 0 here.")
        }
        Saying::ThreadStarted { tid, parent } => format!(
            "begins as a thread of the same process as P{parent}, with thread id {tid}: all memory and all descriptors are \
             the same for both, only stack and registers are its own."
        ),
        Saying::ForkReturned { pid } => {
            format!("copies itself; to the parent, fork returns the child's process id {pid}.")
        }
        Saying::Read { fd, count, text } => format!("reads {count} bytes from descriptor {fd}: {text}."),
        Saying::ReadEnd { fd } => {
            format!(
                "reads the end of file from descriptor {fd}: nothing is left (of a pipe: and nobody can write any more)."
            )
        }
        Saying::ReadWaits { fd } => {
            format!("waits: there is nothing to read from descriptor {fd} yet, and somebody can still write to it.")
        }
        Saying::Wrote { fd, count, text } => format!("writes {count} bytes to descriptor {fd}: {text}."),
        Saying::WroteOutput { text } => format!("prints {text}."),
        Saying::WriteWaits { fd } => {
            format!("waits: what descriptor {fd} leads to is full, and somebody can still read from it.")
        }
        Saying::BrokenPipe { fd } => {
            format!("writes to descriptor {fd}, but nobody can read from it any more: broken pipe (SIGPIPE, EPIPE).")
        }
        Saying::Closed { fd } => format!("closes descriptor {fd}."),
        Saying::PipeMade { read_end, write_end } => format!(
            "makes a pipe in the kernel: what is written to descriptor {write_end} can be read from descriptor {read_end}."
        ),
        Saying::Duplicated { from, to } => {
            format!("makes descriptor {to} another name for what descriptor {from} leads to.")
        }
        Saying::WaitReturned { pid: 0, .. } => "asks for a child that has ended; none has yet.".to_owned(),
        Saying::WaitReturned { pid, status: Some(status) } => match (status & 0x7f, (status >> 8) & 0xff) {
            (0, code) => format!("learns that its child {pid} has ended with exit status {code}."),
            (signal, _) => format!("learns that signal {signal} has killed its child {pid}."),
        },
        Saying::WaitReturned { pid, status: None } => format!("learns that its child {pid} has ended."),
        Saying::WaitWaits => "waits for a child to end.".to_owned(),
        Saying::NoChildren => "has no child to wait for (ECHILD).".to_owned(),
        Saying::ExitCalled { code } => format!("ends itself with exit status {code}."),
        Saying::KillSent { pid, signal } => format!("sends {signal} to process {pid}."),
        Saying::QueueGot { key, id } => format!("gets message queue {id} through key {key}."),
        Saying::MessageSent { queue, mtype, text } => {
            format!("puts a message of type {mtype} into queue {queue}: {text}. It need not wait for a receiver.")
        }
        Saying::SendWaits { queue } => format!("waits: queue {queue} has no room for the message."),
        Saying::MessageReceived { queue, mtype, text } => {
            format!("takes a message of type {mtype} out of queue {queue}: {text}.")
        }
        Saying::ReceiveWaits { queue, mtype: 0 } => format!("waits: queue {queue} is empty."),
        Saying::ReceiveWaits { queue, mtype } => format!("waits: queue {queue} holds no message of type {mtype}."),
        Saying::QueueRemoved { queue } => format!("removes message queue {queue} from the kernel."),
        Saying::QueueGone => "finds that the queue has been removed (EIDRM).".to_owned(),
        Saying::QueueFull => "does not wait for room in the full queue (IPC_NOWAIT): EAGAIN.".to_owned(),
        Saying::NoMessage => "does not wait for a message (IPC_NOWAIT): ENOMSG.".to_owned(),
        Saying::SemaphoresGot { key, id } => format!("gets semaphore set {id} through key {key}."),
        Saying::SemaphoreTaken { set, number, by } => {
            format!("takes {by} from semaphore {number} of set {set} and goes on.")
        }
        Saying::SemaphoreRaised { set, number, by } => {
            format!("adds {by} to semaphore {number} of set {set}: who waits for it can go on.")
        }
        Saying::SemaphoreZero { set, number } => format!("finds semaphore {number} of set {set} at zero and goes on."),
        Saying::SemaphoreWaits { set, number } => {
            format!("waits: semaphore {number} of set {set} is lower than what it wants to take.")
        }
        Saying::SemaphoreWaitsForZero { set, number } => {
            format!("waits until semaphore {number} of set {set} is zero.")
        }
        Saying::SemaphoresWait { set } => {
            format!("waits: not all of its operations on set {set} can be done, so none is.")
        }
        Saying::SemaphoresChanged { set } => format!("performs several operations on set {set}, all at once."),
        Saying::SemaphoreSet { set, number, value } => format!("sets semaphore {number} of set {set} to {value}."),
        Saying::SemaphoreValue { set, number, value } => {
            format!("looks at semaphore {number} of set {set}: {value}.")
        }
        Saying::SemaphoresRemoved { set } => format!("removes semaphore set {set} from the kernel."),
        Saying::SemaphoresGone => "finds that the semaphore set has been removed (EIDRM).".to_owned(),
        Saying::SemaphoreBusy => "does not wait for the semaphore (IPC_NOWAIT): EAGAIN.".to_owned(),
        Saying::PosixQueueOpened { name, fd } => format!("opens message queue {name}: descriptor {fd}."),
        Saying::PosixQueueUnlinked { name } => {
            format!("takes away the name {name}; the queue goes when nobody has it open.")
        }
        Saying::PosixSent { fd, priority, text } => {
            format!("puts a message of priority {priority} into the queue behind descriptor {fd}: {text}.")
        }
        Saying::PosixReceived { fd, priority: Some(priority), text } => {
            format!(
                "takes the message of the highest priority, {priority}, out of the queue behind descriptor {fd}: {text}."
            )
        }
        Saying::PosixReceived { fd, priority: None, text } => {
            format!("takes the message of the highest priority out of the queue behind descriptor {fd}: {text}.")
        }
        Saying::PosixSendWaits { fd } => format!("waits: the queue behind descriptor {fd} is full."),
        Saying::PosixReceiveWaits { fd } => format!("waits: the queue behind descriptor {fd} is empty."),
        Saying::PosixFull => "does not wait for room in the full queue (O_NONBLOCK): EAGAIN.".to_owned(),
        Saying::PosixEmpty => "does not wait for a message (O_NONBLOCK): EAGAIN.".to_owned(),
        Saying::PosixTooSmall => {
            "offers less room than the longest message of the queue may need: EMSGSIZE.".to_owned()
        }
        Saying::FutexWaits { addr } => format!("sleeps until somebody says that the word at {addr:x}h has changed."),
        Saying::FutexWoken { addr, count } => format!("wakes {count} that slept at the word at {addr:x}h."),
        Saying::FutexPassed { addr } => format!("has slept at the word at {addr:x}h and looks at it again."),
        Saying::FutexChanged { addr } => {
            format!("need not sleep: the word at {addr:x}h has changed meanwhile (EAGAIN).")
        }
        Saying::TimeOver { name } => format!("gives up waiting in {name}: the time is over."),
        Saying::SegmentGot { key, id } => format!("gets shared memory segment {id} through key {key}."),
        Saying::SegmentAttached { id, addr } => format!("attaches segment {id} to its address space at {addr:x}h."),
        Saying::SegmentDetached { addr } => format!("detaches the segment at {addr:x}h."),
        Saying::SegmentRemoved { id } => {
            format!("marks segment {id} to be destroyed when its last process detaches it.")
        }
        Saying::SharedRead { addr, text } => format!("reads shared memory at {addr:x}h: {text}."),
        Saying::SharedWritten { addr, text } => format!(
            "writes to shared memory at {addr:x}h: {text}. Every process that shares it sees that at once; nobody is told."
        ),
        Saying::OwnPid { pid } => format!("asks for its process id: {pid}."),
        Saying::ParentPid { pid } => format!("asks for its parent's process id: {pid}."),
        Saying::BreakMoved { addr } => format!("asks where its heap ends, or moves that end: {addr:x}h."),
        Saying::Mapped { addr } => format!("maps new memory at {addr:x}h."),
        Saying::Slept => "has slept.".to_owned(),
        Saying::File(saying) => super::file::english(saying),
        Saying::Undefined(undefined) => super::undefined::english(undefined),
        Saying::Right(saying) => super::right::english(saying),
        Saying::Message(saying) => super::message::english(saying),
        Saying::Event(saying) => super::event::english(saying),
        Saying::Socket(saying) => super::socket::english(saying),
        Saying::FileAsked { fd } => {
            format!("asks what descriptor {fd} leads to (a terminal is buffered by lines, anything else in blocks).")
        }
        Saying::NotMapped { addr, access } => format!(
            "{} {addr:x}h, where no page is mapped: the hardware refuses, the kernel sends SIGSEGV.",
            touched(*access)
        ),
        Saying::Forbidden { addr, access } => format!(
            "{} {addr:x}h, whose page does not allow it: the hardware refuses, the kernel sends SIGSEGV.",
            touched(*access)
        ),
        Saying::KernelSpace { addr, access } => format!(
            "{} {addr:x}h, which lies in kernel space: out of reach in user mode, the kernel sends SIGSEGV.",
            touched(*access)
        ),
        Saying::PastEnd { addr } => {
            format!("touched {addr:x}h, behind the end of the mapped file: the kernel sends SIGBUS.")
        }
        Saying::DividedByZero => "divided by zero: the processor refuses, the kernel sends SIGFPE.".to_owned(),
        Saying::NotAnInstruction { addr } => {
            format!("has no instruction to run at {addr:x}h: the kernel sends SIGILL.")
        }
        Saying::ExitedWith { code } => format!("has ended with exit status {code}."),
        Saying::KilledBy { signal } => format!("has been killed by {signal}."),
        Saying::Handled { signal, sender: 0 } => format!("{signal} reaches it: its handler runs now."),
        Saying::Handled { signal, sender } => {
            format!("{signal} from process {sender} reaches it: its handler runs now.")
        }
        Saying::StoppedBy { signal } => format!("has been stopped by {signal}, until SIGCONT."),
        Saying::Continued => "goes on: SIGCONT.".to_owned(),
        Saying::Interrupted { name } => format!("finds its {name} interrupted by a signal handler (EINTR)."),
        Saying::Restarted { name } => {
            format!("leaves {name} for a signal handler; the call is made again afterwards (SA_RESTART).")
        }
        Saying::HandlerReturned => "returns from the signal handler to what it interrupted.".to_owned(),
        Saying::Returned { name, value } => format!("calls {name}, which returns {value}."),
        Saying::Failed { name, errno } => {
            format!("calls {name}, which fails: {errno} ({}).", errno.text().unwrap_or("unknown error"))
        }
        Saying::Waits { name } => format!("waits in {name}."),
        Saying::DiedIn { name } => format!("dies in {name}."),
        Saying::WokenBy { by, then } => format!("woken by P{by}, {}", say(then)),
    }
}
