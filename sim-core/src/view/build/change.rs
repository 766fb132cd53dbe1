//! Marking what the last step changed, by comparison with the view before it.

use super::super::{Row, View};
use super::fault;

/// Sets the marks of `view` for what differs from `before`.
pub fn mark_changes(view: &mut View, before: &View) {
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
    // Behind the marks: what a dead process keeps to be looked at did not change in this step.
    fault::keep_memory(view, before);
    for object in &mut view.objects {
        object.is_changed = before
            .objects
            .iter()
            .find(|old| old.id == object.id)
            .is_none_or(|old| old.kind != object.kind || old.waiters != object.waiters);
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
