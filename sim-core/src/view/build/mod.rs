//! Building a [`View`] from a world and the events that led to it.

mod change;
mod memory;
mod names;
mod objects;
mod task;
mod value;

use crate::abi::event::{Body, Outcome};
use crate::abi::{ArgValue, Event, Peek, Status, Sysno};
use crate::kernel::Pid;
use crate::kernel::mm::{AddressSpace, PhysicalMemory};
use crate::world::{Setup, World};

use super::{ConsoleChunk, EventAt, FaultView, Position, Stream, View};

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
    program: String,
    status: Option<Status>,
}

/// What a page shows of a world. `past` are the events that led to it, `position` says where in the run it is.
#[must_use]
pub fn view(setup: &Setup, world: &World, past: &[EventAt], position: Position) -> View {
    let numbers = Numbers(world.task_numbers().filter_map(|number| Some((world.pid(number)?, number))).collect());
    let records = records(setup, world, past);
    let kernel = world.hosts().first().map(|host| &host.kernel);
    View {
        position,
        end: world.end().cloned(),
        tasks: kernel.map_or_else(Vec::new, |kernel| {
            records.iter().map(|record| task::task(kernel, record, &numbers, position.task)).collect()
        }),
        files: kernel.map_or_else(Vec::new, objects::files),
        objects: kernel.map_or_else(Vec::new, |kernel| objects::objects(kernel, &numbers)),
        console: console(past),
        choices: world.runnable(),
        fault: fault(past, position),
    }
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
                    program: program.unwrap_or_default(),
                    status: None,
                });
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

/// What was written to descriptors 1 and 2 that still led to the console.
fn console(past: &[EventAt]) -> Vec<ConsoleChunk> {
    let chunk = |at: &EventAt| {
        let (call, outcome) = match &at.event.body {
            Body::Call { call, outcome } | Body::Completed { call, outcome, .. } => (call, outcome),
            _ => return None,
        };
        let Outcome::Returned { value, .. } = outcome else { return None };
        let stream = at.console?;
        let [_, ArgValue::Bytes { bytes, .. }, ..] = call.args.as_slice() else { return None };
        let kept = usize::try_from(*value).unwrap_or(0).min(bytes.len());
        let text = String::from_utf8_lossy(&bytes[..kept]).into_owned();
        Some(ConsoleChunk { step: at.step, task: at.event.task, stream, text })
    };
    past.iter().filter_map(chunk).collect()
}

/// Whether an event wrote to the console, and to which stream. `world` is the one that the event led to: a call does not
/// change which file its own descriptor refers to.
#[must_use]
pub fn console_stream(world: &World, event: &Event) -> Option<Stream> {
    let (Body::Call { call, .. } | Body::Completed { call, .. }) = &event.body else { return None };
    let (Sysno::WRITE, Some(&ArgValue::Int(fd))) = (call.nr, call.args.first()) else { return None };
    let task = world.task(event.task)?;
    let descriptor = task.files.get(i32::try_from(fd).ok()?).ok()?;
    let kernel = world.kernel_of(event.task)?;
    let (_, file) = kernel.files.iter().find(|(id, _)| *id == descriptor.file)?;
    match file.object {
        crate::kernel::file::FileObject::Console(_) if fd == 2 => Some(Stream::Err),
        crate::kernel::file::FileObject::Console(_) => Some(Stream::Out),
        crate::kernel::file::FileObject::Pipe(..) => None,
    }
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
            section: None,
            rights: None,
            is_kernel: addr >= crate::machine::program::USER_END,
        })
    })
}
