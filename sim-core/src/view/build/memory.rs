//! A task's memory as sections with rows.

use crate::abi::Peek;
use crate::kernel::mm::{AddressSpace, FrameId, PhysicalMemory, Region};
use crate::machine::Program;
use crate::machine::program::{FunctionInfo, PAGE, TypeShape};
use crate::machine::segment::{Rights as MachineRights, SegmentKind};

use super::super::{FrameView, Group, PageView, Rights, Row, Section, SectionKind, Storage, Value};
use super::names::Names;
use super::value::{Reader, Variable};

/// At most this many rows a group.
const MOST_ROWS: usize = 200;
/// At most this many pages of a section are listed.
const MOST_PAGES: usize = 64;
/// At most this many objects without a name are found by following pointers.
const MOST_FOLLOWED: usize = 40;

/// A call of a function, as the CPU knows it.
pub(super) struct Frame<'a> {
    /// The function.
    pub(super) function: &'a FunctionInfo,
    /// The instruction that it has come to.
    pub(super) at: u32,
    /// The line of it.
    pub(super) line: u32,
    /// Lowest address of its frame.
    pub(super) addr: u64,
    /// Where the return address lies.
    pub(super) return_slot: u64,
    /// Its registers.
    pub(super) registers: Vec<u64>,
}

impl Frame<'_> {
    fn variables(&self) -> impl Iterator<Item = Variable> + '_ {
        let visible = self.function.variables.iter().filter(|variable| variable.scope.contains(&self.at));
        visible.map(|variable| Variable {
            name: variable.name.clone(),
            addr: self.addr + u64::from(variable.frame_offset),
            ty: variable.ty,
            register: variable.register.and_then(|register| self.registers.get(usize::from(register)).copied()),
            is_unassigned: variable.unassigned.iter().any(|range| range.contains(&self.at)),
        })
    }
}

/// What a task's memory table is made from.
pub(super) struct Source<'a> {
    /// The program.
    pub(super) program: &'a Program,
    /// The memory.
    pub(super) space: &'a AddressSpace,
    /// The frames of all processes' memory.
    pub(super) memory: &'a PhysicalMemory,
    /// Frames of the program's own functions, outermost first.
    pub(super) frames: Vec<Frame<'a>>,
}

