//! Text to `double`, as `strtod` does it: the nearest one, half to even; also hexadecimal, infinity and NaN.

use crate::machine::memory::{Memory, Stop};

/// Reads a text as far as it is looked at.
struct Reader<'a, M> {
    mem: &'a mut M,
    addr: u64,
    read: Vec<u8>,
}

impl<M: Memory> Reader<'_, M> {
    /// The byte at an offset; nothing behind the terminator is touched.
    fn at(&mut self, offset: usize) -> Result<u8, Stop> {
        while self.read.len() <= offset {
            if self.read.last() == Some(&0) {
                return Ok(0);
            }
            let [byte] = self.mem.load::<1>(self.addr.wrapping_add(self.read.len() as u64))?;
            self.read.push(byte);
        }
        Ok(self.read[offset])
    }

    /// Whether a word follows, in any case.
    fn has_word(&mut self, offset: usize, word: &str) -> Result<bool, Stop> {
        for (index, letter) in word.bytes().enumerate() {
            if self.at(offset + index)?.to_ascii_lowercase() != letter {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Where the digits that start at an offset end.
    fn after_digits(&mut self, mut offset: usize, is_digit: fn(&u8) -> bool) -> Result<usize, Stop> {
        while is_digit(&self.at(offset)?) {
            offset += 1;
        }
        Ok(offset)
    }

    /// An exponent after `letter` at an offset, if there is a complete one: where it ends, and its value.
    fn exponent(&mut self, offset: usize, letter: u8) -> Result<(usize, i64), Stop> {
        if self.at(offset)?.to_ascii_lowercase() != letter {
            return Ok((offset, 0));
        }
        let sign = self.at(offset + 1)?;
        let start = offset + 1 + usize::from(matches!(sign, b'+' | b'-'));
        let end = self.after_digits(start, u8::is_ascii_digit)?;
        if end == start {
            return Ok((offset, 0));
        }
        let digits = self.read[start..end].iter();
        let value = digits.fold(0_i64, |value, digit| (value * 10 + i64::from(digit - b'0')).min(1 << 40));
        Ok((end, if sign == b'-' { -value } else { value }))
    }
}

/// `strtod(text, end)` without `errno`: yields the value's bits and stores where the number ended, unless `end` is null.
pub(super) fn parse_double<M: Memory>(mem: &mut M, text: u64, end: u64) -> Result<u64, Stop> {
    let mut reader = Reader { mem, addr: text, read: Vec::new() };
    let (value, len) = number(&mut reader)?;
    if end != 0 {
        mem.store::<8>(end, text.wrapping_add(len as u64).to_le_bytes())?;
    }
    Ok(value.to_bits())
}

/// The value, and how long its text is with what stands before it; 0 if there is no number.
fn number<M: Memory>(reader: &mut Reader<'_, M>) -> Result<(f64, usize), Stop> {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let sign_at = reader.after_digits(0, is_space)?;
    let sign = reader.at(sign_at)?;
    let start = sign_at + usize::from(matches!(sign, b'+' | b'-'));
    let (value, end) = match word(reader, start)? {
        Some(found) => found,
        None if reader.has_word(start, "0x")? => hexadecimal(reader, start)?,
        None => decimal(reader, start)?,
    };
    if end == start {
        return Ok((0.0, 0));
    }
    Ok((if sign == b'-' { -value } else { value }, end))
}

/// `inf`, `infinity`, `nan`, `nan(…)`.
fn word<M: Memory>(reader: &mut Reader<'_, M>, start: usize) -> Result<Option<(f64, usize)>, Stop> {
    if reader.has_word(start, "infinity")? {
        return Ok(Some((f64::INFINITY, start + 8)));
    }
    if reader.has_word(start, "inf")? {
        return Ok(Some((f64::INFINITY, start + 3)));
    }
    if !reader.has_word(start, "nan")? {
        return Ok(None);
    }
    let mut end = start + 3;
    if reader.at(end)? == b'(' {
        let close = reader.after_digits(end + 1, |byte| byte.is_ascii_alphanumeric() || *byte == b'_')?;
        if reader.at(close)? == b')' {
            end = close + 1;
        }
    }
    Ok(Some((f64::NAN, end)))
}

fn decimal<M: Memory>(reader: &mut Reader<'_, M>, start: usize) -> Result<(f64, usize), Stop> {
    let whole = reader.after_digits(start, u8::is_ascii_digit)?;
    let mut end = whole;
    if reader.at(whole)? == b'.' {
        end = reader.after_digits(whole + 1, u8::is_ascii_digit)?;
        if end == start + 1 {
            return Ok((0.0, start));
        }
    }
    if end == start {
        return Ok((0.0, start));
    }
    let (end, _) = reader.exponent(end, b'e')?;
    let text = String::from_utf8_lossy(&reader.read[start..end]);
    Ok((text.parse().unwrap_or(0.0), end))
}

/// Without a digit behind `0x`, only the 0 is a number.
fn hexadecimal<M: Memory>(reader: &mut Reader<'_, M>, start: usize) -> Result<(f64, usize), Stop> {
    let digits = start + 2;
    let whole = reader.after_digits(digits, u8::is_ascii_hexdigit)?;
    let mut end = whole;
    if reader.at(whole)? == b'.' {
        end = reader.after_digits(whole + 1, u8::is_ascii_hexdigit)?;
    }
    let mut mantissa = 0_u64;
    let mut dropped = 0_i64;
    let mut is_inexact = false;
    let mut count = 0_i64;
    for digit in reader.read[digits..end].iter().filter_map(|&byte| char::from(byte).to_digit(16)) {
        count += 1;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
        } else {
            dropped += 1;
            is_inexact |= digit != 0;
        }
    }
    if count == 0 {
        return Ok((0.0, start + 1));
    }
    let behind_point = (end - whole).saturating_sub(1) as i64;
    let (end, exponent) = reader.exponent(end, b'p')?;
    Ok((scaled(mantissa, exponent + 4 * (dropped - behind_point), is_inexact), end))
}

/// `mantissa * 2^exponent`, rounded half to even once; `is_inexact`: a little more than that.
fn scaled(mantissa: u64, exponent: i64, is_inexact: bool) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let shift = mantissa.leading_zeros();
    let top = mantissa << shift;
    // The value is 1.xxx * 2^power.
    let power = exponent + 63 - i64::from(shift);
    if power > 1023 {
        return f64::INFINITY;
    }
    let missing = (-1022 - power).max(0);
    if missing > 53 {
        return 0.0;
    }
    let cut = 11 + missing as u32;
    let wide = u128::from(top) << 1 | u128::from(is_inexact);
    let (kept, low) = (wide >> (cut + 1), wide & ((1 << (cut + 1)) - 1));
    let half = 1 << cut;
    let is_up = low > half || low == half && kept & 1 != 0;
    let rounded = kept as u64 + u64::from(is_up);
    // A carry out of the mantissa moves into the exponent by itself.
    let biased = if missing > 0 { 0 } else { (power + 1023) as u64 - 1 };
    f64::from_bits((biased << 52) + rounded)
}
