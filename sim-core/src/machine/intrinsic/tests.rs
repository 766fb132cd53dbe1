//! Examples of intrinsics over a small memory that ends at 0x8000.

use super::{Refused, TABLE, find, perform};
use crate::abi::event::{AccessKind, FaultKind};
use crate::machine::memory::{Fault, SharedAccess, Stop};
use crate::machine::tests::flat::Flat;

const END: u64 = 0x8000;

fn call(mem: &mut Flat, name: &str, args: &[u64]) -> Result<u64, Refused> {
    let number = find(name).unwrap_or(u32::MAX);
    perform(number, &std::array::from_fn(|index| args.get(index).copied().unwrap_or(0)), mem)
}

fn fault(kind: FaultKind, addr: u64, access: AccessKind) -> Result<u64, Refused> {
    Err(Refused::Stop(Stop::Fault(Fault { kind, addr, access })))
}

/// A memory with a text at 0x3000.
fn memory(text: &[u8]) -> Flat {
    let mut mem = Flat::new(END as usize);
    mem.put(0x3000, text);
    mem
}

#[test]
fn every_name_is_there_once() {
    for (index, intrinsic) in TABLE.iter().enumerate() {
        assert_eq!(find(intrinsic.name), Some(index as u32));
    }
}

#[test]
fn strings_are_measured_copied_and_searched() {
    let mut mem = memory(b"pipes\0and more");
    assert_eq!(call(&mut mem, "strlen", &[0x3000]), Ok(5));
    assert_eq!(call(&mut mem, "strcpy", &[0x4000, 0x3000]), Ok(0x4000));
    assert_eq!(mem.at(0x4000, 7), b"pipes\0\0");
    assert_eq!(call(&mut mem, "strchr", &[0x3000, u64::from(b'e')]), Ok(0x3003));
    assert_eq!(call(&mut mem, "strchr", &[0x3000, u64::from(b'a')]), Ok(0));
    assert_eq!(call(&mut mem, "strchr", &[0x3000, 0]), Ok(0x3005));
    assert_eq!(call(&mut mem, "memchr", &[0x3000, u64::from(b'a'), 14]), Ok(0x3006));
}

#[test]
fn strings_are_compared_as_unsigned_bytes() {
    let mut mem = memory(b"abc\0abd\0ab\xff\0");
    assert_eq!(call(&mut mem, "strcmp", &[0x3000, 0x3000]), Ok(0));
    assert_eq!(call(&mut mem, "strcmp", &[0x3000, 0x3004]).map(|value| value as i64), Ok(-1));
    assert_eq!(call(&mut mem, "strncmp", &[0x3000, 0x3004, 2]), Ok(0));
    assert_eq!(call(&mut mem, "strcmp", &[0x3008, 0x3000]), Ok(0xff - 0x63));
    assert_eq!(call(&mut mem, "memcmp", &[0x3000, 0x3004, 3]).map(|value| value as i64), Ok(-1));
}

#[test]
fn strncpy_fills_up_with_zeroes() {
    let mut mem = memory(b"ab\0");
    mem.put(0x4000, b"xxxxxx");
    assert_eq!(call(&mut mem, "strncpy", &[0x4000, 0x3000, 5]), Ok(0x4000));
    assert_eq!(mem.at(0x4000, 6), b"ab\0\0\0x");
}

#[test]
fn overlapping_ranges_are_moved_whole() {
    let text: Vec<u8> = (0..1000).map(|index| index as u8).collect();
    let mut mem = memory(&text);
    assert_eq!(call(&mut mem, "memmove", &[0x3001, 0x3000, 1000]), Ok(0x3001));
    assert_eq!(mem.at(0x3001, 1000), text);
}

#[test]
fn a_string_may_end_where_memory_ends() {
    let mut mem = memory(b"");
    mem.put(END - 4, b"end\0");
    assert_eq!(call(&mut mem, "strlen", &[END - 4]), Ok(3));
    assert_eq!(call(&mut mem, "strcpy", &[0x4000, END - 4]), Ok(0x4000));
    assert_eq!(call(&mut mem, "strncpy", &[0x4000, END - 4, 100]), Ok(0x4000));
}

#[test]
fn a_string_that_runs_out_of_memory_faults_at_its_end() {
    let mut mem = memory(b"");
    mem.put(END - 4, b"long");
    let expected = fault(FaultKind::NotMapped, END, AccessKind::Load);
    assert_eq!(call(&mut mem, "strlen", &[END - 4]), expected);
    assert_eq!(call(&mut mem, "strcpy", &[0x4000, END - 4]), expected);
    assert_eq!(mem.at(0x4000, 5), b"long\0");
}

