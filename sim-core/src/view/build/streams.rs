//! What stdio holds back in a process: the C library's streams, read as a debugger does, by the names and types of its
//! own text. They lie in the process's memory, which is why `fork` doubles what is not flushed.

use crate::abi::Peek;
use crate::machine::Program;
use crate::machine::program::{MemberInfo, TypeShape};

use super::super::{Buffering, StreamView};

/// The library's list of open streams.
const LIST: &str = "__stdio_open_streams";
/// The type of a stream.
const STREAM: &str = "struct _IO_FILE";
/// At most this many streams are looked at: a list that a program has broken may lead in circles.
const MOST_STREAMS: usize = 32;
/// At most this many bytes of a stream are shown.
const MOST_BYTES: usize = 64;

/// Bits of a stream's flags: `F_LINE`, `F_UNBUF`, `F_WRITING` of `bits/stdio_file.h`.
const LINE: u64 = 0x20;
const UNBUFFERED: u64 = 0x40;
const WRITING: u64 = 0x80;

/// The streams that hold something, by descriptor.
pub(super) fn streams(program: &Program, memory: &mut impl Peek) -> Vec<StreamView> {
    let Some(list) = program.globals.iter().find(|global| global.is_library && global.name.as_deref() == Some(LIST))
    else {
        return Vec::new();
    };
    let Some(layout) = Layout::of(program) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = number(memory, list.addr, 8).unwrap_or(0);
    for _ in 0..MOST_STREAMS {
        if at == 0 {
            break;
        }
        found.extend(layout.stream(at, memory));
        at = layout.field(at, layout.link, 8, memory).unwrap_or(0);
    }
    found.sort_by_key(|stream| stream.fd);
    found
}

/// Where the fields of a stream lie.
struct Layout {
    flags: u64,
    fd: u64,
    buf: u64,
    size: u64,
    next: u64,
    end: u64,
    link: u64,
}

impl Layout {
    fn of(program: &Program) -> Option<Self> {
        let is_stream = |shape: &TypeShape| matches!(shape, TypeShape::Record { members, .. } if !members.is_empty());
        let ty = program.types.iter().find(|ty| ty.name == STREAM && is_stream(&ty.shape))?;
        let TypeShape::Record { members, .. } = &ty.shape else { return None };
        let offset = |name: &str| members.iter().find(|member| member.name == name).map(|m: &MemberInfo| m.offset);
        Some(Self {
            flags: offset("flags")?,
            fd: offset("fd")?,
            buf: offset("buf")?,
            size: offset("size")?,
            next: offset("next")?,
            end: offset("end")?,
            link: offset("link")?,
        })
    }

    fn field(&self, stream: u64, offset: u64, size: usize, memory: &mut impl Peek) -> Option<u64> {
        number(memory, stream.checked_add(offset)?, size)
    }

    fn stream(&self, at: u64, memory: &mut impl Peek) -> Option<StreamView> {
        let flags = self.field(at, self.flags, 4, memory)?;
        let fd = self.field(at, self.fd, 4, memory)? as i32;
        let [buf, size, next, end] =
            [self.buf, self.size, self.next, self.end].map(|offset| self.field(at, offset, 8, memory));
        let (buf, size, next, end) = (buf?, size?, next?, end?);
        let is_unwritten = flags & WRITING != 0;
        let (from, to) = if is_unwritten { (buf, next) } else { (next, end) };
        let len = to.checked_sub(from).filter(|&len| len > 0 && buf != 0 && fd >= 0)?;
        let mut bytes = vec![0; usize::try_from(len).unwrap_or(MOST_BYTES).min(MOST_BYTES)];
        let read = memory.peek(from, &mut bytes);
        bytes.truncate(read);
        let buffering = match flags {
            _ if flags & UNBUFFERED != 0 => Buffering::None,
            _ if flags & LINE != 0 => Buffering::Line,
            _ => Buffering::Full,
        };
        Some(StreamView { fd, buffering, is_unwritten, len, size, bytes })
    }
}

/// A little-endian number in memory.
fn number(memory: &mut impl Peek, addr: u64, size: usize) -> Option<u64> {
    let mut bytes = [0; 8];
    let part = bytes.get_mut(..size)?;
    (memory.peek(addr, part) == size).then_some(u64::from_le_bytes(bytes))
}
