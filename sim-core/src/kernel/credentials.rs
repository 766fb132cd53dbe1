//! Who a process is, for permission checks: users, groups and capabilities (`credentials(7)`, `capabilities(7)`).
//!
//! All threads of a process have the same here, as the C library sees to it on Linux (`nptl(7)`); the raw calls would
//! change those of one thread only.

use std::rc::Rc;

use crate::abi::Errno;

/// A user id.
pub type Uid = u32;
/// A group id.
pub type Gid = u32;

/// The user who may do everything.
pub const ROOT: Uid = 0;
/// What stands for "as it is" in the calls that change ids; no user has it.
const NOBODY_AT_ALL: u32 = u32::MAX;

/// The four ids that a process has of its user, and of its group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ids {
    /// Whose process it is.
    pub real: u32,
    /// Whose rights it has.
    pub effective: u32,
    /// Whose rights it may take back.
    pub saved: u32,
    /// Whose rights it has with files: the effective id, unless `setfsuid(2)` says otherwise.
    pub file_system: u32,
}

impl Ids {
    const fn all(id: u32) -> Self {
        Self { real: id, effective: id, saved: id, file_system: id }
    }

    /// Whether any of those that count for capabilities is root's.
    const fn has_root(self) -> bool {
        self.real == ROOT || self.effective == ROOT || self.saved == ROOT
    }
}

/// What a call asks of [`Ids`]. `None` leaves an id as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IdChange {
    /// `setuid(2)`
    One(u32),
    /// `setreuid(2)`: real and effective.
    Two([Option<u32>; 2]),
    /// `setresuid(2)`: real, effective and saved.
    Three([Option<u32>; 3]),
}

impl IdChange {
    /// A request with numbers as they come from the program.
    ///
    /// # Errors
    /// `EINVAL` for what no user has, where it does not mean "as it is".
    pub(super) fn one(id: u32) -> Result<Self, Errno> {
        if id == NOBODY_AT_ALL { Err(Errno::EINVAL) } else { Ok(Self::One(id)) }
    }

    /// The same for two ids.
    pub(super) fn two(ids: [u32; 2]) -> Self {
        Self::Two(ids.map(wanted))
    }

    /// The same for three.
    pub(super) fn three(ids: [u32; 3]) -> Self {
        Self::Three(ids.map(wanted))
    }

    /// The ids after the change (`kernel/sys.c`).
    ///
    /// # Errors
    /// `EPERM` for ids that an unprivileged process does not have already.
    fn apply(self, old: Ids, power: Power) -> Result<Ids, Errno> {
        match self {
            Self::One(id) if power == Power::Any => Ok(Ids::all(id)),
            Self::One(id) if id == old.real || id == old.saved => Ok(Ids { effective: id, file_system: id, ..old }),
            Self::One(_) => Err(Errno::EPERM),
            Self::Two([real, effective]) => two(old, real, effective, power),
            Self::Three(ids) => three(old, ids, power),
        }
    }
}

fn wanted(id: u32) -> Option<u32> {
    (id != NOBODY_AT_ALL).then_some(id)
}

fn two(old: Ids, real: Option<u32>, effective: Option<u32>, power: Power) -> Result<Ids, Errno> {
    power.check(real, &[old.real, old.effective])?;
    power.check(effective, &[old.real, old.effective, old.saved])?;
    let mut new = Ids { real: real.unwrap_or(old.real), effective: effective.unwrap_or(old.effective), ..old };
    if real.is_some() || effective.is_some_and(|id| id != old.real) {
        new.saved = new.effective;
    }
    new.file_system = new.effective;
    Ok(new)
}

fn three(old: Ids, [real, effective, saved]: [Option<u32>; 3], power: Power) -> Result<Ids, Errno> {
    let new = Ids {
        real: real.unwrap_or(old.real),
        effective: effective.unwrap_or(old.effective),
        saved: saved.unwrap_or(old.saved),
        file_system: old.file_system,
    };
    // A call that changes nothing leaves the id for files alone too.
    if new == old && effective.is_none_or(|id| id == old.file_system) {
        return Ok(old);
    }
    for id in [real, effective, saved] {
        power.check(id, &[old.real, old.effective, old.saved])?;
    }
    Ok(Ids { file_system: new.effective, ..new })
}

/// Which ids a process may take on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Power {
    /// Any: it has the capability.
    Any,
    /// Those that it has in another place.
    Own,
}

impl Power {
    fn check(self, id: Option<u32>, own: &[u32]) -> Result<(), Errno> {
        let is_allowed = self == Self::Any || id.is_none_or(|id| own.contains(&id));
        if is_allowed { Ok(()) } else { Err(Errno::EPERM) }
    }
}

