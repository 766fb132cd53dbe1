//! What the kinds of System V IPC have in common (`sysvipc(7)`): ids, keys, owners and permissions.

pub mod msg;
pub mod sem;
pub mod shm;

use std::collections::BTreeMap;

use crate::abi::Errno;
use crate::kernel::credentials::{Capability, Credentials};

/// A key of `IPC_PRIVATE` always makes a new object.
pub const IPC_PRIVATE: i32 = 0;
/// Make the object if there is none.
pub const IPC_CREAT: i32 = 0o1000;
/// Fail if there is one.
pub const IPC_EXCL: i32 = 0o2000;
/// Fail instead of waiting.
pub const IPC_NOWAIT: i32 = 0o4000;
/// Remove the object.
pub const IPC_RMID: i32 = 0;
/// Change owner, permissions and limits.
pub const IPC_SET: i32 = 1;
/// Tell about the object.
pub const IPC_STAT: i32 = 2;

/// To read: in the mode, for all three.
pub const MAY_READ: u32 = 0o444;
/// To write, or alter.
pub const MAY_WRITE: u32 = 0o222;
/// To execute.
pub const MAY_EXECUTE: u32 = 0o111;

/// How many objects of a kind there may be (`MSGMNI`, `SHMMNI`).
const LIMIT: usize = 32_000;
/// How many low bits of an id are an index; the others are a sequence number (`IPCMNI_SHIFT`).
const INDEX_BITS: u32 = 15;
/// Indices are given out in a circle of at least this many (`ipc_min_cycle`).
const MIN_CYCLE: usize = 64;
/// Sequence numbers are smaller than this, so that ids are not negative.
const SEQUENCES: i32 = i32::MAX >> INDEX_BITS;

/// Owner and permissions of an object (`struct ipc_perm`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permissions {
    /// The key it was made with; [`IPC_PRIVATE`] if it cannot be found by key.
    pub key: i32,
    /// Owner.
    pub uid: u32,
    /// Group of the owner.
    pub gid: u32,
    /// Creator.
    pub cuid: u32,
    /// Group of the creator.
    pub cgid: u32,
    /// Nine permission bits, and flags of the kind.
    pub mode: u32,
}

impl Permissions {
    /// How many bytes the structure takes in memory.
    pub(super) const BYTES: usize = 48;

    /// What `get` with this key and these flags makes.
    fn new(key: i32, flags: i32, who: &Credentials) -> Self {
        let (uid, gid) = (who.user.effective, who.group.effective);
        Self { key, uid, gid, cuid: uid, cgid: gid, mode: flags as u32 & 0o777 }
    }

    /// Whether somebody may use the object in the ways that `wanted` has bits for, wherever they stand (`ipcperms`).
    ///
    /// # Errors
    /// `EACCES`
    pub(in crate::kernel) fn permit(&self, who: &Credentials, wanted: u32) -> Result<(), Errno> {
        let requested = (wanted >> 6) | (wanted >> 3) | wanted;
        let granted = if [self.cuid, self.uid].contains(&who.user.effective) {
            self.mode >> 6
        } else if who.is_in_group(self.cgid) || who.is_in_group(self.gid) {
            self.mode >> 3
        } else {
            self.mode
        };
        let is_refused = requested & !granted & 7 != 0 && !who.is_capable(Capability::IpcOwner);
        if is_refused { Err(Errno::EACCES) } else { Ok(()) }
    }

    /// Whether somebody may change or remove the object: its owner or creator (`ipcctl_obtain_check`).
    ///
    /// # Errors
    /// `EPERM`
    pub(super) fn permit_control(&self, who: &Credentials) -> Result<(), Errno> {
        let is_own = [self.cuid, self.uid].contains(&who.user.effective);
        if is_own || who.is_capable(Capability::SysAdmin) { Ok(()) } else { Err(Errno::EPERM) }
    }

    /// As it lies in memory (`struct ipc64_perm` of x86-64).
    pub(super) fn encode(&self, id: i32) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let words = [self.key as u32, self.uid, self.gid, self.cuid, self.cgid, self.mode];
        for (at, word) in bytes.chunks_exact_mut(4).zip(words) {
            at.copy_from_slice(&word.to_le_bytes());
        }
        bytes[24..26].copy_from_slice(&((id >> INDEX_BITS) as u16).to_le_bytes());
        bytes
    }

    /// What `IPC_SET` takes from a structure in memory: owner and permission bits.
    ///
    /// # Errors
    /// `EINVAL` if user or group is -1, which is nobody (`ipc_update_perm`).
    pub(super) fn update(&mut self, bytes: &[u8; Self::BYTES]) -> Result<(), Errno> {
        let word = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let (uid, gid) = (word(4), word(8));
        if uid == u32::MAX || gid == u32::MAX {
            return Err(Errno::EINVAL);
        }
        (self.uid, self.gid) = (uid, gid);
        self.mode = (self.mode & !0o777) | (word(20) & 0o777);
        Ok(())
    }
}

