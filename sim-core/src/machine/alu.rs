//! Arithmetic that Rust's operators do not do as the CPU does it.

/// Sign-extends an `int` result.
#[inline(always)]
pub(super) const fn from_int(value: i32) -> u64 {
    value as i64 as u64
}

/// Zero-extends an `unsigned` result.
#[inline(always)]
pub(super) const fn from_unsigned(value: u32) -> u64 {
    value as u64
}

/// A sign-extended immediate.
#[inline(always)]
pub(super) const fn extended(imm: i32) -> u64 {
    imm as i64 as u64
}

/// `cvttsd2si` to 64 bits: what does not fit, and NaN, gives the most negative number.
pub(super) fn int_from_double(value: f64) -> u64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) { value as i64 as u64 } else { i64::MIN as u64 }
}

/// `cvttsd2si` to 32 bits.
pub(super) fn int32_from_double(value: f64) -> u64 {
    let truncated = value.trunc();
    let fits = truncated >= f64::from(i32::MIN) && truncated <= f64::from(i32::MAX);
    from_int(if fits { truncated as i32 } else { i32::MIN })
}

/// What GCC makes of a cast to `unsigned long`: below 2^63 as for `long`, else that of the rest with the top bit turned.
pub(super) fn unsigned_from_double(value: f64) -> u64 {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if value >= LIMIT { int_from_double(value - LIMIT) ^ (1 << 63) } else { int_from_double(value) }
}

/// A `float` in a register.
#[inline(always)]
pub(super) const fn float(bits: u64) -> f32 {
    f32::from_bits(bits as u32)
}

/// Signed 64-bit division; `None` where the CPU faults.
#[inline(always)]
pub(super) fn divide(left: u64, right: u64) -> Option<u64> {
    (left as i64).checked_div(right as i64).map(|value| value as u64)
}

/// Signed 64-bit remainder.
#[inline(always)]
pub(super) fn remainder(left: u64, right: u64) -> Option<u64> {
    (left as i64).checked_rem(right as i64).map(|value| value as u64)
}

/// `int` division.
#[inline(always)]
pub(super) fn divide_int(left: u64, right: u64) -> Option<u64> {
    (left as i32).checked_div(right as i32).map(from_int)
}

/// `int` remainder.
#[inline(always)]
pub(super) fn remainder_int(left: u64, right: u64) -> Option<u64> {
    (left as i32).checked_rem(right as i32).map(from_int)
}
