//! What can be said of an event, and which of it applies.

use super::{EventSaying, FileSaying, MessageSaying, RightSaying, SocketSaying};
use crate::abi::event::{AccessKind, Body, Event, FaultKind, Outcome, Status};
use crate::abi::{ArgValue, CallRecord, Errno, Signal, Sysno, Undefined, strace};

/// Something that can be said of an event, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in `en` say")]
pub enum Saying {
    Launched {
        pid: i32,
    },
    Forked {
        pid: i32,
        parent: u32,
    },
    ThreadStarted {
        tid: i32,
        parent: u32,
    },
    ForkReturned {
        pid: i64,
    },
    Read {
        fd: i64,
        count: i64,
        text: String,
    },
    ReadEnd {
        fd: i64,
    },
    ReadWaits {
        fd: i64,
    },
    Wrote {
        fd: i64,
        count: i64,
        text: String,
    },
    WroteOutput {
        text: String,
    },
    WriteWaits {
        fd: i64,
    },
    BrokenPipe {
        fd: i64,
    },
    Closed {
        fd: i64,
    },
    PipeMade {
        read_end: i64,
        write_end: i64,
    },
    Duplicated {
        from: i64,
        to: i64,
    },
    WaitReturned {
        pid: i64,
        status: Option<i64>,
    },
    WaitWaits,
    NoChildren,
    ExitCalled {
        code: i64,
    },
    KillSent {
        pid: i64,
        signal: String,
    },
    QueueGot {
        key: i64,
        id: i64,
    },
    MessageSent {
        queue: i64,
        mtype: i64,
        text: String,
    },
    SendWaits {
        queue: i64,
    },
    MessageReceived {
        queue: i64,
        mtype: i64,
        text: String,
    },
    ReceiveWaits {
        queue: i64,
        mtype: i64,
    },
    QueueRemoved {
        queue: i64,
    },
    QueueGone,
    QueueFull,
    NoMessage,
    SemaphoresGot {
        key: i64,
        id: i64,
    },
    SemaphoreTaken {
        set: i64,
        number: i64,
        by: i64,
    },
    SemaphoreRaised {
        set: i64,
        number: i64,
        by: i64,
    },
    SemaphoreZero {
        set: i64,
        number: i64,
    },
    SemaphoreWaits {
        set: i64,
        number: i64,
    },
    SemaphoreWaitsForZero {
        set: i64,
        number: i64,
    },
    SemaphoresWait {
        set: i64,
    },
    SemaphoresChanged {
        set: i64,
    },
    SemaphoreSet {
        set: i64,
        number: i64,
        value: i64,
    },
    SemaphoreValue {
        set: i64,
        number: i64,
        value: i64,
    },
    SemaphoresRemoved {
        set: i64,
    },
    SemaphoresGone,
    SemaphoreBusy,
    PosixQueueOpened {
        name: String,
        fd: i64,
    },
    PosixQueueUnlinked {
        name: String,
    },
    PosixSent {
        fd: i64,
        priority: i64,
        text: String,
    },
    PosixReceived {
        fd: i64,
        priority: Option<i64>,
        text: String,
    },
    PosixSendWaits {
        fd: i64,
    },
    PosixReceiveWaits {
        fd: i64,
    },
    PosixFull,
    PosixEmpty,
    PosixTooSmall,
    FutexWaits {
        addr: u64,
    },
    FutexWoken {
        addr: u64,
        count: i64,
    },
    FutexPassed {
        addr: u64,
    },
    FutexChanged {
        addr: u64,
    },
    TimeOver {
        name: String,
    },
    SegmentGot {
        key: i64,
        id: i64,
    },
    SegmentAttached {
        id: i64,
        addr: i64,
    },
    SegmentDetached {
        addr: u64,
    },
    SegmentRemoved {
        id: i64,
    },
    SharedRead {
        addr: u64,
        text: String,
    },
    SharedWritten {
        addr: u64,
        text: String,
    },
    OwnPid {
        pid: i64,
    },
    ParentPid {
        pid: i64,
    },
    BreakMoved {
        addr: i64,
    },
    Mapped {
        addr: i64,
    },
    Slept,
    File(FileSaying),
    Right(RightSaying),
    Message(MessageSaying),
    /// Undefined behaviour.
    Undefined(Undefined),
    Socket(SocketSaying),
    Event(EventSaying),
    FileAsked {
        fd: i64,
    },
    NotMapped {
        addr: u64,
        access: AccessKind,
    },
    Forbidden {
        addr: u64,
        access: AccessKind,
    },
    KernelSpace {
        addr: u64,
        access: AccessKind,
    },
    PastEnd {
        addr: u64,
    },
    DividedByZero,
    NotAnInstruction {
        addr: u64,
    },
    ExitedWith {
        code: u8,
    },
    KilledBy {
        signal: Signal,
    },
    Handled {
        signal: Signal,
        sender: i32,
    },
    StoppedBy {
        signal: Signal,
    },
    Continued,
    Interrupted {
        name: String,
    },
    Restarted {
        name: String,
    },
    HandlerReturned,
    /// Any call that returned and has no words of its own.
    Returned {
        name: String,
        value: i64,
    },
    /// Any call that failed and has no words of its own.
    Failed {
        name: String,
        errno: Errno,
    },
    /// Any call that waits and has no words of its own.
    Waits {
        name: String,
    },
    /// A call in which the caller died.
    DiedIn {
        name: String,
    },
    /// A call that had waited and now came to its end.
    WokenBy {
        by: u32,
        then: Box<Saying>,
    },
}

