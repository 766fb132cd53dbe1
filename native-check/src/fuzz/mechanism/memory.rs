//! Memory: mapping and its rights, the program break, and touching what is there or not.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism, shared};
use crate::fuzz::case::{Step, Value};
use crate::fuzz::generate::{Generator, Thing};

const MAP_SHARED: i64 = 1;
const MAP_PRIVATE: i64 = 2;
const MAP_FIXED: i64 = 0x10;
const MAP_ANONYMOUS: i64 = 0x20;
const MAP_FIXED_NOREPLACE: i64 = 0x10_0000;
/// Lengths of ranges.
const LENGTHS: [i64; 9] = [0, 1, 4096, 4096, 4097, 8192, 12_288, 16_384, 65_536];

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "memory",
    begin: map,
    choices: &[
        Choice::new(&[Sysno::MMAP], 20, map),
        Choice::new(&[Sysno::MUNMAP], 12, unmap),
        Choice::new(&[Sysno::MPROTECT], 15, protect),
        Choice::new(&[Sysno::BRK], 10, set_break),
        Choice::new(&[], 25, shared::touch),
        Choice::new(&[], 3, touch_anything),
    ],
};

fn map(generator: &mut Generator<'_>) {
    let place = match generator.rng.below(10) {
        0..5 => Value::Number(0),
        5..7 => Value::Number(generator.rng.of(&[0x500_0000, 0x500_1000, 0x500_0800, 0x500_3000, 0xff0_0000])),
        7 => Value::Number(generator.rng.of(&[0x1000_0000, 0xfff_f000, -4096, 0xfff, 0x8000_0000])),
        _ => generator.mapped(),
    };
    let length = generator.one_of(&LENGTHS);
    let rights = generator.one_of(&[0, 1, 2, 3, 3, 3, 5, 7]);
    let base = generator.rng.of(&[MAP_PRIVATE, MAP_PRIVATE, MAP_SHARED, 0]);
    let place_flags = generator.rng.of(&[0, 0, 0, MAP_FIXED, MAP_FIXED_NOREPLACE]);
    let anonymous = if generator.rng.percent(95) { MAP_ANONYMOUS } else { 0 };
    let flags = Value::Number(base | place_flags | anonymous);
    let fd = Value::Number(generator.rng.of(&[-1, -1, -1, 0, 99]));
    let offset = generator.rng.of(&[0, 0, 0, 0, 4096, 1]);
    generator.call_for(Thing::Mapping, Sysno::MMAP, &[place, length, rights, flags, fd, Value::Number(offset)]);
}

fn range(generator: &mut Generator<'_>) -> (Value, Value) {
    (generator.mapped(), generator.one_of(&LENGTHS))
}

fn unmap(generator: &mut Generator<'_>) {
    let (start, length) = range(generator);
    generator.call(Sysno::MUNMAP, &[start, length]);
}

fn protect(generator: &mut Generator<'_>) {
    let (start, length) = range(generator);
    let rights = generator.one_of(&[0, 1, 2, 3, 3, 4, 5, 7, 8]);
    generator.call(Sysno::MPROTECT, &[start, length, rights]);
}

/// Asks for the break, and moves it.
fn set_break(generator: &mut Generator<'_>) {
    generator.call_for(Thing::Mapping, Sysno::BRK, &[Value::Number(0)]);
    let by = generator.rng.of(&[1, 4096, 8192, 100_000, -1, -4096, -8192, 0x400_0000, 0x1000_0000]);
    if let Value::Kept(at, _) = generator.thing(Thing::Mapping) {
        generator.call(Sysno::BRK, &[Value::Kept(at, by)]);
    }
}

/// Touches what is most likely not there.
fn touch_anything(generator: &mut Generator<'_>) {
    let at = generator.room();
    let width = generator.rng.of(&[1, 4, 8]);
    generator.push(Step::Load { at, width });
    let at = generator.room();
    generator.push(Step::Store { at, width, value: 1 });
}
