//! Programs written in byte code, as the compiler would write them.

use std::sync::Arc;

use sim_core::lang::source::SourceMap;
use sim_core::machine::program::{CODE_START, FunctionInfo, PAGE};
use sim_core::machine::{Insn, Op, Program};

/// Iterations of [`count`].
pub(crate) const COUNT_TO: i32 = 30_000_000;
/// Numbers that [`sieve`] looks at.
pub(crate) const SIEVE_TO: i32 = 5_000_000;
/// What [`fib`] computes.
pub(crate) const FIB_OF: i32 = 32;

const fn insn(op: Op, a: u8, b: u8, c: u8, imm: i32) -> Insn {
    Insn { op, a, b, c, imm }
}

/// A jump that compares with a 16-bit number.
fn jump_imm(op: Op, a: u8, number: i16, to: i32) -> Insn {
    let [b, c] = number.to_le_bytes();
    insn(op, a, b, c, to)
}

/// A program of functions given by name and code; starts in the first. The end of each function is where the next begins.
fn program(functions: &[(&str, &[Insn])], bss: u64) -> Arc<Program> {
    let mut code = Vec::new();
    let mut infos = Vec::new();
    for (name, body) in functions {
        let entry = code.len() as u32;
        code.extend_from_slice(body);
        infos.push(FunctionInfo {
            name: (*name).to_owned(),
            entry,
            end: code.len() as u32,
            frame: 24,
            registers: 32,
            is_library: false,
            variables: Vec::new(),
        });
    }
    let data_start = (CODE_START + 8 * code.len() as u64).next_multiple_of(PAGE);
    Arc::new(Program {
        name: "bench".to_owned(),
        code,
        functions: infos,
        tables: Vec::new(),
        rodata_start: data_start,
        rodata: Vec::new(),
        data_start,
        data: Vec::new(),
        bss,
        heap_start: (data_start + bss).next_multiple_of(PAGE),
        start: 0,
        lines: Vec::new(),
        globals: Vec::new(),
        types: Vec::new(),
        sources: SourceMap::default(),
    })
}

/// Ends the program with `R[a]` as its status.
fn exit(a: u8) -> [Insn; 3] {
    [insn(Op::Const, 30, 0, 0, 231), insn(Op::Move, 31, a, 0, 0), insn(Op::Syscall, 30, 0, 0, 0)]
}

/// `while (i < COUNT_TO) { sum += i; i++; }`
pub(crate) fn count() -> Arc<Program> {
    let mut code = vec![
        insn(Op::Const, 0, 0, 0, 0),
        insn(Op::Const, 1, 0, 0, 0),
        insn(Op::Const, 2, 0, 0, COUNT_TO),
        insn(Op::Add, 1, 1, 0, 0),
        insn(Op::AddWI, 0, 0, 0, 1),
        insn(Op::JumpLt, 0, 2, 0, 3),
    ];
    code.extend(exit(1));
    program(&[("main", &code)], 0)
}

/// Counts primes with an array of `char`: `for (i = 2; i < n; i++) if (!c[i]) { count++; for (j = 2 * i; j < n; j += i)
/// c[j] = 1; }`
pub(crate) fn sieve() -> Arc<Program> {
    let data = (CODE_START + PAGE) as i32;
    let mut code = vec![
        insn(Op::Const, 0, 0, 0, 2),
        insn(Op::Const, 1, 0, 0, 0),
        insn(Op::Const, 2, 0, 0, SIEVE_TO),
        insn(Op::Const, 3, 0, 0, data),
        insn(Op::Const, 4, 0, 0, 1),
        // 5: outer loop
        insn(Op::LdX8U, 5, 3, 0, 0),
        insn(Op::JumpNz, 5, 0, 0, 13),
        insn(Op::AddWI, 1, 1, 0, 1),
        insn(Op::ShlWI, 6, 0, 0, 1),
        insn(Op::JumpLe, 2, 6, 0, 13),
        // 10: inner loop
        insn(Op::StX8, 4, 3, 6, 0),
        insn(Op::AddW, 6, 6, 0, 0),
        insn(Op::JumpLt, 6, 2, 0, 10),
        // 13
        insn(Op::AddWI, 0, 0, 0, 1),
        insn(Op::JumpLt, 0, 2, 0, 5),
    ];
    // `c` of the indexed load and of the addition is the loop variable.
    code[5].c = 0;
    code[11].c = 0;
    code.extend(exit(1));
    program(&[("main", &code)], SIEVE_TO as u64)
}

/// `int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }`
pub(crate) fn fib() -> Arc<Program> {
    let mut main = vec![insn(Op::Const, 0, 0, 0, FIB_OF), insn(Op::Call, 0, 0, 0, 1)];
    main.extend(exit(0));
    let base = main.len() as i32;
    let fib = [
        jump_imm(Op::JumpLtI, 0, 2, base + 6),
        insn(Op::AddWI, 1, 0, 0, -1),
        insn(Op::Call, 1, 0, 0, 1),
        insn(Op::AddWI, 2, 0, 0, -2),
        insn(Op::Call, 2, 0, 0, 1),
        insn(Op::AddW, 0, 1, 2, 0),
        insn(Op::Ret, 0, 0, 0, 0),
    ];
    program(&[("main", &main), ("fib", &fib)], 0)
}
