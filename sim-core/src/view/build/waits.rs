//! Who could wake whom: a task that sleeps at a pipe waits for those that hold its other end.

use crate::abi::Sysno;

use super::super::{Direction, ObjectKind, TaskState, TaskView, View};

/// Names, for every task that sleeps at a pipe, the tasks that could do what it waits for. It may be the task itself:
/// who reads from a pipe and has its write end open never sees its end of file.
pub(super) fn find(view: &mut View) {
    let found: Vec<_> = view.tasks.iter().map(|task| wakers(task, view)).collect();
    for (task, wakers) in view.tasks.iter_mut().zip(found) {
        if let (TaskState::Blocked { waits_for, .. }, Some(wakers)) = (&mut task.state, wakers) {
            *waits_for = wakers;
        }
    }
}

fn wakers(task: &TaskView, view: &View) -> Option<Vec<u32>> {
    let TaskState::Blocked { call, object: Some(object), .. } = &task.state else { return None };
    let is_pipe = |kind: &ObjectKind| matches!(kind, ObjectKind::Pipe { .. });
    view.objects.iter().find(|other| other.id == *object && is_pipe(&other.kind))?;
    let needed = if call.nr == Sysno::WRITE { Direction::Read } else { Direction::Write };
    let leads_there = |file: u32| {
        let file = view.files.iter().find(|other| other.id == file && other.object == *object);
        file.is_some_and(|file| file.direction == needed || file.direction == Direction::Both)
    };
    let holds = |other: &&TaskView| other.descriptors.iter().any(|descriptor| leads_there(descriptor.file));
    Some(view.tasks.iter().filter(holds).map(|other| other.number).collect())
}
