//! Who could wake whom: a task that sleeps at a pipe waits for those that hold its other end, one that sleeps at a
//! semaphore for those that took it last.

use crate::abi::{ArgValue, CallRecord, Sysno};

use super::super::{Direction, ObjectKind, SemaphoreView, TaskState, TaskView, View};

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
    let kind = &view.objects.iter().find(|other| other.id == *object)?.kind;
    if let ObjectKind::SemaphoreSet { semaphores, .. } = kind {
        return Some(takers(semaphores, wanted(call), task.number));
    }
    if !is_pipe(kind) {
        return None;
    }
    let needed = if call.nr == Sysno::WRITE { Direction::Read } else { Direction::Write };
    let leads_there = |file: u32| {
        let file = view.files.iter().find(|other| other.id == file && other.object == *object);
        file.is_some_and(|file| file.direction == needed || file.direction == Direction::Both)
    };
    let holds = |other: &&TaskView| other.descriptors.iter().any(|descriptor| leads_there(descriptor.file));
    Some(view.tasks.iter().filter(holds).map(|other| other.number).collect())
}

/// The semaphores that a call takes from, and how much of each.
fn wanted(call: &CallRecord) -> Vec<(usize, i64)> {
    let Some(ArgValue::Fields { fields, .. }) = call.args.get(1) else { return Vec::new() };
    let one = |operation: &[(String, i64)]| match operation {
        [(_, number), (_, delta), _] if *delta < 0 => Some((usize::try_from(*number).ok()?, -delta)),
        _ => None,
    };
    fields.chunks(3).filter_map(one).collect()
}

/// Who changed those of the wanted semaphores last that have too little.
fn takers(semaphores: &[SemaphoreView], wanted: Vec<(usize, i64)>, waiter: u32) -> Vec<u32> {
    let lacks = |(number, by): (usize, i64)| semaphores.get(number).filter(|each| i64::from(each.value) < by);
    let mut takers: Vec<u32> = wanted.into_iter().filter_map(lacks).filter_map(|each| each.last).collect();
    takers.retain(|taker| *taker != waiter);
    takers.sort_unstable();
    takers.dedup();
    takers
}
