//! Exit statuses (`sysexits.h` where it has one).

use sim_core::abi::Trace;
use sim_core::abi::event::{Body, End};

/// All well.
pub(crate) const OK: u8 = 0;
/// The sides differ.
pub(crate) const DIFFERENT: u8 = 1;
/// The command line makes no sense (as `clap` has it).
pub(crate) const USAGE: u8 = 2;
/// The program is refused (`EX_DATAERR`).
pub(crate) const REFUSED: u8 = 65;
/// There is no such program (`EX_NOINPUT`).
pub(crate) const NO_INPUT: u8 = 66;
/// The program needs what the lab does not have (`EX_UNAVAILABLE`).
pub(crate) const UNSUPPORTED: u8 = 69;
/// The lab itself failed (`EX_SOFTWARE`).
pub(crate) const SOFTWARE: u8 = 70;
/// The run was stopped: a limit, or everybody waits for everybody (as `timeout(1)`).
pub(crate) const STOPPED: u8 = 124;

/// The status of a run: the first program's own, unless the run as a whole came to another end.
pub(crate) fn of_run(trace: &Trace) -> u8 {
    let first = trace.events.iter().find_map(|event| match event.body {
        Body::Ended { status } if event.task == 1 => Some(status.shell_code()),
        _ => None,
    });
    match &trace.end {
        End::Unsupported { .. } => UNSUPPORTED,
        End::Finished => first.unwrap_or(SOFTWARE),
        End::Deadlock { .. } | End::Limit { .. } => first.unwrap_or(STOPPED),
    }
}
