//! `double` to text, as `printf` does it: exact decimal digits of the binary value, rounded half to even.

use crate::abi::event::AccessKind;
use crate::machine::memory::{Memory, Stop};

/// A `double` has at most 1074 digits behind the point; the others are zeroes.
const MOST_DIGITS: usize = 1100;

/// A text with a run of zeroes in it that need not be spelt out.
#[derive(Debug, Default, PartialEq, Eq)]
struct Text {
    head: String,
    zeroes: usize,
    tail: String,
}

impl Text {
    fn len(&self) -> usize {
        self.head.len() + self.zeroes + self.tail.len()
    }

    /// The first `len` bytes.
    fn bytes(&self, len: usize) -> Vec<u8> {
        let zeroes = std::iter::repeat_n(b'0', self.zeroes);
        self.head.bytes().chain(zeroes).chain(self.tail.bytes()).take(len).collect()
    }
}

/// How to write a number.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// Digits behind the point (for `g`: significant ones), if given.
    precision: Option<usize>,
    /// The flag `#`: the point stays, and the zeroes of `g`.
    is_alternate: bool,
}

/// `format_double(buf, cap, value, conversion, precision, flags)`: writes the magnitude of `value` at `buf`, at most
/// `cap` bytes of it (and a NUL if it fits), and yields its whole length. A negative precision is none; flag 1 is `#`.
pub(super) fn format_double<M: Memory>(mem: &mut M, args: &[u64; 6]) -> Result<u64, Stop> {
    let [buf, cap, value, conversion, precision, flags] = *args;
    let style = Style { precision: usize::try_from(precision as i32).ok(), is_alternate: flags & 1 != 0 };
    let text = text(f64::from_bits(value).abs(), conversion as u8, style);
    let len = text.len();
    let kept = (len as u64).min(cap);
    let room = mem.reach(buf, kept, AccessKind::Store);
    let mut bytes = text.bytes(room as usize);
    if room == kept && kept < cap {
        bytes.push(0);
    }
    mem.write(buf, &bytes)?;
    if room < kept {
        mem.store::<1>(buf.wrapping_add(room), [b'0'])?;
    }
    Ok(len as u64)
}

/// The text for a value that is not negative.
fn text(value: f64, conversion: u8, style: Style) -> Text {
    let mut text = if value.is_nan() {
        plain("nan")
    } else if value.is_infinite() {
        plain("inf")
    } else {
        match conversion.to_ascii_lowercase() {
            b'e' => exponential(value, style.precision.unwrap_or(6), style.is_alternate),
            b'g' => general(value, style),
            b'a' => hexadecimal(value, style),
            _ => fixed(value, style.precision.unwrap_or(6), style.is_alternate),
        }
    };
    if conversion.is_ascii_uppercase() {
        text.head.make_ascii_uppercase();
        text.tail.make_ascii_uppercase();
    }
    text
}

fn plain(text: &str) -> Text {
    Text { head: text.to_owned(), ..Text::default() }
}

/// `%f`
fn fixed(value: f64, precision: usize, is_alternate: bool) -> Text {
    let spelt = precision.min(MOST_DIGITS);
    let mut head = format!("{value:.spelt$}");
    if precision == 0 && is_alternate {
        head.push('.');
    }
    Text { head, zeroes: precision - spelt, tail: String::new() }
}

/// `%e`
fn exponential(value: f64, precision: usize, is_alternate: bool) -> Text {
    let spelt = precision.min(MOST_DIGITS);
    let (mut head, exponent) = mantissa_and_exponent(value, spelt);
    if precision == 0 && is_alternate {
        head.push('.');
    }
    Text { head, zeroes: precision - spelt, tail: exponent_text(exponent) }
}

/// At least two digits.
fn exponent_text(exponent: i32) -> String {
    format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.unsigned_abs())
}

