//! What can be said of message passing: `send` and `receive`, channels and mailboxes.

use crate::abi::event::Outcome;
use crate::abi::{ArgValue, CallRecord, Errno, Sysno, strace};

/// Something that can be said of such a call, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in English say")]
pub enum MessageSaying {
    Sent { to: i64, text: String },
    Left { to: i64, text: String },
    SendWaits { to: i64 },
    Received { from: i64, text: String },
    ReceivedOfAny { text: String },
    ReceiveWaits { from: i64 },
    ReceiveWaitsForAny,
    NothingSent,
    NoProcess { pid: i64 },
    NoRoom,
    Opened { port: i64, capacity: i64 },
    OpenedUnbounded { port: i64 },
    OpenedWithout { port: i64 },
    Put { port: i64, text: String },
    PutWaits { port: i64 },
    Full { port: i64 },
    Taken { port: i64, text: String },
    TakeWaits { port: i64 },
    Empty { port: i64 },
    Unknown { port: i64 },
    Removed { port: i64 },
    Gone { port: i64 },
}

/// What there is to say of a call and its outcome, if it is one of these.
pub(super) fn of(call: &CallRecord, outcome: &Outcome) -> Option<MessageSaying> {
    match outcome {
        Outcome::Returned { outputs, .. } => of_success(call, outputs),
        Outcome::Failed(errno) => of_failure(call, *errno),
        Outcome::Blocked => of_waiting(call),
        Outcome::NoReturn | Outcome::Restarted => None,
    }
}

fn of_success(call: &CallRecord, outputs: &[(usize, ArgValue)]) -> Option<MessageSaying> {
    let written = || outputs.iter().find(|(index, _)| *index == 1).map_or_else(String::new, |(_, value)| quoted(value));
    let given = || call.args.get(1).map_or_else(String::new, quoted);
    let first = number(call, 0);
    Some(match call.nr {
        Sysno::MESSAGE_SEND if number(call, 3) == 0 => MessageSaying::Sent { to: first, text: given() },
        Sysno::MESSAGE_SEND => MessageSaying::Left { to: first, text: given() },
        Sysno::MESSAGE_RECEIVE if first == 0 => MessageSaying::ReceivedOfAny { text: written() },
        Sysno::MESSAGE_RECEIVE => MessageSaying::Received { from: first, text: written() },
        Sysno::MAILBOX_OPEN => match number(call, 1) {
            0 => MessageSaying::OpenedWithout { port: first },
            capacity @ 1.. => MessageSaying::Opened { port: first, capacity },
            _ => MessageSaying::OpenedUnbounded { port: first },
        },
        Sysno::MAILBOX_SEND => MessageSaying::Put { port: first, text: given() },
        Sysno::MAILBOX_RECEIVE => MessageSaying::Taken { port: first, text: written() },
        Sysno::MAILBOX_REMOVE => MessageSaying::Removed { port: first },
        _ => return None,
    })
}

fn of_failure(call: &CallRecord, errno: Errno) -> Option<MessageSaying> {
    let first = number(call, 0);
    Some(match (call.nr, errno) {
        (Sysno::MESSAGE_SEND | Sysno::MESSAGE_RECEIVE, Errno::ESRCH) => MessageSaying::NoProcess { pid: first },
        (Sysno::MESSAGE_RECEIVE, Errno::EAGAIN) => MessageSaying::NothingSent,
        (Sysno::MESSAGE_SEND | Sysno::MAILBOX_SEND, Errno::ENOBUFS) => MessageSaying::NoRoom,
        (Sysno::MAILBOX_SEND, Errno::EAGAIN) => MessageSaying::Full { port: first },
        (Sysno::MAILBOX_RECEIVE, Errno::EAGAIN) => MessageSaying::Empty { port: first },
        (Sysno::MAILBOX_SEND | Sysno::MAILBOX_RECEIVE | Sysno::MAILBOX_REMOVE, Errno::ENOENT) => {
            MessageSaying::Unknown { port: first }
        }
        (Sysno::MAILBOX_SEND | Sysno::MAILBOX_RECEIVE, Errno::EIDRM) => MessageSaying::Gone { port: first },
        _ => return None,
    })
}