/// What applies to an event.
pub(super) fn of(event: &Event) -> Saying {
    match &event.body {
        Body::Started { pid, parent: Some(parent) } => Saying::Forked { pid: *pid, parent: *parent },
        Body::ThreadStarted { tid, parent } => Saying::ThreadStarted { tid: *tid, parent: *parent },
        Body::Started { pid, parent: None } => Saying::Launched { pid: *pid },
        Body::Call { call, outcome } => of_call(call, outcome),
        Body::Completed { call, outcome, by } => Saying::WokenBy { by: *by, then: Box::new(of_call(call, outcome)) },
        Body::Access { addr, access: AccessKind::Store, bytes } => {
            Saying::SharedWritten { addr: *addr, text: contents(bytes) }
        }
        Body::Access { addr, bytes, .. } => Saying::SharedRead { addr: *addr, text: contents(bytes) },
        Body::Undefined(undefined) => Saying::Undefined(undefined.clone()),
        Body::Fault { fault, addr, access } => of_fault(*fault, *addr, *access),
        Body::Delivered { signal, sender, .. } => Saying::Handled { signal: *signal, sender: *sender },
        Body::Stopped { signal } => Saying::StoppedBy { signal: *signal },
        Body::Continued => Saying::Continued,
        Body::Ended { status: Status::Exited(code) } => Saying::ExitedWith { code: *code },
        Body::Ended { status: Status::Signalled(signal) } => Saying::KilledBy { signal: *signal },
    }
}

fn of_fault(fault: FaultKind, addr: u64, access: AccessKind) -> Saying {
    match fault {
        FaultKind::NotMapped | FaultKind::Protection if addr >= crate::machine::program::USER_END => {
            Saying::KernelSpace { addr, access }
        }
        FaultKind::NotMapped => Saying::NotMapped { addr, access },
        FaultKind::Protection => Saying::Forbidden { addr, access },
        FaultKind::PastEnd => Saying::PastEnd { addr },
        FaultKind::Divide => Saying::DividedByZero,
        FaultKind::Illegal => Saying::NotAnInstruction { addr },
    }
}

