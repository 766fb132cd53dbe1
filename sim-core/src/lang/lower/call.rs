//! Calls, variadic arguments, the machine's own operations and system calls.
//!
//! Arguments are evaluated from right to left, as GCC does on x86-64, straight into the registers where the callee
//! finds them. An argument that is a variable in a register is moved there last.

use crate::lang::hir::{Callee, Expr, ExprKind, LocalId};
use crate::lang::object::Target;
use crate::lang::source::Span;
use crate::lang::types::Ty;
use crate::machine::intrinsic;
use crate::machine::op::{Insn, Op};

use super::class::Class;
use super::frame::Home;
use super::function::Lowering;

/// A call being prepared.
struct Call<'e> {
    callee: &'e Callee,
    args: &'e [Expr],
    fixed: usize,
    /// The callee looks for variadic arguments, even where there are none.
    is_variadic: bool,
    result: Option<LocalId>,
    span: Span,
}

/// A variable that becomes an argument when all others have been evaluated.
enum Late {
    /// Goes to a register.
    Register { from: u8, to: u8 },
    /// Goes to memory at `base + offset`.
    Slot { from: u8, base: u8, offset: i32 },
}

impl Lowering<'_> {
    /// Calls and what looks like one.
    pub(super) fn call_like(&mut self, expr: &Expr, hint: Option<u8>) -> u8 {
        match &expr.kind {
            ExprKind::Call { callee, args, fixed, result, is_variadic } => {
                let fixed = if *is_variadic { (*fixed as usize).min(args.len()) } else { args.len() };
                let (is_variadic, result) = (*is_variadic, *result);
                self.call(&Call { callee, args, fixed, is_variadic, result, span: expr.span }, hint)
            }
            ExprKind::VaStart(list) => self.va_start(list, hint),
            ExprKind::VaArg(list) => self.va_arg(list, expr.ty, hint),
            ExprKind::VaCopy(to, from) => self.va_copy(to, from, hint),
            ExprKind::Intrinsic { name, args } if name == "alloca" => self.alloca(args, hint),
            ExprKind::Intrinsic { name, args } => self.intrinsic(name, args, expr.span, hint),
            ExprKind::Syscall(args) => {
                let base = self.arguments_in_row(args, hint);
                self.touch(u16::from(base) + 7);
                self.emit(Op::Syscall, base, 0, 0, 0);
                self.hand_over(base, hint)
            }
            _ => self.destination(hint).0,
        }
    }

    /// Where a row of arguments starts: the hint if it is the topmost temporary, so that the result needs no move.
    fn row(&mut self, hint: Option<u8>) -> u8 {
        match hint {
            Some(hint) if self.is_temporary(hint) && u16::from(hint) + 1 == self.top() => hint,
            _ => self.temporary(),
        }
    }

    /// Brings a result from `base` to where it is wanted.
    fn hand_over(&mut self, base: u8, hint: Option<u8>) -> u8 {
        self.set_top(u16::from(base) + 1);
        match hint {
            Some(hint) if hint != base => {
                self.move_to(base, hint);
                self.release(base);
                hint
            }
            _ => base,
        }
    }

    fn call(&mut self, call: &Call<'_>, hint: Option<u8>) -> u8 {
        let base = self.row(hint);
        let first = u16::from(base) + u16::from(call.result.is_some());
        let end = first + call.fixed as u16 + u16::from(call.is_variadic);
        self.set_top(end.max(u16::from(base) + 1));
        let pointer = match call.callee {
            Callee::Indirect(pointer) => Some(self.value(pointer)),
            Callee::Direct(_) => None,
        };
        let call_bytes = self.call_bytes;
        let mut late = Vec::new();
        if call.is_variadic {
            // Also when there are none: a callee that looks for more than it was given, as `syscall`, then reads memory.
            self.variadic_arguments(&call.args[call.fixed..], end as u8 - 1, &mut late);
        }
        let is_row_free = pointer.is_none() && !call.is_variadic;
        self.fixed_arguments(&call.args[..call.fixed], first, is_row_free, &mut late);
        self.late_arguments(&late);
        if let Some(result) = call.result {
            self.local_address(result, base);
        }
        self.emit_call(call, base, pointer);
        self.call_bytes = call_bytes;
        self.hand_over(base, hint)
    }

    fn emit_call(&mut self, call: &Call<'_>, base: u8, pointer: Option<u8>) {
        match (call.callee, pointer) {
            (Callee::Direct(symbol), _) => {
                let insn = Insn { op: Op::Call, a: base, b: 0, c: 0, imm: 0 };
                self.emit_reloc(insn, Target::Function(*symbol), call.span);
            }
            (Callee::Indirect(_), pointer) => self.emit(Op::CallReg, base, pointer.unwrap_or(base), 0, 0),
        }
    }

    /// Evaluates arguments into registers from `first` on, the last first. While no argument above the one being
    /// evaluated is there yet, the registers above it are free for its temporaries.
    fn fixed_arguments(&mut self, args: &[Expr], first: u16, is_row_free: bool, late: &mut Vec<Late>) {
        let full_top = self.top();
        let mut is_row_free = is_row_free;
        for (index, arg) in args.iter().enumerate().rev() {
            let to = (first + index as u16).min(255) as u8;
            if is_row_free {
                self.set_top(u16::from(to) + 1);
            }
            let top = self.top();
            let from = self.argument(arg, Some(to));
            if from != to && !self.is_temporary(from) {
                late.push(Late::Register { from, to });
            } else {
                self.move_to(from, to);
                is_row_free = false;
            }
            self.set_top(if is_row_free { top } else { full_top });
        }
        self.set_top(full_top);
    }

    /// Evaluates variadic arguments into slots of the frame, whose address goes to register `slots`. There is a slot
    /// even if there are none: many a program calls `open` with `O_CREAT` and no mode, which then is whatever was there.
    fn variadic_arguments(&mut self, args: &[Expr], slots: u8, late: &mut Vec<Late>) {
        let at = self.take_call_bytes(8 * args.len().max(1) as u64);
        self.emit(Op::FrameAddr, slots, 0, 0, at);
        for (index, arg) in args.iter().enumerate().rev() {
            let top = self.top();
            let from = self.argument(arg, None);
            if self.is_small_record(arg.ty) {
                // Its size may be less than what is loaded.
                if self.watch.is_on {
                    self.emit(Op::Settle, 0, from, 8, 0);
                }
                self.emit(Op::Ld64, from, from, 0, 0);
            }
            let offset = 8 * index as i32;
            if self.is_temporary(from) {
                self.emit(Op::St64, from, slots, 0, offset);
            } else {
                late.push(Late::Slot { from, base: slots, offset });
            }
            self.set_top(top);
        }
    }

    /// Whether a record lies in its slot itself, as x86-64 passes it in a register: so a `union semun` and the plain
    /// number that programs pass in its place are the same to `semctl`.
    fn is_small_record(&self, ty: Ty) -> bool {
        self.class(ty) == Class::Record && self.size(ty) <= 8
    }

    fn late_arguments(&mut self, late: &[Late]) {
        for late in late {
            match *late {
                Late::Register { from, to } => self.move_to(from, to),
                Late::Slot { from, base, offset } => self.emit(Op::St64, from, base, 0, offset),
            }
        }
    }

    /// An argument's value; of a record the address of a copy in the frame, which lives as long as the call.
    fn argument(&mut self, arg: &Expr, hint: Option<u8>) -> u8 {
        if self.class(arg.ty) != Class::Record {
            return self.generate(arg, hint);
        }
        let (register, top) = self.destination(hint);
        let from = self.value(arg);
        if matches!(arg.kind, ExprKind::Call { .. }) {
            self.move_to(from, register);
        } else {
            let size = self.size(arg.ty);
            let at = self.take_call_bytes(size);
            self.emit(Op::FrameAddr, register, 0, 0, at);
            self.copy(register, from, size);
        }
        self.set_top(top);
        register
    }

    fn local_address(&mut self, local: LocalId, register: u8) {
        if let (Home::Memory(below), Some(pointer)) = (self.home(local), self.frame.pointer) {
            self.emit(Op::AddI, register, pointer, 0, (below as i32).wrapping_neg());
        }
    }

    /// Evaluates arguments into neighbouring registers; the first of them.
    fn arguments_in_row(&mut self, args: &[Expr], hint: Option<u8>) -> u8 {
        let base = self.row(hint);
        self.set_top(u16::from(base) + args.len().max(1) as u16);
        let mut late = Vec::new();
        self.fixed_arguments(args, u16::from(base), true, &mut late);
        self.late_arguments(&late);
        base
    }

    fn intrinsic(&mut self, name: &str, args: &[Expr], span: Span, hint: Option<u8>) -> u8 {
        if name == "thread_pointer" {
            let register = self.destination(hint).0;
            self.emit(Op::ThreadAddr, register, 0, 0, 0);
            return register;
        }
        let Some(number) = intrinsic::find(name) else {
            self.refuse_operation(span, name);
            return self.destination(hint).0;
        };
        let base = self.arguments_in_row(args, hint);
        self.emit(Op::Intrinsic, base, 0, 0, number as i32);
        self.hand_over(base, hint)
    }

    fn alloca(&mut self, args: &[Expr], hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        if let Some(size) = args.first() {
            let size = self.generate(size, self.scratch(Some(register)));
            self.emit(Op::Alloca, register, size, 0, 0);
        }
        self.set_top(top);
        register
    }

    fn va_start(&mut self, list: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let list = self.value(list);
        if let Some(variadic) = self.frame.variadic {
            self.emit(Op::St64, variadic, list, 0, 0);
        }
        self.set_top(top);
        register
    }

    /// Reads the next slot and moves on. The slot of a record of more than 8 bytes holds its address.
    fn va_arg(&mut self, list: &Expr, ty: Ty, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let list = self.value(list);
        let (slot, next) = (self.temporary(), self.temporary());
        self.emit(Op::Ld64, slot, list, 0, 0);
        self.emit(Op::AddI, next, slot, 0, 8);
        self.emit(Op::St64, next, list, 0, 0);
        if self.is_small_record(ty) {
            self.move_to(slot, register);
        } else {
            self.emit(self.class(ty).loads()[0], register, slot, 0, 0);
        }
        self.set_top(top);
        register
    }

    fn va_copy(&mut self, to: &Expr, from: &Expr, hint: Option<u8>) -> u8 {
        let (register, top) = self.destination(hint);
        let to = self.value(to);
        let from = self.value(from);
        let next = self.temporary();
        self.emit(Op::Ld64, next, from, 0, 0);
        self.emit(Op::St64, next, to, 0, 0);
        self.set_top(top);
        register
    }
}
