//! Building a [`View`] from a world and the events that led to it.

mod change;
mod costs;
mod event;
mod fault;
mod files;
mod memory;
mod messages;
mod names;
mod objects;
mod socket;
mod streams;
mod task;
mod transfers;
mod value;
mod waits;

use crate::abi::event::{Body, Outcome};
use crate::abi::record::KEPT_BYTES;
use crate::abi::{ArgValue, Event, Peek, Status, Sysno};
use crate::kernel::console::Written;
use crate::kernel::mm::{AddressSpace, PhysicalMemory};
use crate::kernel::{Kernel, Pid};
use crate::world::{Setup, World};

use super::{ConsoleChunk, EventAt, FaultPlace, FaultView, Position, Stream, View};

pub use change::mark_changes;

/// Reading a process's memory without touching it.
struct Eye<'a> {
    space: &'a AddressSpace,
    memory: &'a PhysicalMemory,
}

impl Peek for Eye<'_> {
    fn peek(&mut self, addr: u64, buf: &mut [u8]) -> usize {
        self.space.peek(self.memory, addr, buf)
    }
}

/// Which process id belongs to which task number, on one host.
struct Numbers(Vec<(Pid, u32)>);

impl Numbers {
    fn of(&self, pid: Pid) -> Option<u32> {
        self.0.iter().find(|(other, _)| *other == pid).map(|&(_, number)| number)
    }
}

/// What the past tells of a task.
struct TaskRecord {
    number: u32,
    pid: Pid,
    /// The first task of its process.
    process: u32,
    program: String,
    status: Option<Status>,
}

/// What a page shows of a world. `past` are the events that led to it, `position` says where in the run it is.
#[must_use]
pub fn view(setup: &Setup, world: &World, past: &[EventAt], position: Position) -> View {
    let numbers = Numbers(world.task_numbers().filter_map(|number| Some((world.pid(number)?, number))).collect());
    let records = records(setup, world, past);
    let kernel = world.kernel();
    let mut view = View {
        position,
        end: world.end().cloned(),
        tasks: records.iter().map(|record| task::task(kernel, record, &numbers, position.task)).collect(),
        files: objects::files(kernel),
        objects: objects::objects(kernel, &numbers),
        console: console(kernel, &numbers, past),
        choices: world.runnable(),
        fault: fault(past, position),
        transfers: Vec::new(),
        costs: costs::costs(&world.statistics()),
    };
    for task in &mut view.tasks {
        task.core = world.core_of(task.number).filter(|_| task.state.status().is_none());
    }
    task::share_processes(&mut view.tasks);
    waits::find(&mut view);
    transfers::find(&mut view, &past[past.len().saturating_sub(position.new_events as usize)..]);
    view
}

/// Every task that there ever was: its program's name and how it ended are in the past.
fn records(setup: &Setup, world: &World, past: &[EventAt]) -> Vec<TaskRecord> {
    let mut launched = setup.launches.iter();
    let mut records: Vec<TaskRecord> = Vec::new();
    for Event { task, body, .. } in past.iter().map(|at| &at.event) {
        let index = (*task as usize).wrapping_sub(1);
        match body {
            Body::Started { pid, parent } => {
                let program = match parent {
                    None => launched.next().map(|launch| launch.program.clone()),
                    Some(parent) => {
                        records.get((*parent as usize).wrapping_sub(1)).map(|record| record.program.clone())
                    }
                };
                records.push(TaskRecord {
                    number: *task,
                    pid: *pid,
                    process: *task,
                    program: program.unwrap_or_default(),
                    status: None,
                });
            }
            Body::ThreadStarted { tid, parent } => {
                let of = records.get((*parent as usize).wrapping_sub(1));
                let program = of.map_or_else(String::new, |record| record.program.clone());
                let process = of.map_or(*task, |record| record.process);
                records.push(TaskRecord { number: *task, pid: *tid, process, program, status: None });
            }
            Body::Ended { status } => {
                if let Some(record) = records.get_mut(index) {
                    record.status = Some(*status);
                }
            }
            Body::Call { call, outcome: Outcome::Returned { .. } } if call.nr == Sysno::EXECVE => {
                if let (Some(record), Some(ArgValue::Text { text, .. })) = (records.get_mut(index), call.args.first()) {
                    record.program = text.rsplit('/').next().unwrap_or(text).to_owned();
                }
            }
            _ => {}
        }
    }
    records.retain(|record| world.pid(record.number).is_some());
    records
}

/// What was written to the console. The step of a piece is that of the next `write` of its task with its bytes.
fn console(kernel: &Kernel, numbers: &Numbers, past: &[EventAt]) -> Vec<ConsoleChunk> {
    let mut events = past.iter();
    let chunk = |written: &Written| {
        let task = numbers.of(written.pid)?;
        let step =
            events.find(|at| at.event.task == task && writes(&at.event.body, &written.bytes)).map_or(0, |at| at.step);
        let stream = if written.to.is_error() { Stream::Err } else { Stream::Out };
        Some(ConsoleChunk { step, task, stream, text: String::from_utf8_lossy(&written.bytes).into_owned() })
    };
    kernel.written.iter().filter_map(chunk).collect()
}

fn writes(body: &Body, wanted: &[u8]) -> bool {
    let (Body::Call { call, .. } | Body::Completed { call, .. }) = body else { return false };
    let kept = &wanted[..wanted.len().min(KEPT_BYTES)];
    call.nr == Sysno::WRITE
        && matches!(call.args.get(1), Some(ArgValue::Bytes { bytes, .. }) if bytes.starts_with(kept))
}

/// The refused access among the events of the last step. What was at the address, [`mark_changes`] adds.
fn fault(past: &[EventAt], position: Position) -> Option<FaultView> {
    let newest = &past[past.len().saturating_sub(position.new_events as usize)..];
    newest.iter().rev().find_map(|at| {
        let Body::Fault { fault, addr, access } = at.event.body else { return None };
        let task = at.event.task;
        Some(FaultView {
            task,
            kind: fault,
            addr,
            access,
            place: FaultPlace::Unknown,
            is_kernel: addr >= crate::machine::program::USER_END,
        })
    })
}