/// An object that [`IpcIds`] can keep.
pub trait IpcObject {
    /// Its owner and permissions.
    fn permissions(&self) -> &Permissions;
}

/// The objects of one kind (Linux: `struct ipc_ids`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpcIds<T> {
    /// By index.
    objects: BTreeMap<u32, (i32, T)>,
    next_index: u32,
    last_index: Option<u32>,
    sequence: i32,
}

impl<T> Default for IpcIds<T> {
    fn default() -> Self {
        Self { objects: BTreeMap::new(), next_index: 0, last_index: None, sequence: 0 }
    }
}

impl<T> IpcIds<T> {
    /// All objects with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (i32, &T)> {
        self.objects.values().map(|(id, object)| (*id, object))
    }

    /// The object with this id. Errors: `EINVAL`, also for an id whose object is gone.
    ///
    /// # Errors
    /// As said.
    pub fn get(&self, id: i32) -> Result<&T, Errno> {
        let index = index_of(id)?;
        self.objects.get(&index).filter(|(own, _)| *own == id).map(|(_, object)| object).ok_or(Errno::EINVAL)
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, id: i32) -> Result<&mut T, Errno> {
        let index = index_of(id)?;
        self.objects.get_mut(&index).filter(|(own, _)| *own == id).map(|(_, object)| object).ok_or(Errno::EINVAL)
    }

    /// Adds an object. Indices go round in a circle, and the sequence number grows with each round, so that an id is
    /// not soon used again (`ipc_idr_alloc`; seen on Linux 6.18: 0, 1, 2, … also when each is removed before the next).
    ///
    /// # Errors
    /// `ENOSPC` at the limit of the kind.
    pub(super) fn add(&mut self, object: T) -> Result<i32, Errno> {
        if self.objects.len() >= LIMIT {
            return Err(Errno::ENOSPC);
        }
        let circle = (self.objects.len() * 3 / 2).clamp(MIN_CYCLE, 1 << INDEX_BITS) as u32;
        let is_free = |index: &u32| !self.objects.contains_key(index);
        let index = (self.next_index..circle).chain(0..circle).find(is_free).ok_or(Errno::ENOSPC)?;
        if self.last_index.is_some_and(|last| index <= last) {
            self.sequence = (self.sequence + 1) % SEQUENCES;
        }
        self.last_index = Some(index);
        self.next_index = index + 1;
        let id = (self.sequence << INDEX_BITS) + index as i32;
        self.objects.insert(index, (id, object));
        Ok(id)
    }

    /// Takes an object out.
    pub(super) fn remove(&mut self, id: i32) -> Result<T, Errno> {
        self.get(id)?;
        self.objects.remove(&index_of(id)?).map(|(_, object)| object).ok_or(Errno::EINVAL)
    }
}

fn index_of(id: i32) -> Result<u32, Errno> {
    if id < 0 { Err(Errno::EINVAL) } else { Ok(id as u32 & ((1 << INDEX_BITS) - 1)) }
}

impl<T: IpcObject> IpcIds<T> {
    /// The object with this id, for somebody who wants to read about it.
    ///
    /// # Errors
    /// `EINVAL`, `EACCES`
    pub(in crate::kernel) fn readable(&self, id: i32, who: &Credentials) -> Result<&T, Errno> {
        let object = self.get(id)?;
        object.permissions().permit(who, MAY_READ)?;
        Ok(object)
    }

    /// The object with this id, for somebody who wants to change or remove it.
    ///
    /// # Errors
    /// `EINVAL`, `EPERM`
    pub(in crate::kernel) fn controlled(&mut self, id: i32, who: &Credentials) -> Result<&mut T, Errno> {
        self.get(id)?.permissions().permit_control(who)?;
        self.get_mut(id)
    }

    /// What `msgget`, `semget` and `shmget` do (`ipcget`): the object with the key, or a new one, as the flags say. `check` looks
    /// at an object that was there, before its permissions are.
    pub(super) fn get_or_add(
        &mut self,
        (key, flags, who): (i32, i32, &Credentials),
        check: impl FnOnce(&T) -> Result<(), Errno>,
        make: impl FnOnce(Permissions) -> Result<T, Errno>,
    ) -> Result<i32, Errno> {
        let found = self.iter().find(|(_, object)| key != IPC_PRIVATE && object.permissions().key == key);
        match found {
            Some(_) if flags & IPC_CREAT != 0 && flags & IPC_EXCL != 0 => Err(Errno::EEXIST),
            Some((id, object)) => {
                check(object)?;
                object.permissions().permit(who, flags as u32 & 0o777)?;
                Ok(id)
            }
            None if key != IPC_PRIVATE && flags & IPC_CREAT == 0 => Err(Errno::ENOENT),
            None => {
                let object = make(Permissions::new(key, flags, who))?;
                self.add(object)
            }
        }
    }
}
