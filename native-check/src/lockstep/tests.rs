//! Hand-assembled programs on real Linux.

use std::sync::Arc;

use sim_core::abi::event::{Body, End, Event, FaultKind, Outcome, Status};
use sim_core::abi::{Errno, Signal, Sysno};
use sim_core::lang::source::SourceMap;
use sim_core::machine::program::{FunctionInfo, PAGE};
use sim_core::machine::{Insn, Op, Program};
use sim_core::world::Schedule;

use super::exec::Programs;
use super::frames::{read_result, write_frame, write_result};
use super::process::{Common, Launch};
use super::room::{Plan, Room};
use super::sandbox::Sandbox;
use super::{Limits, Run};

/// Where the programs' data lie, and a place in them to write to.
const DATA: i32 = 0x3000;
const SCRATCH: i32 = DATA + 0x100;

/// An assembler of one function.
#[derive(Default)]
struct Assembler {
    code: Vec<Insn>,
}

impl Assembler {
    fn op(&mut self, op: Op, a: u8, b: u8, imm: i32) -> &mut Self {
        self.code.push(Insn { op, a, b, c: 0, imm });
        self
    }

    /// `R[10] = nr(args…)`.
    fn call(&mut self, nr: Sysno, args: &[i32]) -> &mut Self {
        self.op(Op::Const, 10, 0, i32::from(nr.0));
        for (index, arg) in args.iter().enumerate() {
            self.op(Op::Const, 11 + index as u8, 0, *arg);
        }
        self.op(Op::Syscall, 10, 0, 0)
    }

    fn exit(&mut self, code: i32) -> &mut Self {
        self.call(Sysno::EXIT_GROUP, &[code])
    }

    /// Runs `child` in the child of a fork, and goes on in the parent.
    fn in_child(&mut self, child: impl FnOnce(&mut Self) -> &mut Self) -> &mut Self {
        self.call(Sysno::FORK, &[]);
        let jump = self.code.len();
        self.op(Op::JumpNz, 10, 0, 0);
        child(self);
        self.code[jump].imm = self.code.len() as i32;
        self
    }

    fn program(&self, data: &[u8]) -> Arc<Program> {
        let start = FunctionInfo {
            name: "_start".to_owned(),
            entry: 0,
            end: self.code.len() as u32,
            frame: 24,
            registers: 32,
            is_library: false,
            variables: Vec::new(),
        };
        Arc::new(Program {
            name: "test".to_owned(),
            code: self.code.clone(),
            functions: vec![start],
            tables: Vec::new(),
            frames: Vec::new(),
            subjects: Vec::new(),
            rodata_start: 0x2000,
            rodata: Vec::new(),
            data_start: DATA as u64,
            data: data.to_vec(),
            bss: PAGE,
            tls_start: 0,
            tls_size: 0,
            heap_start: 0x5000,
            start: 0,
            lines: Vec::new(),
            globals: Vec::new(),
            types: Vec::new(),
            sources: SourceMap::default(),
        })
    }
}

fn run_all(programs: &[Arc<Program>], stdin: &str) -> Run {
    let launch = |program: &Arc<Program>| Launch {
        program: Arc::clone(program),
        args: vec!["test".to_owned()],
        env: Vec::new(),
        host: sim_core::network::HostId::FIRST,
    };
    let plan = Plan {
        launches: programs.iter().map(launch).collect(),
        common: Common { programs: Programs(programs.to_vec()), budget: 100_000 },
        network: Arc::default(),
        files: Vec::new(),
        stdout: sim_core::scenario::Stdout::Pipe,
        stdin: stdin.into(),
        limits: Limits::default(),
        scenario: "test".to_owned(),
        schedule: Schedule::default(),
    };
    let init = |_, mut results| {
        let run = Room::open().and_then(|mut room| room.run(&plan));
        i32::from(write_result(&mut results, run).is_err())
    };
    let frames = Sandbox::start(&init).and_then(|mut sandbox| sandbox.ask(&[], plan.limits.time));
    let mut framed = Vec::new();
    for frame in frames.expect("the sandbox works") {
        write_frame(&mut framed, &frame).expect("memory is enough");
    }
    read_result(&mut framed.as_slice()).expect("the run works")
}

fn run_one(assembler: &Assembler, data: &[u8]) -> Run {
    run_all(&[assembler.program(data)], "")
}

fn bodies(run: &Run) -> Vec<(u32, Body)> {
    run.trace.events.iter().map(|Event { task, body, .. }| (*task, body.clone())).collect()
}

