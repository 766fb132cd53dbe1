//! Events as lines of text, in the manner of `strace(1)`: the one written form that the command, the page and the
//! reports of differences share.

use std::fmt::{self, Display, Formatter, Write};

use super::event::{AccessKind, Body, End, Event, FaultKind, Outcome, Status};
use super::record::{ArgValue, CallRecord};
use super::socket;
use super::syscall::{ParamKind, RetKind, SEMOP_FLAGS};

/// At most this many bytes of a buffer are written out.
const SHOWN_BYTES: usize = 32;

/// Whether every byte is printable ASCII or white space, so that quoting reads better than hexadecimal.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r' | '\0')))
}

/// Bytes as a quoted C string, cut after 32 bytes with `...` behind the quote.
#[must_use]
pub fn quote(bytes: &[u8]) -> String {
    let mut cut = bytes.len().min(SHOWN_BYTES);
    while cut > 0 && cut < bytes.len() && bytes[cut] & 0xc0 == 0x80 {
        cut -= 1;
    }
    let shown = &bytes[..cut];
    let mut out = String::from("\"");
    match std::str::from_utf8(shown) {
        Ok(text) => text.chars().for_each(|c| push_escaped(&mut out, c)),
        Err(_) => shown.iter().for_each(|&byte| {
            if byte.is_ascii() {
                push_escaped(&mut out, char::from(byte));
            } else {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }),
    }
    out.push('"');
    if cut < bytes.len() {
        out.push_str("...");
    }
    out
}

fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        '\0' => out.push_str("\\0"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        c if c.is_control() => {
            let _ = write!(out, "\\x{:02x}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// Flags by their names, joined by `|`; what has no name in hexadecimal; `0` for none.
#[must_use]
pub fn flags(names: &[(&str, u64)], value: u64) -> String {
    let mut rest = value;
    let mut parts = Vec::new();
    for &(name, bits) in names {
        if bits != 0 && rest & bits == bits {
            parts.push(name.to_owned());
            rest &= !bits;
        }
    }
    if rest != 0 || parts.is_empty() {
        parts.push(if rest == 0 {
            "0".to_owned()
        } else if rest < 0o1000 {
            format!("0{rest:o}")
        } else {
            format!("{rest:#x}")
        });
    }
    parts.join("|")
}

/// One argument. `kind` is none for calls that the lab has no table entry for.
fn argument(kind: Option<ParamKind>, value: &ArgValue) -> String {
    match value {
        ArgValue::Int(number) => match kind {
            Some(ParamKind::Flags(names)) => flags(names, *number as u64),
            Some(ParamKind::Mode) => format!("0{number:o}"),
            Some(ParamKind::Signal) => {
                u8::try_from(*number).map_or_else(|_| number.to_string(), |number| super::Signal(number).to_string())
            }
            Some(ParamKind::Choice(names)) => socket::choice(names, *number),
            Some(ParamKind::SocketType) => socket::kind(*number),
            Some(ParamKind::Key) if *number == 0 => "IPC_PRIVATE".to_owned(),
            _ => number.to_string(),
        },
        ArgValue::Addr(0) => "NULL".to_owned(),
        ArgValue::Addr(addr) | ArgValue::Bad(addr) => format!("{addr:#x}"),
        ArgValue::Bytes { bytes, len, .. } => {
            let text = quote(bytes);
            if *len > bytes.len() as u64 && !text.ends_with("...") { text + "..." } else { text }
        }
        ArgValue::Text { text, .. } => quote(text.as_bytes()),
        ArgValue::Address { bytes, .. } => socket::address(bytes),
        ArgValue::Option { bytes, .. } => socket::option_value(bytes),
        ArgValue::Header { name, parts, control, flags, .. } => socket::header(name, parts, control, *flags),
        ArgValue::Strings { strings, .. } => {
            let quoted: Vec<_> = strings.iter().map(|text| quote(text.as_bytes())).collect();
            format!("[{}]", quoted.join(", "))
        }
        ArgValue::Message { mtype, bytes, .. } => format!("{{{mtype}, {}}}", quote(bytes)),
        ArgValue::Fields { fields, .. } => match fields.as_slice() {
            fields if matches!(kind, Some(ParamKind::SemOps { .. })) => operations(fields),
            [(name, value)] if name == "length" => format!("[{value}]"),
            fields if fields.iter().all(|(name, _)| name.starts_with('[')) => {
                let values: Vec<_> = fields.iter().map(|(_, value)| value.to_string()).collect();
                format!("[{}]", values.join(", "))
            }
            [(name, value)] => format!("{{{name}={value}}}"),
            fields => {
                let parts: Vec<_> = fields.iter().map(|(name, value)| field(name, *value)).collect();
                format!("{{{}}}", parts.join(", "))
            }
        },
    }
}

/// The operations of a `semop`: `[{0, -1, SEM_UNDO}]`.
#[must_use]
pub fn operations(fields: &[(String, i64)]) -> String {
    let one = |operation: &[(String, i64)]| match operation {
        [(_, number), (_, delta), (_, bits)] => format!("{{{number}, {delta}, {}}}", flags(SEMOP_FLAGS, *bits as u64)),
        _ => String::new(),
    };
    let all: Vec<_> = fields.chunks(3).map(one).collect();
    format!("[{}]", all.join(", "))
}

/// A field of a structure; modes in octal.
fn field(name: &str, value: i64) -> String {
    if name.ends_with("mode") { format!("{name}=0{value:o}") } else { format!("{name}={value}") }
}

/// `name(arguments)`, with what the kernel wrote in place of the addresses it wrote to.
#[must_use]
pub fn call(call: &CallRecord, outputs: &[(usize, ArgValue)]) -> String {
    let spec = call.nr.spec();
    let one = |(index, value): (usize, &ArgValue)| {
        let value = outputs.iter().find(|(at, _)| *at == index).map_or(value, |(_, written)| written);
        let kind = spec.and_then(|spec| spec.params.get(index)).map(|param| param.kind);
        match (kind, value) {
            (Some(ParamKind::OptionName { level }), ArgValue::Int(number)) => match call.args.get(level) {
                Some(ArgValue::Int(level)) => socket::option_name(*level, *number),
                _ => number.to_string(),
            },
            _ => argument(kind, value),
        }
    };
    let args: Vec<_> = call.args.iter().enumerate().map(one).collect();
    format!("{}({})", call.nr, args.join(", "))
}

/// A call and how it went: `read(3, "abc", 10) = 3`.
#[must_use]
pub fn call_and_outcome(record: &CallRecord, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned { value, outputs } => {
            let text = call(record, outputs);
            match record.nr.spec().map(|spec| spec.ret) {
                Some(RetKind::Addr) => format!("{text} = {value:#x}"),
                _ => format!("{text} = {value}"),
            }
        }
        Outcome::Failed(errno) => {
            format!("{} = -1 {errno} ({})", call(record, &[]), errno.text().unwrap_or("Unknown error"))
        }
        Outcome::Blocked => format!("{} ...", call(record, &[])),
        Outcome::Restarted => format!("{} = ? (to be restarted)", call(record, &[])),
        Outcome::NoReturn => format!("{} = ?", call(record, &[])),
    }
}

impl Display for Status {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(code) => write!(f, "exited with {code}"),
            Self::Signalled(signal) => write!(f, "killed by {signal}"),
        }
    }
}

impl Display for FaultKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotMapped => "SEGV_MAPERR",
            Self::Protection => "SEGV_ACCERR",
            Self::PastEnd => "BUS_ADRERR",
            Self::Divide => "FPE_INTDIV",
            Self::Illegal => "ILL_ILLOPC",
        })
    }
}

