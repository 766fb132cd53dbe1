//! `flock`, and the record locks of `fcntl`.

use crate::abi::Errno;
use crate::kernel::file::{FileObject, OpenFile};
use crate::kernel::fs::InodeId;
use crate::kernel::fs::lock::{LockKind, LockMode, RecordLock};
use crate::kernel::{Halt, SysResult};

use super::Call;

const F_GETLK: i32 = 5;
const F_SETLKW: i32 = 7;
const F_RDLCK: i16 = 0;
const F_WRLCK: i16 = 1;
const F_UNLCK: i16 = 2;
/// The last byte that a file can have.
const LAST: u64 = u64::MAX >> 1;

/// `struct flock` of x86-64.
struct Flock {
    kind: i16,
    whence: i16,
    start: i64,
    len: i64,
}

impl Flock {
    const BYTES: usize = 32;

    fn decode(bytes: &[u8; Self::BYTES]) -> Self {
        let long = |at: usize| i64::from_le_bytes(std::array::from_fn(|index| bytes[at + index]));
        let short = |at: usize| i16::from_le_bytes([bytes[at], bytes[at + 1]]);
        Self { kind: short(0), whence: short(2), start: long(8), len: long(16) }
    }

    /// The bytes meant, as a range of offsets. A negative length counts backwards (`fcntl(2)`).
    fn range(&self, file: &OpenFile, size: u64) -> Result<(u64, u64), Errno> {
        let origin = match self.whence {
            0 => 0,
            1 => file.offset as i64,
            2 => size as i64,
            _ => return Err(Errno::EINVAL),
        };
        let start = origin.checked_add(self.start).ok_or(Errno::EOVERFLOW)?;
        if start < 0 {
            return Err(Errno::EINVAL);
        }
        let (first, last) = match self.len {
            0 => (start, LAST as i64),
            len @ 1.. => (start, start.checked_add(len - 1).ok_or(Errno::EOVERFLOW)?),
            len => (start.checked_add(len).ok_or(Errno::EINVAL)?, start - 1),
        };
        let unsigned = |value: i64| u64::try_from(value).map_err(|_| Errno::EINVAL);
        Ok((unsigned(first)?, unsigned(last)?))
    }
}

/// The inode that locks are kept at. Pipes have one on Linux too, but not here.
const fn lockable(file: &OpenFile) -> Option<InodeId> {
    match file.object {
        FileObject::File(id) => Some(id),
        _ => file.inode,
    }
}

fn no_inode() -> Halt {
    Halt::Unsupported("locks on what is no file".to_owned())
}

/// `fcntl(2)` with `F_GETLK`, `F_SETLK` or `F_SETLKW`.
pub(super) fn record(call: &mut Call<'_>, command: i32) -> SysResult {
    call.kernel.file(call.pid, call.int(0))?;
    let lock = Flock::decode(&call.copy_in(call.word(2))?);
    if command == F_GETLK && !matches!(lock.kind, F_RDLCK | F_WRLCK) {
        return Err(Errno::EINVAL.into());
    }
    let (_, file) = call.kernel.file(call.pid, call.int(0))?;
    let id = lockable(file);
    let size = id.map_or(Ok(0), |id| call.kernel.fs.get(id).map(|inode| inode.size()))?;
    let (start, last) = lock.range(file, size)?;
    let kind = match lock.kind {
        F_RDLCK => Some(LockKind::Read),
        F_WRLCK => Some(LockKind::Write),
        F_UNLCK => None,
        _ => return Err(Errno::EINVAL.into()),
    };
    let (can_read, can_write) = (file.can_read(), file.can_write());
    let wanted = RecordLock { owner: call.process_id(), kind: kind.unwrap_or(LockKind::Read), start, last };
    if command == F_GETLK {
        return tell_obstacle(call, id.ok_or_else(no_inode)?, &wanted);
    }
    match (kind, id) {
        (None, None) => {}
        (None, Some(id)) => call.kernel.unlock_record(id, wanted)?,
        (Some(LockKind::Read), _) if !can_read => return Err(Errno::EBADF.into()),
        (Some(LockKind::Write), _) if !can_write => return Err(Errno::EBADF.into()),
        (Some(_), id) => {
            let id = id.ok_or_else(no_inode)?;
            let mode = if command == F_SETLKW { LockMode::Sleep } else { LockMode::Try };
            call.kernel.lock_record(id, wanted, mode)?;
        }
    }
    Ok(0)
}

/// `F_GETLK`: the lock that is in the way, or `F_UNLCK` and all else as it was.
fn tell_obstacle(call: &mut Call<'_>, id: InodeId, wanted: &RecordLock) -> SysResult {
    let addr = call.word(2);
    let Some(&lock) = call.kernel.fs.get(id)?.locks.obstacle(wanted) else {
        call.copy_out(addr, &F_UNLCK.to_le_bytes())?;
        return Ok(0);
    };
    let mut bytes = [0; Flock::BYTES];
    let kind = if lock.kind == LockKind::Read { F_RDLCK } else { F_WRLCK };
    let len = if lock.last == LAST { 0 } else { lock.last - lock.start + 1 };
    bytes[..2].copy_from_slice(&kind.to_le_bytes());
    bytes[8..16].copy_from_slice(&lock.start.to_le_bytes());
    bytes[16..24].copy_from_slice(&len.to_le_bytes());
    bytes[24..28].copy_from_slice(&lock.owner.to_le_bytes());
    call.copy_out(addr, &bytes)?;
    Ok(0)
}

/// `flock(2)`
pub(super) fn flock(call: &mut Call<'_>) -> SysResult {
    const LOCK_SH: i32 = 1;
    const LOCK_EX: i32 = 2;
    const LOCK_NB: i32 = 4;
    const LOCK_UN: i32 = 8;
    const LOCK_MAND: i32 = 32;
    let operation = call.int(1);
    if operation & LOCK_MAND != 0 {
        // Once another kind of lock; ignored since Linux 5.18.
        return Ok(0);
    }
    let kind = match operation & !LOCK_NB {
        LOCK_SH => Some(LockKind::Read),
        LOCK_EX => Some(LockKind::Write),
        LOCK_UN => None,
        _ => return Err(Errno::EINVAL.into()),
    };
    let (file_id, file) = call.kernel.file(call.pid, call.int(0))?;
    if kind.is_some() && !file.can_read() && !file.can_write() {
        return Err(Errno::EBADF.into());
    }
    let Some(id) = lockable(file) else {
        return if kind.is_some() { Err(no_inode()) } else { Ok(0) };
    };
    let mode = if operation & LOCK_NB != 0 { LockMode::Try } else { LockMode::Sleep };
    call.kernel.flock((call.pid, file_id), id, kind, mode)?;
    Ok(0)
}
