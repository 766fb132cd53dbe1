//! A whole trace as text: a head, one line for each event with the line of the program it comes from, and the end.
//! How an event is written is [`sim_core::abi::strace`]'s.

use sim_core::abi::event::{End, Event};
use sim_core::abi::{Body, Trace};
use sim_core::explain;
use sim_core::lang::diag::Locale;

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
    end.to_string()
}

/// An event, with the line of the program that it comes from.
pub(crate) fn line(event: &Event) -> String {
    match &event.site {
        Some(site) => format!("{:<72} {}:{}", event.to_string(), site.file, site.line),
        None => event.to_string(),
    }
}

/// What the program did that C leaves undefined, a line each.
pub(crate) fn undefined(trace: &Trace) -> String {
    let found = trace.events.iter().filter(|event| matches!(event.body, Body::Undefined(_)));
    let line = |event: &Event| {
        let place = event.site.as_ref().map_or_else(String::new, |site| format!("{}:{}: ", site.file, site.line));
        format!("native-check: {place}undefined behaviour: {}\n", explain::event(event, Locale::En).sentence)
    };
    found.map(line).collect()
}

#[cfg(test)]
mod tests {
    use sim_core::abi::Site;
    use sim_core::abi::event::{AccessKind, Body, FaultKind};

    use super::*;

    #[test]
    fn an_event_stands_beside_its_line() {
        let body = Body::Fault { fault: FaultKind::NotMapped, addr: 0x80_0000, access: AccessKind::Store };
        let site = Some(Site { file: "main.c".to_owned(), line: 7, function: "main".to_owned() });
        let text = line(&Event { task: 2, body, site });
        assert!(text.starts_with("P2 --- SIGSEGV {si_code=SEGV_MAPERR, si_addr=0x800000} (store) ---  "), "{text}");
        assert!(text.ends_with(" main.c:7"), "{text}");
    }
}
