//! Undefined behaviour as events: what the machine is suspicious of gets the name of the object that it is about. Each
//! statement of a task is told of once, and what it does is not changed.

use std::collections::BTreeSet;

use crate::abi::event::{AccessKind, Body, Event};
use crate::abi::{Slip, Undefined};
use crate::kernel::mm::AddressSpace;
use crate::machine::Machine;
use crate::machine::cpu::{StopAt, Trap};
use crate::machine::memory::{Mark, Suspicion};
use crate::machine::program::FunctionInfo;

use super::{World, turn};

/// So many are told of in a run.
const MOST: usize = 100;
/// A block's ends are looked for so far away.
const FAR: u64 = 1 << 16;

/// The statements that have been told of: task and first instruction.
pub(super) type Told = BTreeSet<(u32, u32)>;

impl World {
    /// Runs a task's CPU privately, telling on the way of what C leaves undefined; yields how far it came.
    pub(super) fn compute(&mut self, task: u32, budget: u64, stop_at: StopAt, events: &mut Vec<Event>) -> (Trap, u64) {
        let Some(place) = self.place(task).copied() else { return (Trap::Budget, 0) };
        let mut left = budget;
        loop {
            let kernel = &mut self.kernel;
            let (trap, steps) = turn::run_privately(kernel, place, left, stop_at, turn::Doubt::Told);
            self.count_private(task, steps);
            left -= steps;
            let Trap::Suspect(suspicion) = trap else { return (trap, budget - left) };
            if let Some(event) = self.told_of(task, suspicion) {
                self.report(event, events);
            }
            let kernel = &mut self.kernel;
            let (trap, steps) = turn::run_privately(kernel, place, 1, StopAt::Nothing, turn::Doubt::Overlooked);
            self.count_private(task, steps);
            left -= steps;
            let is_at_statement = || self.task(task).is_some_and(|task| task.cpu.is_at_statement());
            match trap {
                Trap::Budget if left == 0 => return (Trap::Budget, budget),
                Trap::Budget if stop_at == StopAt::Statement && is_at_statement() => {
                    return (Trap::Statement, budget - left);
                }
                Trap::Budget => {}
                trap => return (trap, budget - left),
            }
        }
    }

    /// The event that tells of what the task's next instruction does, unless it has been told before.
    pub(super) fn told_of(&mut self, number: u32, suspicion: Suspicion) -> Option<Event> {
        let (task, process) = (self.task(number)?, self.process(number)?);
        let key = (number, statement(&task.cpu));
        if self.told.contains(&key) || self.told.len() >= MOST {
            return None;
        }
        let undefined = describe(&task.cpu, &process.mm, suspicion);
        let site = task.cpu.user_site();
        self.told.insert(key);
        Some(Event { task: number, body: Body::Undefined(undefined), site })
    }
}

/// The first instruction of the statement of the program's own text that is running.
fn statement(cpu: &Machine) -> u32 {
    let program = cpu.program();
    let is_own = |at: u32| program.function_at(at).is_some_and(|function| !function.is_library);
    let at = cpu.frames().iter().map(|frame| frame.line_pc).find(|&at| is_own(at));
    at.and_then(|at| program.line_at(at)).map_or(cpu.pc(), |line| line.at)
}

fn describe(cpu: &Machine, memory: &AddressSpace, suspicion: Suspicion) -> Undefined {
    let subject = cpu.program().subject_at(cpu.pc());
    let object = subject.map(|subject| subject.name.clone());
    let (slip, access, addr) = match suspicion {
        Suspicion::Variable => (Slip::Unassigned, AccessKind::Load, 0),
        Suspicion::Index { index, len } => {
            let unit = subject.map_or(1, |subject| i64::from(subject.unit.max(1)));
            let slip = Slip::Index { index: index.div_euclid(unit), len: u64::from(len) / unit as u64 };
            (slip, AccessKind::Load, 0)
        }
        Suspicion::Bytes { mark, addr, access } => return describe_bytes(cpu, memory, (mark, addr, access)),
    };
    Undefined { slip, object, access, addr }
}

fn describe_bytes(cpu: &Machine, memory: &AddressSpace, (mark, addr, access): (Mark, u64, AccessKind)) -> Undefined {
    let variable = variable_before(cpu, addr);
    let (start, size) = match variable {
        Some((_, start, size)) => (start, size),
        None => block_around(memory, addr, mark),
    };
    let offset = addr.wrapping_sub(start) as i64;
    let slip = match mark {
        Mark::Freed => Slip::Freed { offset, size },
        Mark::Between => Slip::Outside { offset, size },
        Mark::Unwritten | Mark::Fine => Slip::Unassigned,
    };
    Undefined { slip, object: variable.map(|(name, ..)| name.to_owned()), access, addr }
}

/// The local variable that an address lies in, or nearest behind; its address and size.
fn variable_before(cpu: &Machine, addr: u64) -> Option<(&str, u64, u64)> {
    let program = cpu.program();
    let frames = cpu.frames();
    let frame = frames.iter().find(|frame| (frame.frame_addr..frame.return_addr_slot).contains(&addr))?;
    let function: &FunctionInfo = program.functions.get(frame.function? as usize)?;
    let places = function.variables.iter().filter(|variable| variable.register.is_none()).map(|variable| {
        let size = program.types.get(variable.ty as usize).map_or(0, |info| info.size);
        (variable.name.as_str(), frame.frame_addr + u64::from(variable.frame_offset), size)
    });
    places.filter(|&(_, start, _)| start <= addr).max_by_key(|&(_, start, _)| start)
}

/// The block of `malloc` that an address lies in or behind: what lies between marks that stand between blocks.
fn block_around(memory: &AddressSpace, addr: u64, mark: Mark) -> (u64, u64) {
    let is_between = |at: u64| memory.mark_at(at) == Mark::Between;
    let mut end = addr;
    if mark == Mark::Between {
        while is_between(end.wrapping_sub(1)) && addr - end < FAR {
            end -= 1;
        }
    } else {
        while !is_between(end) && end - addr < FAR {
            end += 1;
        }
    }
    let mut start = end;
    while !is_between(start.wrapping_sub(1)) && end - start < FAR {
        start -= 1;
    }
    (start, end - start)
}
