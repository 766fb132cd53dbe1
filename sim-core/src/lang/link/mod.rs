//! Objects and the C library to a program.
//!
//! Rooms: `resolve` (names, and what is needed), `layout` (addresses), `types` (the debugger's types), and here the
//! joining of it all.

mod layout;
mod problem;
mod resolve;
mod startup;
mod types;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::diag::Diagnostics;
use super::hir::StaticAddress;
use super::lower::is_jump;
use super::object::{FunctionCode, Object, Target};
use super::source::{FileId, Origin, SourceFile, SourceMap, Span};
use crate::machine::op::{Insn, Op};
use crate::machine::program::{FunctionInfo, GlobalInfo, JumpTable, LineEntry, Program, Subject, VariableInfo};

use layout::Layout;
pub(in crate::lang) use problem::LinkProblem;
use resolve::Resolver;
use types::TypeTable;

/// A compiled file of the C library.
#[derive(Clone, Debug)]
pub(in crate::lang) struct LibraryObject {
    pub(in crate::lang) object: Arc<Object>,
    /// The texts that its spans refer to.
    pub(in crate::lang) sources: SourceMap,
}

/// Where the linker finds what the program does not define.
pub(in crate::lang) trait Library {
    /// The compiled file that defines a global name.
    fn object_for(&mut self, name: &str) -> Result<Option<Arc<LibraryObject>>, LinkProblem>;
    /// All global names it defines, for suggestions.
    fn names(&self) -> Box<dyn Iterator<Item = &'static str>>;
}

/// Links the units of a program with what they need of the library. None if there are errors.
pub(in crate::lang) fn link(
    name: &str,
    units: Vec<Object>,
    sources: SourceMap,
    library: &mut dyn Library,
    diagnostics: &mut Diagnostics,
) -> Option<Program> {
    let mut resolver = Resolver::new(library, &sources, diagnostics);
    for unit in units {
        resolver.add_program_unit(unit);
    }
    resolver.add_startup_lists();
    let start = resolver.reach_all();
    let layout = Layout::new(&resolver);
    let mut joiner = Joiner {
        resolver: &resolver,
        layout: &layout,
        types: TypeTable::default(),
        sources: sources.clone(),
        added: Vec::new(),
    };
    let mut program = joiner.empty_program(name);
    if let Some(start) = start {
        program.start = layout.function_index(start);
    }
    joiner.join_functions(&mut program);
    joiner.join_data(&mut program);
    program.types = joiner.types.infos;
    program.sources = joiner.sources;
    if !layout.fits() {
        diagnostics.report(Span::NONE, &LinkProblem::TooLarge);
    }
    (!diagnostics.has_errors()).then_some(program)
}

/// Puts the parts together.
struct Joiner<'a> {
    resolver: &'a Resolver<'a>,
    layout: &'a Layout,
    types: TypeTable,
    sources: SourceMap,
    /// Library files whose text is in `sources` already: unit, its file, the program's file.
    added: Vec<(usize, FileId, FileId)>,
}

