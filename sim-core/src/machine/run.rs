//! The loop that executes instructions.
//!
//! One `match` over the operation; everything that changes often lives in local variables, and the window of registers
//! is an array of 256, so that register numbers need no bounds checks. See `docs/design/machine.md` for what was tried.

use crate::abi::event::{AccessKind, FaultKind};

use super::alu::{
    divide, divide_int, extended, float, from_int, from_unsigned, int_from_double, int32_from_double, remainder,
    remainder_int, unsigned_from_double,
};
use super::cpu::{Machine, StopAt, Trap, WINDOW};
use super::frames::{FrameRecord, Position};
use super::memory::{Fault, Mark, Memory, Stop, Suspicion};
use super::op::Op;
use super::{Program, block, intrinsic, trap};

/// More activations than this count as a stack overflow, whatever the stack pointer says.
const MAX_DEPTH: usize = 1 << 20;

/// Why the loop was left. All but the first have counted the next instruction already, which has not been executed.
enum Exit {
    /// Before it was looked at.
    Between(Trap),
    /// It is for others to do.
    Before(Trap),
    /// Its memory accesses were refused.
    Stop(Stop),
    /// It is at fault itself.
    Fault(FaultKind),
    /// It changes which activation runs.
    Context(intrinsic::Id, [u64; 6]),
}

impl Machine {
    /// Executes at most `budget` instructions. At a [`Trap::Syscall`], `Shared` or `Fault` the instruction that
    /// caused it has not been executed and is still the next one.
    pub fn run<M: Memory>(&mut self, mem: &mut M, budget: u64, stop: StopAt) -> Trap {
        let first = self.steps;
        loop {
            let left = budget - (self.steps - first);
            let exit = match stop {
                StopAt::Nothing => self.execute::<M, false>(mem, left, budget),
                StopAt::Statement => self.execute::<M, true>(mem, left, budget),
            };
            let refused = match exit {
                Exit::Between(trap) | Exit::Before(trap) => return trap,
                Exit::Fault(kind) => return fault_at(self.at.pc, kind),
                Exit::Stop(stop) => Some(stop),
                Exit::Context(id, args) => self.change_context(id, &args, mem).err(),
            };
            match refused {
                Some(Stop::Fault(fault)) => return Trap::Fault(fault),
                Some(Stop::Shared(access)) => return Trap::Shared(access),
                // The library may do in C what nobody else may: keep notes in free blocks, for one.
                Some(Stop::Suspect(_)) if self.code.is_exempt(self.at.pc) => match self.overlooked(mem) {
                    Trap::Budget => {}
                    trap => return trap,
                },
                Some(Stop::Suspect(suspicion)) => return Trap::Suspect(suspicion),
                None => self.steps += 1,
            }
        }
    }

    /// Executes one instruction, whatever is suspicious of it.
    fn overlooked<M: Memory>(&mut self, mem: &mut M) -> Trap {
        mem.overlook(true);
        let trap = self.run(mem, 1, StopAt::Nothing);
        mem.overlook(false);
        trap
    }

