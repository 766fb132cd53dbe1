//! What can be said of calls on sockets.

use crate::abi::event::Outcome;
use crate::abi::{ArgValue, CallRecord, Errno, Sysno, socket};

/// Something that can be said of such a call, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in English say")]
pub enum SocketSaying {
    Made { kind: String, fd: i64 },
    PairMade { first: i64, second: i64 },
    Bound { fd: i64, address: String },
    NameTaken { address: String },
    NoSuchHost { address: String },
    Listens { fd: i64, backlog: i64 },
    Connected { fd: i64, address: String },
    Connecting { address: String },
    ConnectAwaited { address: String },
    Refused { address: String },
    NobodyThere { address: String },
    Accepted { fd: i64, from: Option<String>, by: i64 },
    AcceptAwaited { fd: i64 },
    Sent { fd: i64, count: i64, text: String, to: Option<String> },
    SendAwaited { fd: i64 },
    FilesSent { fd: i64, text: String },
    Received { fd: i64, count: i64, text: String, from: Option<String> },
    ReceivedEnd { fd: i64 },
    ReceiveAwaited { fd: i64 },
    FilesReceived { fd: i64, text: String },
    PeerGone { fd: i64 },
    Reset { fd: i64 },
    NotConnected { fd: i64 },
    NothingYet { fd: i64 },
    ShutDown { fd: i64, how: String },
    OptionSet { fd: i64, name: String },
    NameAsked { fd: i64, address: String },
}

/// What there is to say of a call and its outcome, if it is one of these.
pub(super) fn of(call: &CallRecord, outcome: &Outcome) -> Option<SocketSaying> {
    match outcome {
        Outcome::Returned { value, outputs } => of_success(call, *value, outputs),
        Outcome::Failed(errno) => of_failure(call, *errno),
        Outcome::Blocked => of_waiting(call),
        Outcome::NoReturn if matches!(call.nr, Sysno::SENDTO | Sysno::SENDMSG) => {
            Some(SocketSaying::PeerGone { fd: number(call, 0) })
        }
        Outcome::NoReturn | Outcome::Restarted => None,
    }
}

fn of_success(call: &CallRecord, value: i64, outputs: &[(usize, ArgValue)]) -> Option<SocketSaying> {
    let fd = number(call, 0);
    let output = |index| outputs.iter().find(|(at, _)| *at == index).map(|(_, value)| value);
    let told = |index| output(index).and_then(address_of);
    Some(match call.nr {
        Sysno::SOCKET => SocketSaying::Made { kind: kind_of(call), fd: value },
        Sysno::SOCKETPAIR => {
            let Some(ArgValue::Fields { fields, .. }) = output(3) else { return None };
            let [(_, first), (_, second)] = fields.as_slice() else { return None };
            SocketSaying::PairMade { first: *first, second: *second }
        }
        Sysno::BIND => SocketSaying::Bound { fd, address: address(call, 1) },
        Sysno::LISTEN => SocketSaying::Listens { fd, backlog: number(call, 1) },
        Sysno::CONNECT => SocketSaying::Connected { fd, address: address(call, 1) },
        Sysno::ACCEPT | Sysno::ACCEPT4 => SocketSaying::Accepted { fd: value, from: told(1), by: fd },
        Sysno::SENDTO => {
            let to = call.args.get(4).and_then(address_of);
            SocketSaying::Sent { fd, count: value, text: text(call.args.get(1)), to }
        }
        Sysno::SENDMSG if carries_files(call.args.get(1)) => {
            SocketSaying::FilesSent { fd, text: text(call.args.get(1)) }
        }
        Sysno::SENDMSG => SocketSaying::Sent { fd, count: value, text: text(call.args.get(1)), to: None },
        Sysno::RECVMSG if carries_files(output(1)) => SocketSaying::FilesReceived { fd, text: text(output(1)) },
        Sysno::RECVFROM | Sysno::RECVMSG if value == 0 => SocketSaying::ReceivedEnd { fd },
        Sysno::RECVFROM => SocketSaying::Received { fd, count: value, text: text(output(1)), from: told(4) },
        Sysno::RECVMSG => SocketSaying::Received { fd, count: value, text: text(output(1)), from: None },
        Sysno::SHUTDOWN => SocketSaying::ShutDown { fd, how: socket::choice(socket::HALVES, number(call, 1)) },
        Sysno::SETSOCKOPT => {
            SocketSaying::OptionSet { fd, name: socket::option_name(number(call, 1), number(call, 2)) }
        }
        Sysno::GETSOCKNAME | Sysno::GETPEERNAME => SocketSaying::NameAsked { fd, address: told(1)? },
        _ => return None,
    })
}

