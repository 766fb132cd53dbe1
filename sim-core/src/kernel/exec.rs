//! Starting programs: the launch plan's, and `execve(2)`.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::abi::Errno;
use crate::machine::cpu::Machine;
use crate::machine::load::{Image, initial_stack};
use crate::machine::{Code, Program};
use crate::network::HostId;
use crate::scenario::Launch;

use super::console::Console;
use super::credentials::Credentials;
use super::file::{Descriptor, FdTable, FileId, FileObject, O_RDWR, O_WRONLY};
use super::fs::path::Follow;
use super::fs::permission::{MAY_EXECUTE, MAY_READ};
use super::fs::{InodeId, InodeKind};
use super::mm::AddressSpace;
use super::pipe::{Pipe, PipeSide};
use super::process::{Process, SHELL};
use super::script::Opened;
use super::signal::timer::IntervalTimer;
use super::signal::{ProcessSignals, ThreadSignals};
use super::task::{State, Task};
use super::{Halt, Kernel, PhysicalMemory, Pid, Stdout, SysResult};

/// The environment of launched programs.
pub const ENVIRONMENT: [&str; 3] = ["PATH=/bin", "HOME=/", "LANG=C"];

/// The arguments of a launched program, its name first.
#[must_use]
pub fn arguments(plan: &Launch) -> Vec<String> {
    std::iter::once(&plan.program).chain(&plan.args).cloned().collect()
}

/// The environment of a launched program: the usual, as far as the plan does not say otherwise, and the plan's.
#[must_use]
pub fn environment(plan: &Launch) -> Vec<String> {
    let name = |entry: &str| entry.split('=').next().unwrap_or_default().to_owned();
    let is_usual = |entry: &&str| plan.env.iter().all(|own| name(own) != name(entry));
    ENVIRONMENT.into_iter().filter(is_usual).map(str::to_owned).chain(plan.env.iter().cloned()).collect()
}

/// The umask of launched programs.
pub const UMASK: u32 = 0o022;

/// Programs that every host has, such as a shell; they are compiled when they are first run.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Their names, in order.
    pub names: fn() -> Vec<&'static str>,
    /// The program with a name.
    pub compile: fn(&str) -> Option<Arc<Program>>,
}

impl BuiltIn {
    /// A host without any.
    pub const NONE: Self = Self { names: Vec::new, compile: |_| None };
}

/// The programs of a host, by name: the scenario's, and those that every host has.
#[derive(Clone, Debug)]
pub struct Programs {
    own: BTreeMap<String, Rc<Executable>>,
    built_in: BuiltIn,
    /// Those of the built-in ones that have run.
    loaded: RefCell<BTreeMap<String, Rc<Executable>>>,
}

/// A program and what it looks like in memory.
#[derive(Debug)]
struct Executable {
    code: Arc<Code>,
    image: Image,
}

impl Programs {
    /// A scenario's programs and those that every host has; of two with one name the scenario's counts.
    pub fn new(own: impl IntoIterator<Item = Arc<Program>>, built_in: BuiltIn) -> Self {
        let entry = |program: Arc<Program>| (program.name.clone(), Rc::new(Executable::new(program)));
        Self { own: own.into_iter().map(entry).collect(), built_in, loaded: RefCell::default() }
    }

    /// The names of the scenario's own.
    pub(super) fn own(&self) -> impl Iterator<Item = &str> {
        self.own.keys().map(String::as_str)
    }

    /// All names, in order.
    pub(super) fn names(&self) -> BTreeSet<&str> {
        self.own().chain((self.built_in.names)()).collect()
    }

    fn find(&self, name: &str) -> Option<Rc<Executable>> {
        if let Some(own) = self.own.get(name) {
            return Some(Rc::clone(own));
        }
        if let Some(loaded) = self.loaded.borrow().get(name) {
            return Some(Rc::clone(loaded));
        }
        let executable = Rc::new(Executable::new((self.built_in.compile)(name)?));
        self.loaded.borrow_mut().insert(name.to_owned(), Rc::clone(&executable));
        Some(executable)
    }
}

impl Executable {
    fn new(program: Arc<Program>) -> Self {
        Self { image: Image::new(&program), code: Arc::new(Code::new(program)) }
    }

