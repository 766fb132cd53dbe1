//! What a trace keeps of a system call: the arguments as the caller gave them, and what the kernel wrote back.
//!
//! Both sides build these with the same code, the model through its page tables and the real side through the
//! process's own memory.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::Errno;
use super::syscall::{EPOLL_EVENT, Layout, ParamKind, SEMBUF, SEMID_DS, Sysno, is_semctl_number};

/// At most this many bytes of a buffer or string are kept in a record; `len` keeps the true number.
pub const KEPT_BYTES: usize = 4096;

/// Reading a process's memory from outside, without effects and without faults.
pub trait Peek {
    /// Copies bytes from `addr` on; returns how many could be read before the first page that is not readable.
    fn peek(&mut self, addr: u64, buf: &mut [u8]) -> usize;
}

/// An argument, or something that the kernel wrote through one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArgValue {
    /// A number: sizes, flags, descriptors, ids.
    Int(i64),
    /// An address whose contents are not part of the record, also null.
    Addr(u64),
    /// An address that the process may not read, or that is not mapped.
    Bad(u64),
    /// A buffer.
    Bytes {
        /// Where it is.
        at: u64,
        /// Its true length.
        len: u64,
        /// The first [`KEPT_BYTES`] of it.
        bytes: Vec<u8>,
    },
    /// A string, without its NUL.
    Text {
        /// Where it is.
        at: u64,
        /// The string; bytes that are not UTF-8 are replaced.
        text: String,
    },
    /// A vector of strings.
    Strings {
        /// Where the vector is.
        at: u64,
        /// The strings.
        strings: Vec<String>,
    },
    /// A System V message.
    Message {
        /// Where the `struct msgbuf` is.
        at: u64,
        /// Its type.
        mtype: i64,
        /// Its text.
        bytes: Vec<u8>,
    },
    /// A socket address.
    Address {
        /// Where it is.
        at: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// The value of a socket option.
    Option {
        /// Where it is.
        at: u64,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A `struct msghdr`.
    Header {
        /// Where it is.
        at: u64,
        /// The address.
        name: Vec<u8>,
        /// The bytes, part by part.
        parts: Vec<Vec<u8>>,
        /// The control messages.
        control: Vec<u8>,
        /// `msg_flags`
        flags: u32,
    },
    /// A structure's fields, as its [`Layout`] lists them.
    Fields {
        /// Where it is.
        at: u64,
        /// Name and value, in order.
        fields: Vec<(String, i64)>,
    },
}

/// A system call as its caller made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct CallRecord {
    /// Which call.
    pub nr: Sysno,
    /// The arguments; as many as the call's [`Spec`](super::Spec) has parameters, or six raw ones if there is none.
    pub args: Vec<ArgValue>,
}

impl CallRecord {
    /// Records a call before it is made.
    pub fn new(nr: Sysno, raw: &[u64; 6], memory: &mut impl Peek) -> Self {
        let args = match nr.spec() {
            None => raw.iter().map(|&value| ArgValue::Int(value as i64)).collect(),
            Some(spec) => {
                spec.params.iter().enumerate().map(|(i, param)| input(param.kind, raw[i], raw, memory)).collect()
            }
        };
        Self { nr, args }
    }
}

/// What the kernel wrote through the arguments of a call that returned `ret`: parameter index and value. Empty for a
/// call that failed.
pub fn outputs(nr: Sysno, raw: &[u64; 6], ret: u64, memory: &mut impl Peek) -> Vec<(usize, ArgValue)> {
    let Some(spec) = nr.spec() else { return Vec::new() };
    if Errno::from_ret(ret).is_some() {
        return Vec::new();
    }
    let one = |(index, param): (usize, &super::Param)| {
        output(param.kind, raw[index], ret, raw, memory).map(|value| (index, value))
    };
    spec.params.iter().enumerate().filter_map(one).collect()
}