impl Joiner<'_> {
    fn empty_program(&self, name: &str) -> Program {
        let layout = self.layout;
        Program {
            name: name.into(),
            code: Vec::with_capacity(layout.instructions as usize),
            functions: Vec::with_capacity(layout.functions.len()),
            tables: Vec::new(),
            frames: Vec::new(),
            subjects: Vec::new(),
            rodata_start: layout.rodata_start,
            rodata: bytes(layout.rodata_end - layout.rodata_start),
            data_start: layout.data_start,
            data: bytes(layout.data_end - layout.data_start),
            bss: layout.bss_end - layout.data_end,
            tls_start: layout.tls.start,
            tls_size: layout.tls.end - layout.tls.start,
            heap_start: layout.heap_start(),
            start: 0,
            lines: Vec::new(),
            globals: Vec::new(),
            types: Vec::new(),
            sources: SourceMap::default(),
        }
    }

    fn join_functions(&mut self, program: &mut Program) {
        for &(unit, index, entry) in &self.layout.functions {
            let object = Arc::clone(&self.resolver.units[unit].object);
            let function = &object.functions[index];
            self.join_code(program, unit, function, entry);
            self.join_lines(program, unit, function, entry);
            let is_library = self.is_library(unit, function.span);
            let variables = if is_library { Vec::new() } else { self.variables(unit, &object, function, entry) };
            program.functions.push(FunctionInfo {
                name: object.symbols[function.symbol.0 as usize].name.clone(),
                entry,
                end: entry + function.code.len() as u32,
                frame: function.frame,
                registers: function.registers,
                is_library,
                variables,
            });
        }
    }

    /// Whether a function is the library's, or of a program that every host has: such are not stepped through.
    fn is_library(&self, unit: usize, span: Span) -> bool {
        let is_own = |file: &SourceFile| file.origin == Origin::Library;
        self.resolver.units[unit].library.is_some() || self.sources.file(span.file).is_some_and(is_own)
    }

    fn join_code(&self, program: &mut Program, unit: usize, function: &FunctionCode, entry: u32) {
        let first_table = program.tables.len() as i32;
        let frame = program.frames.len() as i32;
        if !function.fresh.is_empty() {
            program.frames.push(function.fresh.clone());
        }
        let subjects = function.subjects.iter();
        program.subjects.extend(subjects.map(|subject| Subject { at: subject.at + entry, ..subject.clone() }));
        let moved = function.code.iter().map(|&insn| match insn.op {
            Op::JumpTable => Insn { imm: insn.imm + first_table, ..insn },
            Op::Enter => Insn { imm: frame, ..insn },
            op if is_jump(op) => Insn { imm: insn.imm + entry as i32, ..insn },
            _ => insn,
        });
        program.code.extend(moved);
        for reloc in &function.relocs {
            let imm = self.reloc_value(unit, reloc.target);
            if let Some(insn) = program.code.get_mut((entry + reloc.at) as usize) {
                insn.imm = insn.imm.wrapping_add(imm as i32);
            }
        }
        let tables = function.tables.iter().map(|table| JumpTable {
            low: table.low,
            targets: table.targets.iter().map(|target| target + entry).collect(),
            default: table.default + entry,
        });
        program.tables.extend(tables);
    }

    fn reloc_value(&self, unit: usize, target: Target) -> u64 {
        match target {
            Target::Function(symbol) => {
                let definition = self.resolver.known(unit, symbol);
                definition.map_or(0, |definition| u64::from(self.layout.function_index(definition)))
            }
            Target::Address(symbol) => {
                self.resolver.known(unit, symbol).map_or(0, |definition| self.layout.address(definition))
            }
            Target::ThreadOffset(symbol) => {
                let address = self.resolver.known(unit, symbol).map_or(0, |definition| self.layout.address(definition));
                address.wrapping_sub(self.layout.tls.start)
            }
            Target::String(string) => self.string_address(unit, string),
        }
    }

    fn string_address(&self, unit: usize, string: u32) -> u64 {
        let text = self.resolver.units[unit].object.strings.get(string as usize);
        text.map_or(0, |text| self.layout.string(text))
    }

    fn join_lines(&mut self, program: &mut Program, unit: usize, function: &FunctionCode, entry: u32) {
        let is_foreign = self.resolver.units[unit].library.is_some();
        let is_library = self.is_library(unit, function.span);
        for line in &function.lines {
            let span = if is_foreign { self.library_span(unit, line.span) } else { line.span };
            let is_statement = line.is_statement && !is_library;
            program.lines.push(LineEntry { at: line.at + entry, span, is_statement });
        }
    }

    /// The span in the program's sources of a span in a library file's; the file is added when first needed.
    fn library_span(&mut self, unit: usize, span: Span) -> Span {
        let known = self.added.iter().find(|(of, from, _)| (*of, *from) == (unit, span.file)).map(|&(.., to)| to);
        let file = known.or_else(|| {
            let library = self.resolver.units[unit].library.as_ref()?;
            let file = library.sources.file(span.file)?;
            let to = self.sources.add(file.name.clone(), file.text.clone(), file.origin);
            self.added.push((unit, span.file, to));
            Some(to)
        });
        file.map_or(Span::NONE, |file| Span { file, ..span })
    }

    fn variables(&mut self, unit: usize, object: &Object, function: &FunctionCode, entry: u32) -> Vec<VariableInfo> {
        let variables = function.variables.iter().map(|variable| VariableInfo {
            name: variable.name.clone(),
            ty: self.types.index(unit, &object.types, variable.ty),
            frame_offset: variable.frame_offset,
            register: variable.register,
            is_param: variable.is_param,
            unassigned: variable.unassigned.iter().map(|at| at.start + entry..at.end + entry).collect(),
            scope: variable.scope.start + entry..variable.scope.end + entry,
        });
        variables.collect()
    }

    fn join_data(&mut self, program: &mut Program) {
        for &(unit, index, addr) in &self.layout.data {
            let object = Arc::clone(&self.resolver.units[unit].object);
            let data = &object.data[index];
            put(program, addr, &data.init.bytes);
            for &(offset, address) in &data.init.addresses {
                let value = match address {
                    StaticAddress::Symbol(symbol, more) => {
                        let definition = self.resolver.known(unit, symbol);
                        definition.map_or(0, |definition| self.layout.address(definition)).wrapping_add_signed(more)
                    }
                    StaticAddress::String(string, more) => self.string_address(unit, string).wrapping_add_signed(more),
                };
                put(program, addr + offset, &value.to_le_bytes());
            }
            program.globals.push(GlobalInfo {
                name: Some(object.symbols[data.symbol.0 as usize].name.clone()),
                addr,
                size: data.size,
                ty: self.types.index(unit, &object.types, data.ty),
                is_library: self.is_library(unit, data.span),
            });
        }
        self.join_thread_block(program);
        self.join_strings(program);
    }

    /// The header of the first thread's block, and the copy that the blocks of other threads start as.
    fn join_thread_block(&self, program: &mut Program) {
        let tls = &self.layout.tls;
        if tls.is_empty() {
            return;
        }
        let header = [tls.start, tls.end, tls.end - tls.start];
        put(program, tls.start, &header.map(u64::to_le_bytes).concat());
        let [from, to] = [tls.start, tls.end].map(|addr| (addr - program.data_start) as usize);
        let block = program.data.get(from..to).map(<[u8]>::to_vec);
        put(program, tls.end, &block.unwrap_or_default());
    }

    fn join_strings(&mut self, program: &mut Program) {
        for (text, &addr) in &self.layout.strings {
            put(program, addr, text);
            let ty = self.types.string(text.len() as u64);
            let is_library = self.is_library_string(text);
            program.globals.push(GlobalInfo { name: None, addr, size: text.len() as u64, ty, is_library });
        }
        program.globals.sort_by_key(|global| global.addr);
    }

    /// Whether only the library has this literal.
    fn is_library_string(&self, text: &[u8]) -> bool {
        let own = self.resolver.units.iter().filter(|unit| unit.library.is_none());
        !own.flat_map(|unit| &unit.object.strings).any(|string| string == text)
    }
}

fn bytes(len: u64) -> Vec<u8> {
    vec![0; usize::try_from(len).unwrap_or(0)]
}

/// Writes initial bytes, into read-only data or data.
fn put(program: &mut Program, addr: u64, bytes: &[u8]) {
    let (start, part) = if addr < program.data_start {
        (program.rodata_start, &mut program.rodata)
    } else {
        (program.data_start, &mut program.data)
    };
    let at = usize::try_from(addr - start).unwrap_or(usize::MAX);
    if let Some(room) = part.get_mut(at..).and_then(|rest| rest.get_mut(..bytes.len())) {
        room.copy_from_slice(bytes);
    }
}