/// The digits with `precision` of them behind the point, and the power of ten.
fn mantissa_and_exponent(value: f64, precision: usize) -> (String, i32) {
    let text = format!("{value:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.to_owned(), exponent.parse().unwrap_or(0))
}

/// `%g` (C11 7.21.6.1): as `%e` if the exponent is less than -4 or not less than the precision.
fn general(value: f64, style: Style) -> Text {
    let precision = style.precision.unwrap_or(6).max(1);
    let exponent = mantissa_and_exponent(value, (precision - 1).min(MOST_DIGITS)).1;
    let is_exponential = exponent < -4 || i64::from(exponent) >= precision as i64;
    let mut text = if is_exponential {
        exponential(value, precision - 1, style.is_alternate)
    } else {
        let behind = precision as i64 - 1 - i64::from(exponent);
        fixed(value, behind as usize, style.is_alternate)
    };
    if !style.is_alternate {
        text.zeroes = 0;
        strip_zeroes(&mut text.head);
    }
    text
}

/// Drops zeroes at the end behind a point, and the point if nothing follows it.
fn strip_zeroes(digits: &mut String) {
    if digits.contains('.') {
        let kept = digits.trim_end_matches('0').trim_end_matches('.').len();
        digits.truncate(kept);
    }
}

/// `%a`, in glibc's normal form: one digit before the point, 0 only for zero and subnormal numbers.
fn hexadecimal(value: f64, style: Style) -> Text {
    const DIGITS: usize = 13;
    let bits = value.to_bits();
    let biased = (bits >> 52) as i32;
    let exponent = match biased {
        0 if value == 0.0 => 0,
        0 => -1022,
        _ => biased - 1023,
    };
    let mut mantissa = bits & ((1 << 52) - 1) | u64::from(biased != 0) << 52;
    let spelt = style.precision.unwrap_or(DIGITS).min(DIGITS);
    let dropped = 4 * (DIGITS - spelt) as u32;
    mantissa = round_half_even(mantissa, dropped);
    let (whole, behind) = (mantissa >> 52, mantissa & ((1 << 52) - 1));
    let digits = format!("{behind:013x}");
    let digits = match style.precision {
        None => digits.trim_end_matches('0'),
        Some(_) => &digits[..spelt],
    };
    let has_point = !digits.is_empty() || style.is_alternate;
    Text {
        head: format!("0x{whole:x}{}{digits}", if has_point { "." } else { "" }),
        zeroes: style.precision.unwrap_or(0).saturating_sub(DIGITS),
        tail: format!("p{exponent:+}"),
    }
}

/// Rounds the low `bits` bits away.
fn round_half_even(value: u64, bits: u32) -> u64 {
    if bits == 0 {
        return value;
    }
    let half = 1 << (bits - 1);
    let low = value & ((1 << bits) - 1);
    let down = value - low;
    let is_odd = down >> bits & 1 != 0;
    if low > half || low == half && is_odd { down + (1 << bits) } else { down }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, conversion: u8, precision: i32, is_alternate: bool, expected: &str) {
        let text = text(value, conversion, Style { precision: usize::try_from(precision).ok(), is_alternate });
        assert_eq!(String::from_utf8_lossy(&text.bytes(text.len())), expected);
    }

    // Every expectation is what glibc prints.
    #[test]
    fn fixed_point_is_exact_and_rounds_half_to_even() {
        check(0.1, b'f', 20, false, "0.10000000000000000555");
        check(0.5, b'f', 0, false, "0");
        check(1.5, b'f', 0, false, "2");
        check(2.5, b'f', 0, true, "2.");
        check(0.125, b'f', 2, false, "0.12");
        check(1e22, b'f', -1, false, "10000000000000000000000.000000");
        check(f64::INFINITY, b'F', -1, false, "INF");
    }

    #[test]
    fn exponents_have_two_digits_at_least() {
        check(0.0, b'e', -1, false, "0.000000e+00");
        check(12345.678, b'E', 2, false, "1.23E+04");
        check(1e-300, b'e', 0, false, "1e-300");
        check(9.5, b'e', 0, false, "1e+01");
    }

    #[test]
    fn general_chooses_the_shorter_form_and_drops_zeroes() {
        check(100_000.0, b'g', -1, false, "100000");
        check(1_000_000.0, b'g', -1, false, "1e+06");
        check(0.0001, b'g', -1, false, "0.0001");
        check(0.00001234, b'g', -1, false, "1.234e-05");
        check(999_999.5, b'g', -1, false, "1e+06");
        check(0.0, b'g', -1, true, "0.00000");
        check(1.5, b'g', 0, false, "2");
    }

    #[test]
    fn hexadecimal_shows_the_bits() {
        check(1.0, b'a', -1, false, "0x1p+0");
        check(0.1, b'a', -1, false, "0x1.999999999999ap-4");
        check(0.0, b'a', 2, false, "0x0.00p+0");
        check(1.999, b'a', 1, false, "0x2.0p+0");
        check(f64::from_bits(1), b'a', -1, false, "0x0.0000000000001p-1022");
        check(255.5, b'A', 3, false, "0X1.FF0P+7");
    }

    #[test]
    fn more_digits_than_a_double_has_are_zeroes() {
        let text = fixed(0.5, 5000, false);
        assert_eq!(text.len(), 5002);
        assert_eq!(text.bytes(3), b"0.5");
    }
}