/// One of root's rights (`capabilities(7)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Capability {
    /// To change owners of files.
    Chown = 0,
    /// To read, write and search any file.
    DacOverride = 1,
    /// To read any file and to search any directory.
    DacReadSearch = 2,
    /// What only a file's owner may.
    Fowner = 3,
    /// To keep set-user-ID and set-group-ID bits.
    Fsetid = 4,
    /// To send signals to anybody.
    Kill = 5,
    /// To take on any group.
    Setgid = 6,
    /// To take on any user.
    Setuid = 7,
    /// To bind to ports below 1024.
    NetBindService = 10,
    /// To use any System V object.
    IpcOwner = 15,
    /// Much.
    SysAdmin = 21,
    /// To be scheduled better.
    SysNice = 23,
    /// To exceed limits.
    SysResource = 24,
    /// To make devices.
    Mknod = 27,
}

impl Capability {
    /// Its name in the manual.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chown => "CAP_CHOWN",
            Self::DacOverride => "CAP_DAC_OVERRIDE",
            Self::DacReadSearch => "CAP_DAC_READ_SEARCH",
            Self::Fowner => "CAP_FOWNER",
            Self::Fsetid => "CAP_FSETID",
            Self::Kill => "CAP_KILL",
            Self::Setgid => "CAP_SETGID",
            Self::Setuid => "CAP_SETUID",
            Self::NetBindService => "CAP_NET_BIND_SERVICE",
            Self::IpcOwner => "CAP_IPC_OWNER",
            Self::SysAdmin => "CAP_SYS_ADMIN",
            Self::SysNice => "CAP_SYS_NICE",
            Self::SysResource => "CAP_SYS_RESOURCE",
            Self::Mknod => "CAP_MKNOD",
        }
    }
}

/// A set of capabilities, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities(u64);

impl Capabilities {
    /// None.
    pub const NONE: Self = Self(0);
    /// What root has here: all but the right to exceed limits, which is given up on both sides.
    pub const ROOT: Self = Self(!(1 << Capability::SysResource as u8));
    /// Those that go with the user id for files (`CAP_FS_SET`), `CAP_LINUX_IMMUTABLE` and `CAP_MAC_OVERRIDE` among them.
    const FILES: Self = Self(0b1_1111 | 1 << 9 | 1 << Capability::Mknod as u8 | 1 << 32);

    /// Whether one is in it.
    #[must_use]
    pub const fn has(self, one: Capability) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    const fn or(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    const fn and(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }
}

/// Who a process is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// Its user.
    pub user: Ids,
    /// Its group.
    pub group: Ids,
    /// Further groups, in order.
    pub supplementary: Rc<[Gid]>,
    /// The capabilities that it may make effective.
    pub permitted: Capabilities,
    /// The capabilities that it has.
    pub effective: Capabilities,
}

impl Credentials {
    /// Root, in no further groups.
    #[must_use]
    pub fn root() -> Self {
        Self {
            user: Ids::all(ROOT),
            group: Ids::all(0),
            supplementary: Rc::default(),
            permitted: Capabilities::ROOT,
            effective: Capabilities::ROOT,
        }
    }

    /// Whether it has a capability.
    #[must_use]
    pub const fn is_capable(&self, of: Capability) -> bool {
        self.effective.has(of)
    }

    /// Whether it belongs to a group, by the group id for files or a further one (`in_group_p`).
    #[must_use]
    pub fn is_in_group(&self, group: Gid) -> bool {
        self.group.file_system == group || self.supplementary.contains(&group)
    }

    /// The same by the effective group id (`in_egroup_p`): for objects that are no files.
    #[must_use]
    pub fn is_in_effective_group(&self, group: Gid) -> bool {
        self.group.effective == group || self.supplementary.contains(&group)
    }

    /// What it would be by its real ids (`access(2)`): root has all that it may have, nobody else anything.
    #[must_use]
    pub fn by_real_ids(&self) -> Self {
        let mut who = self.clone();
        who.user.file_system = who.user.real;
        who.group.file_system = who.group.real;
        who.effective = if who.user.real == ROOT { who.permitted } else { Capabilities::NONE };
        who
    }

    const fn power(&self, over: Capability) -> Power {
        if self.is_capable(over) { Power::Any } else { Power::Own }
    }

    /// `setuid(2)`, `setreuid(2)`, `setresuid(2)`
    pub(super) fn set_users(&mut self, change: IdChange) -> Result<(), Errno> {
        let old = self.user;
        self.user = change.apply(old, self.power(Capability::Setuid))?;
        self.follow_users(old);
        Ok(())
    }

    /// `setgid(2)`, `setregid(2)`, `setresgid(2)`
    pub(super) fn set_groups(&mut self, change: IdChange) -> Result<(), Errno> {
        self.group = change.apply(self.group, self.power(Capability::Setgid))?;
        Ok(())
    }