/// Task, call, and how it went, of the calls and completions only.
fn calls(run: &Run) -> Vec<(u32, &'static str, Outcome)> {
    let call = |event: &Event| match &event.body {
        Body::Call { call, outcome } | Body::Completed { call, outcome, .. } => {
            Some((event.task, call.nr.spec().map_or("?", |spec| spec.name), outcome.clone()))
        }
        _ => None,
    };
    run.trace.events.iter().filter_map(call).collect()
}

#[test]
fn a_write_and_an_exit() {
    let run = run_one(Assembler::default().call(Sysno::WRITE, &[1, DATA, 5]).exit(3), b"hello");
    assert_eq!(run.stdout, b"hello");
    assert_eq!(run.trace.end, End::Finished);
    assert_eq!(bodies(&run)[0], (1, Body::Started { pid: 101, parent: None }));
    assert_eq!(bodies(&run).last(), Some(&(1, Body::Ended { status: Status::Exited(3) })));
}

#[test]
fn process_ids_are_those_of_a_fresh_system() {
    let mut assembler = Assembler::default();
    assembler.call(Sysno::GETPID, &[]).call(Sysno::GETPPID, &[]);
    assembler.in_child(|child| child.call(Sysno::GETPID, &[]).call(Sysno::GETPPID, &[]).exit(0));
    assembler.call(Sysno::WAIT4, &[-1, SCRATCH, 0, 0]).exit(0);
    let run = run_one(&assembler, b"");
    let returned: Vec<_> = calls(&run)
        .into_iter()
        .filter_map(|(task, name, outcome)| match outcome {
            Outcome::Returned { value, .. } => Some((task, name, value)),
            _ => None,
        })
        .collect();
    let expected = [
        (1, "getpid", 101),
        (1, "getppid", 100),
        (1, "fork", 102),
        (2, "getpid", 102),
        (2, "getppid", 101),
        (1, "wait4", 102),
    ];
    assert_eq!(returned, expected);
}

