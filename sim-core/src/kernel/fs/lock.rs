//! Locks on files: record locks of processes (`fcntl(2)`, "Advisory record locking") and whole-file locks of open file
//! descriptions (`flock(2)`). The two kinds do not see each other.

use crate::abi::Errno;
use crate::kernel::file::FileId;
use crate::kernel::wait::WaitQueue;
use crate::kernel::{Halt, Kernel, Pid, Resume, WaitsFor};

use super::InodeId;

/// What a lock keeps others from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// Writing; others may hold read locks too.
    Read,
    /// Everything.
    Write,
}

/// A lock on bytes of a file, held by a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordLock {
    /// Whose.
    pub owner: Pid,
    /// Which kind.
    pub kind: LockKind,
    /// First byte.
    pub start: u64,
    /// Last byte; `u64::MAX >> 1` is the end of the file, wherever that is.
    pub last: u64,
}

impl RecordLock {
    const fn overlaps(&self, other: &Self) -> bool {
        self.start <= other.last && other.start <= self.last
    }

    fn conflicts(&self, other: &Self) -> bool {
        let is_exclusive = self.kind == LockKind::Write || other.kind == LockKind::Write;
        self.owner != other.owner && is_exclusive && self.overlaps(other)
    }
}

/// The locks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locks {
    /// Record locks, by owner in order of arrival and then by start.
    pub records: Vec<RecordLock>,
    /// Locks of `flock`, with the open file description that holds each.
    pub whole: Vec<(FileId, LockKind)>,
    /// Who waits for any of them.
    pub waiters: WaitQueue,
}

impl Locks {
    /// The first lock that keeps this one from being set.
    pub(in crate::kernel) fn obstacle(&self, wanted: &RecordLock) -> Option<&RecordLock> {
        self.records.iter().find(|lock| lock.conflicts(wanted))
    }

    /// Takes a range out of an owner's locks; what sticks out of it stays.
    fn clear(&mut self, range: &RecordLock) {
        let mut kept = Vec::new();
        for lock in self.records.drain(..) {
            if lock.owner != range.owner || !lock.overlaps(range) {
                kept.push(lock);
                continue;
            }
            if lock.start < range.start {
                kept.push(RecordLock { last: range.start - 1, ..lock });
            }
            if lock.last > range.last {
                kept.push(RecordLock { start: range.last + 1, ..lock });
            }
        }
        self.records = kept;
    }

    /// Sets a lock in place of what its owner had there, and joins it with neighbours of its kind.
    fn set(&mut self, wanted: RecordLock) {
        self.clear(&wanted);
        let mut joined = wanted;
        self.records.retain(|lock| {
            let is_same = lock.owner == joined.owner && lock.kind == joined.kind;
            let touches = lock.last.saturating_add(1) == joined.start || joined.last.saturating_add(1) == lock.start;
            if is_same && touches {
                joined.start = joined.start.min(lock.start);
                joined.last = joined.last.max(lock.last);
            }
            !(is_same && touches)
        });
        let behind = |lock: &RecordLock| lock.owner == joined.owner && lock.start > joined.start;
        let at = self.records.iter().position(behind).unwrap_or(self.records.len());
        self.records.insert(at, joined);
    }
}

/// What a lock call does when it cannot have the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum LockMode {
    /// Waits.
    Sleep,
    /// Fails.
    Try,
}

impl Kernel {
    /// `fcntl` with `F_SETLK` or `F_SETLKW`.
    pub(in crate::kernel) fn lock_record(
        &mut self,
        id: InodeId,
        wanted: RecordLock,
        mode: LockMode,
    ) -> Result<(), Halt> {
        if let Some(&RecordLock { owner, .. }) = self.fs.get(id)?.locks.obstacle(&wanted) {
            if mode == LockMode::Try {
                return Err(Errno::EAGAIN.into());
            }
            if self.waits_for_lock_of(owner, wanted.owner) {
                return Err(Errno::EDEADLK.into());
            }
            self.fs.get_mut(id)?.locks.waiters.enqueue(wanted.owner);
            return Err(Halt::Block(WaitsFor::FileLock(id, owner), Resume::Again));
        }
        self.fs.get_mut(id)?.locks.set(wanted);
        // A write lock that became a read lock lets others in.
        self.wake_lockers(id);
        Ok(())
    }

    /// Whether `blocker` waits, directly or through others, for a record lock of `pid`.
    fn waits_for_lock_of(&self, mut blocker: Pid, pid: Pid) -> bool {
        /// As far as Linux looks (`MAX_DEADLK_ITERATIONS`).
        const STEPS: u32 = 10;
        for _ in 0..STEPS {
            let Some(WaitsFor::FileLock(_, next)) = self.tasks.blocked(blocker).map(|blocked| blocked.on) else {
                return false;
            };
            if next == pid {
                return true;
            }
            blocker = next;
        }
        false
    }

