//! From bytes and a type to a row of the memory table.

use crate::abi::Peek;
use crate::kernel::mm::AddressSpace;
use crate::machine::Program;
use crate::machine::memory::Mark;
use crate::machine::program::{TypeInfo, TypeShape};

use super::super::{PointerTarget, Row, Storage, Value};
use super::names::Names;

/// At most this many elements of an array are listed, and at most this many levels of members.
const MOST_ELEMENTS: u64 = 32;
const MOST_LEVELS: u32 = 3;
/// At most this many bytes of an array of char are shown.
const MOST_TEXT: usize = 64;
/// At most this many values are named in the summary of a composite.
const SUMMARY_VALUES: usize = 6;

/// What is needed to read a value: the program's types, the process's memory, and the names of addresses.
pub(super) struct Reader<'a, P> {
    /// The program.
    pub(super) program: &'a Program,
    /// The process's memory.
    pub(super) memory: &'a mut P,
    /// What is known about it besides.
    pub(super) space: &'a AddressSpace,
    /// Names of its addresses.
    pub(super) names: &'a Names<'a>,
}

/// A variable to be read.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    /// Its name.
    pub(super) name: String,
    /// Its address.
    pub(super) addr: u64,
    /// Its type: index into the program's types.
    pub(super) ty: u32,
    /// The register's content, if it lives in one.
    pub(super) register: Option<u64>,
    /// Whether it lives in a register and has no value yet.
    pub(super) is_unassigned: bool,
}

