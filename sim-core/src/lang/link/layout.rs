//! Addresses: code, read-only data, data, bss, heap, each from a page's start.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lang::hir::StaticAddress;
use crate::lang::object::{DataObject, Target};
use crate::machine::program::{CODE_START, INSN_BYTES, MMAP_TOP, PAGE, Program};

use super::resolve::{Definition, Resolver};

/// Bytes before a thread's own objects: the address of the block itself, of what it starts as, and its size.
pub(super) const TLS_HEADER: u64 = 32;
/// What a thread's block is aligned to.
const TLS_ALIGN: u64 = 64;

/// Where everything is.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Functions in order of their code: unit, index, first instruction.
    pub(super) functions: Vec<(usize, usize, u32)>,
    /// Objects with static storage: unit, index, address.
    pub(super) data: Vec<(usize, usize, u64)>,
    /// String literals by text.
    pub(super) strings: BTreeMap<Vec<u8>, u64>,
    pub(super) instructions: u32,
    pub(super) rodata_start: u64,
    pub(super) rodata_end: u64,
    pub(super) data_start: u64,
    pub(super) data_end: u64,
    pub(super) bss_end: u64,
    /// The first thread's own objects, behind a header of [`TLS_HEADER`] bytes; empty if there are none.
    pub(super) tls: Range<u64>,
    function_index: BTreeMap<Definition, u32>,
    addresses: BTreeMap<Definition, u64>,
}

/// The parts of the image that hold objects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Rodata,
    Data,
    Thread,
    Bss,
}

impl Layout {
    pub(super) fn new(resolver: &Resolver<'_>) -> Self {
        let mut layout = Self::default();
        layout.place_functions(resolver);
        layout.rodata_start = page_after(CODE_START + INSN_BYTES * u64::from(layout.instructions));
        let at = layout.place_strings(resolver, layout.rodata_start);
        layout.rodata_end = layout.place_objects(resolver, Part::Rodata, at);
        layout.data_start = page_after(layout.rodata_end);
        let at = layout.place_objects(resolver, Part::Data, layout.data_start).next_multiple_of(TLS_ALIGN);
        layout.data_end = layout.place_thread_objects(resolver, at);
        layout.bss_end = layout.place_objects(resolver, Part::Bss, layout.data_end);
        layout.data.sort_by_key(|&(.., addr)| addr);
        layout
    }

    /// The objects that each thread has its own of: the first thread's, then what other threads' start as. Returns the end.
    fn place_thread_objects(&mut self, resolver: &Resolver<'_>, at: u64) -> u64 {
        let end = self.place_objects(resolver, Part::Thread, at + TLS_HEADER);
        if end == at + TLS_HEADER {
            return at;
        }
        let end = end.next_multiple_of(TLS_ALIGN);
        self.tls = at..end;
        end + (end - at)
    }

    pub(super) fn heap_start(&self) -> u64 {
        page_after(self.bss_end)
    }

    /// Whether there is at least some room between the data and the mappings.
    pub(super) fn fits(&self) -> bool {
        self.heap_start() < MMAP_TOP - (16 << 20)
    }

    /// The program's functions first, the library's behind them.
    fn place_functions(&mut self, resolver: &Resolver<'_>) {
        let mut functions: Vec<(bool, usize, usize)> = Vec::new();
        for definition in &resolver.reached {
            if let Definition::Function(unit, index) = *definition {
                functions.push((resolver.units[unit].library.is_some(), unit, index));
            }
        }
        functions.sort_unstable();
        for (number, (_, unit, index)) in functions.into_iter().enumerate() {
            let definition = Definition::Function(unit, index);
            self.functions.push((unit, index, self.instructions));
            self.function_index.insert(definition, number as u32);
            self.addresses.insert(definition, Program::address_of(self.instructions));
            self.instructions += resolver.units[unit].object.functions[index].code.len() as u32;
        }
    }

    fn place_strings(&mut self, resolver: &Resolver<'_>, start: u64) -> u64 {
        let mut at = start;
        for definition in &resolver.reached {
            let unit = match *definition {
                Definition::Function(unit, _) | Definition::Data(unit, _) => unit,
            };
            for string in strings_of(resolver, *definition) {
                let Some(text) = resolver.units[unit].object.strings.get(string as usize) else { continue };
                if !self.strings.contains_key(text) {
                    self.strings.insert(text.clone(), at);
                    at += text.len() as u64;
                }
            }
        }
        at
    }

    fn place_objects(&mut self, resolver: &Resolver<'_>, part: Part, start: u64) -> u64 {
        let mut at = start;
        for definition in &resolver.reached {
            let Definition::Data(unit, index) = *definition else { continue };
            let data = &resolver.units[unit].object.data[index];
            if part_of(data) != part {
                continue;
            }
            at = at.checked_next_multiple_of(data.align.clamp(1, PAGE)).unwrap_or(at);
            self.data.push((unit, index, at));
            self.addresses.insert(*definition, at);
            at = at.saturating_add(data.size.max(1)).min(1 << 40);
        }
        at
    }

    pub(super) fn function_index(&self, definition: Definition) -> u32 {
        self.function_index.get(&definition).copied().unwrap_or(0)
    }

    pub(super) fn address(&self, definition: Definition) -> u64 {
        self.addresses.get(&definition).copied().unwrap_or(0)
    }

    pub(super) fn string(&self, text: &[u8]) -> u64 {
        self.strings.get(text).copied().unwrap_or(0)
    }
}

fn part_of(data: &DataObject) -> Part {
    if data.is_thread_local {
        Part::Thread
    } else if data.is_const {
        Part::Rodata
    } else if data.init.addresses.is_empty() && data.init.bytes.iter().all(|&byte| byte == 0) {
        Part::Bss
    } else {
        Part::Data
    }
}

/// The string literals that a definition refers to.
fn strings_of(resolver: &Resolver<'_>, definition: Definition) -> Vec<u32> {
    match definition {
        Definition::Function(unit, index) => {
            let relocs = resolver.units[unit].object.functions[index].relocs.iter();
            let strings = relocs.filter_map(|reloc| match reloc.target {
                Target::String(string) => Some(string),
                _ => None,
            });
            strings.collect()
        }
        Definition::Data(unit, index) => {
            let addresses = resolver.units[unit].object.data[index].init.addresses.iter();
            let strings = addresses.filter_map(|(_, address)| match address {
                StaticAddress::String(string, _) => Some(*string),
                StaticAddress::Symbol(..) => None,
            });
            strings.collect()
        }
    }
}

/// The first page that starts at `addr` or behind it.
fn page_after(addr: u64) -> u64 {
    addr.checked_next_multiple_of(PAGE).unwrap_or(addr)
}
