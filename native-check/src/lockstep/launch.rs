//! The launcher: process 100, the shell that starts the programs, and their parent. It stays for many runs.
//!
//! It shares the table of descriptors with init, so that it finds there the standard streams of each run.

use std::convert::Infallible;
use std::io;
use std::os::fd::RawFd;

use sim_core::machine::program::STACK_LIMIT;

use super::hosts::Door;
use super::process::{self, Common, Launch};
use super::tree;
use crate::sys::board::Board;
use crate::sys::process::{
    Forked, become_stdio, change_root, fork_bare, limit_resources, new_group, new_session, reset_signals,
    run_to_the_end_of_slices, wait_any,
};
use crate::sys::users::{keep_within_limits, leave_groups};

/// Becomes the launcher, and never returns. Whenever it is told to, it starts everything in order and then reaps what
/// ends.
pub(super) fn run(board: &'static Board, launches: &[(Launch, Option<Door>)], common: &Common) -> ! {
    let Err(error) = settle_in().and_then(|()| serve(board, launches, common));
    let _ = board.slots[0].broken.send(format!("the launcher failed: {error}").as_bytes());
    board.ring();
    // Init ends the run, and this process with it.
    loop {
        std::thread::park();
    }
}

fn settle_in() -> io::Result<()> {
    reset_signals();
    limit_resources(STACK_LIMIT)?;
    keep_within_limits()?;
    leave_groups();
    new_session();
    run_to_the_end_of_slices()?;
    change_root(tree::TREE)
}

fn serve(board: &'static Board, launches: &[(Launch, Option<Door>)], common: &Common) -> io::Result<Infallible> {
    for order in 0.. {
        let stdio = board.await_order(order);
        for (slot, (launch, door)) in launches.iter().enumerate() {
            if fork_bare()? == Forked::Child {
                start((board, slot), stdio, (launch, *door), common);
            }
        }
        while let Some(reaped) = wait_any(0) {
            board.record_death(reaped.pid, reaped.status);
        }
    }
    Err(io::Error::other("there were too many runs"))
}

/// Becomes a program in its place on the board, on the host behind the door if there are several.
fn start(
    (board, slot): (&'static Board, usize),
    stdio: [RawFd; 3],
    (launch, door): (&Launch, Option<Door>),
    common: &Common,
) -> ! {
    new_group();
    if let Err(error) = door.map_or(Ok(()), Door::pass).and_then(|()| become_stdio(stdio)) {
        process::fail(board, slot, &error.to_string());
    }
    process::run(board, slot, launch, common)
}