impl<P: Peek> Reader<'_, P> {
    /// The row of a variable.
    pub(super) fn row(&mut self, variable: &Variable) -> Row {
        let storage = if variable.register.is_some() { Storage::Register } else { Storage::Memory };
        let Some(ty) = self.program.types.get(variable.ty as usize) else {
            return empty_row(variable, storage);
        };
        let bytes = match variable.register {
            Some(value) => Some(value.to_le_bytes().to_vec()),
            None => self.bytes(variable.addr, ty.size),
        };
        let mut row = self.typed(variable.name.clone(), variable.addr, ty, bytes.as_deref(), None, 0);
        row.storage = storage;
        if variable.is_unassigned {
            row.value = Value::Unassigned;
        }
        row
    }

    fn bytes(&mut self, addr: u64, len: u64) -> Option<Vec<u8>> {
        // Large objects: only what can be shown is read.
        let len = usize::try_from(len).ok()?.min(4096);
        let mut bytes = vec![0; len];
        (self.memory.peek(addr, &mut bytes) == len).then_some(bytes)
    }

    fn typed(
        &mut self,
        name: String,
        addr: u64,
        ty: &TypeInfo,
        bytes: Option<&[u8]>,
        bits: Option<(u8, u8)>,
        level: u32,
    ) -> Row {
        let (value, members) = match bytes {
            None => (Value::Unreadable, Vec::new()),
            Some(_) if self.is_unassigned(addr, ty) => (Value::Unassigned, Vec::new()),
            Some(bytes) => self.value(addr, ty, bytes, bits, level),
        };
        let storage = Storage::Memory;
        Row { addr, size: ty.size, name, ty: ty.name.clone(), storage, value, is_changed: false, members }
    }

    /// Whether nothing has been stored where a value without members lies.
    fn is_unassigned(&self, addr: u64, ty: &TypeInfo) -> bool {
        let has_members = match &ty.shape {
            TypeShape::Record { .. } => true,
            TypeShape::Array { of, .. } => {
                self.program.types.get(*of as usize).is_some_and(|element| element.shape != TypeShape::Char)
            }
            _ => false,
        };
        !has_members && self.space.mark_at(addr) == Mark::Unwritten
    }

    fn value(
        &mut self,
        addr: u64,
        ty: &TypeInfo,
        bytes: &[u8],
        bits: Option<(u8, u8)>,
        level: u32,
    ) -> (Value, Vec<Row>) {
        let program = self.program;
        let number = |is_signed: bool| integer(bytes, ty.size, bits, is_signed);
        let value = match &ty.shape {
            TypeShape::Void => Value::Bytes { bytes: bytes.to_vec() },
            TypeShape::Signed => Value::Number { text: number(true).to_string() },
            TypeShape::Unsigned => Value::Number { text: (number(false) as u64).to_string() },
            TypeShape::Bool => Value::Number { text: if number(false) == 0 { "false" } else { "true" }.to_owned() },
            TypeShape::Char => {
                let code = number(true) as i16;
                Value::Character { code, text: character(code as u8) }
            }
            TypeShape::Float => Value::Number { text: float(bytes, ty.size) },
            TypeShape::Pointer(to) => self.pointer(number(false) as u64, program.types.get(*to as usize)),
            TypeShape::FunctionPointer => self.pointer(number(false) as u64, None),
            TypeShape::Array { of, len } => match program.types.get(*of as usize) {
                Some(element) if element.shape == TypeShape::Char => text_value(bytes),
                Some(element) => return self.array(addr, element, *len, bytes, level),
                None => Value::Bytes { bytes: bytes.to_vec() },
            },
            TypeShape::Record { members, .. } => {
                let rows = members.iter().filter_map(|member| {
                    let ty = program.types.get(member.ty as usize)?;
                    let part = slice(bytes, member.offset, ty.size);
                    Some(self.member(format!(".{}", member.name), addr + member.offset, ty, part, member.bits, level))
                });
                return composite(rows.collect());
            }
        };
        (value, Vec::new())
    }

    fn member(
        &mut self,
        name: String,
        addr: u64,
        ty: &TypeInfo,
        bytes: &[u8],
        bits: Option<(u8, u8)>,
        level: u32,
    ) -> Row {
        let is_complete = bytes.len() as u64 >= ty.size || matches!(ty.shape, TypeShape::Array { .. });
        let bytes = (is_complete && level < MOST_LEVELS).then_some(bytes);
        self.typed(name, addr, ty, bytes, bits, level + 1)
    }

    fn array(&mut self, addr: u64, element: &TypeInfo, len: u64, bytes: &[u8], level: u32) -> (Value, Vec<Row>) {
        let rows = (0..len.min(MOST_ELEMENTS)).map(|index| {
            let offset = index * element.size;
            let part = slice(bytes, offset, element.size);
            self.member(format!("[{index}]"), addr + offset, element, part, None, level)
        });
        let rows: Vec<_> = rows.collect();
        let (value, rows) = composite(rows);
        match value {
            Value::Composite { text } if len > MOST_ELEMENTS && !text.contains('…') => {
                (Value::Composite { text: format!("{}, …}}", text.trim_end_matches('}')) }, rows)
            }
            value => (value, rows),
        }
    }

    fn pointer(&mut self, addr: u64, to: Option<&TypeInfo>) -> Value {
        let is_text = to.is_some_and(|to| to.shape == TypeShape::Char);
        let target = if addr == 0 { PointerTarget::Null } else { self.target(addr, is_text) };
        Value::Pointer { addr, target }
    }

    fn target(&mut self, addr: u64, is_text: bool) -> PointerTarget {
        let text = if is_text { self.string_at(addr) } else { None };
        if let Some(name) = self.names.name_of(addr) {
            return PointerTarget::Named { name, text };
        }
        match self.names.section_of(addr) {
            Some(kind) => PointerTarget::Section { kind, text },
            None => PointerTarget::Invalid,
        }
    }

    fn string_at(&mut self, addr: u64) -> Option<String> {
        self.string(addr).map(|(text, _, is_terminated)| if is_terminated { text } else { text + "…" })
    }

    /// The string at an address: its text, its first bytes, and whether its NUL is among them.
    pub(super) fn string(&mut self, addr: u64) -> Option<(String, Vec<u8>, bool)> {
        let mut bytes = vec![0; MOST_TEXT];
        let read = self.memory.peek(addr, &mut bytes);
        bytes.truncate(read);
        let end = bytes.iter().position(|&byte| byte == 0);
        bytes.truncate(end.map_or(bytes.len(), |end| end + 1));
        let text = escape(&bytes[..end.unwrap_or(bytes.len())]);
        (read > 0).then_some((text, bytes, end.is_some()))
    }

    /// The 64-bit number at an address.
    pub(super) fn word(&mut self, addr: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        (self.memory.peek(addr, &mut bytes) == 8).then(|| u64::from_le_bytes(bytes))
    }
}

fn empty_row(variable: &Variable, storage: Storage) -> Row {
    Row {
        addr: variable.addr,
        size: 0,
        name: variable.name.clone(),
        ty: String::new(),
        storage,
        value: Value::Unreadable,
        is_changed: false,
        members: Vec::new(),
    }
}