#[test]
fn a_long_write_goes_as_far_as_it_may() {
    let mut mem = memory(b"");
    let expected = fault(FaultKind::NotMapped, END, AccessKind::Store);
    assert_eq!(call(&mut mem, "memset", &[END - 300, 7, 1000]), expected);
    assert_eq!(mem.at(END - 300, 300), [7; 300]);
    assert_eq!(call(&mut mem, "memset", &[0x1000, 7, 1]), fault(FaultKind::Protection, 0x1000, AccessKind::Store));
}

#[test]
fn nothing_happens_to_shared_memory_without_a_turn() {
    let mut mem = memory(b"text\0");
    mem.shared = 0x4002..0x5000;
    let before = mem.bytes.clone();
    let shared = SharedAccess { addr: 0x4000, len: 5, access: AccessKind::Store };
    assert_eq!(call(&mut mem, "strcpy", &[0x4000, 0x3000]), Err(Refused::Stop(Stop::Shared(shared))));
    assert_eq!(mem.bytes, before);
}

#[test]
fn atomic_operations_yield_the_old_value() {
    let mut mem = memory(&[0xff, 1, 0, 0]);
    assert_eq!(call(&mut mem, "atomic_add_1", &[0x3000, 2]), Ok(0xff));
    assert_eq!(call(&mut mem, "atomic_load_4", &[0x3000]), Ok(0x101));
    assert_eq!(call(&mut mem, "atomic_cas_4", &[0x3000, 0x101, 7]), Ok(0x101));
    assert_eq!(call(&mut mem, "atomic_cas_4", &[0x3000, 0x101, 9]), Ok(7));
    assert_eq!(call(&mut mem, "atomic_exchange_4", &[0x3000, u64::MAX]), Ok(7));
    assert_eq!(call(&mut mem, "atomic_load_8", &[0x3000]), Ok(0xffff_ffff));
    assert_eq!(call(&mut mem, "atomic_or_4", &[8, 1]), fault(FaultKind::NotMapped, 8, AccessKind::Store));
}

#[test]
fn a_double_is_formatted_into_a_buffer() {
    let mut mem = memory(&[b'x'; 16]);
    let args = [0x3000, 16, (-2.5_f64).to_bits(), u64::from(b'f'), 3, 0];
    assert_eq!(call(&mut mem, "format_double", &args), Ok(5));
    assert_eq!(mem.at(0x3000, 7), b"2.500\0x");
}

#[track_caller]
fn parses(text: &str, expected: f64, len: u64) {
    let mut mem = memory(text.as_bytes());
    let value = call(&mut mem, "parse_double", &[0x3000, 0x4000]).map(f64::from_bits);
    match value {
        Ok(value) if expected.is_nan() => assert!(value.is_nan(), "{text}"),
        _ => assert_eq!(value, Ok(expected), "{text}"),
    }
    assert_eq!(mem.at(0x4000, 8), (0x3000 + len).to_le_bytes(), "{text}");
}

// Every expectation is what glibc's `strtod` gives.
#[test]
fn numbers_are_parsed_as_far_as_they_go() {
    parses("  3.25xyz", 3.25, 6);
    parses("-.5e1e", -5.0, 5);
    parses("1e", 1.0, 1);
    parses("1e+", 1.0, 1);
    parses("5.", 5.0, 2);
    parses(".", 0.0, 0);
    parses("+", 0.0, 0);
    parses("", 0.0, 0);
    parses("1e999", f64::INFINITY, 5);
    parses("-InFinity!", f64::NEG_INFINITY, 9);
    parses("infinit", f64::INFINITY, 3);
    parses("nan(12)", f64::NAN, 7);
    parses("nan(1", f64::NAN, 3);
    parses("9007199254740993", 9_007_199_254_740_992.0, 16);
}

#[test]
fn hexadecimal_numbers_are_parsed_exactly() {
    parses("0x1.8p1", 3.0, 7);
    parses("0x.8", 0.5, 4);
    parses("0x", 0.0, 1);
    parses("0xg", 0.0, 1);
    parses("0x10p", 16.0, 4);
    parses("0x1.00000000000008p0", 1.0, 20);
    parses("0x1.000000000000080001p0", 1.000_000_000_000_000_2, 24);
    parses("0x1p-1074", f64::from_bits(1), 9);
    parses("0x1p-1075", 0.0, 9);
    parses("0x1.8p-1075", f64::from_bits(1), 11);
    parses("0x1.fffffffffffff8p1023", f64::INFINITY, 23);
    parses("-0x1.fffffffffffffp-1023", -f64::from_bits(1 << 52), 24);
}
