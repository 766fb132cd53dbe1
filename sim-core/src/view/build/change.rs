//! Marking what the last step changed, by comparison with the view before it.

use super::super::{Row, View};

/// Sets the marks of `view` for what differs from `before`.
pub fn mark_changes(view: &mut View, before: &View) {
    locate_fault(view, before);
    for task in &mut view.tasks {
        let Some(old) = before.tasks.iter().find(|old| old.number == task.number) else { continue };
        for descriptor in &mut task.descriptors {
            descriptor.is_new =
                !old.descriptors.iter().any(|old| old.fd == descriptor.fd && old.file == descriptor.file);
        }
        let old_rows: Vec<&Row> =
            old.sections.iter().flat_map(|section| &section.groups).flat_map(|group| &group.rows).collect();
        // The task ran another program or has no memory to compare with.
        if old_rows.is_empty() {
            continue;
        }
        let rows = task.sections.iter_mut().flat_map(|section| &mut section.groups).flat_map(|group| &mut group.rows);
        rows.for_each(|row| mark_row(row, &old_rows));
    }
    for object in &mut view.objects {
        object.is_changed = before
            .objects
            .iter()
            .find(|old| old.id == object.id)
            .is_none_or(|old| old.kind != object.kind || old.waiters != object.waiters);
    }
}

/// A process that died of a fault has no memory any more: the view before it tells what was at the address.
fn locate_fault(view: &mut View, before: &View) {
    let Some(fault) = &mut view.fault else { return };
    let sections = before.tasks.iter().filter(|task| task.number == fault.task).flat_map(|task| &task.sections);
    if let Some(section) = sections.into_iter().find(|section| (section.start..section.end).contains(&fault.addr)) {
        fault.section = Some(section.start);
        fault.rights = Some(section.rights);
    }
}

fn mark_row(row: &mut Row, before: &[&Row]) {
    let old = before.iter().find(|old| old.addr == row.addr && old.name == row.name && old.ty == row.ty);
    row.is_changed = old.is_none_or(|old| old.value != row.value);
    if let Some(old) = old {
        let old_members: Vec<&Row> = old.members.iter().collect();
        row.members.iter_mut().for_each(|member| mark_row(member, &old_members));
        row.is_changed |= row.members.iter().any(|member| member.is_changed);
    }
}
