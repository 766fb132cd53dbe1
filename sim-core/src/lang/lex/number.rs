//! The values and types of numeric constants (C11 6.4.4.1, 6.4.4.2; binary constants as in GCC).

use super::problem::LexProblem;
use crate::lang::ast::Basic;

/// A numeric constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// Integer.
    Int { value: u64, ty: Basic },
    /// Floating.
    Float { value: f64, ty: Basic },
}

/// The value of a preprocessing number.
pub(crate) fn number(text: &str) -> Result<Number, LexProblem> {
    let lower = text.to_ascii_lowercase();
    let bad = || LexProblem::BadNumber(text.into());
    if let Some(digits) = lower.strip_prefix("0x") {
        let is_float = digits.contains(['.', 'p']);
        return if is_float { hex_float(digits).ok_or_else(bad) } else { integer(text, digits, 16) };
    }
    if let Some(digits) = lower.strip_prefix("0b") {
        return integer(text, digits, 2);
    }
    if lower.contains(['.', 'e']) {
        return decimal_float(text, &lower);
    }
    if lower.starts_with('0') { integer(text, &lower, 8) } else { integer(text, &lower, 10) }
}

fn integer(text: &str, digits: &str, radix: u32) -> Result<Number, LexProblem> {
    let end = digits.find(|c: char| !c.is_digit(radix.max(10))).unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    let is_octal_mistake = radix == 8 && digits.contains(['8', '9']);
    if is_octal_mistake {
        return Err(LexProblem::BadOctal(text.into()));
    }
    // `0b12` has a digit that is none; `0x` has no digit at all.
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(LexProblem::BadNumber(text.into()));
    }
    let (is_unsigned, longs) = suffix_of(suffix).ok_or_else(|| match suffix {
        "i" | "j" => LexProblem::ImaginaryNumber,
        _ => LexProblem::BadNumber(text.into()),
    })?;
    let value = u64::from_str_radix(digits, radix).map_err(|_| LexProblem::IntegerTooLarge(text.into()))?;
    Ok(Number::Int { value, ty: integer_type(value, is_unsigned, longs, radix == 10) })
}

/// Whether there is a `u`, and how many `l`.
fn suffix_of(suffix: &str) -> Option<(bool, u8)> {
    Some(match suffix {
        "" => (false, 0),
        "u" => (true, 0),
        "l" => (false, 1),
        "ul" | "lu" => (true, 1),
        "ll" => (false, 2),
        "ull" | "llu" => (true, 2),
        _ => return None,
    })
}

/// The first type of the table in C11 6.4.4.1p5 that holds the value; a decimal constant too large for every signed
/// type is unsigned, as with GCC.
fn integer_type(value: u64, is_unsigned: bool, longs: u8, is_decimal: bool) -> Basic {
    let candidates: &[(Basic, u64)] = match longs {
        0 => &[
            (Basic::Int, i32::MAX as u64),
            (Basic::UInt, u32::MAX as u64),
            (Basic::Long, i64::MAX as u64),
            (Basic::ULong, u64::MAX),
        ],
        1 => &[(Basic::Long, i64::MAX as u64), (Basic::ULong, u64::MAX)],
        _ => &[(Basic::LongLong, i64::MAX as u64), (Basic::ULongLong, u64::MAX)],
    };
    let fits = |&&(ty, most): &&(Basic, u64)| {
        let is_candidate_unsigned = matches!(ty, Basic::UInt | Basic::ULong | Basic::ULongLong);
        let is_allowed = match (is_unsigned, is_candidate_unsigned) {
            (true, false) => false,
            (false, true) => !is_decimal || most == u64::MAX,
            _ => true,
        };
        is_allowed && value <= most
    };
    candidates.iter().find(fits).map_or(Basic::ULongLong, |&(ty, _)| ty)
}

/// A mantissa's text, and the type that its suffix gives it.
fn float_suffix(text: &str) -> (&str, Basic) {
    if let Some(rest) = text.strip_suffix('f') {
        (rest, Basic::Float)
    } else if let Some(rest) = text.strip_suffix('l') {
        (rest, Basic::LongDouble)
    } else {
        (text, Basic::Double)
    }
}

