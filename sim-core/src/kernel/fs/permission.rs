//! Who may do what with a file (`inode(7)`, `path_resolution(7)`, "Permissions"; `fs/namei.c`, `fs/attr.c`).
//!
//! The file system knows whose call it serves ([`FileSystem::caller`]), as Linux knows the current task's credentials.

use crate::abi::Errno;
use crate::kernel::credentials::{Capability, Credentials, Gid, Uid};

use super::{FileSystem, Inode, InodeId, InodeKind};

/// Read.
pub(in crate::kernel) const MAY_READ: u32 = 4;
/// Write; of a directory: make, rename and remove names.
pub(in crate::kernel) const MAY_WRITE: u32 = 2;
/// Execute; of a directory: search.
pub(in crate::kernel) const MAY_EXECUTE: u32 = 1;

/// Run with the owner's rights (`S_ISUID`).
pub const S_ISUID: u32 = 0o4000;
/// Run with the group's rights; of a directory: what is made there gets its group (`S_ISGID`).
pub const S_ISGID: u32 = 0o2000;
/// Of a directory: names are removed by owners only (`S_ISVTX`).
pub const S_ISVTX: u32 = 0o1000;
/// Executable by the group.
const S_IXGRP: u32 = 0o010;
/// Executable by anybody.
const S_IXUGO: u32 = 0o111;

/// Whose something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Owner {
    /// The user.
    pub user: Uid,
    /// The group.
    pub group: Gid,
}

impl Owner {
    /// Who makes something with these credentials.
    pub(in crate::kernel) const fn of(credentials: &Credentials) -> Self {
        Self { user: credentials.user.file_system, group: credentials.group.file_system }
    }

    /// Whether somebody may use something of this owner and mode in the ways `wanted`, and it is no directory or program
    /// (`generic_permission`).
    ///
    /// # Errors
    /// `EACCES`
    pub(in crate::kernel) fn permit(self, mode: u32, who: &Credentials, wanted: u32) -> Result<(), Errno> {
        let is_reading = wanted == MAY_READ && who.is_capable(Capability::DacReadSearch);
        let is_excused = wanted & MAY_EXECUTE == 0 || mode & S_IXUGO != 0;
        let is_allowed =
            self.grants(mode, who, wanted) || is_reading || is_excused && who.is_capable(Capability::DacOverride);
        if is_allowed { Ok(()) } else { Err(Errno::EACCES) }
    }

    /// What the bits of the mode say: those of the owner, or of the group, or of the others, and no second chance.
    fn grants(self, mode: u32, who: &Credentials, wanted: u32) -> bool {
        let bits = if who.user.file_system == self.user {
            mode >> 6
        } else if who.is_in_group(self.group) {
            mode >> 3
        } else {
            mode
        };
        wanted & !bits & 7 == 0
    }
}

impl Inode {
    fn is_owner_or_capable(&self, who: &Credentials) -> bool {
        who.user.file_system == self.owner.user || who.is_capable(Capability::Fowner)
    }

    /// Whether somebody may keep the set-group-ID bit of its mode.
    fn keeps_group_bit(&self, who: &Credentials) -> bool {
        who.is_in_group(self.owner.group) || who.is_capable(Capability::Fsetid)
    }

    /// The set-group-ID bit, if it is to go with a change of contents or owner (`setattr_should_drop_sgid`).
    fn lost_group_bit(&self, who: &Credentials) -> u32 {
        if self.mode & S_IXGRP != 0 || !self.keeps_group_bit(who) { self.mode & S_ISGID } else { 0 }
    }
}

impl FileSystem {
    /// Whether the caller may use a file in the ways `wanted`.
    ///
    /// # Errors
    /// `EACCES`
    pub(in crate::kernel) fn permit(&self, id: InodeId, wanted: u32) -> Result<(), Errno> {
        let (inode, who) = (self.get(id)?, &self.caller);
        if !inode.is_directory() {
            return inode.owner.permit(inode.mode, who, wanted);
        }
        let is_excused = who.is_capable(Capability::DacOverride)
            || wanted & MAY_WRITE == 0 && who.is_capable(Capability::DacReadSearch);
        if is_excused || inode.owner.grants(inode.mode, who, wanted) { Ok(()) } else { Err(Errno::EACCES) }
    }

    /// Whether the caller may make a name in a directory (`may_create`).
    ///
    /// # Errors
    /// `ENOENT` if it has been removed, `EACCES`.
    pub(in crate::kernel) fn permit_new_name(&self, directory: InodeId) -> Result<(), Errno> {
        if self.directory(directory)?.is_removed {
            return Err(Errno::ENOENT);
        }
        self.permit(directory, MAY_WRITE | MAY_EXECUTE)
    }

    /// Whether the caller may take a name away (`may_delete`); in a sticky directory only owners may.
    ///
    /// # Errors
    /// `EACCES`, `EPERM`
    pub(in crate::kernel) fn permit_removal(&self, directory: InodeId, id: InodeId) -> Result<(), Errno> {
        self.permit(directory, MAY_WRITE | MAY_EXECUTE)?;
        let (folder, inode, who) = (self.get(directory)?, self.get(id)?, &self.caller);
        let is_bound = folder.mode & S_ISVTX != 0 && folder.owner.user != who.user.file_system;
        if is_bound && !inode.is_owner_or_capable(who) { Err(Errno::EPERM) } else { Ok(()) }
    }