fn of_call(call: &CallRecord, outcome: &Outcome) -> Saying {
    if let Some(saying) = super::file::of(call, outcome) {
        return Saying::File(saying);
    }
    if let Some(saying) = super::message::of(call, outcome) {
        return Saying::Message(saying);
    }
    if let Some(saying) = super::right::of(call, outcome) {
        return Saying::Right(saying);
    }
    if let Some(saying) = super::event::of(call, outcome) {
        return Saying::Event(saying);
    }
    if let Some(saying) = super::socket::of(call, outcome) {
        return Saying::Socket(saying);
    }
    match outcome {
        Outcome::Returned { value, outputs } => of_success(call, *value, outputs),
        Outcome::Failed(errno) => of_failure(call, *errno),
        Outcome::Blocked => of_waiting(call),
        Outcome::Restarted => Saying::Restarted { name: call.nr.to_string() },
        Outcome::NoReturn => of_no_return(call),
    }
}

fn of_success(call: &CallRecord, value: i64, outputs: &[(usize, ArgValue)]) -> Saying {
    let arg = |index| number(call, index);
    match call.nr {
        Sysno::FORK => Saying::ForkReturned { pid: value },
        Sysno::READ if value == 0 => Saying::ReadEnd { fd: arg(0) },
        Sysno::READ => Saying::Read { fd: arg(0), count: value, text: written(outputs, 1) },
        Sysno::WRITE if matches!(arg(0), 1 | 2) => Saying::WroteOutput { text: buffer(call, 1) },
        Sysno::WRITE => Saying::Wrote { fd: arg(0), count: value, text: buffer(call, 1) },
        Sysno::CLOSE => Saying::Closed { fd: arg(0) },
        Sysno::PIPE | Sysno::PIPE2 => Saying::PipeMade {
            read_end: field(outputs, 0, 0).unwrap_or(-1),
            write_end: field(outputs, 0, 1).unwrap_or(-1),
        },
        Sysno::DUP | Sysno::DUP2 => Saying::Duplicated { from: arg(0), to: value },
        Sysno::WAIT4 => Saying::WaitReturned { pid: value, status: field(outputs, 1, 0) },
        Sysno::KILL => Saying::KillSent { pid: arg(0), signal: signal_name(arg(1)) },
        Sysno::MSGGET => Saying::QueueGot { key: arg(0), id: value },
        Sysno::MSGSND => match call.args.get(1) {
            Some(ArgValue::Message { mtype, bytes, .. }) => {
                Saying::MessageSent { queue: arg(0), mtype: *mtype, text: contents(bytes) }
            }
            _ => Saying::Returned { name: call.nr.to_string(), value },
        },
        Sysno::MSGRCV => match outputs.iter().find(|(index, _)| *index == 1) {
            Some((_, ArgValue::Message { mtype, bytes, .. })) => {
                Saying::MessageReceived { queue: arg(0), mtype: *mtype, text: contents(bytes) }
            }
            _ => Saying::Returned { name: call.nr.to_string(), value },
        },
        Sysno::MSGCTL if arg(1) == IPC_RMID => Saying::QueueRemoved { queue: arg(0) },
        Sysno::SEMGET => Saying::SemaphoresGot { key: arg(0), id: value },
        Sysno::SEMOP | Sysno::SEMTIMEDOP => match operation(call) {
            Some((number, by @ ..=-1)) => Saying::SemaphoreTaken { set: arg(0), number, by: -by },
            Some((number, 0)) => Saying::SemaphoreZero { set: arg(0), number },
            Some((number, by)) => Saying::SemaphoreRaised { set: arg(0), number, by },
            None => Saying::SemaphoresChanged { set: arg(0) },
        },
        Sysno::SEMCTL if arg(2) == IPC_RMID => Saying::SemaphoresRemoved { set: arg(0) },
        Sysno::SEMCTL if arg(2) == SETVAL => Saying::SemaphoreSet { set: arg(0), number: arg(1), value: arg(3) },
        Sysno::SEMCTL if arg(2) == GETVAL => Saying::SemaphoreValue { set: arg(0), number: arg(1), value },
        Sysno::MQ_OPEN => Saying::PosixQueueOpened { name: path(call), fd: value },
        Sysno::MQ_UNLINK => Saying::PosixQueueUnlinked { name: path(call) },
        Sysno::MQ_TIMEDSEND => Saying::PosixSent { fd: arg(0), priority: arg(3), text: buffer(call, 1) },
        Sysno::MQ_TIMEDRECEIVE => {
            Saying::PosixReceived { fd: arg(0), priority: field(outputs, 3, 0), text: written(outputs, 1) }
        }
        Sysno::FUTEX if is_futex_wake(call) => Saying::FutexWoken { addr: address(call, 0), count: value },
        Sysno::FUTEX => Saying::FutexPassed { addr: address(call, 0) },
        Sysno::SHMGET => Saying::SegmentGot { key: arg(0), id: value },
        Sysno::SHMAT => Saying::SegmentAttached { id: arg(0), addr: value },
        Sysno::SHMDT => Saying::SegmentDetached { addr: address(call, 0) },
        Sysno::SHMCTL if arg(1) == IPC_RMID => Saying::SegmentRemoved { id: arg(0) },
        Sysno::GETPID => Saying::OwnPid { pid: value },
        Sysno::GETPPID => Saying::ParentPid { pid: value },
        Sysno::BRK => Saying::BreakMoved { addr: value },
        Sysno::MMAP => Saying::Mapped { addr: value },
        Sysno::NANOSLEEP => Saying::Slept,
        Sysno::RT_SIGRETURN => Saying::HandlerReturned,
        Sysno::FSTAT => Saying::FileAsked { fd: arg(0) },
        nr => Saying::Returned { name: nr.to_string(), value },
    }
}