    /// `fcntl` with `F_UNLCK`.
    pub(in crate::kernel) fn unlock_record(&mut self, id: InodeId, range: RecordLock) -> Result<(), Errno> {
        self.fs.get_mut(id)?.locks.clear(&range);
        self.wake_lockers(id);
        Ok(())
    }

    /// A process closes a descriptor of a file: all its record locks there go, whatever else it has open.
    pub(in crate::kernel) fn drop_records(&mut self, pid: Pid, id: InodeId) {
        if self.fs.get(id).is_ok_and(|inode| inode.locks.records.iter().any(|lock| lock.owner == pid)) {
            let all = RecordLock { owner: pid, kind: LockKind::Write, start: 0, last: u64::MAX >> 1 };
            let _gone = self.unlock_record(id, all);
        }
    }

    /// `flock(2)`; `None` unlocks.
    pub(in crate::kernel) fn flock(
        &mut self,
        (pid, file): (Pid, FileId),
        id: InodeId,
        kind: Option<LockKind>,
        mode: LockMode,
    ) -> Result<(), Halt> {
        let locks = &mut self.fs.get_mut(id)?.locks;
        let old = locks.whole.iter().find(|(holder, _)| *holder == file).map(|&(_, kind)| kind);
        if old == kind {
            return Ok(());
        }
        // Changing the kind gives the old lock up first (`flock(2)`: "the conversion is not guaranteed to be atomic").
        locks.whole.retain(|(holder, _)| *holder != file);
        if old.is_some() {
            self.wake_lockers(id);
        }
        let Some(kind) = kind else { return Ok(()) };
        let locks = &mut self.fs.get_mut(id)?.locks;
        let is_free = locks.whole.iter().all(|&(_, other)| kind == LockKind::Read && other == LockKind::Read);
        match mode {
            _ if is_free => locks.whole.push((file, kind)),
            LockMode::Try => return Err(Errno::EAGAIN.into()),
            LockMode::Sleep => {
                locks.waiters.enqueue(pid);
                return Err(Halt::Block(WaitsFor::WholeFileLock(id), Resume::Again));
            }
        }
        Ok(())
    }

    /// An open file description ends, and its lock with it.
    pub(in crate::kernel) fn drop_flock(&mut self, id: InodeId, file: FileId) {
        let Ok(inode) = self.fs.get_mut(id) else { return };
        let before = inode.locks.whole.len();
        inode.locks.whole.retain(|(holder, _)| *holder != file);
        if inode.locks.whole.len() < before {
            self.wake_lockers(id);
        }
    }

    /// A process gives up waiting for a lock.
    pub(in crate::kernel) fn lock_leave(&mut self, pid: Pid, id: InodeId) {
        if let Ok(inode) = self.fs.get_mut(id) {
            inode.locks.waiters.remove(pid);
        }
    }

    fn wake_lockers(&mut self, id: InodeId) {
        let Ok(inode) = self.fs.get_mut(id) else { return };
        let waiters = inode.locks.waiters.wake_all();
        waiters.into_iter().for_each(|waiter| self.wake(waiter));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(owner: Pid, kind: LockKind, start: u64, last: u64) -> RecordLock {
        RecordLock { owner, kind, start, last }
    }

    #[test]
    fn unlocking_the_middle_leaves_both_ends() {
        let mut locks = Locks::default();
        locks.set(lock(1, LockKind::Write, 0, 99));
        locks.clear(&lock(1, LockKind::Write, 40, 59));
        assert_eq!(locks.records, [lock(1, LockKind::Write, 0, 39), lock(1, LockKind::Write, 60, 99)]);
        locks.set(lock(1, LockKind::Write, 40, 59));
        assert_eq!(locks.records, [lock(1, LockKind::Write, 0, 99)]);
    }

    #[test]
    fn readers_share_and_a_writer_does_not() {
        let mut locks = Locks::default();
        locks.set(lock(1, LockKind::Read, 0, 9));
        assert_eq!(locks.obstacle(&lock(2, LockKind::Read, 5, 5)), None);
        assert!(locks.obstacle(&lock(2, LockKind::Write, 5, 5)).is_some());
        assert_eq!(locks.obstacle(&lock(2, LockKind::Write, 10, 10)), None);
        assert_eq!(locks.obstacle(&lock(1, LockKind::Write, 0, 9)), None);
    }
}
