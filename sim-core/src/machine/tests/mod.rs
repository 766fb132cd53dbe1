//! Examples of instructions: what each family does, where the CPU stops, where calls and returns go.

mod arithmetic;
mod calls;
pub(super) mod flat;
mod load;
mod stops;

use std::sync::Arc;

use super::cpu::{Machine, StopAt, Trap};
use super::program::{CODE_START, FunctionInfo, LineEntry, Program};
use super::{Insn, Op};
use crate::lang::source::{FileId, SourceMap, Span};
use flat::Flat;

/// Where the stack starts in these tests.
const SP: u64 = 0x7000;

/// An instruction.
fn insn(op: Op, a: u8, b: u8, c: u8, imm: i32) -> Insn {
    Insn { op, a, b, c, imm }
}

/// A system call, which ends most examples.
fn stop() -> Insn {
    insn(Op::Syscall, 200, 0, 0, 0)
}

/// A program of functions with frames of 24 bytes; the first one starts.
fn program(functions: &[&[Insn]]) -> Program {
    let mut code = Vec::new();
    let mut infos = Vec::new();
    for body in functions {
        let entry = code.len() as u32;
        code.extend_from_slice(body);
        let end = code.len() as u32;
        let name = format!("f{}", infos.len());
        infos.push(FunctionInfo {
            name,
            entry,
            end,
            frame: 24,
            registers: 8,
            is_library: false,
            variables: Vec::new(),
        });
    }
    Program {
        name: "example".to_owned(),
        code,
        functions: infos,
        tables: Vec::new(),
        frames: Vec::new(),
        subjects: Vec::new(),
        rodata_start: 0x2000,
        rodata: Vec::new(),
        data_start: 0x3000,
        data: Vec::new(),
        bss: 0,
        tls_start: 0,
        tls_size: 0,
        heap_start: 0x3000,
        start: 0,
        lines: Vec::new(),
        globals: Vec::new(),
        types: Vec::new(),
        sources: SourceMap::default(),
    }
}

/// Marks the instructions at which statements start.
fn with_statements(mut program: Program, starts: &[u32]) -> Program {
    let span = Span { file: FileId(0), start: 0, end: 0 };
    program.lines = starts.iter().map(|&at| LineEntry { at, span, is_statement: true }).collect();
    program
}

/// A CPU at the start of a program, and 32 KiB of memory.
fn machine(program: Program) -> (Machine, Flat) {
    let mut machine = Machine::new(Arc::new(program));
    machine.enter(0, &[], SP);
    (machine, Flat::new(0x8000))
}

/// Runs functions until something happens.
fn run(functions: &[&[Insn]]) -> (Machine, Flat, Trap) {
    let (mut machine, mut mem) = machine(program(functions));
    let trap = machine.run(&mut mem, 1000, StopAt::Nothing);
    (machine, mem, trap)
}

/// What `R[0]` is after an instruction on `R[1] = left` and `R[2] = right`.
fn result(op: Op, left: u64, right: u64, imm: i32) -> u64 {
    let (mut machine, mut mem) = machine(program(&[&[insn(op, 0, 1, 2, imm), stop()]]));
    machine.registers[1] = left;
    machine.registers[2] = right;
    machine.run(&mut mem, 10, StopAt::Nothing);
    machine.register(0, 0)
}

/// The address of instruction `at`.
fn addr_of(at: u64) -> u64 {
    CODE_START + 8 * at
}