impl Display for AccessKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Load => "load",
            Self::Store => "store",
            Self::Execute => "execute",
        })
    }
}

impl Display for Body {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started { pid, parent: Some(parent) } => {
                write!(f, "+++ started as pid {pid}, child of P{parent} +++")
            }
            Self::Started { pid, parent: None } => write!(f, "+++ started as pid {pid} +++"),
            Self::ThreadStarted { tid, parent } => write!(f, "+++ started as thread {tid}, made by P{parent} +++"),
            Self::Call { call, outcome } => f.write_str(&call_and_outcome(call, outcome)),
            Self::Completed { call, outcome, by } => {
                write!(f, "<... {} (woken by P{by})", call_and_outcome(call, outcome))
            }
            Self::Access { addr, access, bytes } => {
                write!(f, "[{access} {} bytes at {addr:#x}: ", bytes.len())?;
                if is_text(bytes) && bytes.len() > 8 {
                    write!(f, "{}]", quote(bytes))
                } else {
                    let mut value = [0; 8];
                    let kept = bytes.len().min(8);
                    value[..kept].copy_from_slice(&bytes[..kept]);
                    write!(f, "{:#x}]", u64::from_le_bytes(value))
                }
            }
            Self::Fault { fault, addr, access } => {
                write!(f, "--- {} {{si_code={fault}, si_addr={addr:#x}}} ({access}) ---", fault.signal())
            }
            Self::Undefined(undefined) => write!(f, "??? {undefined} ???"),
            Self::Delivered { signal, handler, code, sender } => {
                write!(f, "--- {signal} {{si_code={code}, si_pid={sender}}} (handler {handler:#x}) ---")
            }
            Self::Stopped { signal } => write!(f, "--- stopped by {signal} ---"),
            Self::Continued => f.write_str("--- continued ---"),
            Self::Ended { status } => write!(f, "+++ {status} +++"),
        }
    }
}

