//! For people: the C names of types, and instructions as text.

use crate::machine::Program;
use crate::machine::op::{Insn, Op};

use super::lower::is_jump;
use super::types::{Rank, Ty, Type, Types};

/// The C name of a type, as `const char *` or `int (*)[3]`.
#[must_use]
pub fn type_name(types: &Types, ty: Ty) -> String {
    declare(types, ty, String::new(), false)
}

/// The declaration of `inner` with type `ty`, inside out as C writes it.
fn declare(types: &Types, ty: Ty, inner: String, is_const: bool) -> String {
    match types.shape(ty) {
        Type::Pointer { to, is_const } => {
            let needs_parentheses =
                matches!(types.shape(*to), Type::Array { .. } | Type::VariableArray { .. } | Type::Function { .. });
            let inner = if needs_parentheses { format!("(*{inner})") } else { format!("*{inner}") };
            declare(types, *to, inner, *is_const)
        }
        Type::Array { of, len } => {
            let len = len.map_or(String::new(), |len| len.to_string());
            declare(types, *of, format!("{inner}[{len}]"), is_const)
        }
        Type::VariableArray { of, .. } => declare(types, *of, format!("{inner}[*]"), is_const),
        Type::Function { ret, params, is_variadic, is_unprototyped } => {
            let params = parameter_names(types, params, *is_variadic, *is_unprototyped);
            declare(types, *ret, format!("{inner}({params})"), false)
        }
        Type::Atomic(of) => declare(types, *of, format!("_Atomic {inner}").trim_end().to_owned(), is_const),
        _ => {
            let qualifier = if is_const { "const " } else { "" };
            let space = if inner.is_empty() { "" } else { " " };
            format!("{qualifier}{}{space}{inner}", base_name(types, ty))
        }
    }
}

fn parameter_names(types: &Types, params: &[Ty], is_variadic: bool, is_unprototyped: bool) -> String {
    let mut names: Vec<String> = params.iter().map(|&param| type_name(types, param)).collect();
    if is_variadic {
        names.push("...".into());
    }
    if names.is_empty() && !is_unprototyped {
        names.push("void".into());
    }
    names.join(", ")
}

fn base_name(types: &Types, ty: Ty) -> String {
    let name = match types.shape(ty) {
        Type::Void => "void",
        Type::Bool => "_Bool",
        Type::Int { is_signed, rank, .. } => int_name(*rank, *is_signed),
        Type::Float => "float",
        Type::Double => "double",
        Type::LongDouble => "long double",
        Type::Enum { tag, .. } => return format!("enum {}", tag.as_deref().unwrap_or("<unnamed>")),
        Type::Record(id) => {
            let record = types.record(*id);
            let word = if record.is_union { "union" } else { "struct" };
            return format!("{word} {}", record.tag.as_deref().unwrap_or("<unnamed>"));
        }
        _ => "<error>",
    };
    name.into()
}

const fn int_name(rank: Rank, is_signed: bool) -> &'static str {
    match (rank, is_signed) {
        (Rank::Char, _) => "char",
        (Rank::SignedChar, true) => "signed char",
        (Rank::SignedChar, false) => "unsigned char",
        (Rank::Short, true) => "short",
        (Rank::Short, false) => "unsigned short",
        (Rank::Int, true) => "int",
        (Rank::Int, false) => "unsigned int",
        (Rank::Long, true) => "long",
        (Rank::Long, false) => "unsigned long",
        (Rank::LongLong, true) => "long long",
        (Rank::LongLong, false) => "unsigned long long",
    }
}

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
