//! From a path to a file (`path_resolution(7)`).

use std::collections::VecDeque;

use crate::abi::Errno;

use super::permission::MAY_EXECUTE;
use super::{FileSystem, InodeId, InodeKind};

/// How many symbolic links one path may lead through (`MAXSYMLINKS`).
const LINKS_MAX: u32 = 40;

/// The last part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Last {
    /// A name.
    Name(Vec<u8>),
    /// `.`, or no name at all: the directory itself.
    Here,
    /// `..`
    Parent,
    /// The root, without a name.
    Root,
}

/// Where a path leads: all of it but the last part has been followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kernel) struct Place {
    /// The directory.
    pub directory: InodeId,
    /// The last part.
    pub last: Last,
    /// Whether slashes follow it: then it must be a directory.
    pub has_slash: bool,
}

impl Place {
    /// The name, if the path ends in one.
    pub(in crate::kernel) fn name(&self) -> Option<&[u8]> {
        match &self.last {
            Last::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Whether a symbolic link at the end of a path is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Follow {
    /// It is.
    Yes,
    /// The link itself is meant.
    No,
}

/// A walk along a path.
struct Walk {
    at: InodeId,
    rest: VecDeque<Vec<u8>>,
    links: u32,
}

impl Walk {
    /// Puts the parts of a path in front of what is left.
    fn prepend(&mut self, path: &[u8]) {
        if path.first() == Some(&b'/') {
            self.at = self.at.own_root();
        }
        let parts = path.split(|&byte| byte == b'/').filter(|part| !part.is_empty());
        parts.rev().for_each(|part| self.rest.push_front(part.to_vec()));
    }

    fn follow(&mut self, target: &[u8]) -> Result<(), Errno> {
        self.links += 1;
        if self.links > LINKS_MAX {
            return Err(Errno::ELOOP);
        }
        self.prepend(target);
        Ok(())
    }
}

impl FileSystem {
    /// Follows a path to its last part, without looking whether that exists.
    ///
    /// # Errors
    /// `ENOENT`, `ENOTDIR`, `ELOOP`, `ENAMETOOLONG`; `EACCES` where the caller may not search.
    pub(in crate::kernel) fn place(&self, start: InodeId, path: &[u8]) -> Result<Place, Errno> {
        let mut walk = Walk { at: start, rest: VecDeque::new(), links: 0 };
        self.walk(&mut walk, path)
    }

    fn walk(&self, walk: &mut Walk, path: &[u8]) -> Result<Place, Errno> {
        if path.is_empty() {
            return Err(Errno::ENOENT);
        }
        walk.prepend(path);
        let has_slash = path.last() == Some(&b'/');
        loop {
            let Some(part) = walk.rest.pop_front() else {
                return Ok(Place { directory: walk.at, last: Last::Root, has_slash });
            };
            if walk.rest.is_empty() {
                self.directory(walk.at)?;
                self.permit(walk.at, MAY_EXECUTE)?;
                let last = match &part[..] {
                    b"." => Last::Here,
                    b".." => Last::Parent,
                    _ => Last::Name(part),
                };
                return Ok(Place { directory: walk.at, last, has_slash });
            }
            self.step(walk, &part)?;
        }
    }

    /// Goes through a part that is not the last.
    fn step(&self, walk: &mut Walk, part: &[u8]) -> Result<(), Errno> {
        let directory = self.directory(walk.at)?;
        self.permit(walk.at, MAY_EXECUTE)?;
        match part {
            b"." => {}
            b".." => walk.at = directory.parent,
            _ => {
                let next = self.entry(walk.at, part)?.ok_or(Errno::ENOENT)?;
                match &self.get(next)?.kind {
                    InodeKind::Symlink(target) => walk.follow(target)?,
                    InodeKind::Directory(_) => walk.at = next,
                    _ => return Err(Errno::ENOTDIR),
                }
            }
        }
        Ok(())
    }

    /// Follows a path, through symbolic links at its end if wanted: the place, and what is there.
    ///
    /// # Errors
    /// As [`place`](Self::place); what the last part stands for need not exist.
    pub(in crate::kernel) fn find(
        &self,
        start: InodeId,
        path: &[u8],
        follow: Follow,
    ) -> Result<(Place, Option<InodeId>), Errno> {
        let mut walk = Walk { at: start, rest: VecDeque::new(), links: 0 };
        let mut place = self.walk(&mut walk, path)?;
        loop {
            let found = match &place.last {
                Last::Here | Last::Root => Some(place.directory),
                Last::Parent => Some(self.directory(place.directory)?.parent),
                Last::Name(name) => self.entry(place.directory, name)?,
            };
            let target = match found.map(|id| self.get(id)).transpose()?.map(|inode| &inode.kind) {
                Some(InodeKind::Symlink(target)) if follow == Follow::Yes || place.has_slash => target,
                _ => return Ok((place, found)),
            };
            walk.links += 1;
            if walk.links > LINKS_MAX {
                return Err(Errno::ELOOP);
            }
            walk.at = place.directory;
            let has_slash = place.has_slash;
            place = self.walk(&mut walk, target)?;
            place.has_slash |= has_slash;
        }
    }

    /// The file that a path names.
    ///
    /// # Errors
    /// As [`place`](Self::place), and `ENOENT` if there is none.
    pub(in crate::kernel) fn resolve(&self, start: InodeId, path: &[u8], follow: Follow) -> Result<InodeId, Errno> {
        let (place, found) = self.find(start, path, follow)?;
        let id = found.ok_or(Errno::ENOENT)?;
        if place.has_slash && !self.get(id)?.is_directory() {
            return Err(Errno::ENOTDIR);
        }
        Ok(id)
    }

    /// The path of a directory (`getcwd(2)`).
    ///
    /// # Errors
    /// `ENOENT` if it has been removed.
    pub fn path_of(&self, mut id: InodeId) -> Result<Vec<u8>, Errno> {
        let mut path = Vec::new();
        if self.directory(id)?.is_removed {
            return Err(Errno::ENOENT);
        }
        while id != id.own_root() {
            let parent = self.directory(id)?.parent;
            let name = self.directory(parent)?.name_of(id).ok_or(Errno::ENOENT)?;
            path.splice(..0, [b"/", name].concat());
            id = parent;
        }
        Ok(if path.is_empty() { b"/".to_vec() } else { path })
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::exec::{BuiltIn, Programs};
    use super::super::super::mm::PhysicalMemory;
    use super::*;
    use crate::network::{HostId, Network};

    fn fresh() -> FileSystem {
        let built_in = BuiltIn { names: || vec!["server"], compile: |_| None };
        FileSystem::new(&mut PhysicalMemory::new(), &Programs::new([], built_in), &[], &Network::default())
    }

    #[test]
    fn programs_lie_in_bin() {
        let fs = fresh();
        let root = InodeId::root(HostId::FIRST);
        let server = fs.resolve(root, b"/bin/server", Follow::Yes);
        assert!(server.is_ok());
        assert_eq!(fs.resolve(root, b"/usr/bin/server", Follow::Yes), server);
        assert_eq!(fs.resolve(root, b"tmp/../bin/./server", Follow::Yes), server);
        assert_eq!(fs.resolve(root, b"bin/server/", Follow::Yes), Err(Errno::ENOTDIR));
        assert_eq!(fs.resolve(root, b"bin/server/x", Follow::Yes), Err(Errno::ENOTDIR));
        assert_eq!(fs.resolve(root, b"nowhere/x", Follow::Yes), Err(Errno::ENOENT));
        assert_eq!(fs.resolve(root, b"", Follow::Yes), Err(Errno::ENOENT));
    }

    #[test]
    fn a_link_that_leads_to_itself_is_a_loop() {
        let mut fs = fresh();
        let root = InodeId::root(HostId::FIRST);
        fs.add(root, b"loop", InodeKind::Symlink(b"loop".as_slice().into()), 0o777, 0);
        fs.add(root, b"t", InodeKind::Symlink(b"/tmp".as_slice().into()), 0o777, 0);
        assert_eq!(fs.resolve(root, b"loop", Follow::Yes), Err(Errno::ELOOP));
        assert!(fs.resolve(root, b"loop", Follow::No).is_ok());
        assert_eq!(fs.resolve(root, b"t", Follow::Yes), fs.resolve(root, b"/tmp", Follow::No));
    }

    #[test]
    fn a_directory_knows_its_path() {
        let fs = fresh();
        let shm = fs.resolve(InodeId::root(HostId::FIRST), b"/dev/shm", Follow::Yes).expect("it is there");
        assert_eq!(fs.path_of(shm), Ok(b"/dev/shm".to_vec()));
        assert_eq!(fs.path_of(InodeId::root(HostId::FIRST)), Ok(b"/".to_vec()));
    }
}
