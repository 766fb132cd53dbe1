//! What a program looks like in memory when it starts: its segments, and the first contents of its stack.
//!
//! The model's `execve` and the real side build processes from the same values.

use std::ops::Range;

use super::Program;
use super::program::{CODE_START, PAGE, STACK_TOP};
use super::segment::{Rights, SegmentKind};

/// A segment of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageSegment {
    /// Where it starts; page-aligned.
    pub addr: u64,
    /// Its first bytes.
    pub bytes: Vec<u8>,
    /// How many zero bytes follow; together with `bytes` a whole number of pages.
    pub zero_len: u64,
    /// What the process may do with it.
    pub rights: Rights,
    /// What it holds.
    pub kind: SegmentKind,
}

impl ImageSegment {
    fn new(addr: u64, bytes: Vec<u8>, rights: Rights, kind: SegmentKind) -> Self {
        let len = bytes.len() as u64;
        Self { addr, bytes, zero_len: len.next_multiple_of(PAGE) - len, rights, kind }
    }

    /// Its addresses.
    #[must_use]
    pub fn range(&self) -> Range<u64> {
        self.addr..self.addr + self.bytes.len() as u64 + self.zero_len
    }
}

/// What `execve` maps of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Code, read-only data, data, bss, as far as the program has them; in order of address.
    pub segments: Vec<ImageSegment>,
    /// Where the heap begins, empty: the first program break.
    pub heap_start: u64,
}

impl Image {
    /// The image of a program.
    #[must_use]
    pub fn new(program: &Program) -> Self {
        let data = ImageSegment::new(program.data_start, program.data.clone(), Rights::READ_WRITE, SegmentKind::Data);
        let bss_start = data.range().end;
        let bss_end = (program.data_start + program.data.len() as u64 + program.bss).next_multiple_of(PAGE);
        let bss = ImageSegment {
            addr: bss_start,
            bytes: Vec::new(),
            zero_len: bss_end.saturating_sub(bss_start),
            rights: Rights::READ_WRITE,
            kind: SegmentKind::Bss,
        };
        let rodata = ImageSegment::new(program.rodata_start, program.rodata.clone(), Rights::READ, SegmentKind::Rodata);
        let code = ImageSegment::new(CODE_START, program.code_bytes(), Rights::READ_EXECUTE, SegmentKind::Code);
        let mut segments = vec![code, rodata, data, bss];
        segments.retain(|segment| !segment.range().is_empty());
        Self { segments, heap_start: program.heap_start }
    }
}

/// The stack of a process that has not run yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InitialStack {
    /// The stack pointer, aligned to 16; `argc` lies there.
    pub sp: u64,
    /// What lies from `sp` up to [`STACK_TOP`].
    pub bytes: Vec<u8>,
    /// Number of arguments.
    pub argc: u64,
    /// Address of the argument vector.
    pub argv: u64,
    /// Address of the environment vector.
    pub envp: u64,
}

/// Lays out arguments and environment as Linux does on x86-64 (System V ABI, figure 3.9): from `sp` up `argc`, the
/// argument pointers, null, the environment pointers, null, an empty auxiliary vector, room for alignment; then the
/// strings; 8 zero bytes on top.
#[must_use]
pub fn initial_stack(args: &[String], env: &[String]) -> InitialStack {
    let mut strings = Vec::new();
    let mut offsets = Vec::new();
    for text in args.iter().chain(env) {
        offsets.push(strings.len() as u64);
        strings.extend_from_slice(text.as_bytes());
        strings.push(0);
    }
    let strings_at = STACK_TOP - 8 - strings.len() as u64;
    let addr_of = |index: usize| strings_at + offsets[index];

    let mut words = vec![args.len() as u64];
    words.extend((0..args.len()).map(addr_of));
    words.push(0);
    words.extend((args.len()..offsets.len()).map(addr_of));
    words.extend([0, 0, 0]);

    let sp = (strings_at - 8 * words.len() as u64) & !15;
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.resize((strings_at - sp) as usize, 0);
    bytes.extend(strings);
    bytes.extend([0; 8]);
    let argv = sp + 8;
    InitialStack { sp, bytes, argc: args.len() as u64, argv, envp: argv + 8 * (args.len() as u64 + 1) }
}