fn input(kind: ParamKind, value: u64, raw: &[u64; 6], memory: &mut impl Peek) -> ArgValue {
    match kind {
        ParamKind::Int
        | ParamKind::Fd
        | ParamKind::Pid
        | ParamKind::Signal
        | ParamKind::Key
        | ParamKind::Choice(_)
        | ParamKind::SocketType
        | ParamKind::OptionName { .. } => ArgValue::Int(i64::from(value as i32)),
        ParamKind::Flags(_) | ParamKind::Mode => ArgValue::Int(i64::from(value as u32)),
        ParamKind::Size | ParamKind::Long => ArgValue::Int(value as i64),
        ParamKind::InBuf { len } => bytes(value, raw[len], memory),
        ParamKind::Path => text(value, memory).map_or(ArgValue::Bad(value), |text| ArgValue::Text { at: value, text }),
        ParamKind::Strings => strings(value, memory),
        ParamKind::InMsg { len } => message(value, raw[len], memory),
        ParamKind::SemOps { len } => operations(value, raw[len], memory),
        ParamKind::SemArg { op } if is_semctl_number(i64::from(raw[op] as i32)) => {
            ArgValue::Int(i64::from(value as i32))
        }
        ParamKind::PollFds { len } => poll_fds(value, raw[len], &[("fd", 0, 4), ("events", 4, 2)], memory),
        ParamKind::FdSet { len } => fd_set(value, raw[len], memory),
        ParamKind::InGroups { len } => groups(value, raw[len], memory),
        ParamKind::In(layout) => fields(layout, value, memory),
        ParamKind::InAddress { .. } | ParamKind::InOption { .. } if value == 0 => ArgValue::Addr(0),
        ParamKind::InAddress { len } => address(value, raw[len], memory),
        ParamKind::InOption { len } => option(value, raw[len], memory),
        ParamKind::InHeader => header(value, u64::MAX, memory),
        ParamKind::InOut(layout) if *layout == super::syscall::SOCKLEN => fields(layout, value, memory),
        ParamKind::OutAddress { .. } | ParamKind::OutOption { .. } | ParamKind::OutHeader => ArgValue::Addr(value),
        ParamKind::Addr
        | ParamKind::SemArg { .. }
        | ParamKind::OutBuf { .. }
        | ParamKind::EpollEvents
        | ParamKind::OutMsg { .. }
        | ParamKind::OutGroups { .. }
        | ParamKind::Out(_)
        | ParamKind::InOut(_) => ArgValue::Addr(value),
    }
}

fn output(kind: ParamKind, value: u64, ret: u64, raw: &[u64; 6], memory: &mut impl Peek) -> Option<ArgValue> {
    if value == 0 {
        return None;
    }
    match kind {
        ParamKind::OutBuf { .. } => Some(bytes(value, ret, memory)),
        ParamKind::OutMsg { .. } => Some(message(value, ret, memory)),
        // IPC_STAT
        ParamKind::SemArg { op } if raw[op] as i32 == 2 => Some(fields(&SEMID_DS, value, memory)),
        ParamKind::Out(layout) | ParamKind::InOut(layout) => Some(fields(layout, value, memory)),
        ParamKind::PollFds { len } => Some(poll_fds(value, raw[len], &[("revents", 6, 2)], memory)),
        ParamKind::EpollEvents => Some(epoll_events(value, ret, memory)),
        ParamKind::FdSet { len } => Some(fd_set(value, raw[len], memory)),
        ParamKind::OutGroups { len } => (raw[len] as i32 > 0).then(|| groups(value, ret, memory)),
        ParamKind::OutAddress { len } => Some(address(value, length_at(raw[len], memory)?, memory)),
        ParamKind::OutOption { len } => Some(option(value, length_at(raw[len], memory)?, memory)),
        ParamKind::OutHeader => Some(header(value, ret, memory)),
        _ => None,
    }
}

fn read_up_to(addr: u64, len: usize, memory: &mut impl Peek) -> Vec<u8> {
    let mut buf = vec![0; len];
    let read = memory.peek(addr, &mut buf);
    buf.truncate(read);
    buf
}