fn slice(bytes: &[u8], offset: u64, len: u64) -> &[u8] {
    let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
    let end = start.saturating_add(usize::try_from(len).unwrap_or(usize::MAX)).min(bytes.len());
    &bytes[start..end]
}

fn composite(members: Vec<Row>) -> (Value, Vec<Row>) {
    let mut parts: Vec<_> = members.iter().take(SUMMARY_VALUES).map(|row| summary(&row.value)).collect();
    if members.len() > SUMMARY_VALUES {
        parts.push("…".to_owned());
    }
    (Value::Composite { text: format!("{{{}}}", parts.join(", ")) }, members)
}

fn summary(value: &Value) -> String {
    match value {
        Value::Number { text } | Value::Character { text, .. } | Value::Composite { text } => text.clone(),
        Value::Text { text, .. } => format!("\"{text}\""),
        Value::Pointer { addr: 0, .. } => "NULL".to_owned(),
        Value::Pointer { addr, .. } => format!("{addr:x}h"),
        Value::Bytes { .. }
        | Value::Statement { .. }
        | Value::ReturnAddress { .. }
        | Value::Unassigned
        | Value::Unreadable => "?".to_owned(),
    }
}

fn integer(bytes: &[u8], size: u64, bits: Option<(u8, u8)>, is_signed: bool) -> i64 {
    let mut raw = [0; 8];
    let kept = bytes.len().min(8).min(size as usize);
    raw[..kept].copy_from_slice(&bytes[..kept]);
    let (first, width) = bits.unwrap_or((0, (kept * 8) as u8));
    if width == 0 {
        return 0;
    }
    let unused = 64 - u32::from(width.min(64));
    let value = (u64::from_le_bytes(raw) >> first.min(63)) << unused;
    if is_signed { (value as i64) >> unused } else { (value >> unused) as i64 }
}

fn float(bytes: &[u8], size: u64) -> String {
    match (size, bytes.first_chunk::<4>(), bytes.first_chunk::<8>()) {
        (4, Some(&bytes), _) => f32::from_le_bytes(bytes).to_string(),
        (_, _, Some(&bytes)) => f64::from_le_bytes(bytes).to_string(),
        _ => String::new(),
    }
}

fn character(byte: u8) -> String {
    match byte {
        0 => "'\\0'".to_owned(),
        b'\'' => "'\\''".to_owned(),
        byte if byte.is_ascii() => format!("'{}'", char::from(byte).escape_debug().to_string().replace("\\\"", "\"")),
        byte => format!("'\\x{byte:02x}'"),
    }
}

fn text_value(bytes: &[u8]) -> Value {
    let end = bytes.iter().position(|&byte| byte == 0);
    let text = &bytes[..end.unwrap_or(bytes.len()).min(MOST_TEXT)];
    let cut = if end.unwrap_or(bytes.len()) > MOST_TEXT { "…" } else { "" };
    let bytes = bytes[..bytes.len().min(MOST_TEXT)].to_vec();
    Value::Text { text: escape(text) + cut, bytes, is_terminated: end.is_some() }
}

/// Text with C's escapes; bytes that are not UTF-8 as `\x..`.
fn escape(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\0' => out.push_str("\\0"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                c if c.is_control() => out.push_str(&format!("\\x{:02x}", u32::from(c))),
                c => out.push(c),
            }
        }
        chunk.invalid().iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_read_with_its_width_and_sign() {
        assert_eq!(integer(&[0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4], 4, None, true), -1);
        assert_eq!(integer(&[0xff, 0xff, 0xff, 0xff], 4, None, false), 0xffff_ffff);
        assert_eq!(integer(&[0b1011_0100], 1, Some((2, 4)), true), -3, "a bit-field of 4 bits from bit 2 on");
    }

    #[test]
    fn characters_look_as_c_writes_them() {
        assert_eq!(character(b'a'), "'a'");
        assert_eq!(character(b'\n'), "'\\n'");
        assert_eq!(character(0xea), "'\\xea'");
    }

    #[test]
    fn korean_text_in_an_array_stays_text() {
        let Value::Text { text, is_terminated, .. } = text_value("안녕\0".as_bytes()) else { panic!("no text") };
        assert_eq!((text.as_str(), is_terminated), ("안녕", true));
    }
}
