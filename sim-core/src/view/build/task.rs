//! Tasks as cards.

use crate::abi::Status;
use crate::kernel::file::FdTable;
use crate::kernel::process::Process;
use crate::kernel::task::{State, Task};
use crate::kernel::wait::{Blocked, WaitsFor};
use crate::kernel::{Kernel, Pid};
use crate::machine::cpu::Machine;

use super::super::{Descriptor, SignalsView, SiteView, TaskState, TaskView};
use super::memory::{Frame, Source};
use super::objects::ObjectId;
use super::{Numbers, TaskRecord, streams};

/// At most so many registers of a function are shown.
const SHOWN_REGISTERS: usize = 16;

/// The card of a task; `last` is the task that took the last step.
pub(super) fn task(kernel: &Kernel, record: &TaskRecord, numbers: &Numbers, last: Option<u32>) -> TaskView {
    let mut view = TaskView {
        number: record.number,
        pid: record.pid,
        process: record.process,
        parent_pid: 0,
        parent: None,
        program: record.program.clone(),
        host: None,
        state: match record.status {
            Some(status) => TaskState::Gone { status },
            None => TaskState::Ready,
        },
        core: None,
        site: None,
        instructions: 0,
        signals: SignalsView::default(),
        registers: Vec::new(),
        sections: Vec::new(),
        descriptors: Vec::new(),
        streams: Vec::new(),
    };
    let Some(task) = kernel.tasks.get(record.pid) else { return view };
    let process = kernel.tasks.process(task.tid);
    let network = &kernel.wires.network;
    view.host = network.has_several().then(|| network.name(process.host).to_owned());
    view.parent_pid = process.ppid;
    view.parent = numbers.of(process.ppid).filter(|_| kernel.tasks.is_living(process.ppid));
    view.instructions = task.cpu.steps();
    view.state = match &task.state {
        State::Zombie => TaskState::Zombie { status: process.status.or(record.status).unwrap_or(Status::Exited(0)) },
        _ if process.stopped.is_some() => TaskState::Stopped,
        State::Blocked(blocked) => blocked_state(kernel, task.pid, blocked, numbers),
        State::Runnable if last == Some(record.number) => TaskState::Running,
        State::Runnable => TaskState::Ready,
    };
    if view.state.status().is_none() {
        view.program.clone_from(&process.name);
        view.site = site(&task.cpu);
        view.signals = SignalsView { blocked: task.signals.mask, pending: kernel.tasks.pending(task.tid) };
        view.registers = registers(&task.cpu);
        view.sections = sections(kernel, process, task);
        view.descriptors = descriptors(&process.files);
        let mut memory = super::Eye { space: &process.mm, memory: &kernel.memory };
        view.streams = streams::streams(task.cpu.program(), &mut memory);
    }
    view
}

/// What the threads of a process share is shown once: in the card of the first of them that lives. The others keep
/// their own stacks.
pub(super) fn share_processes(tasks: &mut [TaskView]) {
    let first: Vec<(u32, u32)> =
        tasks.iter().filter(|task| task.state.status().is_none()).fold(Vec::new(), |mut first, task| {
            if !first.iter().any(|(process, _)| *process == task.process) {
                first.push((task.process, task.number));
            }
            first
        });
    for task in tasks {
        let Some((_, first)) = first.iter().find(|(process, _)| *process == task.process) else { continue };
        task.process = *first;
        if task.number != *first {
            task.sections.retain(|section| section.groups.iter().any(|group| group.frame.is_some()));
            task.descriptors.clear();
            task.streams.clear();
        }
    }
}

/// The program counter, the stack pointer, and the registers of the function that is running.
fn registers(cpu: &Machine) -> Vec<(String, u64)> {
    let frames = cpu.frames();
    let window = frames.first().and_then(|frame| {
        let function = cpu.program().functions.get(frame.function? as usize)?;
        Some((frame.window_base, function.registers))
    });
    let mut registers = vec![("pc".to_owned(), cpu.pc_addr()), ("sp".to_owned(), cpu.sp())];
    if let Some((base, count)) = window {
        let numbers = (0..=255).take(usize::from(count).min(SHOWN_REGISTERS));
        registers.extend(numbers.map(|number| (format!("r{number}"), cpu.register(base, number))));
    }
    registers
}

fn blocked_state(kernel: &Kernel, pid: Pid, blocked: &Blocked, numbers: &Numbers) -> TaskState {
    let object = ObjectId::waited_at(kernel, pid, &blocked.on).map(ObjectId::number);
    let waits_for = match blocked.on {
        WaitsFor::Child => kernel.tasks.children(pid).filter_map(|child| numbers.of(child)).collect(),
        // Messages name a process; 0 is anybody.
        WaitsFor::Letter(other) | WaitsFor::Receipt(other) => numbers.of(other).into_iter().collect(),
        _ => Vec::new(),
    };
    TaskState::Blocked { call: blocked.call.clone(), object, waits_for }
}

fn descriptors(files: &FdTable) -> Vec<Descriptor> {
    let one = |(fd, descriptor): (i32, crate::kernel::file::Descriptor)| Descriptor {
        fd,
        is_close_on_exec: descriptor.is_cloexec,
        file: descriptor.file.0,
        is_new: false,
    };
    files.iter().map(one).collect()
}

/// The statement of the program's own text that a CPU has come to.
fn site(cpu: &Machine) -> Option<SiteView> {
    let program = cpu.program();
    let frames = cpu.frames();
    let own = frames.iter().find(|frame| program.site_at(frame.line_pc).is_some())?;
    let function = program.function_at(own.line_pc)?;
    let span = program.line_at(own.line_pc)?.span;
    let file = program.sources.file(span.file)?;
    let innermost = frames.first().and_then(|frame| program.function_at(frame.line_pc));
    Some(SiteView {
        file: file.name.clone(),
        line: file.line_col(span.start).0,
        start: span.start,
        end: span.end,
        function: function.name.clone(),
        library: innermost.filter(|function| function.is_library).map(|function| function.name.clone()),
    })
}

fn sections(kernel: &Kernel, process: &Process, task: &Task) -> Vec<super::super::Section> {
    let program = task.cpu.program();
    let frame = |frame: &crate::machine::FrameView| {
        let function = program.functions.get(frame.function? as usize).filter(|function| !function.is_library)?;
        let line = program.site_at(frame.line_pc).map_or(0, |site| site.line);
        let registers = (0..=255).take(usize::from(function.registers));
        Some(Frame {
            function,
            at: frame.line_pc,
            line,
            addr: frame.frame_addr,
            return_slot: frame.return_addr_slot,
            registers: registers.map(|number| task.cpu.register(frame.window_base, number)).collect(),
        })
    };
    let frames = task.cpu.frames().iter().rev().filter_map(frame).collect();
    let source = Source { program, space: &process.mm, memory: &kernel.memory, frames };
    let mut memory = super::Eye { space: &process.mm, memory: &kernel.memory };
    source.sections(&mut memory, |region| ObjectId::mapped_by(region).map(ObjectId::number))
}
