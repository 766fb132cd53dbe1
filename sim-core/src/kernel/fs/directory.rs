//! Directories: names and the inodes they stand for.
//!
//! `readdir` lists the newest name first, as tmpfs does (`simple_offset_readdir` of `fs/libfs.c`): each name has an
//! offset, counted up, and the list goes down. Checked on Linux 6.18.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::abi::Errno;

use super::{FileSystem, InodeId, InodeKind};

/// Offset of the first name after `.` and `..`.
const FIRST_OFFSET: u64 = 3;
/// The position behind the last name (`DIR_OFFSET_EOD`).
pub(in crate::kernel) const END_OFFSET: u64 = 0x7fff_ffff;
/// Longest name (`NAME_MAX`).
const NAME_MAX: usize = 255;

/// A directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    entries: BTreeMap<Rc<[u8]>, Entry>,
    next_offset: u64,
    /// The directory it lies in; the root's is itself.
    pub parent: InodeId,
    /// Whether `rmdir` has taken its name; nothing can be made in it any more.
    pub is_removed: bool,
}

/// A name's inode, and where `readdir` lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    inode: InodeId,
    offset: u64,
}

impl Directory {
    pub(super) fn new(parent: InodeId) -> Self {
        Self { entries: BTreeMap::new(), next_offset: FIRST_OFFSET, parent, is_removed: false }
    }

    /// How many names it has, `.` and `..` not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Names with their inodes, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], InodeId)> {
        self.entries.iter().map(|(name, entry)| (&**name, entry.inode))
    }

    /// Adds a name; one that exists keeps its place in the list.
    pub(super) fn insert(&mut self, name: &[u8], inode: InodeId) {
        match self.entries.get_mut(name) {
            Some(entry) => entry.inode = inode,
            None => {
                self.entries.insert(name.into(), Entry { inode, offset: self.next_offset });
                self.next_offset += 1;
            }
        }
    }

    /// Takes a name away.
    pub(super) fn remove(&mut self, name: &[u8]) {
        self.entries.remove(name);
    }

    /// The name of an inode.
    pub(super) fn name_of(&self, inode: InodeId) -> Option<&[u8]> {
        self.iter().find(|&(_, id)| id == inode).map(|(name, _)| name)
    }

    /// What is to be listed from a position on: offset, name and inode, newest first.
    pub(in crate::kernel) fn list_from(&self, position: u64) -> Vec<(u64, Rc<[u8]>, InodeId)> {
        let is_ahead = |entry: &Entry| position < FIRST_OFFSET || entry.offset <= position;
        let ahead = self.entries.iter().filter(|(_, entry)| position != END_OFFSET && is_ahead(entry));
        let mut list: Vec<_> = ahead.map(|(name, entry)| (entry.offset, Rc::clone(name), entry.inode)).collect();
        list.sort_unstable_by_key(|&(offset, ..)| std::cmp::Reverse(offset));
        list
    }
}

impl FileSystem {
    /// A directory.
    ///
    /// # Errors
    /// `ENOTDIR` if it is none.
    pub fn directory(&self, id: InodeId) -> Result<&Directory, Errno> {
        match &self.get(id)?.kind {
            InodeKind::Directory(directory) => Ok(directory),
            _ => Err(Errno::ENOTDIR),
        }
    }

    pub(super) fn directory_mut(&mut self, id: InodeId) -> Result<&mut Directory, Errno> {
        match &mut self.get_mut(id)?.kind {
            InodeKind::Directory(directory) => Ok(directory),
            _ => Err(Errno::ENOTDIR),
        }
    }

    /// What a name stands for in a directory, if anything.
    ///
    /// # Errors
    /// `ENOTDIR`, `ENAMETOOLONG`.
    pub(in crate::kernel) fn entry(&self, directory: InodeId, name: &[u8]) -> Result<Option<InodeId>, Errno> {
        let directory = self.directory(directory)?;
        if name.len() > NAME_MAX {
            return Err(Errno::ENAMETOOLONG);
        }
        Ok(directory.entries.get(name).map(|entry| entry.inode))
    }
}