impl Source<'_> {
    /// The sections, highest address first. `object_of` names the kernel object behind a region that others can map.
    pub(super) fn sections(&self, memory: &mut impl Peek, object_of: impl Fn(&Region) -> Option<u32>) -> Vec<Section> {
        let names = self.names();
        let mut reader = Reader { program: self.program, memory, space: self.space, names: &names };
        let followed = self.followed(&mut reader);
        let mut sections: Vec<Section> = Vec::new();
        for region in self.space.regions() {
            let mut section = self.section(region, &object_of);
            section.groups = self.groups(&section, &followed, &mut reader);
            match sections.last_mut() {
                Some(last)
                    if last.end == section.start
                        && last.kind == section.kind
                        && last.rights == section.rights
                        && last.object == section.object =>
                {
                    last.end = section.end;
                    last.resident_pages += section.resident_pages;
                    last.copy_on_write_pages += section.copy_on_write_pages;
                    last.pages.extend(section.pages);
                    last.pages.truncate(MOST_PAGES);
                    merge_groups(&mut last.groups, section.groups);
                }
                _ => sections.push(section),
            }
        }
        let mut below = 0;
        for section in &mut sections {
            section.gap_pages = (section.start - below) / PAGE;
            below = section.end;
        }
        sections.reverse();
        sections
    }

    fn names(&self) -> Names<'_> {
        let size = |ty: u32| self.program.types.get(ty as usize).map_or(0, |ty| ty.size);
        let in_memory = |variable: Variable| match variable.register {
            None => Some((variable.addr, size(variable.ty), variable.ty, variable.name)),
            Some(_) => None,
        };
        let locals = self.frames.iter().flat_map(|frame| frame.variables().filter_map(in_memory)).collect();
        let range = |region: &Region| (region.start, region.end, section_kind(region.kind));
        Names { program: self.program, locals, sections: self.space.regions().iter().map(range).collect() }
    }

    fn section(&self, region: &Region, object_of: &impl Fn(&Region) -> Option<u32>) -> Section {
        let addresses = (region.start..region.end).step_by(PAGE as usize);
        let (mut resident_pages, mut copy_on_write_pages) = (0, 0);
        let mut pages = Vec::new();
        for (addr, page) in addresses.filter_map(|addr| Some((addr, self.space.page_info(addr)?))) {
            resident_pages += 1;
            copy_on_write_pages += u64::from(page.is_cow);
            if pages.len() < MOST_PAGES {
                let frame = (page.frame != FrameId::ZERO).then_some(page.frame.0);
                let users = self.memory.users(page.frame);
                pages.push(PageView { addr, frame, users, is_copy_on_write: page.is_cow });
            }
        }
        // The stack of a thread is what `mmap` gave it.
        let is_stack = self.frames.iter().any(|frame| (region.start..region.end).contains(&frame.addr));
        Section {
            kind: if is_stack { SectionKind::Stack } else { section_kind(region.kind) },
            start: region.start,
            end: region.end,
            rights: rights(region.rights),
            object: object_of(region),
            resident_pages,
            copy_on_write_pages,
            gap_pages: 0,
            groups: Vec::new(),
            pages,
        }
    }

    fn groups(&self, section: &Section, followed: &[Row], reader: &mut Reader<'_, impl Peek>) -> Vec<Group> {
        match section.kind {
            SectionKind::Stack => self.frame_groups(section, reader),
            SectionKind::Code => vec![group(self.statements())],
            SectionKind::Rodata | SectionKind::Data => vec![group(self.globals(section, reader))],
            SectionKind::Heap | SectionKind::Mmap | SectionKind::Shm => {
                let inside = |row: &&Row| (section.start..section.end).contains(&row.addr);
                vec![group(followed.iter().filter(inside).cloned().collect())]
            }
        }
    }

    /// The frames that lie in a section.
    fn frame_groups(&self, section: &Section, reader: &mut Reader<'_, impl Peek>) -> Vec<Group> {
        let last = self.frames.len();
        let one = |(index, frame): (usize, &Frame<'_>)| {
            let mut rows: Vec<Row> = self.return_address(frame, reader).into_iter().collect();
            rows.extend(frame.variables().map(|variable| reader.row(&variable)));
            let mut group = group(rows);
            group.frame = Some(FrameView {
                function: frame.function.name.clone(),
                addr: frame.addr,
                line: frame.line,
                is_current: index + 1 == last,
            });
            group
        };
        let is_inside = |(_, frame): &(usize, &Frame<'_>)| (section.start..section.end).contains(&frame.addr);
        self.frames.iter().enumerate().filter(is_inside).map(one).collect()
    }

    fn return_address(&self, frame: &Frame<'_>, reader: &mut Reader<'_, impl Peek>) -> Option<Row> {
        let addr = reader.word(frame.return_slot)?;
        let caller = self.program.instruction_at(addr).and_then(|at| self.program.function_at(at));
        Some(Row {
            addr: frame.return_slot,
            size: 8,
            name: String::new(),
            ty: String::new(),
            storage: Storage::Memory,
            value: Value::ReturnAddress { addr, function: caller.map(|caller| caller.name.clone()) },
            is_changed: false,
            members: Vec::new(),
        })
    }

    /// The statements of the program's own text with their addresses.
    fn statements(&self) -> Vec<Row> {
        let own = self.program.lines.iter().filter(|line| line.is_statement);
        let row = |line: &crate::machine::program::LineEntry| {
            let file = self.program.sources.file(line.span.file)?;
            let number = file.line_col(line.span.start).0;
            let text = file.line(number).trim().to_owned();
            Some(Row {
                addr: Program::address_of(line.at),
                size: 0,
                name: self.program.function_at(line.at).map_or_else(String::new, |function| function.name.clone()),
                ty: String::new(),
                storage: Storage::Memory,
                value: Value::Statement { line: number, text },
                is_changed: false,
                members: Vec::new(),
            })
        };
        own.filter_map(row).collect()
    }

    fn globals(&self, section: &Section, reader: &mut Reader<'_, impl Peek>) -> Vec<Row> {
        let own = self
            .program
            .globals
            .iter()
            .filter(|global| !global.is_library && (section.start..section.end).contains(&global.addr));
        let variable = |global: &crate::machine::program::GlobalInfo| Variable {
            name: global.name.clone().unwrap_or_default(),
            addr: global.addr,
            ty: global.ty,
            register: None,
            is_unassigned: false,
        };
        own.take(MOST_ROWS + 1).map(|global| reader.row(&variable(global))).collect()
    }

    /// Objects without a name that the program's variables point to, directly or along a chain: `*list`,
    /// `*list->next`. Each is listed once, under the first way that leads to it.
    fn followed(&self, reader: &mut Reader<'_, impl Peek>) -> Vec<Row> {
        let locals = self.frames.iter().rev().flat_map(Frame::variables);
        let globals = self.program.globals.iter().filter(|global| !global.is_library).filter_map(|global| {
            let name = global.name.clone()?;
            Some(Variable { name, addr: global.addr, ty: global.ty, register: None, is_unassigned: false })
        });
        let mut queue: std::collections::VecDeque<_> =
            locals.chain(globals).flat_map(|variable| self.pointers(&variable, reader)).collect();
        let mut rows: Vec<Row> = Vec::new();
        while let Some(found) = queue.pop_front() {
            let kind = reader.names.section_of(found.addr);
            let is_anonymous = matches!(kind, Some(SectionKind::Heap | SectionKind::Mmap | SectionKind::Shm));
            if rows.len() >= MOST_FOLLOWED || !is_anonymous || rows.iter().any(|row| row.addr == found.addr) {
                continue;
            }
            queue.extend(self.pointers(&found, reader));
            rows.push(self.pointed_at(&found, reader));
        }
        rows.sort_by_key(|row| row.addr);
        rows
    }

    /// The row of what a pointer points to; a `char *` is taken to point to a string.
    fn pointed_at(&self, found: &Variable, reader: &mut Reader<'_, impl Peek>) -> Row {
        let mut row = reader.row(found);
        if self.program.types.get(found.ty as usize).is_some_and(|ty| ty.shape == TypeShape::Char)
            && let Some((text, bytes, is_terminated)) = reader.string(found.addr)
        {
            row.value = Value::Text { text, bytes, is_terminated };
        }
        row
    }

    /// The pointers that a variable holds, itself or in its members, as variables named by following them.
    fn pointers(&self, variable: &Variable, reader: &mut Reader<'_, impl Peek>) -> Vec<Variable> {
        const MOST: usize = 16;
        let types = &self.program.types;
        let mut found = Vec::new();
        let mut places = vec![(variable.name.clone(), variable.addr, variable.ty)];
        while let Some((name, addr, ty)) = places.pop() {
            match types.get(ty as usize).map(|ty| &ty.shape) {
                Some(TypeShape::Pointer(to)) => {
                    let to_addr = variable.register.or_else(|| reader.word(addr));
                    let is_void = types.get(*to as usize).is_none_or(|to| to.shape == TypeShape::Void);
                    if let Some(to_addr) = to_addr.filter(|&to_addr| to_addr != 0 && !is_void) {
                        found.push(Variable {
                            name: format!("*{name}"),
                            addr: to_addr,
                            ty: *to,
                            register: None,
                            is_unassigned: false,
                        });
                    }
                }
                Some(TypeShape::Record { members, .. }) => {
                    let (base, link) = name.strip_prefix('*').map_or((name.as_str(), "."), |base| (base, "->"));
                    let member = |m: &crate::machine::program::MemberInfo| {
                        (format!("{base}{link}{}", m.name), addr + m.offset, m.ty)
                    };
                    places.extend(members.iter().rev().map(member));
                }
                Some(TypeShape::Array { of, len }) => {
                    let size = types.get(*of as usize).map_or(1, |ty| ty.size);
                    let element = |i: u64| (format!("{name}[{i}]"), addr + i * size, *of);
                    places.extend((0..(*len).min(MOST as u64)).rev().map(element));
                }
                _ => {}
            }
            if found.len() >= MOST || places.len() > 4 * MOST {
                break;
            }
        }
        found
    }
}

