//! Traces as text: one line for each event, in the manner of `strace(1)`.

use std::fmt::Write;

use sim_core::abi::event::{AccessKind, Body, End, Event, FaultKind, Outcome, Status};
use sim_core::abi::{ArgValue, CallRecord, Errno, ParamKind, RetKind, Trace, strace};

/// A whole trace.
pub(crate) fn trace(trace: &Trace) -> String {
    let mut text = format!(
        "# {}: {} side, kernel {}, schedule {}, standard output: {}\n",
        trace.scenario, trace.side, trace.kernel, trace.schedule, trace.stdout
    );
    for event in &trace.events {
        text.push_str(&line(event));
        text.push('\n');
    }
    text + &format!("# {}\n", end(&trace.end))
}

/// Why a run ended.
pub(crate) fn end(end: &End) -> String {
    match end {
        End::Finished => "every process has ended".to_owned(),
        End::Deadlock { waiting, .. } => {
            let stuck: Vec<_> =
                waiting.iter().map(|(task, record)| format!("P{task} in {}", call(record, &[]))).collect();
            format!("deadlock: {}", stuck.join(", "))
        }
        End::Limit { what } => format!("a limit was reached: {what}"),
        End::Unsupported { task, what } => format!("P{task} needs what the lab does not have: {what}"),
    }
}

/// An event, with the line of the program that it comes from.
pub(crate) fn line(event: &Event) -> String {
    let body = format!("P{} {}", event.task, body(&event.body));
    match &event.site {
        Some(site) => format!("{body:<72} {}:{}", site.file, site.line),
        None => body,
    }
}

/// What happened, without who and where.
fn body(body: &Body) -> String {
    match body {
        Body::Started { pid, parent: None } => format!("+++ started as process {pid} +++"),
        Body::Started { pid, parent: Some(parent) } => format!("+++ forked by P{parent} as process {pid} +++"),
        Body::Call { call: record, outcome } => finished(record, outcome),
        Body::Completed { call: record, outcome, by } => format!("{} (woken by P{by})", finished(record, outcome)),
        Body::Access { addr, access, bytes } => {
            format!("{} {} bytes at {addr:#x}: {}", verb(*access), bytes.len(), quoted(bytes, bytes.len() as u64))
        }
        Body::Fault { fault, addr, access } => {
            format!("--- {}: {} {addr:#x}, {} ---", fault.signal(), verb(*access), reason(*fault))
        }
        Body::Delivered { signal, handler, .. } => format!("--- {signal} enters its handler at {handler:#x} ---"),
        Body::Stopped { signal } => format!("--- stopped by {signal} ---"),
        Body::Continued => "--- continued ---".to_owned(),
        Body::Ended { status: Status::Exited(code) } => format!("+++ exited with {code} +++"),
        Body::Ended { status: Status::Signalled(signal) } => format!("+++ killed by {signal} +++"),
    }
}

const fn verb(access: AccessKind) -> &'static str {
    match access {
        AccessKind::Load => "loads",
        AccessKind::Store => "stores",
        AccessKind::Execute => "executes",
    }
}

const fn reason(fault: FaultKind) -> &'static str {
    match fault {
        FaultKind::NotMapped => "not mapped",
        FaultKind::Protection => "not allowed",
        FaultKind::PastEnd => "past the end of the object",
        FaultKind::Divide => "division",
        FaultKind::Illegal => "not an instruction",
    }
}

fn finished(record: &CallRecord, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned { value, outputs } => format!("{} = {}", call(record, outputs), returned(record, *value)),
        Outcome::Failed(errno) => format!("{} = -1 {}", call(record, &[]), explained(*errno)),
        Outcome::Blocked => format!("{} blocks", call(record, &[])),
        Outcome::Restarted => format!("{} is interrupted, to be restarted", call(record, &[])),
        Outcome::NoReturn => format!("{} = ?", call(record, &[])),
    }
}

fn explained(errno: Errno) -> String {
    errno.text().map_or_else(|| errno.to_string(), |text| format!("{errno} ({text})"))
}

fn returned(record: &CallRecord, value: i64) -> String {
    match record.nr.spec().map(|spec| spec.ret) {
        Some(RetKind::Addr) => format!("{value:#x}"),
        _ => value.to_string(),
    }
}

/// A call with its arguments; what the kernel wrote stands in place of the pointer to it.
fn call(record: &CallRecord, outputs: &[(usize, ArgValue)]) -> String {
    let params = record.nr.spec().map_or(&[][..], |spec| spec.params);
    let mut text = format!("{}(", record.nr);
    for (index, given) in record.args.iter().enumerate() {
        let written = outputs.iter().find(|(at, _)| *at == index).map(|(_, value)| value);
        let separator = if index == 0 { "" } else { ", " };
        let kind = params.get(index).map_or(ParamKind::Int, |param| param.kind);
        let _ = write!(text, "{separator}{}", argument(written.unwrap_or(given), kind));
    }
    text + ")"
}

