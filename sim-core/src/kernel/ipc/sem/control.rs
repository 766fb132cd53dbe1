//! `semctl(2)`: values read and set from outside, counts of sleepers, and the set as a whole.

use crate::abi::Errno;
use crate::kernel::{Kernel, Pid, Resume};

use super::{MAY_WRITE, Permissions, SEMVMX, Semaphore, SemaphoreSet, Sleeper};

/// What a sleeper waits for, as `GETNCNT` and `GETZCNT` tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Awaited {
    /// A higher value.
    Increase,
    /// The value 0.
    Zero,
}

impl SemaphoreSet {
    /// A semaphore.
    ///
    /// # Errors
    /// `EINVAL` if the set has none of this number.
    pub(in crate::kernel) fn semaphore(&self, number: i32) -> Result<&Semaphore, Errno> {
        usize::try_from(number).ok().and_then(|number| self.semaphores.get(number)).ok_or(Errno::EINVAL)
    }

    /// How many sleep until this semaphore rises, or is 0 (`count_semcnt`): each counts at the first semaphore it
    /// could not pass.
    pub(in crate::kernel) fn count_waiting(&self, number: i32, awaited: Awaited) -> u64 {
        let is_meant = |sleeper: &&Sleeper| {
            let blocking = sleeper.operations[sleeper.blocking];
            i32::from(blocking.number) == number && (blocking.delta == 0) == (awaited == Awaited::Zero)
        };
        self.waiting().filter(is_meant).count() as u64
    }

    /// As `IPC_STAT` shows it (`struct semid64_ds` of x86-64).
    pub(in crate::kernel) fn encode(&self, id: i32) -> [u8; 104] {
        let mut bytes = [0; 104];
        bytes[..Permissions::BYTES].copy_from_slice(&self.permissions.encode(id));
        bytes[48..56].copy_from_slice(&self.times[0].to_le_bytes());
        bytes[64..72].copy_from_slice(&self.times[1].to_le_bytes());
        bytes[80..88].copy_from_slice(&(self.semaphores.len() as u64).to_le_bytes());
        bytes
    }

    fn set_value(&mut self, pid: Pid, number: usize, value: i32) {
        self.undo.values_mut().for_each(|undo| undo[number] = 0);
        self.semaphores[number].value = value;
        self.semaphores[number].last = pid;
    }
}

impl Kernel {
    /// `SETVAL`: sets a value and forgets what was to be undone there. The order of the checks is Linux's.
    pub(in crate::kernel) fn semaphore_set_value(
        &mut self,
        pid: Pid,
        id: i32,
        number: i32,
        value: i32,
    ) -> Result<(), Errno> {
        if !(0..=SEMVMX).contains(&value) {
            return Err(Errno::ERANGE);
        }
        let now = self.clock.seconds();
        let set = self.semaphores.get_mut(id)?;
        set.semaphore(number)?;
        set.permissions.permit(self.tasks.credentials(pid), MAY_WRITE)?;
        set.set_value(pid, number as usize, value);
        set.times[1] = now;
        let woken = set.after_unknown();
        self.semaphore_wake(woken);
        Ok(())
    }

    /// `SETALL`, with a value for each semaphore.
    pub(in crate::kernel) fn semaphore_set_all(&mut self, pid: Pid, id: i32, values: &[u16]) -> Result<(), Errno> {
        let now = self.clock.seconds();
        let set = self.semaphores.get_mut(id)?;
        if values.iter().any(|&value| i32::from(value) > SEMVMX) {
            return Err(Errno::ERANGE);
        }
        for (number, &value) in values.iter().enumerate() {
            set.set_value(pid, number, i32::from(value));
        }
        set.times[1] = now;
        let woken = set.after_unknown();
        self.semaphore_wake(woken);
        Ok(())
    }

    /// `IPC_RMID`: everybody who sleeps gets `EIDRM`.
    pub(in crate::kernel) fn semaphore_remove(&mut self, pid: Pid, id: i32) -> Result<(), Errno> {
        self.semaphores.controlled(id, self.tasks.credentials(pid))?;
        let set = self.semaphores.remove(id)?;
        for sleeper in set.waiting() {
            self.wake_with(sleeper.pid, Resume::Operated(Err(Errno::EIDRM)));
        }
        Ok(())
    }

    /// `IPC_SET`: owner and permissions.
    pub(in crate::kernel) fn semaphore_change(
        &mut self,
        pid: Pid,
        id: i32,
        new: &[u8; Permissions::BYTES],
    ) -> Result<(), Errno> {
        let now = self.clock.seconds();
        let set = self.semaphores.controlled(id, self.tasks.credentials(pid))?;
        set.permissions.update(new)?;
        set.times[1] = now;
        Ok(())
    }
}
