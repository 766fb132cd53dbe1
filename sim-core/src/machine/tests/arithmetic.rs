use super::{insn, result, run, stop};
use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::cpu::Trap;
use crate::machine::memory::Fault;
use crate::machine::op::Op;

/// A signed number as a register holds it.
fn int(value: i64) -> u64 {
    value as u64
}

fn double(value: f64) -> u64 {
    value.to_bits()
}

#[test]
fn int_arithmetic_wraps_and_stays_sign_extended() {
    let max = int(i64::from(i32::MAX));
    assert_eq!(result(Op::AddW, max, 1, 0), int(i64::from(i32::MIN)));
    assert_eq!(result(Op::SubW, int(-2), max, 0), max);
    assert_eq!(result(Op::MulW, 65_536, 65_536, 0), 0);
    assert_eq!(result(Op::AddWI, max, 0, 1), int(i64::from(i32::MIN)));
}

#[test]
fn unsigned_arithmetic_wraps_and_stays_zero_extended() {
    assert_eq!(result(Op::AddU, 0xffff_ffff, 1, 0), 0);
    assert_eq!(result(Op::SubU, 0, 1, 0), 0xffff_ffff);
    assert_eq!(result(Op::ShlU, 1, 31, 0), 0x8000_0000);
}

#[test]
fn long_arithmetic_has_64_bits() {
    assert_eq!(result(Op::Add, u64::MAX, 1, 0), 0);
    assert_eq!(result(Op::MulI, 3, 0, -5), int(-15));
    assert_eq!(result(Op::Sra, int(-8), 1, 0), int(-4));
    assert_eq!(result(Op::Srl, int(-8), 60, 0), 15);
}

#[test]
fn shift_counts_are_taken_modulo_the_width() {
    assert_eq!(result(Op::Shl, 1, 65, 0), 2);
    assert_eq!(result(Op::ShlW, 1, 33, 0), 2);
    assert_eq!(result(Op::SraW, int(-8), 33, 0), int(-4));
    assert_eq!(result(Op::SrlU, 0x8000_0000, 31, 0), 1);
}

#[test]
fn division_truncates() {
    assert_eq!(result(Op::DivW, int(-7), 2, 0), int(-3));
    assert_eq!(result(Op::RemW, int(-7), 2, 0), int(-1));
    assert_eq!(result(Op::DivU, u64::MAX, 2, 0), u64::MAX / 2);
    assert_eq!(result(Op::RemWI, 17, 0, 5), 2);
}

#[test]
fn division_faults_on_zero_and_on_overflow() {
    for (op, left, right) in [
        (Op::DivW, 1, 0),
        (Op::DivW, int(i64::from(i32::MIN)), int(-1)),
        (Op::RemW, int(i64::from(i32::MIN)), int(-1)),
        (Op::Div, int(i64::MIN), int(-1)),
        (Op::RemU, 1, 0),
    ] {
        let constant = |a, value: u64| {
            [insn(Op::Const, a, 0, 0, value as i32), insn(Op::ConstHigh, a, 0, 0, (value >> 32) as i32)]
        };
        let code = [constant(1, left), constant(2, right), [insn(op, 0, 1, 2, 0), stop()]].concat();
        let (machine, _, trap) = run(&[&code]);
        let addr = machine.pc_addr();
        assert_eq!(trap, Trap::Fault(Fault { kind: FaultKind::Divide, addr, access: AccessKind::Execute }), "{op:?}");
        assert_eq!((machine.pc(), machine.steps()), (4, 4));
    }
}

#[test]
fn comparisons_give_0_or_1() {
    assert_eq!(result(Op::Lt, int(-1), 0, 0), 1);
    assert_eq!(result(Op::LtU, int(-1), 0, 0), 0);
    assert_eq!(result(Op::GeI, int(-1), 0, -1), 1);
    assert_eq!(result(Op::Ne, 4, 4, 0), 0);
    assert_eq!(result(Op::IsZero, 0, 0, 0), 1);
}

#[test]
fn narrow_values_are_extended_as_their_type_says() {
    assert_eq!(result(Op::SextB, 0x180, 0, 0), int(-128));
    assert_eq!(result(Op::ZextB, 0x180, 0, 0), 0x80);
    assert_eq!(result(Op::SextH, 0x1_8000, 0, 0), int(-32_768));
    assert_eq!(result(Op::SextW, 0x1_8000_0000, 0, 0), int(i64::from(i32::MIN)));
    assert_eq!(result(Op::ZextW, int(-1), 0, 0), 0xffff_ffff);
}

#[test]
fn double_arithmetic_is_that_of_ieee_754() {
    assert_eq!(result(Op::FAdd, double(0.1), double(0.2), 0), double(0.300_000_000_000_000_04));
    assert_eq!(result(Op::FDiv, double(1.0), double(-0.0), 0), double(f64::NEG_INFINITY));
    assert_eq!(result(Op::FEq, double(f64::NAN), double(f64::NAN), 0), 0);
    assert_eq!(result(Op::FLt, double(-1.0), double(0.0), 0), 1);
    assert_eq!(result(Op::FNeg, double(0.0), 0, 0), double(-0.0));
}

#[test]
fn float_lives_in_the_low_half() {
    let (one, three) = (u64::from(1_f32.to_bits()), u64::from(3_f32.to_bits()));
    assert_eq!(result(Op::SDiv, one, three, 0), u64::from((1_f32 / 3.0).to_bits()));
    assert_eq!(result(Op::SFromF, double(0.1), 0, 0), u64::from(0.1_f32.to_bits()));
    assert_eq!(result(Op::FFromS, three, 0, 0), double(3.0));
}

#[test]
fn conversions_out_of_range_give_what_x86_64_gives() {
    assert_eq!(result(Op::IFromF, double(-3.9), 0, 0), int(-3));
    assert_eq!(result(Op::IFromF, double(1e19), 0, 0), int(i64::MIN));
    assert_eq!(result(Op::WFromF, double(3e9), 0, 0), int(i64::from(i32::MIN)));
    assert_eq!(result(Op::WFromF, double(-2_147_483_648.9), 0, 0), int(i64::from(i32::MIN)));
    assert_eq!(result(Op::UFromF, double(1e19), 0, 0), 10_000_000_000_000_000_000);
    assert_eq!(result(Op::UFromF, double(f64::NAN), 0, 0), 1 << 63);
    assert_eq!(result(Op::FFromU, u64::MAX, 0, 0), double(18_446_744_073_709_551_616.0));
}