    /// Registers and memory at the program's first instruction.
    fn load(&self, memory: &mut PhysicalMemory, args: &[String], env: &[String]) -> (Machine, AddressSpace) {
        let stack = initial_stack(args, env);
        let mm = AddressSpace::load(memory, &self.image, &stack);
        let mut cpu = Machine::with_code(Arc::clone(&self.code));
        let start = cpu.program().start;
        cpu.enter(start, &[stack.argc, stack.argv, stack.envp], stack.sp);
        (cpu, mm)
    }
}

/// The open file descriptions that all launched programs share, as under a shell.
#[derive(Clone, Copy, Debug)]
pub struct Standard([FileId; 3]);

impl Kernel {
    /// Opens standard input, output and error for the programs that are about to be launched.
    pub(crate) fn open_standard(&mut self, stdin: &[u8]) -> Standard {
        let Self { files, pipes, stdout, .. } = self;
        match stdout {
            Stdout::Terminal => {
                let mut open = |console| files.add(FileObject::Console(console), O_RDWR);
                let [terminal, error] = [Console::Terminal, Console::TerminalError].map(&mut open);
                Standard([terminal, terminal, error])
            }
            Stdout::Pipe => {
                let input = files.add(FileObject::Pipe(pipes.add(Pipe::filled(stdin)), PipeSide::Read), 0);
                let drain = |console| files.add(FileObject::Console(console), O_WRONLY);
                let [output, error] = [Console::Output, Console::Error].map(drain);
                Standard([input, output, error])
            }
        }
    }

    /// Starts a program as a shell does. `None` if there is no program of this name.
    pub(crate) fn launch(&mut self, plan: &Launch, host: HostId, standard: Standard) -> Option<Pid> {
        let executable = self.programs.find(&plan.program)?;
        let pid = self.next_pid();
        let (cpu, mm) = executable.load(&mut self.memory, &arguments(plan), &environment(plan));
        let files = FdTable::default();
        let name = plan.program.clone();
        let process = Process {
            pid,
            host,
            ppid: SHELL,
            pgid: pid,
            sid: SHELL,
            credentials: Credentials::root(),
            name,
            has_executed: true,
            mm,
            files,
            cwd: InodeId::root(host),
            umask: UMASK,
            status: None,
            stopped: None,
            job_change: None,
            signals: ProcessSignals::default(),
            timer: IntervalTimer::default(),
        };
        let leader = Task {
            tid: pid,
            pid,
            cpu,
            state: State::Runnable,
            signals: ThreadSignals::default(),
            clear_child_tid: 0,
            robust_list: 0,
            exit_code: 0,
        };
        self.tasks.insert(process, leader);
        for (fd, file) in (0..).zip(standard.0) {
            self.install(pid, fd, Descriptor { file, is_cloexec: false });
        }
        Some(pid)
    }

    /// The first page of the file at a path: `execve` looks at it before it looks at the arguments.
    ///
    /// # Errors
    /// Those of path resolution; `EACCES` for what is no regular file or may not be executed.
    pub(super) fn executable_at(&self, start: InodeId, path: &[u8]) -> Result<Opened, Errno> {
        let id = self.fs.resolve(start, path, Follow::Yes)?;
        let InodeKind::Regular(contents) = &self.fs.get(id)?.kind else { return Err(Errno::EACCES) };
        self.fs.permit(id, MAY_EXECUTE)?;
        let is_readable = self.fs.permit(id, MAY_READ).is_ok();
        Ok(Opened {
            beginning: is_readable.then(|| contents.beginning(&self.memory).to_vec()),
            lends_rights: self.fs.lends_rights(id),
        })
    }

    /// `execve(2)`: another program in the same process.
    pub(super) fn execute(&mut self, pid: Pid, program: &str, args: &[String], env: &[String]) -> SysResult {
        if self.tasks.threads(self.tasks[pid].pid).count() > 1 {
            return Err(Halt::Unsupported("execve in a process that has several threads".to_owned()));
        }
        let executable = self.programs.find(program).ok_or(Errno::ENOEXEC)?;
        self.detach_all(pid);
        let (cpu, mm) = executable.load(&mut self.memory, args, env);
        let process = self.tasks.process_mut(pid);
        process.name.clone_from(&cpu.program().name);
        process.mm = mm;
        process.has_executed = true;
        process.credentials.execute();
        process.signals.dispositions.execute();
        let task = &mut self.tasks[pid];
        task.cpu = cpu;
        task.clear_child_tid = 0;
        task.robust_list = 0;
        self.close_all(pid, |descriptor| descriptor.is_cloexec);
        Err(Halt::Replaced)
    }
}
