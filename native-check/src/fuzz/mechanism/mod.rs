//! The mechanisms whose calls are generated: a file each, with a table of calls and of how their arguments are made up.
//! A new one is its file and its line in [`all`].

mod fifos;
mod files;
mod futexes;
mod inet;
mod memory;
mod messages;
mod pipes;
mod polls;
mod processes;
mod queues;
mod semaphores;
mod shared;
mod signals;
mod sockets;

use sim_core::abi::Sysno;

use super::generate::Generator;

/// A mechanism.
pub(super) struct Mechanism {
    /// What `--only` calls it.
    pub(super) name: &'static str,
    /// What a program does first that is going to use it.
    pub(super) begin: fn(&mut Generator<'_>),
    /// Its calls.
    pub(super) choices: &'static [Choice],
}

/// A call, or something else that a program can do.
pub(super) struct Choice {
    /// Which calls it stands for: those that a report misses if they never happen.
    pub(super) calls: &'static [Sysno],
    /// How often, compared with the others of the mechanism.
    pub(super) weight: usize,
    /// Writes it.
    pub(super) write: fn(&mut Generator<'_>),
}

impl Choice {
    const fn new(calls: &'static [Sysno], weight: usize, write: fn(&mut Generator<'_>)) -> Self {
        Self { calls, weight, write }
    }
}

/// All mechanisms.
pub(super) fn all() -> Vec<&'static Mechanism> {
    vec![
        &processes::MECHANISM,
        &pipes::MECHANISM,
        &messages::MECHANISM,
        &shared::MECHANISM,
        &memory::MECHANISM,
        &semaphores::MECHANISM,
        &queues::MECHANISM,
        &futexes::MECHANISM,
        &signals::MECHANISM,
        &files::MECHANISM,
        &fifos::MECHANISM,
        &polls::MECHANISM,
        &sockets::MECHANISM,
        &inet::MECHANISM,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_different_and_every_call_is_one_that_the_lab_has() {
        let all = all();
        let names: std::collections::BTreeSet<_> = all.iter().map(|mechanism| mechanism.name).collect();
        assert_eq!(names.len(), all.len());
        for call in all.iter().flat_map(|mechanism| mechanism.choices).flat_map(|choice| choice.calls) {
            assert!(sim_core::kernel::syscall::is_supported(*call), "{call}");
        }
    }
}