fn bytes(at: u64, len: u64, memory: &mut impl Peek) -> ArgValue {
    let kept = usize::try_from(len).unwrap_or(usize::MAX).min(KEPT_BYTES);
    let bytes = read_up_to(at, kept, memory);
    if bytes.len() < kept { ArgValue::Bad(at) } else { ArgValue::Bytes { at, len, bytes } }
}

/// The `socklen_t` at an address.
fn length_at(at: u64, memory: &mut impl Peek) -> Option<u64> {
    let mut bytes = [0; 4];
    (memory.peek(at, &mut bytes) == bytes.len()).then(|| u64::from(u32::from_le_bytes(bytes)))
}

/// A socket address of at most the length that any has.
fn address(at: u64, len: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 128;
    let len = u64::from(len as u32).min(MOST) as usize;
    ArgValue::Address { at, bytes: read_up_to(at, len, memory) }
}

/// The value of an option.
fn option(at: u64, len: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 64;
    let len = u64::from(len as u32).min(MOST) as usize;
    ArgValue::Option { at, bytes: read_up_to(at, len, memory) }
}

/// A `struct msghdr`, with at most `len` bytes of its parts.
fn header(at: u64, len: u64, memory: &mut impl Peek) -> ArgValue {
    const BYTES: usize = 56;
    const MOST_PARTS: u64 = 64;
    let all = read_up_to(at, BYTES, memory);
    if all.len() < BYTES {
        return ArgValue::Bad(at);
    }
    let word = |at: usize| all[at..].first_chunk::<8>().map_or(0, |word| u64::from_le_bytes(*word));
    let name = match word(0) {
        0 => Vec::new(),
        name => read_up_to(name, (word(8) as u32).min(128) as usize, memory),
    };
    let mut left = usize::try_from(len).unwrap_or(usize::MAX).min(KEPT_BYTES);
    let mut parts = Vec::new();
    for index in 0..word(24).min(MOST_PARTS) {
        let entry = read_up_to(word(16).wrapping_add(16 * index), 16, memory);
        let [base, size] = [0, 8].map(|at| {
            entry.get(at..).and_then(|rest| rest.first_chunk::<8>()).map_or(0, |word| u64::from_le_bytes(*word))
        });
        let part = read_up_to(base, usize::try_from(size).unwrap_or(usize::MAX).min(left), memory);
        left -= part.len();
        parts.push(part);
    }
    let control = match word(32) {
        0 => Vec::new(),
        control => read_up_to(control, usize::try_from(word(40)).unwrap_or(usize::MAX).min(KEPT_BYTES), memory),
    };
    ArgValue::Header { at, name, parts, control, flags: if len == u64::MAX { 0 } else { word(48) as u32 } }
}

fn message(at: u64, len: u64, memory: &mut impl Peek) -> ArgValue {
    let kept = usize::try_from(len).unwrap_or(usize::MAX).min(KEPT_BYTES);
    let all = read_up_to(at, kept + 8, memory);
    match all.split_first_chunk::<8>() {
        Some((mtype, bytes)) if bytes.len() == kept => {
            ArgValue::Message { at, mtype: i64::from_le_bytes(*mtype), bytes: bytes.to_vec() }
        }
        _ => ArgValue::Bad(at),
    }
}

fn fields(layout: &Layout, at: u64, memory: &mut impl Peek) -> ArgValue {
    if at == 0 {
        return ArgValue::Addr(0);
    }
    let all = read_up_to(at, layout.size, memory);
    if all.len() < layout.size {
        return ArgValue::Bad(at);
    }
    let one = |field: &super::syscall::Field| {
        let mut value = [0; 8];
        value[..field.width].copy_from_slice(&all[field.offset..field.offset + field.width]);
        let unused = 64 - 8 * field.width as u32;
        let value = u64::from_le_bytes(value);
        let value = if field.is_signed { ((value << unused) as i64) >> unused } else { value as i64 };
        (field.name.to_owned(), value)
    };
    ArgValue::Fields { at, fields: layout.fields.iter().map(one).collect() }
}

