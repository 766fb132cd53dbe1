//! Source files and places in them.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// A file of a compilation: an index into [`SourceMap`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
pub struct FileId(pub u32);

/// A range of bytes in one file. For text that a macro produced: where the macro was used.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span that belongs to no text (what the compiler itself makes up).
    pub const NONE: Self = Self { file: FileId(u32::MAX), start: 0, end: 0 };

    /// From the start of `self` to the end of `other`; `self` if they lie in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file == other.file { Self { end: other.end.max(self.end), ..self } } else { self }
    }
}

/// Whose text a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub enum Origin {
    /// The student's program.
    User,
    /// The lab's C library and its headers: not stepped through, warnings not shown.
    Library,
}

/// A file and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Name as given, or as `<stdio.h>`.
    pub name: String,
    /// The text.
    pub text: String,
    /// Whose it is.
    pub origin: Origin,
    line_starts: Vec<u32>,
}

/// The files of a compilation.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file. Texts of 4 GiB and more are cut.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>, origin: Origin) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at as u32 + 1))
            .collect();
        self.files.push(SourceFile { name: name.into(), text, origin, line_starts });
        FileId(self.files.len() as u32 - 1)
    }

    /// The file, unless the id is of another map or of [`Span::NONE`].
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// All files, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }
}

impl SourceFile {
    /// Line and column, both from 1; the column counts characters.
    #[must_use]
    pub fn line_col(&self, offset: u32) -> (u32, u32) {
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = self.line_starts[line - 1] as usize;
        let before = self.text.get(start..offset as usize).unwrap_or("");
        (line as u32, before.chars().count() as u32 + 1)
    }

    /// The text of a line (from 1), without its end; empty past the end.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let Some(&start) = (line as usize).checked_sub(1).and_then(|index| self.line_starts.get(index)) else {
            return "";
        };
        let rest = self.text.get(start as usize..).unwrap_or("");
        rest.split('\n').next().unwrap_or("").trim_end_matches('\r')
    }
}

/// Bytes that are no UTF-8 (a file in EUC-KR, say) are kept in a text as these characters of the private use area, which
/// stand for the bytes 80 to FF: string literals give the very bytes again, as GCC passes them on.
const FIRST_RAW: u32 = 0xf780;

/// The text of a file.
#[must_use]
pub fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|&byte| char::from_u32(FIRST_RAW + u32::from(byte & 0x7f))));
    }
    text
}

/// The bytes that a character of a text stands for.
pub(in crate::lang) fn push_bytes(c: char, bytes: &mut Vec<u8>) {
    match u32::from(c).checked_sub(FIRST_RAW) {
        Some(raw @ 0..0x80) => bytes.push(raw as u8 | 0x80),
        _ => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// The file that [`text_of`] gave a text of.
#[must_use]
pub fn bytes_of(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    text.chars().for_each(|c| push_bytes(c, &mut bytes));
    bytes
}

#[cfg(test)]
mod raw_tests {
    use super::{bytes_of, text_of};

    #[test]
    fn bytes_that_are_no_utf8_come_back() {
        let file = b"a \xbe\xc8\xb3\xe7 \xed\x95\x9c \xff";
        assert_eq!(bytes_of(&text_of(file)), file);
        assert_eq!(text_of("한글 é".as_bytes()), "한글 é");
    }
}
