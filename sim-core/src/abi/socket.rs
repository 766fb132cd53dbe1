//! Socket calls as text: names of families, options and flags, addresses, messages with their parts.

use super::record::ArgValue;
use super::strace::{flags, quote};

/// Address families (`socket(2)`).
pub static FAMILIES: &[(&str, i64)] = &[("AF_UNSPEC", 0), ("AF_UNIX", 1), ("AF_INET", 2), ("AF_INET6", 10)];
/// Halves of a channel (`shutdown(2)`).
pub static HALVES: &[(&str, i64)] = &[("SHUT_RD", 0), ("SHUT_WR", 1), ("SHUT_RDWR", 2)];
/// Levels of options.
pub static LEVELS: &[(&str, i64)] =
    &[("SOL_IP", 0), ("SOL_SOCKET", 1), ("SOL_TCP", 6), ("SOL_UDP", 17), ("SOL_IPV6", 41)];
/// Kinds of sockets.
static KINDS: &[(&str, i64)] = &[("SOCK_STREAM", 1), ("SOCK_DGRAM", 2), ("SOCK_RAW", 3), ("SOCK_SEQPACKET", 5)];
/// Flags beside the kind.
static KIND_FLAGS: &[(&str, u64)] = &[("SOCK_NONBLOCK", 0o4000), ("SOCK_CLOEXEC", 0o2_000_000)];
/// Flags of `accept4(2)`.
pub static ACCEPT_FLAGS: &[(&str, u64)] = KIND_FLAGS;
/// Flags of `send(2)` and `recv(2)`.
pub static MESSAGE_FLAGS: &[(&str, u64)] = &[
    ("MSG_OOB", 1),
    ("MSG_PEEK", 2),
    ("MSG_DONTROUTE", 4),
    ("MSG_CTRUNC", 8),
    ("MSG_TRUNC", 0x20),
    ("MSG_DONTWAIT", 0x40),
    ("MSG_EOR", 0x80),
    ("MSG_WAITALL", 0x100),
    ("MSG_ERRQUEUE", 0x2000),
    ("MSG_NOSIGNAL", 0x4000),
    ("MSG_MORE", 0x8000),
    ("MSG_CMSG_CLOEXEC", 0x4000_0000),
];
/// Options of `SOL_SOCKET` (`socket(7)`).
static SOCKET_OPTIONS: &[(&str, i64)] = &[
    ("SO_DEBUG", 1),
    ("SO_REUSEADDR", 2),
    ("SO_TYPE", 3),
    ("SO_ERROR", 4),
    ("SO_DONTROUTE", 5),
    ("SO_BROADCAST", 6),
    ("SO_SNDBUF", 7),
    ("SO_RCVBUF", 8),
    ("SO_KEEPALIVE", 9),
    ("SO_OOBINLINE", 10),
    ("SO_LINGER", 13),
    ("SO_REUSEPORT", 15),
    ("SO_PASSCRED", 16),
    ("SO_PEERCRED", 17),
    ("SO_RCVLOWAT", 18),
    ("SO_SNDLOWAT", 19),
    ("SO_RCVTIMEO", 20),
    ("SO_SNDTIMEO", 21),
    ("SO_ACCEPTCONN", 30),
    ("SO_PROTOCOL", 38),
    ("SO_DOMAIN", 39),
];
/// Options of `SOL_IP` (`ip(7)`).
static IP_OPTIONS: &[(&str, i64)] = &[
    ("IP_TOS", 1),
    ("IP_TTL", 2),
    ("IP_MULTICAST_IF", 32),
    ("IP_MULTICAST_TTL", 33),
    ("IP_MULTICAST_LOOP", 34),
    ("IP_ADD_MEMBERSHIP", 35),
    ("IP_DROP_MEMBERSHIP", 36),
    ("IP_MULTICAST_ALL", 49),
];
/// Options of `SOL_TCP` (`tcp(7)`).
static TCP_OPTIONS: &[(&str, i64)] = &[
    ("TCP_NODELAY", 1),
    ("TCP_MAXSEG", 2),
    ("TCP_CORK", 3),
    ("TCP_KEEPIDLE", 4),
    ("TCP_KEEPINTVL", 5),
    ("TCP_KEEPCNT", 6),
    ("TCP_INFO", 11),
];
/// Bytes of a `struct cmsghdr`.
const CONTROL_HEADER: usize = 16;

/// A number by its name, if it has one.
#[must_use]
pub fn choice(names: &[(&str, i64)], number: i64) -> String {
    names.iter().find(|(_, value)| *value == number).map_or_else(|| number.to_string(), |(name, _)| (*name).to_owned())
}

/// The second argument of `socket(2)`: `SOCK_STREAM|SOCK_CLOEXEC`.
#[must_use]
pub fn kind(number: i64) -> String {
    let base = choice(KINDS, number & 0xf);
    if number & !0xf == 0 { base } else { format!("{base}|{}", flags(KIND_FLAGS, number as u64 & !0xf)) }
}

/// The name of an option, whose level decides what its number means.
#[must_use]
pub fn option_name(level: i64, number: i64) -> String {
    match level {
        0 => choice(IP_OPTIONS, number),
        1 => choice(SOCKET_OPTIONS, number),
        6 => choice(TCP_OPTIONS, number),
        _ => number.to_string(),
    }
}