fn argument(value: &ArgValue, kind: ParamKind) -> String {
    match value {
        ArgValue::Int(value) => number(*value, kind),
        ArgValue::Addr(0) => "NULL".to_owned(),
        ArgValue::Addr(addr) | ArgValue::Bad(addr) => format!("{addr:#x}"),
        ArgValue::Bytes { len, bytes, .. } => quoted(bytes, *len),
        ArgValue::Text { text, .. } => format!("{text:?}"),
        ArgValue::Strings { strings, .. } => format!("{strings:?}"),
        ArgValue::Message { mtype, bytes, .. } => format!("{{{mtype}, {}}}", quoted(bytes, bytes.len() as u64)),
        ArgValue::Fields { fields, .. } if matches!(kind, ParamKind::SemOps { .. }) => strace::operations(fields),
        ArgValue::Fields { fields, .. } => {
            let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

fn number(value: i64, kind: ParamKind) -> String {
    match kind {
        ParamKind::Flags(names) => flags(value as u64, names),
        ParamKind::Mode => format!("{value:#o}"),
        ParamKind::Signal => {
            u8::try_from(value).map_or(value.to_string(), |signal| sim_core::abi::Signal(signal).to_string())
        }
        _ => value.to_string(),
    }
}

/// Names the bits that have names; the rest is a number, octal as permissions are written.
fn flags(value: u64, names: &[(&str, u64)]) -> String {
    let mut rest = value;
    let mut parts = Vec::new();
    for (name, bits) in names {
        if value & bits == *bits && *bits != 0 {
            parts.push((*name).to_owned());
            rest &= !bits;
        }
    }
    if rest != 0 || parts.is_empty() {
        parts.push(if rest == 0 { "0".to_owned() } else { format!("0{rest:o}") });
    }
    parts.join("|")
}

/// At most this many bytes of a buffer are shown.
const SHOWN: usize = 64;

/// Bytes as a C string literal; `len` is how many there really were.
fn quoted(bytes: &[u8], len: u64) -> String {
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let dots = if (shown.len() as u64) < len { "..." } else { "" };
    let text: String = String::from_utf8_lossy(shown).chars().map(escaped).collect();
    format!("\"{text}\"{dots}")
}

fn escaped(character: char) -> String {
    match character {
        '\0' => "\\0".to_owned(),
        '"' | '\\' | '\n' | '\t' | '\r' => character.escape_default().to_string(),
        other if other.is_control() => format!("\\x{:02x}", other as u32),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sim_core::abi::{Signal, Sysno};

    fn event(body: Body) -> String {
        line(&Event { task: 2, body, site: None })
    }

    #[test]
    fn a_read_shows_what_it_read() {
        let call =
            CallRecord { nr: Sysno::READ, args: vec![ArgValue::Int(3), ArgValue::Addr(0x2000), ArgValue::Int(254)] };
        let bytes = ArgValue::Bytes { at: 0x2000, len: 20, bytes: b"Hello Child Process!".to_vec() };
        let outcome = Outcome::Returned { value: 20, outputs: vec![(1, bytes)] };
        assert_eq!(
            event(Body::Call { call: call.clone(), outcome }),
            r#"P2 read(3, "Hello Child Process!", 254) = 20"#
        );
        assert_eq!(event(Body::Call { call, outcome: Outcome::Blocked }), "P2 read(3, 0x2000, 254) blocks");
    }

    #[test]
    fn failures_name_the_error_and_its_text() {
        let flags = ArgValue::Int(0o1666);
        let call = CallRecord { nr: Sysno::MSGGET, args: vec![ArgValue::Int(1234), flags] };
        let outcome = Outcome::Failed(Errno::EACCES);
        assert_eq!(
            event(Body::Call { call, outcome }),
            "P2 msgget(1234, IPC_CREAT|0666) = -1 EACCES (Permission denied)"
        );
    }

    #[test]
    fn faults_and_ends_name_the_signal() {
        let fault = Body::Fault { fault: FaultKind::NotMapped, addr: 0x80_0000, access: AccessKind::Store };
        assert_eq!(event(fault), "P2 --- SIGSEGV: stores 0x800000, not mapped ---");
        let ended = Body::Ended { status: Status::Signalled(Signal::SIGSEGV) };
        assert_eq!(event(ended), "P2 +++ killed by SIGSEGV +++");
    }
}