fn decimal_float(text: &str, lower: &str) -> Result<Number, LexProblem> {
    let (digits, ty) = float_suffix(lower);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'+' | b'-'));
    let value = match ty {
        Basic::Float => digits.parse::<f32>().map(f64::from),
        _ => digits.parse::<f64>(),
    };
    match value {
        Ok(value) if is_plain => Ok(Number::Float { value, ty }),
        _ if lower.ends_with(['i', 'j']) => Err(LexProblem::ImaginaryNumber),
        _ => Err(LexProblem::BadNumber(text.into())),
    }
}

/// `1.8p-3` of `0x1.8p-3`: the exponent is required, and is a power of two.
fn hex_float(text: &str) -> Option<Number> {
    let (mantissa, exponent) = text.split_once('p')?;
    let (exponent, ty) = float_suffix(exponent);
    let exponent: i64 = exponent.parse::<i32>().ok()?.into();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut bits: u64 = 0;
    let mut scale: i64 = exponent - 4 * fraction.len() as i64;
    for digit in whole.chars().chain(fraction.chars()) {
        let digit = u64::from(digit.to_digit(16)?);
        if bits >> 59 == 0 {
            bits = bits << 4 | digit;
        } else {
            // Digits beyond the precision only tell that something is there, for correct rounding.
            bits |= u64::from(digit != 0);
            scale += 4;
        }
    }
    let value = times_power_of_two(bits as f64, scale);
    let value = if ty == Basic::Float { f64::from(value as f32) } else { value };
    Some(Number::Float { value, ty })
}

/// `value * 2^scale`, in steps that neither overflow nor vanish early.
fn times_power_of_two(mut value: f64, scale: i64) -> f64 {
    let mut left = scale.clamp(-4000, 4000) as i32;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        value *= 2f64.powi(step);
        left -= step;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: u64, ty: Basic) -> Result<Number, LexProblem> {
        Ok(Number::Int { value, ty })
    }

    fn float(value: f64, ty: Basic) -> Result<Number, LexProblem> {
        Ok(Number::Float { value, ty })
    }

    #[test]
    fn a_constant_has_the_first_type_that_holds_it() {
        assert_eq!(number("2147483647"), int(2_147_483_647, Basic::Int));
        assert_eq!(number("2147483648"), int(2_147_483_648, Basic::Long));
        assert_eq!(number("0xffffffff"), int(0xffff_ffff, Basic::UInt));
        assert_eq!(number("0x8000000000000000"), int(1 << 63, Basic::ULong));
        assert_eq!(number("1uLL"), int(1, Basic::ULongLong));
        assert_eq!(number("0755"), int(0o755, Basic::Int));
        assert_eq!(number("0b101"), int(5, Basic::Int));
        assert_eq!(number("0"), int(0, Basic::Int));
    }

    #[test]
    fn floating_constants() {
        assert_eq!(number("1."), float(1.0, Basic::Double));
        assert_eq!(number(".5e1"), float(5.0, Basic::Double));
        assert_eq!(number("0.1f"), float(f64::from(0.1f32), Basic::Float));
        assert_eq!(number("0x1.8p1"), float(3.0, Basic::Double));
        assert_eq!(number("0x1p-1074"), float(5e-324, Basic::Double));
        assert_eq!(number("1e999L"), float(f64::INFINITY, Basic::LongDouble));
    }

    #[test]
    fn malformed_numbers_are_named() {
        for text in ["1abc", "0x", "0b2", "1.2.3", "1e", "0x1.8", "1lul", "1einf"] {
            assert_eq!(number(text), Err(LexProblem::BadNumber(text.into())), "{text}");
        }
        assert_eq!(number("089"), Err(LexProblem::BadOctal("089".into())));
        assert_eq!(number("99999999999999999999"), Err(LexProblem::IntegerTooLarge("99999999999999999999".into())));
    }
}
