//! The launcher: process 100, the shell that starts the programs, and their parent.

use std::io;

use sim_core::machine::program::STACK_LIMIT;

use super::console::Stdio;
use super::process::{self, Common, Launch};
use crate::sys::board::Board;
use crate::sys::process::{
    Forked, become_stdio, change_root, fork, keep_within_limits, limit_resources, new_group, new_session,
    reset_signals, wait_any,
};

/// Becomes the launcher, and never returns. It starts everything in order and then reaps what ends.
pub(super) fn run(board: &'static Board, stdio: Stdio, launches: &[Launch], common: &Common) -> ! {
    if let Err(error) = start_all(board, stdio, launches, common) {
        let _ = board.slots[0].broken.send(format!("the launcher failed: {error}").as_bytes());
        board.ring();
    }
    while let Some(reaped) = wait_any(0) {
        board.record_death(reaped.pid, reaped.status);
    }
    // Init ends the run, and this process with it.
    loop {
        std::thread::park();
    }
}

fn start_all(board: &'static Board, stdio: Stdio, launches: &[Launch], common: &Common) -> io::Result<()> {
    reset_signals();
    limit_resources(STACK_LIMIT)?;
    keep_within_limits()?;
    new_session();
    change_root(c"/tmp")?;
    become_stdio(stdio)?;
    for (slot, launch) in launches.iter().enumerate() {
        match fork()? {
            Forked::Child => {
                new_group();
                process::run(board, slot, launch, common)
            }
            Forked::Parent(_) => {}
        }
    }
    Ok(())
}
