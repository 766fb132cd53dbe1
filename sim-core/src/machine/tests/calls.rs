use super::{SP, addr_of, insn, machine, program, run, stop};
use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::cpu::{StopAt, Trap};
use crate::machine::intrinsic;
use crate::machine::memory::Fault;
use crate::machine::op::{Insn, Op};

fn intrinsic(name: &str, a: u8) -> Insn {
    let number = intrinsic::find(name).map_or(-1, |number| number as i32);
    insn(Op::Intrinsic, a, 0, 0, number)
}

fn execute_fault(kind: FaultKind, addr: u64) -> Trap {
    Trap::Fault(Fault { kind, addr, access: AccessKind::Execute })
}

/// A `main` that calls function 1 with 20 in its first argument.
const CALLER: [Op; 2] = [Op::Const, Op::Call];

fn caller() -> Vec<Insn> {
    vec![insn(CALLER[0], 3, 0, 0, 20), insn(CALLER[1], 3, 0, 0, 1), stop()]
}

#[test]
fn arguments_and_the_result_share_a_register() {
    let callee = [insn(Op::AddWI, 0, 0, 0, 1), insn(Op::Ret, 0, 0, 0, 0)];
    let (machine, _, _) = run(&[&caller(), &callee]);
    assert_eq!(machine.register(0, 3), 21);
    assert_eq!(machine.sp(), SP - 32);
}

#[test]
fn the_return_address_lies_above_the_frame() {
    let callee = [insn(Op::FrameAddr, 1, 0, 0, 8), stop()];
    let (machine, mem, _) = run(&[&caller(), &callee]);
    let frames = machine.frames();
    assert_eq!(frames.len(), 2);
    assert_eq!(machine.register(frames[0].window_base, 1), frames[0].frame_addr + 8);
    assert_eq!(frames[0].return_addr_slot, frames[0].frame_addr + 24);
    assert_eq!(mem.at(frames[0].return_addr_slot, 8), addr_of(2).to_le_bytes());
    assert_eq!((frames[1].function, frames[1].pc, frames[1].line_pc), (Some(0), 2, 1));
}

#[test]
fn alloca_ends_with_its_function() {
    let callee = [insn(Op::Const, 1, 0, 0, 100), insn(Op::Alloca, 2, 1, 0, 0), insn(Op::Ret, 2, 0, 0, 0)];
    let (machine, _, _) = run(&[&caller(), &callee]);
    assert_eq!(machine.register(0, 3), SP - 64 - 112);
    assert_eq!(machine.sp(), SP - 32);
}

#[test]
fn calls_through_pointers_go_to_functions_only() {
    let callee = [insn(Op::Ret, 0, 0, 0, 0)];
    for (target, expected) in [
        (addr_of(3), None),
        (addr_of(1), Some(execute_fault(FaultKind::Protection, addr_of(1)))),
        (0, Some(execute_fault(FaultKind::NotMapped, 0))),
        (0x2000, Some(execute_fault(FaultKind::Protection, 0x2000))),
    ] {
        let main = [insn(Op::Const, 1, 0, 0, target as i32), insn(Op::CallReg, 2, 1, 0, 0), stop()];
        let (machine, _, trap) = run(&[&main, &callee]);
        match expected {
            Some(expected) => assert_eq!((trap, machine.pc()), (expected, 1)),
            None => assert!(matches!(trap, Trap::Syscall { .. })),
        }
    }
}

#[test]
fn an_overwritten_return_address_is_obeyed() {
    // Function 1 replaces its return address by that of function 2, as a buffer overflow would.
    let victim = [
        insn(Op::FrameAddr, 1, 0, 0, 24),
        insn(Op::Const, 2, 0, 0, addr_of(7) as i32),
        insn(Op::St64, 2, 1, 0, 0),
        insn(Op::Ret, 0, 0, 0, 0),
    ];
    let (machine, _, trap) = run(&[&caller(), &victim, &[stop()]]);
    assert!(matches!(trap, Trap::Syscall { .. }));
    assert_eq!(machine.pc(), 7);
    // It runs as if called from what the next word of the stack says.
    assert_eq!(machine.frames()[0].return_addr_slot, SP - 32);
}

