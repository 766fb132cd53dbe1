//! Performing operations, and finding out who can go on after a change: the order in which Linux looks at the sleepers
//! (`ipc/sem.c`: `perform_atomic_semop`, `do_smart_update`, `update_queue`) decides who gets a semaphore.

use std::collections::VecDeque;

use crate::abi::Errno;
use crate::kernel::Pid;

use super::{Operation, SEMVMX, SemaphoreSet, Sleeper};

/// Largest undo number, and the smallest is one below its negative (`SEMAEM`).
const SEMAEM: i32 = 32_767;

/// A sleeper whose call has ended, and how.
pub(super) type Woken = (Pid, Result<(), Errno>);

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    /// All operations are done.
    Done,
    /// None is done, and the one with this index has to wait.
    Waits(usize),
    /// None is done.
    Fails(Errno),
}

impl SemaphoreSet {
    /// Tries all operations, one after the other; if one cannot be done, none is.
    pub(super) fn perform(&mut self, pid: Pid, operations: &[Operation]) -> Attempt {
        let count = self.semaphores.len();
        let mut values: Vec<i32> = self.semaphores.iter().map(|semaphore| semaphore.value).collect();
        let has_undo = operations.iter().any(|operation| operation.is_undone());
        let mut undo = self.undo.get(&pid).cloned().unwrap_or_else(|| vec![0; count]);
        for (index, operation) in operations.iter().enumerate() {
            let number = usize::from(operation.number);
            let delta = i32::from(operation.delta);
            let result = values[number] + delta;
            if result < 0 || delta == 0 && values[number] != 0 {
                return if operation.waits() { Attempt::Waits(index) } else { Attempt::Fails(Errno::EAGAIN) };
            }
            if result > SEMVMX {
                return Attempt::Fails(Errno::ERANGE);
            }
            values[number] = result;
            if operation.is_undone() {
                undo[number] -= delta;
                if !(-SEMAEM - 1..=SEMAEM).contains(&undo[number]) {
                    return Attempt::Fails(Errno::ERANGE);
                }
            }
        }
        for (semaphore, value) in self.semaphores.iter_mut().zip(values) {
            semaphore.value = value;
        }
        for operation in operations {
            self.semaphores[usize::from(operation.number)].last = pid;
        }
        if has_undo {
            self.undo.insert(pid, undo);
        }
        Attempt::Done
    }

    /// These operations were performed: whoever can go on now does. Those that only wait for zeros are looked at first.
    pub(super) fn after(&mut self, operations: &[Operation]) -> Vec<Woken> {
        let mut woken = Vec::new();
        if operations.iter().all(|operation| operation.delta == 0) {
            return woken;
        }
        self.wake_zeros(operations.iter().map(|operation| usize::from(operation.number)), &mut woken);
        if self.sleepers.alter.is_empty() {
            for operation in operations.iter().filter(|operation| operation.delta > 0) {
                self.update_queue(Some(usize::from(operation.number)), &mut woken);
            }
        } else {
            self.update_queue(None, &mut woken);
        }
        self.unmerge_queues();
        woken
    }

    /// Any value may have changed.
    pub(super) fn after_unknown(&mut self) -> Vec<Woken> {
        let mut woken = Vec::new();
        let all = 0..self.semaphores.len();
        self.wake_zeros(all.clone(), &mut woken);
        if self.sleepers.alter.is_empty() {
            all.for_each(|number| self.update_queue(Some(number), &mut woken));
        } else {
            self.update_queue(None, &mut woken);
        }
        self.unmerge_queues();
        woken
    }

    /// Those who wait for zeros at these semaphores, and if one of them is zero also those who wait for several.
    fn wake_zeros(&mut self, numbers: impl Iterator<Item = usize>, woken: &mut Vec<Woken>) {
        let mut has_zero = false;
        for number in numbers {
            if self.semaphores[number].value == 0 {
                has_zero = true;
                self.wake_zero_queue(Some(number), woken);
            }
        }
        if has_zero {
            self.wake_zero_queue(None, woken);
        }
    }

    fn wake_zero_queue(&mut self, at: Option<usize>, woken: &mut Vec<Woken>) {
        let mut index = 0;
        while let Some(sleeper) = self.zero_queue(at).get(index).cloned() {
            match self.perform(sleeper.process, &sleeper.operations) {
                Attempt::Waits(blocking) => {
                    self.zero_queue(at)[index].blocking = blocking;
                    index += 1;
                }
                ended => {
                    self.zero_queue(at).remove(index);
                    self.note_awake(&sleeper, ended, woken);
                }
            }
        }
    }

    /// Goes through the sleepers that want to change a value; after a success that others may have waited for, again
    /// from the start.
    fn update_queue(&mut self, at: Option<usize>, woken: &mut Vec<Woken>) {
        let mut index = 0;
        while let Some(sleeper) = self.alter_queue(at).get(index).cloned() {
            // Nobody can take anything from a zero, and single additions never wait.
            if at.is_some_and(|number| self.semaphores[number].value == 0) {
                break;
            }
            match self.perform(sleeper.process, &sleeper.operations) {
                Attempt::Waits(blocking) => {
                    self.alter_queue(at)[index].blocking = blocking;
                    index += 1;
                }
                ended => {
                    self.alter_queue(at).remove(index);
                    self.note_awake(&sleeper, ended, woken);
                    if ended == Attempt::Done {
                        self.wake_zeros(sleeper.operations.iter().map(|one| usize::from(one.number)), woken);
                        if !self.sleepers.alter.is_empty() || sleeper.is_complex() {
                            index = 0;
                        }
                    }
                }
            }
        }
    }

    fn note_awake(&mut self, sleeper: &Sleeper, ended: Attempt, woken: &mut Vec<Woken>) {
        self.complex -= usize::from(sleeper.is_complex());
        woken.push((sleeper.pid, if let Attempt::Fails(errno) = ended { Err(errno) } else { Ok(()) }));
    }

    fn alter_queue(&mut self, at: Option<usize>) -> &mut VecDeque<Sleeper> {
        match at {
            Some(number) => &mut self.semaphores[number].sleepers.alter,
            None => &mut self.sleepers.alter,
        }
    }

    fn zero_queue(&mut self, at: Option<usize>) -> &mut VecDeque<Sleeper> {
        match at {
            Some(number) => &mut self.semaphores[number].sleepers.zero,
            None => &mut self.sleepers.zero,
        }
    }
}
