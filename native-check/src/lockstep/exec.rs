//! `execve(2)`: another program in the same process. The real call would leave the lab, so what it does is done by hand:
//! the old memory goes, descriptors with close-on-exec go, and the new image is mapped.

use std::sync::Arc;

use sim_core::abi::Errno;
use sim_core::machine::Program;
use sim_core::machine::program::USER_END;

use super::process::Launch;
use super::{strings, tree};
use crate::sys::{process, window};

/// What the call asks for.
///
/// # Errors
/// Those of `execve(2)`.
pub(super) fn find(args: &[u64; 6], programs: &[Arc<Program>]) -> Result<Launch, Errno> {
    let program = tree::program_at(&strings::path(args[0])?, programs)?;
    let mut room = strings::ALL_MAX;
    let mut argv = strings::vector(args[1], &mut room)?;
    let env = strings::vector(args[2], &mut room)?;
    if argv.is_empty() {
        argv.push(String::new());
    }
    Ok(Launch { program, args: argv, env })
}

/// Gives up what the old program had.
///
/// # Errors
/// What `munmap(2)` says.
pub(super) fn leave() -> std::io::Result<()> {
    window::unmap(0, USER_END)?;
    process::close_on_exec();
    Ok(())
}