#[test]
fn a_return_to_nowhere_faults() {
    let smash = [
        insn(Op::FrameAddr, 1, 0, 0, 24),
        insn(Op::Const, 2, 0, 0, 0x4141),
        insn(Op::St64, 2, 1, 0, 0),
        insn(Op::Ret, 0, 0, 0, 0),
    ];
    let (machine, _, trap) = run(&[&caller(), &smash]);
    assert_eq!(trap, execute_fault(FaultKind::Protection, 0x4141));
    assert_eq!(machine.pc(), 6);
    let (_, _, trap) = run(&[&[insn(Op::Ret, 0, 0, 0, 0)]]);
    assert_eq!(trap, execute_fault(FaultKind::NotMapped, 0));
}

#[test]
fn endless_recursion_runs_into_the_end_of_the_stack() {
    let (machine, _, trap) = run(&[&caller(), &[insn(Op::Call, 0, 0, 0, 1)]]);
    let expected = Fault { kind: FaultKind::Protection, addr: 0x1ff8, access: AccessKind::Store };
    assert_eq!(trap, Trap::Fault(expected));
    assert_eq!(machine.pc(), 3);
}

#[test]
fn longjmp_goes_back_through_calls() {
    let main = [
        insn(Op::Const, 0, 0, 0, 0x3000),
        insn(Op::Move, 4, 0, 0, 0),
        intrinsic("setjmp", 4),
        insn(Op::JumpNz, 4, 0, 0, 5),
        insn(Op::Call, 6, 0, 0, 1),
        stop(),
    ];
    let inner = [insn(Op::Const, 0, 0, 0, 0x3000), insn(Op::Const, 1, 0, 0, 7), intrinsic("longjmp", 0)];
    let outer = [insn(Op::Call, 9, 0, 0, 2), stop()];
    let (machine, _, trap) = run(&[&main, &outer, &inner]);
    assert!(matches!(trap, Trap::Syscall { .. }));
    assert_eq!((machine.pc(), machine.register(0, 4), machine.sp()), (5, 7, SP - 32));
    assert_eq!(machine.frames().len(), 1);
}

#[test]
fn longjmp_to_a_function_that_has_returned_is_illegal() {
    let main = [
        insn(Op::Call, 4, 0, 0, 1),
        insn(Op::Const, 0, 0, 0, 0x3000),
        insn(Op::Const, 1, 0, 0, 1),
        intrinsic("longjmp", 0),
    ];
    let saver = [insn(Op::Const, 0, 0, 0, 0x3000), intrinsic("setjmp", 0), insn(Op::Ret, 0, 0, 0, 0)];
    let (machine, _, trap) = run(&[&main, &saver]);
    assert_eq!(trap, execute_fault(FaultKind::Illegal, addr_of(3)));
    assert_eq!(machine.pc(), 3);
}

#[test]
fn a_system_call_yields_its_result_in_its_register() {
    let main = [insn(Op::Const, 5, 0, 0, 39), insn(Op::Const, 6, 0, 0, -1), insn(Op::Syscall, 5, 0, 0, 0), stop()];
    let (mut machine, mut mem) = machine(program(&[&main]));
    let trap = machine.run(&mut mem, 100, StopAt::Nothing);
    assert_eq!(trap, Trap::Syscall { nr: 39, args: [u64::MAX, 0, 0, 0, 0, 0] });
    assert_eq!((machine.pc(), machine.steps()), (2, 2));
    machine.finish_syscall(101);
    assert_eq!((machine.pc(), machine.steps(), machine.register(0, 5)), (3, 3, 101));
}
