//! Changing names: `mkdir`, `mknod`, `unlink`, `rmdir`, `rename`, `link`, `symlink`. The order of the checks is Linux's.

use crate::abi::Errno;
use crate::kernel::{Kernel, Pid};

use super::data::Contents;
use super::directory::Directory;
use super::path::{Follow, Last, Place};
use super::permission::MAY_WRITE;
use super::{FileSystem, InodeId, InodeKind, S_IFCHR, S_IFDIR, S_IFIFO, S_IFMT, S_IFREG, S_IFSOCK};

/// A path, and where it begins if it is relative.
pub(in crate::kernel) type At<'p> = (InodeId, &'p [u8]);

impl FileSystem {
    /// The place of a name that is to be made (`filename_create` of `fs/namei.c`).
    pub(in crate::kernel) fn vacant(
        &self,
        (start, path): At<'_>,
        is_directory: bool,
    ) -> Result<(InodeId, Vec<u8>), Errno> {
        let place = self.place(start, path)?;
        let name = place.name().ok_or(Errno::EEXIST)?;
        if self.entry(place.directory, name)?.is_some() {
            return Err(Errno::EEXIST);
        }
        if self.directory(place.directory)?.is_removed || (place.has_slash && !is_directory) {
            return Err(Errno::ENOENT);
        }
        Ok((place.directory, name.to_vec()))
    }

    /// Whether a directory lies in another, or is it.
    fn is_inside(&self, mut id: InodeId, ancestor: InodeId) -> bool {
        loop {
            match self.directory(id) {
                _ if id == ancestor => return true,
                Ok(directory) if id != id.own_root() => id = directory.parent,
                _ => return false,
            }
        }
    }

    /// The name `name` of `id` goes.
    fn unlink_entry(&mut self, directory: InodeId, name: &[u8], id: InodeId) {
        if let Ok(directory) = self.directory_mut(directory) {
            directory.remove(name);
        }
        if let Ok(inode) = self.get_mut(id) {
            inode.links -= 1;
        }
    }

    /// An empty directory ends.
    fn remove_directory(&mut self, parent: InodeId, name: &[u8], id: InodeId) {
        self.unlink_entry(parent, name, id);
        if let Ok(inode) = self.get_mut(parent) {
            inode.links -= 1;
        }
        if let Ok(inode) = self.get_mut(id) {
            inode.links = 0;
        }
        if let Ok(directory) = self.directory_mut(id) {
            directory.is_removed = true;
        }
    }

    /// Devices are mounted one by one, from outside of the lab: their names are busy.
    fn check_not_mounted(&self, id: InodeId) -> Result<(), Errno> {
        if matches!(self.get(id)?.kind, InodeKind::Device(_)) { Err(Errno::EBUSY) } else { Ok(()) }
    }
}

impl Kernel {
    /// `mkdir(2)`
    pub(in crate::kernel) fn make_directory(&mut self, pid: Pid, at: At<'_>, mode: u32) -> Result<(), Errno> {
        let (parent, name) = self.fs.vacant(at, true)?;
        let kind = InodeKind::Directory(Directory::new(parent));
        self.create(pid, (parent, &name), kind, mode & 0o1777).map(drop)
    }

    /// `mknod(2)`: FIFOs and regular files.
    pub(in crate::kernel) fn make_node(&mut self, pid: Pid, at: At<'_>, mode: u32) -> Result<(), Errno> {
        let kind = match mode & S_IFMT {
            0 | S_IFREG => InodeKind::Regular(Contents::default()),
            S_IFIFO => InodeKind::Fifo(None),
            S_IFSOCK => InodeKind::Socket,
            S_IFDIR => return Err(Errno::EPERM),
            _ => return Err(Errno::EINVAL),
        };
        let (parent, name) = self.fs.vacant(at, false)?;
        self.create(pid, (parent, &name), kind, mode).map(drop)
    }

    /// `symlink(2)`
    pub(in crate::kernel) fn make_symlink(&mut self, pid: Pid, target: &[u8], at: At<'_>) -> Result<(), Errno> {
        if target.is_empty() {
            return Err(Errno::ENOENT);
        }
        let (parent, name) = self.fs.vacant(at, false)?;
        self.create(pid, (parent, &name), InodeKind::Symlink(target.into()), 0o777).map(drop)
    }

    /// `link(2)`
    pub(in crate::kernel) fn make_link(&mut self, from: At<'_>, to: At<'_>, follow: Follow) -> Result<(), Errno> {
        let id = self.fs.resolve(from.0, from.1, follow)?;
        let (parent, name) = self.fs.vacant(to, false)?;
        if matches!(self.fs.get(id)?.kind, InodeKind::Device(_)) {
            return Err(Errno::EXDEV);
        }
        self.fs.permit_link(id)?;
        self.fs.permit_new_name(parent)?;
        if self.fs.get(id)?.is_directory() {
            return Err(Errno::EPERM);
        }
        self.fs.link(parent, &name, id);
        Ok(())
    }