    /// `setgroups(2)`, for who has shown that it may: the kernel keeps them sorted.
    pub(super) fn set_supplementary(&mut self, mut groups: Vec<Gid>) {
        groups.sort_unstable();
        self.supplementary = groups.into();
    }

    /// `setfsuid(2)`: gives the id before, whether it has changed or not.
    pub(super) fn set_file_system_user(&mut self, id: Uid) -> Uid {
        let old = self.user.file_system;
        if may_be_file_system_id(id, self.user, self.power(Capability::Setuid)) {
            self.user.file_system = id;
            if old == ROOT && id != ROOT {
                self.effective = self.effective.without(Capabilities::FILES);
            } else if old != ROOT && id == ROOT {
                self.effective = self.effective.or(self.permitted.and(Capabilities::FILES));
            }
        }
        old
    }

    /// `setfsgid(2)`
    pub(super) fn set_file_system_group(&mut self, id: Gid) -> Gid {
        let old = self.group.file_system;
        if may_be_file_system_id(id, self.group, self.power(Capability::Setgid)) {
            self.group.file_system = id;
        }
        old
    }

    /// What a change of users does to capabilities (`capabilities(7)`, "Effect of user ID changes on capabilities").
    fn follow_users(&mut self, old: Ids) {
        if old.has_root() && !self.user.has_root() {
            self.permitted = Capabilities::NONE;
            self.effective = Capabilities::NONE;
        }
        if old.effective == ROOT && self.user.effective != ROOT {
            self.effective = Capabilities::NONE;
        }
        if old.effective != ROOT && self.user.effective == ROOT {
            self.effective = self.permitted;
        }
    }

    /// `execve(2)` of a program that is nobody's in particular: the effective ids are saved, and capabilities are root's
    /// alone (`capabilities(7)`, "Capabilities and execution of programs by root").
    pub(super) fn execute(&mut self) {
        for ids in [&mut self.user, &mut self.group] {
            ids.saved = ids.effective;
            ids.file_system = ids.effective;
        }
        let is_roots = self.user.real == ROOT || self.user.effective == ROOT;
        self.permitted = if is_roots { Capabilities::ROOT } else { Capabilities::NONE };
        self.effective = if self.user.effective == ROOT { self.permitted } else { Capabilities::NONE };
    }
}

fn may_be_file_system_id(id: u32, ids: Ids, power: Power) -> bool {
    let own = [ids.real, ids.effective, ids.saved, ids.file_system];
    id != NOBODY_AT_ALL && power.check(Some(id), &own).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(real: u32, effective: u32, saved: u32) -> Ids {
        Ids { real, effective, saved, file_system: effective }
    }

    #[test]
    fn root_gives_up_its_rights_for_good() {
        let mut who = Credentials::root();
        assert_eq!(who.set_users(IdChange::One(1000)), Ok(()));
        assert_eq!((who.user, who.permitted, who.effective), (Ids::all(1000), Capabilities::NONE, Capabilities::NONE));
        assert_eq!(who.set_users(IdChange::One(ROOT)), Err(Errno::EPERM));
    }

    #[test]
    fn a_saved_id_is_the_way_back() {
        let mut who = Credentials::root();
        assert_eq!(who.set_users(IdChange::three([NOBODY_AT_ALL, 1000, NOBODY_AT_ALL])), Ok(()));
        assert_eq!((who.user, who.effective), (ids(0, 1000, 0), Capabilities::NONE));
        assert_eq!(who.set_users(IdChange::One(ROOT)), Ok(()));
        assert_eq!((who.user, who.effective), (ids(0, 0, 0), Capabilities::ROOT));
    }

    #[test]
    fn swapping_saves_the_effective_id() {
        let mut who = Credentials::root();
        who.user = ids(1000, 2000, 2000);
        who.permitted = Capabilities::NONE;
        who.effective = Capabilities::NONE;
        assert_eq!(who.set_users(IdChange::two([2000, 1000])), Ok(()));
        assert_eq!(who.user, ids(2000, 1000, 1000));
        assert_eq!(who.set_users(IdChange::two([NOBODY_AT_ALL, 3000])), Err(Errno::EPERM));
    }

    #[test]
    fn rights_over_files_follow_the_id_for_files() {
        let mut who = Credentials::root();
        assert_eq!(who.set_file_system_user(1000), ROOT);
        assert!(!who.is_capable(Capability::DacOverride) && who.is_capable(Capability::Kill));
        assert_eq!(who.set_file_system_user(ROOT), 1000);
        assert_eq!(who.effective, Capabilities::ROOT);
    }
}
