//! `execve(2)`: another program in the same process. The real call would leave the lab, so what it does is done by hand:
//! the old memory goes, descriptors with close-on-exec go, and the new image is mapped.

use std::collections::BTreeSet;
use std::sync::Arc;

use sim_core::abi::Errno;
use sim_core::kernel::script::{NoTarget, follow};
use sim_core::machine::Program;
use sim_core::machine::program::USER_END;
use sim_core::network::HostId;
use sim_core::world::BUILT_IN;

use super::process::Launch;
use super::{strings, tree};
use crate::sys::{process, window};

/// What the call asks for.
///
/// # Errors
/// Those of `execve(2)`, or what the lab does not have.
pub(super) fn find(args: &[u64; 6], programs: &Programs) -> Result<Launch, NoTarget> {
    let target = follow(&strings::path(args[0]).map_err(NoTarget::Errno)?, tree::executable_at)?;
    let program = programs.find(&target.program).ok_or(NoTarget::Errno(Errno::ENOEXEC))?;
    let (mut argv, env) = arguments(args).map_err(NoTarget::Errno)?;
    let replaced = target.front.len().min(1);
    argv.splice(..replaced, target.front);
    Ok(Launch { program, args: argv, env, host: HostId::FIRST })
}

/// The arguments and the environment.
fn arguments(args: &[u64; 6]) -> Result<(Vec<String>, Vec<String>), Errno> {
    let mut room = strings::ALL_MAX;
    let mut argv = strings::vector(args[1], &mut room)?;
    let env = strings::vector(args[2], &mut room)?;
    if argv.is_empty() {
        argv.push(String::new());
    }
    Ok((argv, env))
}

/// The programs that `execve` finds: the scenario's, and those that every host has.
#[derive(Clone, Debug)]
pub(super) struct Programs(pub(super) Vec<Arc<Program>>);

impl PartialEq for Programs {
    /// Whether these are the same programs, not only equal ones.
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(one, other)| Arc::ptr_eq(one, other))
    }
}

impl Programs {
    /// The program with a name; of two the scenario's.
    pub(super) fn find(&self, name: &str) -> Option<Arc<Program>> {
        let own = self.0.iter().find(|program| program.name == name).cloned();
        own.or_else(|| (BUILT_IN.compile)(name))
    }

    /// All names, in order.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.own().chain((BUILT_IN.names)()).collect()
    }

    /// The names of the scenario's own, in order.
    pub(super) fn own(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|program| program.name.as_str()).collect::<BTreeSet<_>>().into_iter()
    }
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