    /// `unlink(2)`
    pub(in crate::kernel) fn unlink(&mut self, (start, path): At<'_>) -> Result<(), Errno> {
        let place = self.fs.place(start, path)?;
        let name = place.name().ok_or(Errno::EISDIR)?;
        let id = self.fs.entry(place.directory, name)?.ok_or(Errno::ENOENT)?;
        let is_directory = self.fs.get(id)?.is_directory();
        if place.has_slash {
            return Err(if is_directory { Errno::EISDIR } else { Errno::ENOTDIR });
        }
        self.fs.permit_removal(place.directory, id)?;
        if is_directory {
            return Err(Errno::EISDIR);
        }
        self.fs.check_not_mounted(id)?;
        self.fs.unlink_entry(place.directory, name, id);
        self.fs.end_if_unused(&mut self.memory, id);
        Ok(())
    }

    /// `rmdir(2)`
    pub(in crate::kernel) fn remove_directory(&mut self, (start, path): At<'_>) -> Result<(), Errno> {
        let place = self.fs.place(start, path)?;
        let name = match &place.last {
            Last::Name(name) => name,
            Last::Here => return Err(Errno::EINVAL),
            Last::Parent => return Err(Errno::ENOTEMPTY),
            Last::Root => return Err(Errno::EBUSY),
        };
        let id = self.fs.entry(place.directory, name)?.ok_or(Errno::ENOENT)?;
        self.fs.permit_removal(place.directory, id)?;
        if !self.fs.directory(id)?.is_empty() {
            return Err(Errno::ENOTEMPTY);
        }
        self.fs.remove_directory(place.directory, name, id);
        Ok(())
    }

    /// `rename(2)`
    pub(in crate::kernel) fn rename(&mut self, from: At<'_>, to: At<'_>) -> Result<(), Errno> {
        let (old, new) = (self.fs.place(from.0, from.1)?, self.fs.place(to.0, to.1)?);
        let (Some(old_name), Some(new_name)) = (old.name(), new.name()) else { return Err(Errno::EBUSY) };
        let id = self.fs.entry(old.directory, old_name)?;
        let target = self.fs.entry(new.directory, new_name)?;
        let id = id.ok_or(Errno::ENOENT)?;
        self.check_rename(id, target, &old, &new)?;
        if target == Some(id) {
            return Ok(());
        }
        if let Some(target) = target {
            self.replace(&new, target);
        }
        self.move_entry((&old, old_name), (&new, new_name), id);
        Ok(())
    }

    fn check_rename(&self, id: InodeId, target: Option<InodeId>, old: &Place, new: &Place) -> Result<(), Errno> {
        let is_directory = self.fs.get(id)?.is_directory();
        if !is_directory && (old.has_slash || new.has_slash) {
            return Err(Errno::ENOTDIR);
        }
        if is_directory && self.fs.is_inside(new.directory, id) {
            return Err(Errno::EINVAL);
        }
        // A directory cannot take the place of one that holds it.
        if target.is_some_and(|target| self.fs.is_inside(old.directory, target)) {
            return Err(Errno::ENOTEMPTY);
        }
        if target == Some(id) {
            return Ok(());
        }
        self.fs.permit_removal(old.directory, id)?;
        match target {
            None => self.fs.permit_new_name(new.directory)?,
            Some(target) => self.check_replaced(is_directory, target, new.directory)?,
        }
        // Its `..` changes.
        if is_directory && old.directory != new.directory {
            self.fs.permit(id, MAY_WRITE)?;
        }
        let Some(target) = target else { return Ok(()) };
        self.fs.check_not_mounted(id).and_then(|()| self.fs.check_not_mounted(target))?;
        let is_full = self.fs.directory(target).is_ok_and(|directory| !directory.is_empty());
        if is_full { Err(Errno::ENOTEMPTY) } else { Ok(()) }
    }

    /// Whether a file or directory may take the place of `target`.
    fn check_replaced(&self, is_directory: bool, target: InodeId, parent: InodeId) -> Result<(), Errno> {
        self.fs.permit_removal(parent, target)?;
        match (is_directory, self.fs.directory(target)) {
            (true, Err(_)) => Err(Errno::ENOTDIR),
            (false, Ok(_)) => Err(Errno::EISDIR),
            _ => Ok(()),
        }
    }

    /// What had the new name loses it; the name itself stays where it is listed.
    fn replace(&mut self, new: &Place, target: InodeId) {
        let Ok(inode) = self.fs.get_mut(target) else { return };
        inode.links -= 1;
        if let InodeKind::Directory(directory) = &mut inode.kind {
            directory.is_removed = true;
            inode.links = 0;
            if let Ok(parent) = self.fs.get_mut(new.directory) {
                parent.links -= 1;
            }
        }
        self.fs.end_if_unused(&mut self.memory, target);
    }

    fn move_entry(&mut self, (old, old_name): (&Place, &[u8]), (new, new_name): (&Place, &[u8]), id: InodeId) {
        if let Ok(directory) = self.fs.directory_mut(old.directory) {
            directory.remove(old_name);
        }
        if let Ok(directory) = self.fs.directory_mut(new.directory) {
            directory.insert(new_name, id);
        }
        if old.directory == new.directory {
            return;
        }
        if let Ok(directory) = self.fs.directory_mut(id) {
            directory.parent = new.directory;
            for (parent, change) in [(old.directory, -1), (new.directory, 1)] {
                if let Ok(inode) = self.fs.get_mut(parent) {
                    inode.links = inode.links.saturating_add_signed(change);
                }
            }
        }
    }
}

/// Whether a mode is that of a device, which only a real system can make.
#[must_use]
pub(in crate::kernel) const fn is_device_mode(mode: u32) -> bool {
    matches!(mode & S_IFMT, S_IFCHR | 0o060_000)
}
