//! Drawing a fault: a process that died of it has no memory any more, so that of the view before is kept in sight for
//! the one step, with the place that was hit.

use super::super::{FaultPlace, Row, Section, View};

/// Keeps the memory of the task that had a fault as it was before, and finds the place that it touched.
pub(super) fn keep_memory(view: &mut View, before: &View) {
    let Some(fault) = &mut view.fault else { return };
    let Some(old) = before.tasks.iter().find(|task| task.number == fault.task) else { return };
    // A further thread has its stack in its own card, and all else in that of its process.
    let of_process =
        before.tasks.iter().find(|task| task.number == old.process).map_or(&old.sections, |of| &of.sections);
    let is_own = old.sections.iter().any(|section| (section.start..section.end).contains(&fault.addr));
    fault.place = place(if is_own { &old.sections } else { of_process }, fault.addr);
    let Some(task) = view.tasks.iter_mut().find(|task| task.number == old.number) else { return };
    if task.sections.is_empty() {
        task.sections.clone_from(&old.sections);
        task.site.clone_from(&old.site);
        let groups = task.sections.iter_mut().flat_map(|section| &mut section.groups);
        groups.flat_map(|group| &mut group.rows).for_each(unmark);
    }
}

fn unmark(row: &mut Row) {
    row.is_changed = false;
    row.members.iter_mut().for_each(unmark);
}

/// Where an address lies among sections, which stand highest first.
fn place(sections: &[Section], addr: u64) -> FaultPlace {
    let Some(first) = sections.first() else { return FaultPlace::Unknown };
    if addr >= first.end {
        return FaultPlace::Above;
    }
    // The lowest section that ends above the address: it holds it, or the gap below it does.
    let Some(section) = sections.iter().rev().find(|section| addr < section.end) else { return FaultPlace::Unknown };
    if addr < section.start {
        return FaultPlace::Gap { below: section.start };
    }
    let rows = section.groups.iter().flat_map(|group| &group.rows);
    let row = rows.rev().find(|row| row.addr <= addr && addr - row.addr < row.size).map(|row| row.addr);
    FaultPlace::Section { start: section.start, rights: section.rights, row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Rights, SectionKind};

    fn section(start: u64, end: u64) -> Section {
        Section {
            kind: SectionKind::Data,
            start,
            end,
            rights: Rights { read: true, ..Rights::default() },
            object: None,
            resident_pages: 0,
            copy_on_write_pages: 0,
            gap_pages: 0,
            groups: Vec::new(),
            pages: Vec::new(),
        }
    }

    #[test]
    fn an_address_lies_in_a_section_in_a_gap_or_above_all() {
        let sections = [section(0x8000, 0x9000), section(0x1000, 0x3000)];
        assert_eq!(place(&sections, 0x9000), FaultPlace::Above);
        assert_eq!(place(&sections, 0x3000), FaultPlace::Gap { below: 0x8000 });
        assert_eq!(place(&sections, 0), FaultPlace::Gap { below: 0x1000 });
        assert!(matches!(place(&sections, 0x2fff), FaultPlace::Section { start: 0x1000, row: None, .. }));
        assert_eq!(place(&[], 0x2fff), FaultPlace::Unknown);
    }
}