fn of_failure(call: &CallRecord, errno: Errno) -> Option<SocketSaying> {
    let fd = number(call, 0);
    let is_transfer =
        matches!(call.nr, Sysno::SENDTO | Sysno::SENDMSG | Sysno::RECVFROM | Sysno::RECVMSG | Sysno::READ);
    Some(match (call.nr, errno) {
        (Sysno::BIND | Sysno::LISTEN, Errno::EADDRINUSE) => SocketSaying::NameTaken { address: address(call, 1) },
        (Sysno::BIND, Errno::EADDRNOTAVAIL) => SocketSaying::NoSuchHost { address: address(call, 1) },
        (Sysno::CONNECT, Errno::EINPROGRESS) => SocketSaying::Connecting { address: address(call, 1) },
        (Sysno::CONNECT, Errno::ECONNREFUSED) => SocketSaying::Refused { address: address(call, 1) },
        (Sysno::CONNECT, Errno::ENOENT) => SocketSaying::NobodyThere { address: address(call, 1) },
        (Sysno::SENDTO | Sysno::SENDMSG, Errno::EPIPE) => SocketSaying::PeerGone { fd },
        (_, Errno::ECONNRESET) if is_transfer => SocketSaying::Reset { fd },
        (_, Errno::ENOTCONN) if is_transfer => SocketSaying::NotConnected { fd },
        (Sysno::RECVFROM | Sysno::RECVMSG | Sysno::ACCEPT | Sysno::ACCEPT4, Errno::EAGAIN) => {
            SocketSaying::NothingYet { fd }
        }
        _ => return None,
    })
}

