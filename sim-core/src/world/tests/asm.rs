//! A small assembler: programs for tests, written as lists of system calls and little else.

use std::sync::Arc;

use crate::abi::syscall::Sysno;
use crate::lang::source::{FileId, SourceMap, Span};
use crate::machine::program::{CODE_START, FunctionInfo, LineEntry, PAGE};
use crate::machine::{Insn, Op, Program};
use crate::scenario::{Launch, Stdout};
use crate::world::{Limits, Setup};

/// Where data lies.
pub(super) const DATA: u64 = 0x4_0000;
/// The register that results of calls come back in; arguments follow it.
const CALL: u8 = 100;

/// An argument or operand.
#[derive(Clone, Copy)]
pub(super) enum Arg {
    /// A number.
    Num(i64),
    /// A register.
    Reg(u8),
    /// The `int` at an address.
    Int(u64),
}

use Arg::{Int, Num, Reg};

/// A program in the making.
#[derive(Default)]
pub(super) struct Asm {
    code: Vec<Insn>,
    lines: Vec<u32>,
    data: Vec<u8>,
}

/// A jump whose target is not known yet.
pub(super) struct Jump(usize);

impl Asm {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Puts bytes into the data; returns their address.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> u64 {
        let addr = DATA + self.data.len() as u64;
        self.data.extend_from_slice(bytes);
        self.data.resize(self.data.len().next_multiple_of(8), 0);
        addr
    }

    /// Room for `len` bytes.
    pub(super) fn room(&mut self, len: usize) -> u64 {
        self.bytes(&vec![0; len])
    }

    pub(super) fn op(&mut self, op: Op, a: u8, b: u8, c: u8, imm: i32) -> &mut Self {
        self.code.push(Insn { op, a, b, c, imm });
        self
    }

    /// `R[reg] = arg`
    pub(super) fn set(&mut self, reg: u8, arg: Arg) -> &mut Self {
        match arg {
            Num(number) => {
                self.op(Op::Const, reg, 0, 0, number as i32);
                if i64::from(number as i32) != number {
                    self.op(Op::ConstHigh, reg, 0, 0, (number >> 32) as i32);
                }
                self
            }
            Reg(from) => self.op(Op::Move, reg, from, 0, 0),
            Int(addr) => self.op(Op::LdG32S, reg, 0, 0, addr as i32),
        }
    }

    /// A system call, as a statement of its own; its result is in register [`CALL`].
    pub(super) fn sys(&mut self, nr: Sysno, args: &[Arg]) -> &mut Self {
        self.lines.push(self.code.len() as u32);
        self.set(CALL, Num(i64::from(nr.0)));
        for (reg, &arg) in (CALL + 1..).zip(args) {
            self.set(reg, arg);
        }
        self.op(Op::Syscall, CALL, 0, 0, 0)
    }

    /// Keeps the last call's result.
    pub(super) fn keep(&mut self, reg: u8) -> &mut Self {
        self.op(Op::Move, reg, CALL, 0, 0)
    }

    /// `fork`, with what the child does; the parent goes on behind it.
    pub(super) fn fork(&mut self, child: impl FnOnce(&mut Self)) -> &mut Self {
        self.sys(Sysno::FORK, &[]);
        let parent = self.jump(Op::JumpNz, CALL);
        child(self);
        self.exit(0);
        self.land(&parent);
        self
    }

    /// A loop of `times` rounds, which counts in a register.
    pub(super) fn times(&mut self, reg: u8, times: i64, body: impl FnOnce(&mut Self)) -> &mut Self {
        self.lines.push(self.code.len() as u32);
        self.set(reg, Num(times));
        let top = self.code.len() as i32;
        body(self);
        self.op(Op::AddI, reg, reg, 0, -1).op(Op::JumpNz, reg, 0, 0, top)
    }

    fn jump(&mut self, op: Op, reg: u8) -> Jump {
        self.op(op, reg, 0, 0, 0);
        Jump(self.code.len() - 1)
    }

    fn land(&mut self, jump: &Jump) {
        self.code[jump.0].imm = self.code.len() as i32;
    }

    pub(super) fn exit(&mut self, status: i64) -> &mut Self {
        self.sys(Sysno::EXIT_GROUP, &[Num(status)])
    }

    /// The program.
    pub(super) fn program(&mut self, name: &str) -> Arc<Program> {
        self.exit(0);
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let end = self.code.len() as u32;
        let main = FunctionInfo {
            name: "main".to_owned(),
            entry: 0,
            end,
            frame: 24,
            registers: 255,
            is_library: false,
            variables: Vec::new(),
        };
        let data_len = self.data.len() as u64;
        assert!(CODE_START + u64::from(end) * 8 < DATA);
        Arc::new(Program {
            name: name.to_owned(),
            code: std::mem::take(&mut self.code),
            functions: vec![main],
            tables: Vec::new(),
            frames: Vec::new(),
            subjects: Vec::new(),
            rodata_start: DATA,
            rodata: Vec::new(),
            data_start: DATA,
            data: std::mem::take(&mut self.data),
            bss: 0,
            tls_start: 0,
            tls_size: 0,
            heap_start: (DATA + data_len).next_multiple_of(PAGE),
            start: 0,
            lines: std::mem::take(&mut self.lines)
                .into_iter()
                .map(|at| LineEntry { at, span, is_statement: true })
                .collect(),
            globals: Vec::new(),
            types: Vec::new(),
            sources: SourceMap::default(),
        })
    }
}

/// A setup that launches programs in order, with this standard input.
pub(super) fn setup(programs: &[Arc<Program>], stdin: &[u8]) -> Setup {
    let launch = |program: &Arc<Program>| Launch::of(&program.name);
    Setup {
        scenario: "test".to_owned(),
        programs: programs.to_vec(),
        files: Vec::new(),
        launches: programs.iter().map(launch).collect(),
        stdin: stdin.to_vec(),
        stdout: Stdout::Pipe,
        cores: 1,
        network: Arc::default(),
        limits: Limits::default(),
    }
}
