//! Names of addresses: which variable, function or section an address belongs to.

use crate::machine::Program;
use crate::machine::program::TypeShape;

use super::super::SectionKind;

/// What is known of one task's addresses.
pub(super) struct Names<'a> {
    /// The program.
    pub(super) program: &'a Program,
    /// Variables in memory of all frames: first address, size, type, name.
    pub(super) locals: Vec<(u64, u64, u32, String)>,
    /// Sections: first address, one past the last, kind.
    pub(super) sections: Vec<(u64, u64, SectionKind)>,
}

impl Names<'_> {
    /// The section that an address lies in.
    pub(super) fn section_of(&self, addr: u64) -> Option<SectionKind> {
        self.sections.iter().find(|(start, end, _)| (*start..*end).contains(&addr)).map(|&(_, _, kind)| kind)
    }

    /// The name of what is at an address, as `buf`, `fd[1]`, `s.next` or `main()`.
    pub(super) fn name_of(&self, addr: u64) -> Option<String> {
        if let Some(at) = self.program.instruction_at(addr) {
            let function = self.program.function_at(at).filter(|function| function.entry == at)?;
            return Some(format!("{}()", function.name));
        }
        let holds = |start: u64, size: u64| addr >= start && addr - start < size.max(1);
        let local = self.locals.iter().find(|(start, size, _, _)| holds(*start, *size));
        if let Some((start, _, ty, name)) = local {
            return Some(self.part(name.clone(), *ty, addr - start));
        }
        let after = self.program.globals.partition_point(|global| global.addr <= addr);
        let global = self.program.globals[..after].last().filter(|global| holds(global.addr, global.size))?;
        global.name.as_ref().map(|name| self.part(name.clone(), global.ty, addr - global.addr))
    }

    /// Appends the element or member at an offset to a name.
    fn part(&self, name: String, ty: u32, offset: u64) -> String {
        let mut name = name;
        let mut ty = ty;
        let mut offset = offset;
        loop {
            let shape = self.program.types.get(ty as usize).map(|info| &info.shape);
            match shape {
                Some(TypeShape::Array { of, .. }) => {
                    let size = self.program.types.get(*of as usize).map_or(1, |info| info.size.max(1));
                    if offset == 0 {
                        return name;
                    }
                    name.push_str(&format!("[{}]", offset / size));
                    (ty, offset) = (*of, offset % size);
                }
                Some(TypeShape::Record { members, .. }) => {
                    if offset == 0 {
                        return name;
                    }
                    let Some(member) = members.iter().rev().find(|member| member.offset <= offset) else { return name };
                    name.push_str(&format!(".{}", member.name));
                    (ty, offset) = (member.ty, offset - member.offset);
                }
                _ if offset == 0 => return name,
                _ => return format!("{name}+{offset}"),
            }
        }
    }
}