fn of_waiting(call: &CallRecord) -> Option<SocketSaying> {
    let fd = number(call, 0);
    Some(match call.nr {
        Sysno::CONNECT => SocketSaying::ConnectAwaited { address: address(call, 1) },
        Sysno::ACCEPT | Sysno::ACCEPT4 => SocketSaying::AcceptAwaited { fd },
        Sysno::SENDTO | Sysno::SENDMSG => SocketSaying::SendAwaited { fd },
        Sysno::RECVFROM | Sysno::RECVMSG => SocketSaying::ReceiveAwaited { fd },
        _ => return None,
    })
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

/// Family and kind, as `AF_UNIX SOCK_STREAM`.
fn kind_of(call: &CallRecord) -> String {
    format!("{} {}", socket::choice(socket::FAMILIES, number(call, 0)), socket::kind(number(call, 1) & 0xf))
}

fn address(call: &CallRecord, index: usize) -> String {
    call.args.get(index).and_then(address_of).unwrap_or_else(|| "?".to_owned())
}

/// An address in its short form; none for one without a name.
fn address_of(value: &ArgValue) -> Option<String> {
    match value {
        ArgValue::Address { bytes, .. } => socket::short_address(bytes),
        _ => None,
    }
}

fn text(value: Option<&ArgValue>) -> String {
    value.map(|value| crate::abi::strace::quote(&socket::message_text(value))).unwrap_or_default()
}

fn carries_files(value: Option<&ArgValue>) -> bool {
    matches!(value, Some(ArgValue::Header { control, .. }) if socket::carries_files(control))
}

/// The words for it in English.
pub(super) fn english(saying: &SocketSaying) -> String {
    let to = |to: &Option<String>| to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
    let from = |from: &Option<String>| from.as_ref().map(|from| format!(" from {from}")).unwrap_or_default();
    match saying {
        SocketSaying::Made { kind, fd } => format!("makes a socket ({kind}): descriptor {fd}."),
        SocketSaying::PairMade { first, second } => {
            format!("makes two sockets that are joined to each other: descriptors {first} and {second}.")
        }
        SocketSaying::Bound { fd, address } => format!("gives socket {fd} the name {address}."),
        SocketSaying::NameTaken { address } => format!("cannot have the name {address}: it is taken (EADDRINUSE)."),
        SocketSaying::NoSuchHost { address } => format!("cannot have the name {address}: no address of this host."),
        SocketSaying::Listens { fd, backlog } => {
            format!("lets socket {fd} wait for connections; about {backlog} may stand in line.")
        }
        SocketSaying::Connected { fd, address } => format!("connects socket {fd} to {address}."),
        SocketSaying::Connecting { address } => format!("has asked {address} for a connection and does not wait."),
        SocketSaying::ConnectAwaited { address } => format!("waits for {address} to take the connection."),
        SocketSaying::Refused { address } => format!("finds nobody who listens at {address} (ECONNREFUSED)."),
        SocketSaying::NobodyThere { address } => format!("finds no socket with the name {address} (ENOENT)."),
        SocketSaying::Accepted { fd, from: peer, by } => {
            format!("accepts a connection{} at socket {by}: descriptor {fd} is its end.", from(peer))
        }
        SocketSaying::AcceptAwaited { fd } => format!("waits at socket {fd} for a connection."),
        SocketSaying::Sent { fd, count, text, to: peer } => {
            format!("sends {count} bytes{} through socket {fd}: {text}.", to(peer))
        }
        SocketSaying::SendAwaited { fd } => format!("waits for room to send through socket {fd}."),
        SocketSaying::FilesSent { fd, text } => format!("sends open files through socket {fd}, with the bytes {text}."),
        SocketSaying::Received { fd, count, text, from: peer } => {
            format!("receives {count} bytes{} through socket {fd}: {text}.", from(peer))
        }
        SocketSaying::ReceivedEnd { fd } => format!("receives nothing from socket {fd}: the other end is done."),
        SocketSaying::ReceiveAwaited { fd } => format!("waits for something to arrive at socket {fd}."),
        SocketSaying::FilesReceived { fd, text } => {
            format!("receives open files through socket {fd}, as descriptors of its own, with the bytes {text}.")
        }
        SocketSaying::PeerGone { fd } => {
            format!("sends through socket {fd}, but nobody receives any more (SIGPIPE, EPIPE).")
        }
        SocketSaying::Reset { fd } => {
            format!("hears that the other end of socket {fd} was closed before it had read everything (ECONNRESET).")
        }
        SocketSaying::NotConnected { fd } => format!("cannot: socket {fd} is not connected (ENOTCONN)."),
        SocketSaying::NothingYet { fd } => format!("finds nothing at socket {fd} and does not wait (EAGAIN)."),
        SocketSaying::ShutDown { fd, how } => {
            format!("shuts socket {fd} down ({how}): the other end sees end of file.")
        }
        SocketSaying::OptionSet { fd, name } => format!("sets {name} of socket {fd}."),
        SocketSaying::NameAsked { fd, address } => format!("asks for a name of socket {fd}: {address}."),
    }
}

/// The words for it in Korean.
pub(super) fn korean(saying: &SocketSaying) -> String {
    let to = |to: &Option<String>| to.as_ref().map(|to| format!(" {to}에")).unwrap_or_default();
    let from = |from: &Option<String>| from.as_ref().map(|from| format!(" {from}에서")).unwrap_or_default();
    match saying {
        SocketSaying::Made { kind, fd } => format!("소켓({kind})을 만듭니다. 디스크립터 {fd}번입니다."),
        SocketSaying::PairMade { first, second } => {
            format!("서로 이어진 소켓 두 개를 만듭니다. 디스크립터 {first}번과 {second}번입니다.")
        }
        SocketSaying::Bound { fd, address } => format!("소켓 {fd}번에 이름 {address}을(를) 붙입니다."),
        SocketSaying::NameTaken { address } => format!("이름 {address}은(는) 이미 쓰이고 있습니다(EADDRINUSE)."),
        SocketSaying::NoSuchHost { address } => format!("{address}은(는) 이 호스트의 주소가 아닙니다."),
        SocketSaying::Listens { fd, backlog } => {
            format!("소켓 {fd}번이 연결을 기다리게 합니다. 약 {backlog}개까지 줄을 설 수 있습니다.")
        }
        SocketSaying::Connected { fd, address } => format!("소켓 {fd}번을 {address}에 연결합니다."),
        SocketSaying::Connecting { address } => format!("{address}에 연결을 요청하고 기다리지 않습니다."),
        SocketSaying::ConnectAwaited { address } => format!("{address}이(가) 연결을 받아 주기를 기다립니다."),
        SocketSaying::Refused { address } => format!("{address}에서 듣고 있는 프로세스가 없습니다(ECONNREFUSED)."),
        SocketSaying::NobodyThere { address } => format!("이름이 {address}인 소켓이 없습니다(ENOENT)."),
        SocketSaying::Accepted { fd, from: peer, by } => {
            format!("소켓 {by}번에서{} 온 연결을 받아들입니다. 이쪽 끝은 디스크립터 {fd}번입니다.", from(peer))
        }
        SocketSaying::AcceptAwaited { fd } => format!("소켓 {fd}번에서 연결을 기다립니다."),
        SocketSaying::Sent { fd, count, text, to: peer } => {
            format!("소켓 {fd}번으로{} {count}바이트를 보냅니다: {text}.", to(peer))
        }
        SocketSaying::SendAwaited { fd } => format!("소켓 {fd}번으로 보낼 자리가 나기를 기다립니다."),
        SocketSaying::FilesSent { fd, text } => {
            format!("소켓 {fd}번으로 열린 파일을 바이트 {text}과(와) 함께 보냅니다.")
        }
        SocketSaying::Received { fd, count, text, from: peer } => {
            format!("소켓 {fd}번으로{} {count}바이트를 받습니다: {text}.", from(peer))
        }
        SocketSaying::ReceivedEnd { fd } => format!("소켓 {fd}번에서 더 받을 것이 없습니다. 상대가 끝냈습니다."),
        SocketSaying::ReceiveAwaited { fd } => format!("소켓 {fd}번에 무엇이 도착하기를 기다립니다."),
        SocketSaying::FilesReceived { fd, text } => {
            format!("소켓 {fd}번으로 열린 파일을 자기 디스크립터로 받습니다. 함께 온 바이트는 {text}입니다.")
        }
        SocketSaying::PeerGone { fd } => format!("소켓 {fd}번으로 보내지만 받을 프로세스가 없습니다(SIGPIPE, EPIPE)."),
        SocketSaying::Reset { fd } => {
            format!("소켓 {fd}번의 상대가 다 읽지 않고 닫았다는 것을 압니다(ECONNRESET).")
        }
        SocketSaying::NotConnected { fd } => format!("소켓 {fd}번은 연결되어 있지 않습니다(ENOTCONN)."),
        SocketSaying::NothingYet { fd } => format!("소켓 {fd}번에 아무것도 없고, 기다리지 않습니다(EAGAIN)."),
        SocketSaying::ShutDown { fd, how } => format!("소켓 {fd}번을 닫아 겁니다({how}). 상대는 파일의 끝을 봅니다."),
        SocketSaying::OptionSet { fd, name } => format!("소켓 {fd}번의 {name}을(를) 정합니다."),
        SocketSaying::NameAsked { fd, address } => format!("소켓 {fd}번의 이름을 묻습니다: {address}."),
    }
}