#[test]
fn a_read_blocks_until_the_writer_writes() {
    let mut assembler = Assembler::default();
    assembler.call(Sysno::PIPE, &[SCRATCH]);
    assembler.in_child(|child| child.call(Sysno::WRITE, &[4, DATA, 5]).exit(0));
    assembler.call(Sysno::READ, &[3, SCRATCH + 16, 100]).exit(0);
    let run = run_one(&assembler, b"hello");
    let names: Vec<_> =
        calls(&run).into_iter().map(|(task, name, outcome)| (task, name, outcome == Outcome::Blocked)).collect();
    let expected = [
        (1, "pipe", false),
        (1, "fork", false),
        (1, "read", true),
        (2, "write", false),
        (1, "read", false),
        (2, "exit_group", false),
        (1, "exit_group", false),
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_stray_store_is_a_real_sigsegv() {
    let mut assembler = Assembler::default();
    assembler.op(Op::Const, 1, 0, 0x80_0000).op(Op::St32, 1, 1, 0).exit(0);
    let run = run_one(&assembler, b"");
    let all = bodies(&run);
    assert!(matches!(all[1].1, Body::Fault { fault: FaultKind::NotMapped, addr: 0x80_0000, .. }), "{all:?}");
    assert_eq!(all[2].1, Body::Ended { status: Status::Signalled(Signal::SIGSEGV) });
}

#[test]
fn faults_of_all_kinds_kill_with_their_signal() {
    let killed_by = |assembler: &Assembler| bodies(&run_one(assembler, b"")).pop().map(|(_, body)| body);
    let ended = |signal| Some(Body::Ended { status: Status::Signalled(signal) });
    let divide = &mut Assembler::default();
    assert_eq!(killed_by(divide.op(Op::Const, 0, 0, 0).op(Op::Div, 1, 1, 0)), ended(Signal::SIGFPE));
    let illegal = &mut Assembler::default();
    assert_eq!(killed_by(illegal.op(Op::Illegal, 0, 0, 0)), ended(Signal::SIGILL));
    let code = &mut Assembler::default();
    assert_eq!(killed_by(code.op(Op::Const, 1, 0, 0x1000).op(Op::St8, 1, 1, 0)), ended(Signal::SIGSEGV));
    // A return to where no code is.
    let wild = &mut Assembler::default();
    let wild = wild.op(Op::Const, 1, 0, DATA).op(Op::FrameAddr, 2, 0, 24).op(Op::St64, 1, 2, 0).op(Op::Ret, 1, 0, 0);
    assert_eq!(killed_by(wild), ended(Signal::SIGSEGV));
}

#[test]
fn bad_pointers_are_efault_and_a_pipe_without_readers_is_sigpipe() {
    let mut assembler = Assembler::default();
    assembler.call(Sysno::PIPE, &[SCRATCH]).call(Sysno::WRITE, &[4, 0x80_0000, 5]);
    assembler.call(Sysno::CLOSE, &[3]).call(Sysno::WRITE, &[4, DATA, 5]).exit(0);
    let run = run_one(&assembler, b"hello");
    assert_eq!(calls(&run)[1].2, Outcome::Failed(Errno::EFAULT));
    assert_eq!(calls(&run)[3].2, Outcome::NoReturn);
    assert_eq!(bodies(&run).last(), Some(&(1, Body::Ended { status: Status::Signalled(Signal::SIGPIPE) })));
}

#[test]
fn orphans_go_to_init_and_a_killed_sleeper_ends() {
    let mut assembler = Assembler::default();
    assembler.call(Sysno::PIPE, &[SCRATCH]);
    assembler.in_child(|child| child.call(Sysno::READ, &[3, SCRATCH, 1]).exit(0));
    assembler.in_child(|child| child.call(Sysno::GETPPID, &[]).call(Sysno::KILL, &[102, 9]).exit(0));
    assembler.exit(0);
    let run = run_one(&assembler, b"");
    let all = bodies(&run);
    assert!(all.contains(&(2, Body::Ended { status: Status::Signalled(Signal::SIGKILL) })), "{all:?}");
    let getppid = calls(&run).into_iter().find(|(_, name, _)| *name == "getppid");
    assert!(matches!(getppid, Some((3, _, Outcome::Returned { value: 1, .. }))), "{getppid:?}");
    assert_eq!(run.trace.end, End::Finished);
}

#[test]
fn a_reader_with_no_writer_but_itself_is_a_deadlock() {
    let run =
        run_one(Assembler::default().call(Sysno::PIPE, &[SCRATCH]).call(Sysno::READ, &[3, SCRATCH, 1]).exit(0), b"");
    assert!(matches!(&run.trace.end, End::Deadlock { waiting, .. } if waiting.len() == 1), "{:?}", run.trace.end);
}

#[test]
fn standard_input_ends_and_sleep_costs_no_time() {
    let begin = std::time::Instant::now();
    let mut assembler = Assembler::default();
    assembler.call(Sysno::READ, &[0, SCRATCH, 100]).call(Sysno::READ, &[0, SCRATCH, 100]);
    assembler.call(Sysno::NANOSLEEP, &[DATA, 0]).exit(0);
    let mut hour = 3600u64.to_le_bytes().to_vec();
    hour.extend([0; 8]);
    let run = run_all(&[assembler.program(&hour)], "typed");
    let values: Vec<_> = calls(&run)
        .into_iter()
        .map(|(_, _, outcome)| if let Outcome::Returned { value, .. } = outcome { Some(value) } else { None })
        .collect();
    assert_eq!(values, [Some(5), Some(0), None, Some(0), None]);
    assert!(begin.elapsed() < std::time::Duration::from_secs(20));
}

#[test]
fn shared_memory_is_touched_in_turns() {
    let mut writer = Assembler::default();
    writer.call(Sysno::SHMGET, &[1234, 1024, 0o1666]).op(Op::Move, 20, 10, 0);
    writer.op(Op::Const, 10, 0, i32::from(Sysno::SHMAT.0)).op(Op::Move, 11, 20, 0).op(Op::Const, 12, 0, 0);
    writer.op(Op::Const, 13, 0, 0).op(Op::Syscall, 10, 0, 0).op(Op::Move, 20, 10, 0);
    writer.op(Op::Const, 1, 0, 77).op(Op::St32, 1, 20, 8).op(Op::Ld32S, 2, 20, 8).exit(0);
    let run = run_one(&writer, b"");
    let touched: Vec<_> = bodies(&run)
        .into_iter()
        .filter_map(
            |(_, body)| if let Body::Access { addr, bytes, .. } = body { Some((addr % PAGE, bytes)) } else { None },
        )
        .collect();
    assert_eq!(touched, [(8, vec![77, 0, 0, 0]), (8, vec![77, 0, 0, 0])]);
}