fn of_failure(call: &CallRecord, errno: Errno) -> Saying {
    match (call.nr, errno) {
        (Sysno::WAIT4, Errno::ECHILD) => Saying::NoChildren,
        (Sysno::MSGSND | Sysno::MSGRCV, Errno::EIDRM) => Saying::QueueGone,
        (Sysno::MSGSND, Errno::EAGAIN) => Saying::QueueFull,
        (Sysno::MSGRCV, Errno::ENOMSG) => Saying::NoMessage,
        (Sysno::SEMOP | Sysno::SEMTIMEDOP, Errno::EIDRM) => Saying::SemaphoresGone,
        (Sysno::SEMTIMEDOP, Errno::EAGAIN) if has_time(call, 3) => Saying::TimeOver { name: call.nr.to_string() },
        (Sysno::SEMOP | Sysno::SEMTIMEDOP, Errno::EAGAIN) => Saying::SemaphoreBusy,
        (Sysno::MQ_TIMEDSEND, Errno::EAGAIN) => Saying::PosixFull,
        (Sysno::MQ_TIMEDRECEIVE, Errno::EAGAIN) => Saying::PosixEmpty,
        (Sysno::MQ_TIMEDRECEIVE, Errno::EMSGSIZE) => Saying::PosixTooSmall,
        (Sysno::FUTEX, Errno::EAGAIN) => Saying::FutexChanged { addr: address(call, 0) },
        (nr, Errno::ETIMEDOUT) => Saying::TimeOver { name: nr.to_string() },
        (Sysno::WRITE, Errno::EPIPE) => Saying::BrokenPipe { fd: number(call, 0) },
        (nr, Errno::EINTR) => Saying::Interrupted { name: nr.to_string() },
        (nr, errno) => Saying::Failed { name: nr.to_string(), errno },
    }
}