impl Display for Event {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "P{} {}", self.task, self.body)
    }
}

impl Display for End {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => f.write_str("every process ended"),
            Self::Deadlock { waiting, stopped } => {
                f.write_str("deadlock:")?;
                for (index, (task, record)) in waiting.iter().enumerate() {
                    write!(f, "{} P{task} waits in {}", if index == 0 { "" } else { "," }, call(record, &[]))?;
                }
                stopped.iter().try_for_each(|task| write!(f, " P{task} is stopped"))
            }
            Self::Limit { what } => write!(f, "limit reached: {what}"),
            Self::Unsupported { task, what } => write!(f, "P{task} used what the model does not have: {what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::{Errno, Sysno};

    fn read_call() -> CallRecord {
        CallRecord { nr: Sysno::READ, args: vec![ArgValue::Int(3), ArgValue::Addr(0x4000), ArgValue::Int(10)] }
    }

    #[test]
    fn a_read_shows_what_was_read() {
        let bytes = ArgValue::Bytes { at: 0x4000, len: 3, bytes: b"a\nb".to_vec() };
        let outcome = Outcome::Returned { value: 3, outputs: vec![(1, bytes)] };
        assert_eq!(call_and_outcome(&read_call(), &outcome), r#"read(3, "a\nb", 10) = 3"#);
    }

    #[test]
    fn a_failure_shows_number_name_and_text() {
        let text = call_and_outcome(&read_call(), &Outcome::Failed(Errno::EFAULT));
        assert_eq!(text, "read(3, 0x4000, 10) = -1 EFAULT (Bad address)");
    }

    #[test]
    fn flags_without_a_name_stay_visible() {
        assert_eq!(flags(super::super::syscall::IPC_FLAGS, 0o1666), "IPC_CREAT|0666");
        assert_eq!(flags(super::super::syscall::IPC_FLAGS, 0), "0");
    }

    #[test]
    fn korean_text_is_not_cut_inside_a_character() {
        let text = "안녕하세요, 자식 프로세스 여러분!";
        assert!(quote(text.as_bytes()).ends_with("\"..."));
        assert!(!quote(text.as_bytes()).contains("\\x"));
    }
}