    /// Executes at most `budget` instructions of the `whole` that were granted.
    fn execute<M: Memory, const STATEMENTS: bool>(&mut self, mem: &mut M, budget: u64, whole: u64) -> Exit {
        let Self { code, registers, callers, at, steps, thread_pointer, strands, .. } = self;
        let thread_pointer = *thread_pointer;
        let program: &Program = &code.program;
        let insns = &program.code[..];
        let callees = &code.callees[..];
        let Position { mut pc, mut base, mut frame, mut slot, mut sp } = *at;
        let mut window = window_at(registers, base);
        let mut left = budget;

        let exit = 'run: loop {
            if left == 0 {
                break 'run Exit::Between(Trap::Budget);
            }
            if STATEMENTS && left != whole && code.starts_statement(pc as u32) {
                break 'run Exit::Between(Trap::Statement);
            }
            left -= 1;
            let Some(&insn) = insns.get(pc) else { break 'run Exit::Fault(FaultKind::Illegal) };
            if M::WATCHES {
                mem.at(pc, insn);
            }

            macro_rules! r {
                ($x:ident) => {
                    window[insn.$x as usize]
                };
            }
            macro_rules! done {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(stop) => break 'run Exit::Stop(stop),
                    }
                };
            }
            macro_rules! whole {
                ($result:expr) => {
                    match $result {
                        Some(value) => value,
                        None => break 'run Exit::Fault(FaultKind::Divide),
                    }
                };
            }
            // Two registers to one, in these views of them.
            macro_rules! op {
                (|$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (r!(b), r!(c));
                    r!(a) = $e;
                }};
                (int |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (r!(b) as i32, r!(c) as i32);
                    r!(a) = from_int($e);
                }};
                (unsigned |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (r!(b) as u32, r!(c) as u32);
                    r!(a) = from_unsigned($e);
                }};
                (signed |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (r!(b) as i64, r!(c) as i64);
                    r!(a) = u64::from($e);
                }};
                (imm |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (r!(b) as i64, i64::from(insn.imm));
                    r!(a) = u64::from($e);
                }};
                (double |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (f64::from_bits(r!(b)), f64::from_bits(r!(c)));
                    r!(a) = $e;
                }};
                (float |$x:ident, $y:ident| $e:expr) => {{
                    let ($x, $y) = (float(r!(b)), float(r!(c)));
                    r!(a) = $e;
                }};
            }
            macro_rules! jump_to {
                ($target:expr) => {{
                    pc = $target;
                    continue;
                }};
            }
            macro_rules! jump_if {
                ($condition:expr) => {
                    if $condition {
                        jump_to!(insn.imm as usize);
                    }
                };
            }
            macro_rules! load {
                ($addr:expr, $type:ty as $($wide:ty),+) => {{
                    let addr = $addr;
                    let bytes = done!(mem.load::<{ size_of::<$type>() }>(addr));
                    r!(a) = <$type>::from_le_bytes(bytes) $(as $wide)+;
                }};
            }
            macro_rules! store {
                ($addr:expr, $type:ty) => {{
                    let addr = $addr;
                    done!(mem.store::<{ size_of::<$type>() }>(addr, (r!(a) as $type).to_le_bytes()));
                }};
            }
            macro_rules! based {
                () => {
                    r!(b).wrapping_add(extended(insn.imm))
                };
            }
            macro_rules! indexed {
                ($scale:literal) => {
                    r!(b).wrapping_add(r!(c).wrapping_mul($scale)).wrapping_add(extended(insn.imm))
                };
            }
            macro_rules! fixed {
                () => {
                    u64::from(insn.imm as u32)
                };
            }
            macro_rules! position {
                () => {
                    Position { pc, base, frame, slot, sp }
                };
            }
            macro_rules! call {
                ($callee:expr) => {{
                    let callee = $callee;
                    let new_slot = sp.wrapping_sub(8);
                    let return_addr = Program::address_of(pc as u32 + 1);
                    done!(mem.store::<8>(new_slot, return_addr.to_le_bytes()));
                    if callers.len() >= MAX_DEPTH {
                        break 'run Exit::Stop(trap::stack_overflow(new_slot));
                    }
                    callers.push(FrameRecord { pc: pc as u32 + 1, base: base as u32, frame, slot });
                    slot = new_slot;
                    frame = slot.wrapping_sub(u64::from(callee.frame));
                    sp = frame;
                    base += usize::from(insn.a);
                    window = window_at(registers, base);
                    jump_to!(callee.entry as usize);
                }};
            }

            match insn.op {
                Op::Illegal => break 'run Exit::Fault(FaultKind::Illegal),
                Op::Const => r!(a) = extended(insn.imm),
                Op::ConstHigh => r!(a) = u64::from(insn.imm as u32) << 32 | r!(a) & 0xffff_ffff,
                Op::Move => r!(a) = r!(b),
                Op::Add => op!(|x, y| x.wrapping_add(y)),
                Op::Sub => op!(|x, y| x.wrapping_sub(y)),
                Op::Mul => op!(|x, y| x.wrapping_mul(y)),
                Op::Div => op!(|x, y| whole!(divide(x, y))),
                Op::DivU => op!(|x, y| whole!(x.checked_div(y))),
                Op::Rem => op!(|x, y| whole!(remainder(x, y))),
                Op::RemU => op!(|x, y| whole!(x.checked_rem(y))),
                Op::DivW => op!(|x, y| whole!(divide_int(x, y))),
                Op::RemW => op!(|x, y| whole!(remainder_int(x, y))),
                Op::And => op!(|x, y| x & y),
                Op::Or => op!(|x, y| x | y),
                Op::Xor => op!(|x, y| x ^ y),
                Op::Shl => op!(|x, y| x.wrapping_shl(y as u32)),
                Op::Sra => op!(|x, y| (x as i64).wrapping_shr(y as u32) as u64),
                Op::Srl => op!(|x, y| x.wrapping_shr(y as u32)),
                Op::ShlW => op!(int | x, y | x.wrapping_shl(y as u32)),
                Op::ShlU => op!(unsigned | x, y | x.wrapping_shl(y)),
                Op::SraW => op!(int | x, y | x.wrapping_shr(y as u32)),
                Op::SrlU => op!(unsigned | x, y | x.wrapping_shr(y)),
                Op::AddW => op!(int | x, y | x.wrapping_add(y)),
                Op::SubW => op!(int | x, y | x.wrapping_sub(y)),
                Op::MulW => op!(int | x, y | x.wrapping_mul(y)),
                Op::AddU => op!(unsigned | x, y | x.wrapping_add(y)),
                Op::SubU => op!(unsigned | x, y | x.wrapping_sub(y)),
                Op::MulU => op!(unsigned | x, y | x.wrapping_mul(y)),
                Op::AddI => r!(a) = r!(b).wrapping_add(extended(insn.imm)),
                Op::AddWI => r!(a) = from_int((r!(b) as i32).wrapping_add(insn.imm)),
                Op::AddUI => r!(a) = from_unsigned((r!(b) as u32).wrapping_add(insn.imm as u32)),
                Op::MulI => r!(a) = r!(b).wrapping_mul(extended(insn.imm)),
                Op::MulWI => r!(a) = from_int((r!(b) as i32).wrapping_mul(insn.imm)),
                Op::AndI => r!(a) = r!(b) & extended(insn.imm),
                Op::OrI => r!(a) = r!(b) | extended(insn.imm),
                Op::XorI => r!(a) = r!(b) ^ extended(insn.imm),
                Op::ShlI => r!(a) = r!(b).wrapping_shl(insn.imm as u32),
                Op::ShlWI => r!(a) = from_int((r!(b) as i32).wrapping_shl(insn.imm as u32)),
                Op::ShlUI => r!(a) = from_unsigned((r!(b) as u32).wrapping_shl(insn.imm as u32)),
                Op::SraI => r!(a) = (r!(b) as i64).wrapping_shr(insn.imm as u32) as u64,
                Op::SrlI => r!(a) = r!(b).wrapping_shr(insn.imm as u32),
                Op::DivWI => r!(a) = whole!(divide_int(r!(b), extended(insn.imm))),
                Op::RemWI => r!(a) = whole!(remainder_int(r!(b), extended(insn.imm))),
                Op::Neg => r!(a) = r!(b).wrapping_neg(),
                Op::Not => r!(a) = !r!(b),
                Op::IsZero => r!(a) = u64::from(r!(b) == 0),
                Op::IsNonZero => r!(a) = u64::from(r!(b) != 0),
                Op::SextB => r!(a) = r!(b) as i8 as u64,
                Op::SextH => r!(a) = r!(b) as i16 as u64,
                Op::SextW => r!(a) = r!(b) as i32 as u64,
                Op::ZextB => r!(a) = r!(b) & 0xff,
                Op::ZextH => r!(a) = r!(b) & 0xffff,
                Op::ZextW => r!(a) = r!(b) & 0xffff_ffff,
                Op::Eq => op!(signed | x, y | x == y),
                Op::Ne => op!(signed | x, y | x != y),
                Op::Lt => op!(signed | x, y | x < y),
                Op::Le => op!(signed | x, y | x <= y),
                Op::LtU => op!(|x, y| u64::from(x < y)),
                Op::LeU => op!(|x, y| u64::from(x <= y)),
                Op::EqI => op!(imm | x, y | x == y),
                Op::NeI => op!(imm | x, y | x != y),
                Op::LtI => op!(imm | x, y | x < y),
                Op::LeI => op!(imm | x, y | x <= y),
                Op::GtI => op!(imm | x, y | x > y),
                Op::GeI => op!(imm | x, y | x >= y),
                Op::Jump => jump_if!(true),
                Op::JumpZ => jump_if!(r!(a) == 0),
                Op::JumpNz => jump_if!(r!(a) != 0),
                Op::JumpEq => jump_if!(r!(a) == r!(b)),
                Op::JumpNe => jump_if!(r!(a) != r!(b)),
                Op::JumpLt => jump_if!((r!(a) as i64) < r!(b) as i64),
                Op::JumpLe => jump_if!(r!(a) as i64 <= r!(b) as i64),
                Op::JumpLtU => jump_if!(r!(a) < r!(b)),
                Op::JumpLeU => jump_if!(r!(a) <= r!(b)),
                Op::JumpEqI => jump_if!(r!(a) as i64 == i64::from(insn.bc())),
                Op::JumpNeI => jump_if!(r!(a) as i64 != i64::from(insn.bc())),
                Op::JumpLtI => jump_if!((r!(a) as i64) < i64::from(insn.bc())),
                Op::JumpLeI => jump_if!(r!(a) as i64 <= i64::from(insn.bc())),
                Op::JumpGtI => jump_if!(r!(a) as i64 > i64::from(insn.bc())),
                Op::JumpGeI => jump_if!(r!(a) as i64 >= i64::from(insn.bc())),
                Op::JumpTable => {
                    let Some(table) = program.tables.get(insn.imm as usize) else {
                        break 'run Exit::Fault(FaultKind::Illegal);
                    };
                    jump_to!(table.target(r!(a)) as usize);
                }
                Op::Ld8S => load!(based!(), i8 as u64),
                Op::Ld8U => load!(based!(), u8 as u64),
                Op::Ld16S => load!(based!(), i16 as u64),
                Op::Ld16U => load!(based!(), u16 as u64),
                Op::Ld32S => load!(based!(), i32 as u64),
                Op::Ld32U => load!(based!(), u32 as u64),
                Op::Ld64 => load!(based!(), u64 as u64),
                Op::St8 => store!(based!(), u8),
                Op::St16 => store!(based!(), u16),
                Op::St32 => store!(based!(), u32),
                Op::St64 => store!(based!(), u64),
                Op::LdX8S => load!(indexed!(1), i8 as u64),
                Op::LdX8U => load!(indexed!(1), u8 as u64),
                Op::LdX16S => load!(indexed!(2), i16 as u64),
                Op::LdX16U => load!(indexed!(2), u16 as u64),
                Op::LdX32S => load!(indexed!(4), i32 as u64),
                Op::LdX32U => load!(indexed!(4), u32 as u64),
                Op::LdX64 => load!(indexed!(8), u64 as u64),
                Op::StX8 => store!(indexed!(1), u8),
                Op::StX16 => store!(indexed!(2), u16),
                Op::StX32 => store!(indexed!(4), u32),
                Op::StX64 => store!(indexed!(8), u64),
                Op::LdG8S => load!(fixed!(), i8 as u64),
                Op::LdG8U => load!(fixed!(), u8 as u64),
                Op::LdG16S => load!(fixed!(), i16 as u64),
                Op::LdG16U => load!(fixed!(), u16 as u64),
                Op::LdG32S => load!(fixed!(), i32 as u64),
                Op::LdG32U => load!(fixed!(), u32 as u64),
                Op::LdG64 => load!(fixed!(), u64 as u64),
                Op::StG8 => store!(fixed!(), u8),
                Op::StG16 => store!(fixed!(), u16),
                Op::StG32 => store!(fixed!(), u32),
                Op::StG64 => store!(fixed!(), u64),
                Op::Copy => done!(block::copy(mem, r!(a), r!(b), u64::from(insn.imm as u32))),
                Op::Zero => done!(block::fill(mem, r!(a), 0, u64::from(insn.imm as u32))),
                Op::ThreadAddr => r!(a) = thread_pointer.wrapping_add(extended(insn.imm)),
                Op::FrameAddr => r!(a) = frame.wrapping_add(extended(insn.imm)),
                Op::Enter => {
                    let fresh = if M::MARKS { program.frames.get(insn.imm as usize) } else { None };
                    for part in fresh.into_iter().flatten() {
                        mem.mark(frame.wrapping_add(part.offset.into()), part.len.into(), part.mark);
                    }
                }
                Op::Leave => mem.mark(sp, slot.wrapping_sub(sp), Mark::Fine),
                Op::Settle => {
                    if M::MARKS {
                        mem.mark(based!(), insn.c.into(), Mark::Fine);
                    }
                }
                Op::Index => {
                    if M::MARKS && r!(a) >= fixed!() && !mem.is_overlooking() {
                        let suspicion = Suspicion::Index { index: r!(a) as i64, len: insn.imm as u32 };
                        break 'run Exit::Stop(Stop::Suspect(suspicion));
                    }
                }
                Op::Assigned => {
                    if M::MARKS && r!(a) == 0 && !mem.is_overlooking() {
                        break 'run Exit::Stop(Stop::Suspect(Suspicion::Variable));
                    }
                }
                Op::Alloca => {
                    sp = sp.wrapping_sub(r!(b).wrapping_add(15) & !15);
                    r!(a) = sp;
                }
                Op::FAdd => op!(double | x, y | (x + y).to_bits()),
                Op::FSub => op!(double | x, y | (x - y).to_bits()),
                Op::FMul => op!(double | x, y | (x * y).to_bits()),
                Op::FDiv => op!(double | x, y | (x / y).to_bits()),
                Op::FNeg => r!(a) = r!(b) ^ 1 << 63,
                Op::FEq => op!(double | x, y | u64::from(x == y)),
                Op::FNe => op!(double | x, y | u64::from(x != y)),
                Op::FLt => op!(double | x, y | u64::from(x < y)),
                Op::FLe => op!(double | x, y | u64::from(x <= y)),
                Op::SAdd => op!(float | x, y | u64::from((x + y).to_bits())),
                Op::SSub => op!(float | x, y | u64::from((x - y).to_bits())),
                Op::SMul => op!(float | x, y | u64::from((x * y).to_bits())),
                Op::SDiv => op!(float | x, y | u64::from((x / y).to_bits())),
                Op::SNeg => r!(a) = (r!(b) ^ 1 << 31) & 0xffff_ffff,
                Op::SEq => op!(float | x, y | u64::from(x == y)),
                Op::SNe => op!(float | x, y | u64::from(x != y)),
                Op::SLt => op!(float | x, y | u64::from(x < y)),
                Op::SLe => op!(float | x, y | u64::from(x <= y)),
                Op::FFromI => r!(a) = (r!(b) as i64 as f64).to_bits(),
                Op::FFromU => r!(a) = (r!(b) as f64).to_bits(),
                Op::SFromI => r!(a) = u64::from((r!(b) as i64 as f32).to_bits()),
                Op::SFromU => r!(a) = u64::from((r!(b) as f32).to_bits()),
                Op::IFromF => r!(a) = int_from_double(f64::from_bits(r!(b))),
                Op::WFromF => r!(a) = int32_from_double(f64::from_bits(r!(b))),
                Op::UFromF => r!(a) = unsigned_from_double(f64::from_bits(r!(b))),
                Op::SFromF => r!(a) = u64::from((f64::from_bits(r!(b)) as f32).to_bits()),
                Op::FFromS => r!(a) = f64::from(float(r!(b))).to_bits(),
                Op::Call => match callees.get(insn.imm as usize) {
                    Some(callee) => call!(callee),
                    None => break 'run Exit::Fault(FaultKind::Illegal),
                },
                Op::CallReg => {
                    let target = r!(b);
                    match code.callee_at(target) {
                        Some(callee) => call!(callee),
                        None => break 'run Exit::Stop(trap::bad_target(mem, target)),
                    }
                }
                Op::Ret => {
                    let value = r!(a);
                    let return_addr = u64::from_le_bytes(done!(mem.load::<8>(slot)));
                    match callers.last() {
                        Some(caller) if return_addr == Program::address_of(caller.pc) => {
                            window[0] = value;
                            sp = slot.wrapping_add(8);
                            let target = caller.pc as usize;
                            base = caller.base as usize;
                            frame = caller.frame;
                            slot = caller.slot;
                            callers.pop();
                            window = window_at(registers, base);
                            jump_to!(target);
                        }
                        _ => match trap::wild_return(program, mem, position!(), callers, return_addr) {
                            Ok(position) => {
                                window[0] = value;
                                Position { base, frame, slot, sp, .. } = position;
                                window = window_at(registers, base);
                                jump_to!(position.pc);
                            }
                            Err(stop) => break 'run Exit::Stop(stop),
                        },
                    }
                }
                Op::Intrinsic => {
                    let args = std::array::from_fn(|index| window[usize::from(insn.a.wrapping_add(index as u8))]);
                    match intrinsic::perform(insn.imm as u32, &args, mem) {
                        Ok(value) => r!(a) = value,
                        Err(intrinsic::Refused::Stop(stop)) => break 'run Exit::Stop(stop),
                        Err(intrinsic::Refused::Illegal) => break 'run Exit::Fault(FaultKind::Illegal),
                        Err(intrinsic::Refused::SetJmp) => {
                            done!(strands.save(mem, args[0], position!(), callers.len()));
                            r!(a) = 0;
                        }
                        Err(intrinsic::Refused::Context(id)) => break 'run Exit::Context(id, args),
                    }
                }
                Op::Syscall => {
                    let nr = r!(a);
                    let args = std::array::from_fn(|index| window[usize::from(insn.a.wrapping_add(index as u8 + 1))]);
                    break 'run Exit::Before(Trap::Syscall { nr, args });
                }
            }
            pc += 1;
        };

        *at = Position { pc, base, frame, slot, sp };
        *steps += budget - left - u64::from(!matches!(exit, Exit::Between(_)));
        exit
    }
}

/// A fault of the instruction itself.
fn fault_at(pc: usize, kind: FaultKind) -> Trap {
    Trap::Fault(Fault { kind, addr: Program::address_of(pc as u32), access: AccessKind::Execute })
}

/// The window of registers at `base`; makes room as needed.
#[inline(always)]
fn window_at(registers: &mut Vec<u64>, base: usize) -> &mut [u64; WINDOW] {
    if registers.len() < base + WINDOW {
        registers.resize(base + WINDOW, 0);
    }
    match registers[base..].first_chunk_mut() {
        Some(window) => window,
        None => unreachable!("the registers reach to base + WINDOW"),
    }
}