fn of_waiting(call: &CallRecord) -> Saying {
    let arg = |index| number(call, index);
    match call.nr {
        Sysno::READ => Saying::ReadWaits { fd: arg(0) },
        Sysno::WRITE => Saying::WriteWaits { fd: arg(0) },
        Sysno::WAIT4 => Saying::WaitWaits,
        Sysno::MSGSND => Saying::SendWaits { queue: arg(0) },
        Sysno::MSGRCV => Saying::ReceiveWaits { queue: arg(0), mtype: arg(3) },
        Sysno::SEMOP | Sysno::SEMTIMEDOP => match operation(call) {
            Some((number, 0)) => Saying::SemaphoreWaitsForZero { set: arg(0), number },
            Some((number, _)) => Saying::SemaphoreWaits { set: arg(0), number },
            None => Saying::SemaphoresWait { set: arg(0) },
        },
        Sysno::MQ_TIMEDSEND => Saying::PosixSendWaits { fd: arg(0) },
        Sysno::MQ_TIMEDRECEIVE => Saying::PosixReceiveWaits { fd: arg(0) },
        Sysno::FUTEX => Saying::FutexWaits { addr: address(call, 0) },
        nr => Saying::Waits { name: nr.to_string() },
    }
}

fn of_no_return(call: &CallRecord) -> Saying {
    match call.nr {
        Sysno::EXIT | Sysno::EXIT_GROUP => Saying::ExitCalled { code: number(call, 0) },
        Sysno::WRITE => Saying::BrokenPipe { fd: number(call, 0) },
        nr => Saying::DiedIn { name: nr.to_string() },
    }
}

/// `IPC_RMID` of `<sys/ipc.h>`.
const IPC_RMID: i64 = 0;
/// `GETVAL` of `<sys/sem.h>`.
const GETVAL: i64 = 12;
/// `SETVAL` of `<sys/sem.h>`.
const SETVAL: i64 = 16;

/// Number and change of a `semop` that has a single operation.
fn operation(call: &CallRecord) -> Option<(i64, i64)> {
    match call.args.get(1) {
        Some(ArgValue::Fields { fields, .. }) => match fields.as_slice() {
            [(_, number), (_, by), _] => Some((*number, *by)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a call was given a time limit.
fn has_time(call: &CallRecord, index: usize) -> bool {
    matches!(call.args.get(index), Some(ArgValue::Fields { .. }))
}

/// `FUTEX_WAKE` and `FUTEX_WAKE_BITSET`, private or not.
fn is_futex_wake(call: &CallRecord) -> bool {
    matches!(number(call, 1) & 0x7f, 1 | 10)
}

fn path(call: &CallRecord) -> String {
    match call.args.first() {
        Some(ArgValue::Text { text, .. }) => format!("/{text}"),
        _ => String::new(),
    }
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

fn address(call: &CallRecord, index: usize) -> u64 {
    match call.args.get(index) {
        Some(ArgValue::Addr(addr) | ArgValue::Bad(addr)) => *addr,
        _ => 0,
    }
}

fn buffer(call: &CallRecord, index: usize) -> String {
    match call.args.get(index) {
        Some(ArgValue::Bytes { bytes, .. }) => strace::quote(bytes),
        _ => String::new(),
    }
}

fn written(outputs: &[(usize, ArgValue)], index: usize) -> String {
    match outputs.iter().find(|(at, _)| *at == index) {
        Some((_, ArgValue::Bytes { bytes, .. })) => strace::quote(bytes),
        _ => String::new(),
    }
}

fn field(outputs: &[(usize, ArgValue)], index: usize, which: usize) -> Option<i64> {
    match outputs.iter().find(|(at, _)| *at == index) {
        Some((_, ArgValue::Fields { fields, .. })) => fields.get(which).map(|(_, value)| *value),
        _ => None,
    }
}

fn signal_name(number: i64) -> String {
    u8::try_from(number).map_or_else(|_| number.to_string(), |number| Signal(number).to_string())
}

/// Bytes as a reader wants them: text quoted, up to 8 other bytes as a number.
fn contents(bytes: &[u8]) -> String {
    if bytes.len() <= 8 && !(bytes.len() > 1 && bytes[0] >= b' ' && strace::is_text(bytes)) {
        let mut value = [0; 8];
        value[..bytes.len()].copy_from_slice(bytes);
        return u64::from_le_bytes(value).to_string();
    }
    let text = bytes.strip_suffix(b"\0").unwrap_or(bytes);
    strace::quote(text)
}