/// The chosen fields (name, offset, width) of an array of `struct pollfd`.
fn poll_fds(at: u64, count: u64, chosen: &[(&str, usize, usize)], memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 64;
    let len = 8 * count.min(MOST) as usize;
    let all = read_up_to(at, len, memory);
    if all.len() < len {
        return ArgValue::Bad(at);
    }
    let one = |(index, entry): (usize, &[u8])| {
        let field = |&(name, offset, width): &(&str, usize, usize)| {
            let mut value = [0; 8];
            value[..width].copy_from_slice(&entry[offset..offset + width]);
            let value = i64::from_le_bytes(value);
            (format!("[{index}].{name}"), if width == 4 { i64::from(value as i32) } else { value })
        };
        chosen.iter().map(field).collect::<Vec<_>>()
    };
    ArgValue::Fields { at, fields: all.chunks_exact(8).enumerate().flat_map(one).collect() }
}

/// The fields of an array of `struct epoll_event`.
fn epoll_events(at: u64, count: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 64;
    let mut all = Vec::new();
    for index in 0..count.min(MOST) {
        match fields(&EPOLL_EVENT, at.wrapping_add(index * EPOLL_EVENT.size as u64), memory) {
            ArgValue::Fields { fields, .. } => {
                all.extend(fields.into_iter().map(|(name, value)| (format!("[{index}].{name}"), value)));
            }
            _ => return ArgValue::Bad(at),
        }
    }
    ArgValue::Fields { at, fields: all }
}

/// The descriptors below `count` that are in a `fd_set`.
fn fd_set(at: u64, count: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 1024;
    if at == 0 {
        return ArgValue::Addr(0);
    }
    let count = if (count as i32) < 0 { 0 } else { count.min(MOST) };
    let len = (count.div_ceil(64) * 8) as usize;
    let all = read_up_to(at, len, memory);
    if all.len() < len {
        return ArgValue::Bad(at);
    }
    let is_in = |fd: &u64| all[(fd / 8) as usize] & (1 << (fd % 8)) != 0;
    ArgValue::Fields { at, fields: (0..count).filter(is_in).map(|fd| (fd.to_string(), 1)).collect() }
}

/// An array of `gid_t`.
fn groups(at: u64, count: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 64;
    let len = 4 * (count as u32 as u64).min(MOST) as usize;
    let all = read_up_to(at, len, memory);
    if all.len() < len {
        return ArgValue::Bad(at);
    }
    let id = |bytes: &[u8]| i64::from(bytes.iter().rev().fold(0, |id, &byte| id << 8 | u32::from(byte)));
    let fields = all.chunks_exact(4).enumerate().map(|(index, bytes)| (format!("[{index}]"), id(bytes)));
    ArgValue::Fields { at, fields: fields.collect() }
}

/// The fields of all operations of a `semop`, one after the other.
fn operations(at: u64, count: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 500;
    let mut all = Vec::new();
    for index in 0..count.min(MOST) {
        match fields(&SEMBUF, at.wrapping_add(index * SEMBUF.size as u64), memory) {
            ArgValue::Fields { fields, .. } => all.extend(fields),
            other => return if index == 0 { other } else { ArgValue::Bad(at) },
        }
    }
    ArgValue::Fields { at, fields: all }
}

fn text(at: u64, memory: &mut impl Peek) -> Option<String> {
    let bytes = read_up_to(at, KEPT_BYTES, memory);
    let end = bytes.iter().position(|&byte| byte == 0)?;
    Some(String::from_utf8_lossy(&bytes[..end]).into_owned())
}

fn strings(at: u64, memory: &mut impl Peek) -> ArgValue {
    const MOST: u64 = 256;
    let mut strings = Vec::new();
    if at == 0 {
        return ArgValue::Addr(0);
    }
    for index in 0..MOST {
        let mut pointer = [0; 8];
        if memory.peek(at.wrapping_add(8 * index), &mut pointer) < 8 {
            return ArgValue::Bad(at);
        }
        match u64::from_le_bytes(pointer) {
            0 => break,
            pointer => match text(pointer, memory) {
                Some(text) => strings.push(text),
                None => return ArgValue::Bad(at),
            },
        }
    }
    ArgValue::Strings { at, strings }
}
