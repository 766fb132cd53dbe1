//! A machine without a kernel: flat memory, and the few system calls that a program of one process needs to compute
//! and print. For trying the compiler and the CPU; everything else has the world.

use sim_core::abi::event::{AccessKind, FaultKind};
use sim_core::machine::load::{Image, initial_stack};
use sim_core::machine::memory::{Fault, Memory, Stop};
use sim_core::machine::program::{CODE_START, Program, STACK_TOP, USER_END};
use sim_core::machine::{Machine, StopAt, Trap};
use std::sync::Arc;

/// User space, all of it readable and writable but the first page.
pub(crate) struct FlatMemory {
    bytes: Vec<u8>,
}

impl FlatMemory {
    fn range(&self, addr: u64, len: usize, access: AccessKind) -> Result<std::ops::Range<usize>, Stop> {
        let is_inside = addr >= CODE_START && addr.saturating_add(len as u64) <= USER_END;
        let start = addr as usize;
        let fault = Stop::Fault(Fault { kind: FaultKind::NotMapped, addr, access });
        if is_inside { Ok(start..start + len) } else { Err(fault) }
    }
}

impl Memory for FlatMemory {
    fn load<const N: usize>(&mut self, addr: u64) -> Result<[u8; N], Stop> {
        let range = self.range(addr, N, AccessKind::Load)?;
        let mut bytes = [0; N];
        bytes.copy_from_slice(&self.bytes[range]);
        Ok(bytes)
    }

    fn store<const N: usize>(&mut self, addr: u64, bytes: [u8; N]) -> Result<(), Stop> {
        self.write(addr, &bytes)
    }

    fn read(&mut self, addr: u64, buf: &mut [u8]) -> Result<(), Stop> {
        let range = self.range(addr, buf.len(), AccessKind::Load)?;
        buf.copy_from_slice(&self.bytes[range]);
        Ok(())
    }

    fn write(&mut self, addr: u64, bytes: &[u8]) -> Result<(), Stop> {
        let range = self.range(addr, bytes.len(), AccessKind::Store)?;
        self.bytes[range].copy_from_slice(bytes);
        Ok(())
    }

    fn reach(&mut self, addr: u64, most: u64, access: AccessKind) -> u64 {
        self.range(addr, 1, access).map_or(0, |_| most.min(USER_END - addr))
    }
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    /// What it wrote to descriptors 1 and 2.
    pub(crate) output: Vec<u8>,
    /// Its exit status, or what stopped it.
    pub(crate) end: Result<i32, String>,
    /// Instructions executed.
    pub(crate) steps: u64,
}

/// Runs a program until it exits or does something that only a kernel could answer.
pub(crate) fn run(program: &Arc<Program>, args: &[String], stdin: &[u8], budget: u64) -> Ran {
    let image = Image::new(program);
    let mut memory = FlatMemory { bytes: vec![0; USER_END as usize] };
    for segment in &image.segments {
        let at = segment.addr as usize;
        memory.bytes[at..at + segment.bytes.len()].copy_from_slice(&segment.bytes);
    }
    let stack = initial_stack(args, &["PATH=/bin".into(), "HOME=/".into(), "LANG=C".into()]);
    let at = stack.sp as usize;
    memory.bytes[at..STACK_TOP as usize].copy_from_slice(&stack.bytes[..(STACK_TOP as usize - at)]);
    let mut machine = Machine::new(Arc::clone(program));
    machine.enter(program.start, &[stack.argc, stack.argv, stack.envp], stack.sp);
    let mut kernel = Kernel { output: Vec::new(), stdin: stdin.to_vec(), brk: image.heap_start };
    let end = loop {
        match machine.run(&mut memory, budget, StopAt::Nothing) {
            Trap::Syscall { nr: 60 | 231, args } => break Ok(args[0] as i32 & 0xff),
            Trap::Syscall { nr, args } => match kernel.call(nr, args, &mut memory) {
                Some(value) => machine.finish_syscall(value as u64),
                None => break Err(format!("system call {nr}")),
            },
            other => break Err(format!("{other:?} at {:?}", machine.user_site())),
        }
    };
    Ran { output: kernel.output, end, steps: machine.steps() }
}

struct Kernel {
    output: Vec<u8>,
    stdin: Vec<u8>,
    brk: u64,
}

impl Kernel {
    fn call(&mut self, nr: u64, args: [u64; 6], memory: &mut FlatMemory) -> Option<i64> {
        match nr {
            0 => {
                let len = self.stdin.len().min(args[2] as usize);
                let bytes: Vec<u8> = self.stdin.drain(..len).collect();
                memory.write(args[1], &bytes).ok()?;
                Some(len as i64)
            }
            1 => {
                let mut bytes = vec![0; args[2] as usize];
                memory.read(args[1], &mut bytes).ok()?;
                self.output.extend(bytes);
                Some(args[2] as i64)
            }
            12 => {
                if args[0] != 0 {
                    self.brk = args[0];
                }
                Some(self.brk as i64)
            }
            // fstat, ioctl: -ENOTTY, so that standard output is taken for a file or pipe.
            5 | 16 => Some(-25),
            39 => Some(100),
            _ => None,
        }
    }
}