    /// Whether the caller may give a file one more name: its own, or an ordinary one that it may read and write
    /// (`proc_sys_fs(5)`, `protected_hardlinks`, which is 1 on most machines).
    ///
    /// # Errors
    /// `EPERM`
    pub(in crate::kernel) fn permit_link(&self, id: InodeId) -> Result<(), Errno> {
        let inode = self.get(id)?;
        let is_special = inode.mode & S_ISUID != 0 || inode.mode & (S_ISGID | S_IXGRP) == S_ISGID | S_IXGRP;
        let is_safe =
            matches!(inode.kind, InodeKind::Regular(_)) && !is_special && self.permit(id, MAY_READ | MAY_WRITE).is_ok();
        if is_safe || inode.is_owner_or_capable(&self.caller) { Ok(()) } else { Err(Errno::EPERM) }
    }

    /// Owner and mode of what the caller makes in a directory: a set-group-ID directory hands down its group, and to
    /// directories the bit itself (`inode_init_owner`, `mode_strip_sgid`).
    pub(in crate::kernel) fn owner_of_new(&self, directory: InodeId, kind: &InodeKind, mode: u32) -> (Owner, u32) {
        let own = Owner::of(&self.caller);
        let Ok(folder) = self.get(directory) else { return (own, mode) };
        if folder.mode & S_ISGID == 0 {
            return (own, mode);
        }
        let owner = Owner { group: folder.owner.group, ..own };
        if matches!(kind, InodeKind::Directory(_)) {
            return (owner, mode | S_ISGID);
        }
        let is_kept = mode & S_IXGRP == 0 || folder.keeps_group_bit(&self.caller);
        (owner, if is_kept { mode } else { mode & !S_ISGID })
    }

    /// `chmod(2)`
    ///
    /// # Errors
    /// `EPERM` for all but the owner.
    pub(in crate::kernel) fn change_mode(&mut self, id: InodeId, mode: u32) -> Result<(), Errno> {
        let who = self.caller.clone();
        let inode = self.get_mut(id)?;
        if !inode.is_owner_or_capable(&who) {
            return Err(Errno::EPERM);
        }
        let lost = if inode.keeps_group_bit(&who) { 0 } else { S_ISGID };
        inode.mode = mode & 0o7777 & !lost;
        Ok(())
    }

    /// `chown(2)`: `None` leaves the user or the group as it is. Who is not capable may only give an own file to a group
    /// that it is in. The set-user-ID and set-group-ID bits go.
    ///
    /// # Errors
    /// `EPERM`
    pub(in crate::kernel) fn change_owner(
        &mut self,
        id: InodeId,
        user: Option<Uid>,
        group: Option<Gid>,
    ) -> Result<(), Errno> {
        let who = self.caller.clone();
        let inode = self.get_mut(id)?;
        let is_own = who.user.file_system == inode.owner.user;
        let may_user = user.is_none_or(|user| is_own && user == inode.owner.user);
        let may_group = group.is_none_or(|group| is_own && (group == inode.owner.group || who.is_in_group(group)));
        let is_permitted = may_user && may_group || who.is_capable(Capability::Chown);
        if !is_permitted {
            return Err(Errno::EPERM);
        }
        if !inode.is_directory() {
            inode.mode &= !(S_ISUID | inode.lost_group_bit(&who));
        }
        inode.owner = Owner { user: user.unwrap_or(inode.owner.user), group: group.unwrap_or(inode.owner.group) };
        Ok(())
    }

    /// Whether the caller would take on other rights by running a program (`execve(2)`).
    pub(in crate::kernel) fn lends_rights(&self, id: InodeId) -> bool {
        let Ok(inode) = self.get(id) else { return false };
        let lends_user = inode.mode & S_ISUID != 0 && inode.owner.user != self.caller.user.effective;
        let lends_group = inode.mode & (S_ISGID | S_IXGRP) == S_ISGID | S_IXGRP;
        lends_user || lends_group && inode.owner.group != self.caller.group.effective
    }

    /// A regular file's contents change: who is not capable takes the set-user-ID and set-group-ID bits away with that
    /// (`file_remove_privs`).
    pub(in crate::kernel) fn lose_special_bits(&mut self, id: InodeId) {
        let who = self.caller.clone();
        if who.is_capable(Capability::Fsetid) {
            return;
        }
        if let Ok(inode) = self.get_mut(id) {
            let lost = S_ISUID | inode.lost_group_bit(&who);
            if inode.mode & lost != 0 {
                inode.mode &= !lost;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::credentials::Capabilities;

    fn user(id: u32) -> Credentials {
        let mut who = Credentials::root();
        for ids in [&mut who.user, &mut who.group] {
            (ids.real, ids.effective, ids.saved, ids.file_system) = (id, id, id, id);
        }
        (who.permitted, who.effective) = (Capabilities::NONE, Capabilities::NONE);
        who
    }

    #[test]
    fn the_owner_has_the_owners_bits_even_if_others_have_more() {
        let owner = Owner { user: 1000, group: 1000 };
        assert_eq!(owner.permit(0o077, &user(1000), MAY_READ), Err(Errno::EACCES));
        assert_eq!(owner.permit(0o004, &user(1001), MAY_READ), Ok(()));
        assert_eq!(owner.permit(0o000, &Credentials::root(), MAY_READ | MAY_WRITE), Ok(()));
    }

    #[test]
    fn root_executes_only_what_anybody_may_execute() {
        let owner = Owner { user: 1000, group: 1000 };
        assert_eq!(owner.permit(0o644, &Credentials::root(), MAY_EXECUTE), Err(Errno::EACCES));
        assert_eq!(owner.permit(0o645, &Credentials::root(), MAY_EXECUTE), Ok(()));
    }
}