fn of_waiting(call: &CallRecord) -> Option<MessageSaying> {
    let first = number(call, 0);
    Some(match call.nr {
        Sysno::MESSAGE_SEND => MessageSaying::SendWaits { to: first },
        Sysno::MESSAGE_RECEIVE if first == 0 => MessageSaying::ReceiveWaitsForAny,
        Sysno::MESSAGE_RECEIVE => MessageSaying::ReceiveWaits { from: first },
        Sysno::MAILBOX_SEND => MessageSaying::PutWaits { port: first },
        Sysno::MAILBOX_RECEIVE => MessageSaying::TakeWaits { port: first },
        _ => return None,
    })
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

fn quoted(value: &ArgValue) -> String {
    match value {
        ArgValue::Bytes { bytes, .. } => strace::quote(bytes.strip_suffix(b"\0").unwrap_or(bytes)),
        _ => String::new(),
    }
}

/// The English words.
pub(super) fn english(saying: &MessageSaying) -> String {
    match saying {
        MessageSaying::Sent { to, text } => format!("sends {text} to process {to}, which has it now (rendezvous)."),
        MessageSaying::Left { to, text } => {
            format!("leaves {text} for process {to} in the kernel and goes on at once.")
        }
        MessageSaying::SendWaits { to } => format!("waits: process {to} has not received the message yet."),
        MessageSaying::Received { from, text } => {
            format!("receives {text} from process {from}, copied out of the kernel.")
        }
        MessageSaying::ReceivedOfAny { text } => format!("receives {text}, copied out of the kernel."),
        MessageSaying::ReceiveWaits { from } => format!("waits: process {from} has sent it nothing."),
        MessageSaying::ReceiveWaitsForAny => "waits: nobody has sent it anything.".to_owned(),
        MessageSaying::NothingSent => "asks for a message; there is none, and it does not wait (EAGAIN).".to_owned(),
        MessageSaying::NoProcess { pid } => format!("names process {pid}, and there is none (ESRCH)."),
        MessageSaying::NoRoom => "finds that the kernel has no room for another message (ENOBUFS).".to_owned(),
        MessageSaying::Opened { port, capacity } => {
            format!("opens mailbox {port}; if it is new, it holds up to {capacity} messages.")
        }
        MessageSaying::OpenedUnbounded { port } => {
            format!("opens mailbox {port}; if it is new, its senders never wait.")
        }
        MessageSaying::OpenedWithout { port } => {
            format!("opens mailbox {port}; if it is new, it holds nothing, so sender and receiver have to meet.")
        }
        MessageSaying::Put { port, text } => format!("puts {text} into mailbox {port}, whoever may take it."),
        MessageSaying::PutWaits { port } => format!("waits: mailbox {port} has no room, and nobody is receiving."),
        MessageSaying::Full { port } => format!("finds no room in mailbox {port} and does not wait (EAGAIN)."),
        MessageSaying::Taken { port, text } => format!("takes {text} out of mailbox {port}."),
        MessageSaying::TakeWaits { port } => format!("waits: mailbox {port} is empty."),
        MessageSaying::Empty { port } => format!("finds mailbox {port} empty and does not wait (EAGAIN)."),
        MessageSaying::Unknown { port } => format!("names mailbox {port}, and there is none (ENOENT)."),
        MessageSaying::Removed { port } => format!("removes mailbox {port} with all that is in it."),
        MessageSaying::Gone { port } => format!("finds that mailbox {port} has been removed (EIDRM)."),
    }
}

/// The Korean words.
pub(super) fn korean(saying: &MessageSaying) -> String {
    match saying {
        MessageSaying::Sent { to, text } => {
            format!("{text}을(를) 프로세스 {to}에게 보냈고, 상대가 받았습니다(랑데부).")
        }
        MessageSaying::Left { to, text } => {
            format!("프로세스 {to}에게 보낼 {text}을(를) 커널에 맡기고 바로 계속합니다.")
        }
        MessageSaying::SendWaits { to } => format!("기다립니다. 프로세스 {to}이(가) 아직 메시지를 받지 않았습니다."),
        MessageSaying::Received { from, text } => {
            format!("프로세스 {from}이(가) 보낸 {text}을(를) 커널에서 복사해 받습니다.")
        }
        MessageSaying::ReceivedOfAny { text } => format!("{text}을(를) 커널에서 복사해 받습니다."),
        MessageSaying::ReceiveWaits { from } => format!("기다립니다. 프로세스 {from}이(가) 보낸 것이 없습니다."),
        MessageSaying::ReceiveWaitsForAny => "기다립니다. 아무도 보낸 것이 없습니다.".to_owned(),
        MessageSaying::NothingSent => "메시지를 찾지만 없고, 기다리지 않습니다(EAGAIN).".to_owned(),
        MessageSaying::NoProcess { pid } => format!("프로세스 {pid}을(를) 지명했지만 그런 프로세스가 없습니다(ESRCH)."),
        MessageSaying::NoRoom => "커널에 메시지를 더 둘 자리가 없습니다(ENOBUFS).".to_owned(),
        MessageSaying::Opened { port, capacity } => {
            format!("메일박스 {port}을(를) 엽니다. 새것이면 메시지를 {capacity}개까지 담습니다.")
        }
        MessageSaying::OpenedUnbounded { port } => {
            format!("메일박스 {port}을(를) 엽니다. 새것이면 보내는 쪽은 기다리는 일이 없습니다.")
        }
        MessageSaying::OpenedWithout { port } => {
            format!("메일박스 {port}을(를) 엽니다. 새것이면 아무것도 담지 못해, 보내는 쪽과 받는 쪽이 만나야 합니다.")
        }
        MessageSaying::Put { port, text } => {
            format!("{text}을(를) 메일박스 {port}에 넣습니다. 누가 가져갈지는 모릅니다.")
        }
        MessageSaying::PutWaits { port } => format!("기다립니다. 메일박스 {port}에 자리가 없고 받는 쪽도 없습니다."),
        MessageSaying::Full { port } => format!("메일박스 {port}에 자리가 없지만 기다리지 않습니다(EAGAIN)."),
        MessageSaying::Taken { port, text } => format!("메일박스 {port}에서 {text}을(를) 꺼냅니다."),
        MessageSaying::TakeWaits { port } => format!("기다립니다. 메일박스 {port}이(가) 비어 있습니다."),
        MessageSaying::Empty { port } => format!("메일박스 {port}이(가) 비어 있지만 기다리지 않습니다(EAGAIN)."),
        MessageSaying::Unknown { port } => {
            format!("메일박스 {port}을(를) 지명했지만 그런 메일박스가 없습니다(ENOENT).")
        }
        MessageSaying::Removed { port } => format!("메일박스 {port}을(를) 담긴 것과 함께 없앱니다."),
        MessageSaying::Gone { port } => format!("메일박스 {port}이(가) 사라졌습니다(EIDRM)."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_that_names_nobody_waits_for_anybody() {
        let call = CallRecord { nr: Sysno::MESSAGE_RECEIVE, args: vec![ArgValue::Int(0)] };
        assert_eq!(of(&call, &Outcome::Blocked), Some(MessageSaying::ReceiveWaitsForAny));
    }
}
