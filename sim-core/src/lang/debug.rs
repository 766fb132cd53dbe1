//! For people: instructions as text.

use crate::machine::Program;
use crate::machine::op::{Insn, Op};

use super::lower::is_jump;

/// The instructions of a program's function, one a line, with their numbers.
#[must_use]
pub fn disassemble(program: &Program, function: usize) -> String {
    let Some(info) = program.functions.get(function) else { return String::new() };
    let code = program.code.get(info.entry as usize..info.end as usize).unwrap_or(&[]);
    format!("{}:\n{}", info.name, listing(code, info.entry))
}

/// Instructions, one a line, numbered from `first`.
#[must_use]
pub fn listing(code: &[Insn], first: u32) -> String {
    let lines = code.iter().enumerate();
    lines.map(|(at, insn)| format!("{:5}  {}\n", first as usize + at, instruction(*insn))).collect()
}

/// One instruction as text: destination, operands, immediate.
#[must_use]
pub fn instruction(insn: Insn) -> String {
    let Insn { op, a, b, imm, .. } = insn;
    match op {
        Op::Jump => format!("Jump @{imm}"),
        Op::JumpZ | Op::JumpNz => format!("{op:?} r{a} @{imm}"),
        Op::JumpEqI | Op::JumpNeI | Op::JumpLtI | Op::JumpLeI | Op::JumpGtI | Op::JumpGeI => {
            format!("{op:?} r{a} #{} @{imm}", insn.bc())
        }
        _ if is_jump(op) => format!("{op:?} r{a} r{b} @{imm}"),
        Op::Const | Op::ConstHigh | Op::Zero | Op::FrameAddr | Op::ThreadAddr => format!("{op:?} r{a} #{imm}"),
        Op::Ret => format!("Ret r{a}"),
        Op::Call | Op::Intrinsic | Op::JumpTable | Op::Syscall => format!("{op:?} r{a} #{imm}"),
        Op::Move | Op::CallReg => format!("{op:?} r{a} r{b}"),
        _ if has_only_immediate(op) => format!("{op:?} r{a} [#{imm}]"),
        _ => operands(insn),
    }
}

/// Operations on two or three registers, by what their names tell: `…I` has an immediate, `Ld` and `St` an offset, `LdX` and
/// `StX` an index and an offset.
fn operands(insn: Insn) -> String {
    let Insn { op, a, b, c, imm } = insn;
    let name = format!("{op:?}");
    let is_access = name.starts_with("Ld") || name.starts_with("St");
    let is_indexed = is_access && name.as_bytes().get(2) == Some(&b'X');
    if is_indexed {
        format!("{name} r{a} r{b} r{c} #{imm}")
    } else if is_access || name.ends_with('I') && !name.ends_with("FromI") || op == Op::Copy {
        format!("{name} r{a} r{b} #{imm}")
    } else if has_one_operand(&name) {
        format!("{name} r{a} r{b}")
    } else {
        format!("{name} r{a} r{b} r{c}")
    }
}

fn has_one_operand(name: &str) -> bool {
    ["Is", "Sext", "Zext"].iter().any(|start| name.starts_with(start))
        || ["Neg", "Not", "Alloca"].iter().any(|end| name.ends_with(end))
        || name.contains("From")
}

/// Whether it accesses an object at a fixed address.
const fn has_only_immediate(op: Op) -> bool {
    matches!(
        op,
        Op::LdG8S
            | Op::LdG8U
            | Op::LdG16S
            | Op::LdG16U
            | Op::LdG32S
            | Op::LdG32U
            | Op::LdG64
            | Op::StG8
            | Op::StG16
            | Op::StG32
            | Op::StG64
    )
}
