use super::{insn, machine, program, run, stop, with_statements};
use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::cpu::{StopAt, Trap};
use crate::machine::memory::{Fault, SharedAccess};
use crate::machine::op::Op;
use crate::machine::program::JumpTable;

#[test]
fn a_budget_is_kept_exactly() {
    let endless = [insn(Op::AddI, 0, 0, 0, 1), insn(Op::Jump, 0, 0, 0, 0)];
    let (mut machine, mut mem) = machine(program(&[&endless]));
    for (budget, steps, pc) in [(1, 1, 1), (0, 1, 1), (5, 6, 0), (1001, 1007, 1)] {
        assert_eq!(machine.run(&mut mem, budget, StopAt::Nothing), Trap::Budget);
        assert_eq!((machine.steps(), machine.pc()), (steps, pc));
    }
    assert_eq!(machine.register(0, 0), 504);
}

#[test]
fn statements_stop_before_their_first_instruction() {
    let code = [insn(Op::Const, 0, 0, 0, 1), insn(Op::Const, 1, 0, 0, 2), insn(Op::Const, 2, 0, 0, 3), stop()];
    let (mut machine, mut mem) = machine(with_statements(program(&[&code]), &[0, 2]));
    assert!(machine.is_at_statement());
    assert_eq!(machine.run(&mut mem, 100, StopAt::Statement), Trap::Statement);
    assert_eq!((machine.pc(), machine.steps()), (2, 2));
    assert!(matches!(machine.run(&mut mem, 100, StopAt::Statement), Trap::Syscall { .. }));
}

#[test]
fn statements_of_the_library_are_passed_over() {
    let main = [insn(Op::Call, 0, 0, 0, 1), stop()];
    let callee = [insn(Op::Const, 0, 0, 0, 1), insn(Op::Ret, 0, 0, 0, 0)];
    let mut program = with_statements(program(&[&main, &callee]), &[0, 2, 1]);
    program.functions[1].is_library = true;
    let (mut machine, mut mem) = machine(program);
    assert_eq!(machine.run(&mut mem, 100, StopAt::Statement), Trap::Statement);
    assert_eq!(machine.pc(), 1);
}

#[test]
fn loads_and_stores_have_widths() {
    let code = [
        insn(Op::Const, 0, 0, 0, 0x3000),
        insn(Op::Const, 1, 0, 0, -2),
        insn(Op::St32, 1, 0, 0, 4),
        insn(Op::Ld32S, 2, 0, 0, 4),
        insn(Op::Ld32U, 3, 0, 0, 4),
        insn(Op::Ld64, 4, 0, 0, 0),
        insn(Op::LdG16S, 5, 0, 0, 0x3004),
        insn(Op::Const, 6, 0, 0, 1),
        insn(Op::LdX32U, 7, 0, 6, 0),
        stop(),
    ];
    let (machine, _, _) = run(&[&code]);
    let registers: Vec<u64> = [2, 3, 4, 5, 7].iter().map(|&n| machine.register(0, n)).collect();
    assert_eq!(registers, [u64::MAX - 1, 0xffff_fffe, 0xffff_fffe_0000_0000, u64::MAX - 1, 0xffff_fffe]);
}

#[test]
fn a_refused_access_leaves_the_instruction_to_be_repeated() {
    let code = [insn(Op::Const, 0, 0, 0, 8), insn(Op::St64, 0, 0, 0, 0), stop()];
    let (machine, _, trap) = run(&[&code]);
    assert_eq!(trap, Trap::Fault(Fault { kind: FaultKind::NotMapped, addr: 8, access: AccessKind::Store }));
    assert_eq!((machine.pc(), machine.steps()), (1, 1));
}

#[test]
fn shared_memory_waits_for_its_turn() {
    let code = [insn(Op::Const, 0, 0, 0, 0x3000), insn(Op::Copy, 0, 0, 0, 64), stop()];
    let (mut machine, mut mem) = machine(program(&[&code]));
    mem.shared = 0x3020..0x3040;
    let expected = SharedAccess { addr: 0x3000, len: 64, access: AccessKind::Load };
    assert_eq!(machine.run(&mut mem, 100, StopAt::Nothing), Trap::Shared(expected));
    assert_eq!((machine.pc(), machine.steps()), (1, 1));
    mem.is_granted = true;
    assert_eq!(machine.run(&mut mem, 1, StopAt::Nothing), Trap::Budget);
    assert_eq!((machine.pc(), machine.steps()), (2, 2));
}

#[test]
fn jump_tables_have_a_default() {
    for (value, expected) in [(9, 3), (10, 2), (11, 3), (12, 3), (-1, 3)] {
        let code = [insn(Op::Const, 0, 0, 0, value), insn(Op::JumpTable, 0, 0, 0, 0), stop(), stop()];
        let mut program = program(&[&code]);
        program.tables.push(JumpTable { low: 10, targets: vec![2, 3], default: 3 });
        let (mut machine, mut mem) = machine(program);
        machine.run(&mut mem, 100, StopAt::Nothing);
        assert_eq!(machine.pc(), expected, "case {value}");
    }
}

#[test]
fn what_is_no_instruction_is_illegal() {
    let illegal = |addr| Trap::Fault(Fault { kind: FaultKind::Illegal, addr, access: AccessKind::Execute });
    assert_eq!(run(&[&[insn(Op::Illegal, 0, 0, 0, 0)]]).2, illegal(0x1000));
    assert_eq!(run(&[&[insn(Op::Intrinsic, 0, 0, 0, 9999)]]).2, illegal(0x1000));
    assert_eq!(run(&[&[insn(Op::Const, 0, 0, 0, 0)]]).2, illegal(0x1008));
}