/// The value of an option: an `int` as `[1]`.
#[must_use]
pub fn option_value(bytes: &[u8]) -> String {
    if bytes.is_empty() || !bytes.len().is_multiple_of(4) || bytes.len() > 16 {
        return quote(bytes);
    }
    let words: Vec<_> = bytes.chunks_exact(4).map(|word| word_at(word, 0).to_string()).collect();
    format!("[{}]", words.join(", "))
}

fn word_at(bytes: &[u8], at: usize) -> i32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |word| i32::from_le_bytes(*word))
}

/// A socket address, as `strace(1)` writes it.
#[must_use]
pub fn address(bytes: &[u8]) -> String {
    match bytes {
        [] => "{}".to_owned(),
        [1, 0] => "{sa_family=AF_UNIX}".to_owned(),
        [1, 0, 0, name @ ..] => format!("{{sa_family=AF_UNIX, sun_path=@{}}}", quote(name)),
        [1, 0, path @ ..] => {
            let end = path.iter().position(|&byte| byte == 0).unwrap_or(path.len());
            format!("{{sa_family=AF_UNIX, sun_path={}}}", quote(&path[..end]))
        }
        [2, 0, high, low, a, b, c, d, ..] => {
            let port = u16::from_be_bytes([*high, *low]);
            format!("{{sa_family=AF_INET, sin_port=htons({port}), sin_addr=inet_addr(\"{a}.{b}.{c}.{d}\")}}")
        }
        [low, high, rest @ ..] => {
            let family = i64::from(u16::from_le_bytes([*low, *high]));
            format!("{{sa_family={}, sa_data={}}}", choice(FAMILIES, family), quote(rest))
        }
        [one] => format!("{{{one}}}"),
    }
}

/// An address in few characters: a path, `@name`, `host:port`; none for a socket without a name.
#[must_use]
pub fn short_address(bytes: &[u8]) -> Option<String> {
    match bytes {
        [] | [_] | [1, 0] => None,
        [1, 0, 0, name @ ..] => Some(format!("@{}", String::from_utf8_lossy(name))),
        [1, 0, path @ ..] => {
            let end = path.iter().position(|&byte| byte == 0).unwrap_or(path.len());
            Some(String::from_utf8_lossy(&path[..end]).into_owned())
        }
        [2, 0, high, low, a, b, c, d, ..] => Some(format!("{a}.{b}.{c}.{d}:{}", u16::from_be_bytes([*high, *low]))),
        _ => Some(address(bytes)),
    }
}

/// Whether control data begins with open files (`SCM_RIGHTS`).
#[must_use]
pub fn carries_files(control: &[u8]) -> bool {
    controls(control).iter().any(|one| one.starts_with("SCM_RIGHTS"))
}

/// A `struct msghdr`: address, parts, control messages, flags.
#[must_use]
pub fn header(name: &[u8], parts: &[Vec<u8>], control: &[u8], message_flags: u32) -> String {
    let mut fields = Vec::new();
    if !name.is_empty() {
        fields.push(format!("msg_name={}", address(name)));
    }
    let parts: Vec<_> = parts.iter().map(|part| quote(part)).collect();
    fields.push(format!("msg_iov=[{}]", parts.join(", ")));
    if !control.is_empty() {
        fields.push(format!("msg_control=[{}]", controls(control).join(", ")));
    }
    fields.push(format!("msg_flags={}", flags(MESSAGE_FLAGS, u64::from(message_flags))));
    format!("{{{}}}", fields.join(", "))
}

/// Control messages: `SCM_RIGHTS [3, 4]`.
fn controls(bytes: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    let mut rest = bytes;
    while rest.len() >= CONTROL_HEADER {
        let len = (word_at(rest, 0).max(0) as usize).clamp(CONTROL_HEADER, rest.len());
        let data = &rest[CONTROL_HEADER..len];
        let words: Vec<_> = data.chunks_exact(4).map(|word| word_at(word, 0).to_string()).collect();
        all.push(match (word_at(rest, 8), word_at(rest, 12)) {
            (1, 1) => format!("SCM_RIGHTS [{}]", words.join(", ")),
            (1, 2) => format!("SCM_CREDENTIALS [{}]", words.join(", ")),
            (level, kind) => format!("{level}/{kind} {}", quote(data)),
        });
        rest = rest.get(len.next_multiple_of(8)..).unwrap_or_default();
    }
    all
}

/// The text of a received or sent message: all its parts.
#[must_use]
pub fn message_text(value: &ArgValue) -> Vec<u8> {
    match value {
        ArgValue::Header { parts, .. } => parts.concat(),
        ArgValue::Bytes { bytes, .. } => bytes.clone(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_read_as_strace_writes_them() {
        let inet = [2, 0, 0x13, 0x88, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(address(&inet), r#"{sa_family=AF_INET, sin_port=htons(5000), sin_addr=inet_addr("127.0.0.1")}"#);
        assert_eq!(address(b"\x01\0/tmp/s\0"), r#"{sa_family=AF_UNIX, sun_path="/tmp/s"}"#);
        assert_eq!(address(b"\x01\0\0name"), r#"{sa_family=AF_UNIX, sun_path=@"name"}"#);
        assert_eq!(address(b"\x01\0"), "{sa_family=AF_UNIX}");
    }

    #[test]
    fn options_have_the_names_of_their_level() {
        assert_eq!(option_name(1, 2), "SO_REUSEADDR");
        assert_eq!(option_name(6, 1), "TCP_NODELAY");
        assert_eq!(option_value(&[1, 0, 0, 0]), "[1]");
        assert_eq!(kind(1 | 0o4000), "SOCK_STREAM|SOCK_NONBLOCK");
    }
}