fn merge_groups(into: &mut Vec<Group>, from: Vec<Group>) {
    for group in from {
        match into.last_mut() {
            Some(last) if last.frame.is_none() && group.frame.is_none() => {
                last.rows.extend(group.rows);
                last.hidden_rows += group.hidden_rows;
            }
            _ => into.push(group),
        }
    }
}

fn group(mut rows: Vec<Row>) -> Group {
    let hidden_rows = rows.len().saturating_sub(MOST_ROWS) as u64;
    rows.truncate(MOST_ROWS);
    Group { frame: None, rows, hidden_rows }
}

fn section_kind(kind: SegmentKind) -> SectionKind {
    match kind {
        SegmentKind::Code => SectionKind::Code,
        SegmentKind::Rodata => SectionKind::Rodata,
        SegmentKind::Data | SegmentKind::Bss => SectionKind::Data,
        SegmentKind::Heap => SectionKind::Heap,
        SegmentKind::Stack => SectionKind::Stack,
        SegmentKind::Mmap | SegmentKind::File { .. } => SectionKind::Mmap,
        SegmentKind::Shm { .. } => SectionKind::Shm,
    }
}

pub(super) fn rights(rights: MachineRights) -> Rights {
    Rights { read: rights.can_read(), write: rights.can_write(), execute: rights.can_execute() }
}
