//! What the threads of a simulated process have in common: memory, and who they are.

use std::io;

use sim_core::abi::Errno;
use sim_core::kernel::mm::SharedTouch;
use sim_core::machine::Machine;
use sim_core::machine::cpu::{StopAt, Trap};
use sim_core::machine::load::{Image, initial_stack};
use sim_core::machine::watch::Watched;

use super::memory::RealMemory;
use super::process::Launch;
use super::strings::read_words;
use crate::sys::{access, thread};

/// Bytes of a `struct robust_list_head`.
const ROBUST_HEAD: u64 = 24;
/// How many entries of a robust list the kernel looks at.
const ROBUST_LIST_LIMIT: usize = 2048;

/// What the threads of a process reach one at a time.
pub(super) type Shared = thread::Common<Own>;

/// See the module.
#[derive(Debug)]
pub(super) struct Own {
    /// Their memory.
    pub(super) memory: RealMemory,
    /// How many there are.
    threads: u32,
    /// Their robust lists: thread and simulated address of the head.
    robust: Vec<(i32, u64)>,
    /// Whether there is room for the copies that the kernel reads.
    has_shadow: bool,
}

impl Own {
    pub(super) fn new(memory: RealMemory) -> Self {
        Self { memory, threads: 1, robust: Vec::new(), has_shadow: false }
    }

    /// Whether there are several threads.
    pub(super) const fn is_threaded(&self) -> bool {
        self.threads > 1
    }

    /// A thread has been made.
    pub(super) fn gain_thread(&mut self) {
        self.threads += 1;
    }

    /// The running thread is about to end.
    pub(super) fn lose_thread(&mut self) {
        self.threads = self.threads.saturating_sub(1);
        let tid = thread::own_tid();
        self.robust.retain(|&(of, _)| of != tid);
    }

    /// In a forked child the caller is the only thread.
    pub(super) fn forked(&mut self) {
        self.threads = 1;
        self.robust.clear();
    }

    /// Another program.
    pub(super) fn execute(&mut self, launch: &Launch) -> io::Result<()> {
        thread::set_robust_list(0);
        self.robust.clear();
        self.memory = load_memory(launch)?;
        Ok(())
    }

    /// Runs a thread up to the next thing that others can see.
    pub(super) fn run(&mut self, machine: &mut Machine, budget: u64) -> Trap {
        if !self.is_threaded() {
            return machine.run(&mut self.memory, budget, StopAt::Nothing);
        }
        let stack = self.memory.space.own_stack(machine.sp());
        let mut watched = Watched::new(&mut self.memory, machine, stack);
        machine.run(&mut watched, budget, StopAt::Nothing)
    }

    /// Runs the instruction that touches what others can see, and tells what it has touched.
    pub(super) fn touch(&mut self, machine: &mut Machine) -> (Trap, Vec<SharedTouch>) {
        self.memory.set_granted(true);
        let trap = self.run(machine, 1);
        self.memory.set_granted(false);
        (trap, self.memory.take_touches())
    }

    /// `set_robust_list(2)`
    pub(super) fn set_robust_list(&mut self, args: &[u64; 6]) -> u64 {
        if args[1] != ROBUST_HEAD {
            return Errno::EINVAL.as_ret();
        }
        if !self.has_shadow && thread::map_shadow().is_err() {
            return Errno::ENOMEM.as_ret();
        }
        self.has_shadow = true;
        let tid = thread::own_tid();
        self.robust.retain(|&(of, _)| of != tid);
        if args[0] != 0 {
            self.robust.push((tid, args[0]));
        }
        thread::set_robust_list(args[0]);
        0
    }

    /// `get_robust_list(2)`; none for threads of other processes.
    pub(super) fn robust_list(&self, args: &[u64; 6]) -> Option<u64> {
        let tid = if args[0] as i32 == 0 { thread::own_tid() } else { args[0] as i32 };
        let head = match self.robust.iter().find(|&&(of, _)| of == tid) {
            Some(&(_, head)) => head,
            None if tid == thread::own_tid() => 0,
            None => return None,
        };
        let told = access::write(args[2], &ROBUST_HEAD.to_le_bytes())
            .and_then(|()| access::write(args[1], &head.to_le_bytes()));
        Some(if told.is_ok() { 0 } else { Errno::EFAULT.as_ret() })
    }

    /// The running thread may die at any time from here on: the kernel shall find its list as it is now. In the program's
    /// memory pointers are simulated; the kernel reads a copy of the list, from which its futexes are as far away as the
    /// head says.
    pub(super) fn copy_robust_list(&mut self) {
        if self.robust.is_empty() {
            return;
        }
        let tid = thread::own_tid();
        let Some(&(_, head)) = self.robust.iter().find(|&&(of, _)| of == tid) else { return };
        let Some([first, offset, pending]) = read_words::<3>(head) else { return };
        let pending = if pending == 0 { 0 } else { thread::shadow(pending) };
        thread::write_shadow(head, &[thread::shadow(first), thread::shadow_offset(offset), pending]);
        let mut entry = first & !1;
        for _ in 0..ROBUST_LIST_LIMIT {
            let Some([next]) = read_words::<1>(entry).filter(|_| entry != head) else { return };
            thread::write_shadow(entry, &[thread::shadow(next)]);
            entry = next & !1;
        }
    }
}

/// Memory at a program's first instruction.
pub(super) fn load_memory(launch: &Launch) -> io::Result<RealMemory> {
    RealMemory::load(&Image::new(&launch.program), &initial_stack(&launch.args, &launch.env))
}
