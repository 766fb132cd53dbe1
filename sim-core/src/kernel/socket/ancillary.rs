//! What goes beside the bytes of a message (`cmsg(3)`; `unix(7)`, "Ancillary messages"): open files and credentials.

use crate::abi::Errno;
use crate::kernel::credentials::{Capability, Ids};
use crate::kernel::file::{Descriptor, FileId};
use crate::kernel::process::INIT;
use crate::kernel::{Halt, Kernel, Pid};

use super::message::{MSG_CMSG_CLOEXEC, MSG_CTRUNC};
use super::{Credentials, Domain};

/// Bytes of a `struct cmsghdr`.
const HEADER: usize = 16;
/// `SOL_SOCKET`
const SOL_SOCKET: i32 = 1;
/// `SCM_RIGHTS`: open files.
const SCM_RIGHTS: i32 = 1;
/// `SCM_CREDENTIALS`: process, user, group.
const SCM_CREDENTIALS: i32 = 2;
/// Bytes of a `struct ucred`.
const UCRED: usize = 12;
/// At most this many descriptors go in one message (`SCM_MAX_FD`).
const SCM_MAX_FD: usize = 253;
/// What a receiver is told whom the sender's credentials were not kept for (`overflowuid`).
const NOBODY: Credentials = Credentials { pid: 0, uid: 65_534, gid: 65_534 };

/// What goes beside the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::kernel) struct Ancillary {
    /// Who the sender says it is.
    pub credentials: Option<Credentials>,
    /// Open file descriptions.
    pub files: Vec<FileId>,
}

/// A header among control data: its level, its type, its data.
struct Control<'a> {
    level: i32,
    kind: i32,
    data: &'a [u8],
}

fn int_at(bytes: &[u8], at: usize) -> i32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |chunk| i32::from_le_bytes(*chunk))
}

/// The messages of a control buffer (`CMSG_FIRSTHDR`, `CMSG_NXTHDR`).
///
/// # Errors
/// `EINVAL` for one whose length cannot be.
fn controls(bytes: &[u8]) -> Result<Vec<Control<'_>>, Errno> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while rest.len() >= HEADER {
        let len = rest.first_chunk::<8>().map_or(0, |chunk| u64::from_le_bytes(*chunk));
        let len = usize::try_from(len).ok().filter(|&len| len >= HEADER && len <= rest.len()).ok_or(Errno::EINVAL)?;
        found.push(Control { level: int_at(rest, 8), kind: int_at(rest, 12), data: &rest[HEADER..len] });
        rest = rest.get(len.next_multiple_of(8)..).unwrap_or_default();
    }
    Ok(found)
}

/// A control message to be given to a receiver.
fn encode(kind: i32, data: &[u8]) -> Vec<u8> {
    let mut bytes = ((HEADER + data.len()) as u64).to_le_bytes().to_vec();
    bytes.extend(SOL_SOCKET.to_le_bytes());
    bytes.extend(kind.to_le_bytes());
    bytes.extend(data);
    bytes
}

/// Where received control data goes: the room that is left.
struct ControlRoom {
    addr: u64,
    left: usize,
    flags: u32,
}

impl ControlRoom {
    /// So many bytes are filled, with what pads them.
    fn advance(&mut self, len: usize) {
        let space = len.next_multiple_of(8).min(self.left);
        self.addr += space as u64;
        self.left -= space;
    }
}

impl Kernel {
    /// What a sender's control data says (`scm_send`).
    ///
    /// # Errors
    /// `EINVAL` for what makes no sense, `EBADF` for a descriptor that is not open, `ESRCH` for credentials of nobody.
    pub(in crate::kernel) fn ancillary(&self, pid: Pid, domain: Domain, bytes: &[u8]) -> Result<Ancillary, Halt> {
        let mut ancillary = Ancillary::default();
        for control in controls(bytes)? {
            match (domain, control.level, control.kind) {
                (Domain::Inet, 0, _) => return Err(Halt::Unsupported("control messages of IP".to_owned())),
                (Domain::Unix, SOL_SOCKET, SCM_RIGHTS) => {
                    ancillary.files.extend(self.passed_files(pid, control.data)?);
                    if ancillary.files.len() > SCM_MAX_FD {
                        return Err(Errno::EINVAL.into());
                    }
                }
                (Domain::Unix, SOL_SOCKET, SCM_CREDENTIALS) => {
                    ancillary.credentials = Some(self.passed_credentials(pid, control.data)?);
                }
                (_, SOL_SOCKET, _) => return Err(Errno::EINVAL.into()),
                _ => {}
            }
        }
        Ok(ancillary)
    }

    fn passed_files(&self, pid: Pid, data: &[u8]) -> Result<Vec<FileId>, Errno> {
        if data.len() / 4 > SCM_MAX_FD {
            return Err(Errno::EINVAL);
        }
        data.chunks_exact(4).map(|fd| self.file(pid, int_at(fd, 0)).map(|(id, _)| id)).collect()
    }

    /// Who may not say to be anybody else says who it is (`scm_check_creds`).
    fn passed_credentials(&self, sender: Pid, data: &[u8]) -> Result<Credentials, Errno> {
        if data.len() != UCRED {
            return Err(Errno::EINVAL);
        }
        let (pid, uid, gid) = (int_at(data, 0), int_at(data, 4) as u32, int_at(data, 8) as u32);
        if uid == u32::MAX || gid == u32::MAX {
            return Err(Errno::EINVAL);
        }
        let own = self.tasks.process(sender);
        let who = &own.credentials;
        let is_own = |ids: Ids, id: u32| [ids.real, ids.effective, ids.saved].contains(&id);
        let is_true = (pid == own.pid || who.is_capable(Capability::SysAdmin))
            && (is_own(who.user, uid) || who.is_capable(Capability::Setuid))
            && (is_own(who.group, gid) || who.is_capable(Capability::Setgid));
        if !is_true {
            return Err(Errno::EPERM);
        }
        if pid != INIT && self.tasks.find(pid).is_none() {
            return Err(Errno::ESRCH);
        }
        Ok(Credentials { pid, uid, gid })
    }

    /// A packet refers to the files that go with it.
    pub(super) fn hold_files(&mut self, files: &[FileId]) {
        files.iter().for_each(|&file| self.files.retain(file));
    }

    /// Gives a receiver what came beside the bytes, in `room` (address and length): how much of it is filled, and the
    /// flags that say what did not fit. What the receiver does not take is closed.
    pub(in crate::kernel) fn deliver_ancillary(
        &mut self,
        pid: Pid,
        (addr, len): (u64, u64),
        ancillary: &Ancillary,
        (wants_credentials, flags): (bool, u32),
    ) -> Result<(u64, u32), Halt> {
        let left = if addr == 0 { 0 } else { usize::try_from(len).unwrap_or(usize::MAX) };
        let mut room = ControlRoom { addr, left, flags: 0 };
        if wants_credentials {
            let told = ancillary.credentials.unwrap_or(NOBODY);
            let data = [told.pid.to_le_bytes(), told.uid.to_le_bytes(), told.gid.to_le_bytes()].concat();
            self.put_control(pid, &mut room, &encode(SCM_CREDENTIALS, &data))?;
        }
        if !ancillary.files.is_empty() {
            self.put_files(pid, &mut room, &ancillary.files, flags & MSG_CMSG_CLOEXEC != 0);
        }
        ancillary.files.iter().for_each(|&file| self.drop_file(file));
        Ok((room.addr - addr, room.flags))
    }

    /// One control message, as much of it as fits (`put_cmsg`).
    fn put_control(&mut self, pid: Pid, room: &mut ControlRoom, bytes: &[u8]) -> Result<(), Errno> {
        if room.left < HEADER {
            room.flags |= MSG_CTRUNC;
            return Ok(());
        }
        let fitting = bytes.len().min(room.left);
        let mut told = bytes[..fitting].to_vec();
        if fitting < bytes.len() {
            room.flags |= MSG_CTRUNC;
            told[..8].copy_from_slice(&(fitting as u64).to_le_bytes());
        }
        self.copy_out(pid, room.addr, &told)?;
        room.advance(bytes.len());
        Ok(())
    }

    /// A descriptor for each file, as many as there is room for (`scm_detach_fds`).
    fn put_files(&mut self, pid: Pid, room: &mut ControlRoom, files: &[FileId], is_cloexec: bool) {
        let most = room.left.saturating_sub(HEADER) / 4;
        let mut given = 0;
        for (index, &file) in files.iter().take(most).enumerate() {
            let Ok(fd) = self.tasks.process(pid).files.lowest_unused(0) else { break };
            if self.copy_out(pid, room.addr + (HEADER + 4 * index) as u64, &fd.to_le_bytes()).is_err() {
                break;
            }
            self.install(pid, fd, Descriptor { file, is_cloexec });
            given += 1;
        }
        if given > 0 {
            let header = encode(SCM_RIGHTS, &vec![0; 4 * given]);
            let _ = self.copy_out(pid, room.addr, &header[..HEADER]);
            room.advance(HEADER + 4 * given);
        }
        if given < files.len() {
            room.flags |= MSG_CTRUNC;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_messages_are_aligned_and_checked() {
        let mut bytes = encode(SCM_RIGHTS, &3i32.to_le_bytes());
        bytes.resize(24, 0);
        bytes.extend(encode(SCM_CREDENTIALS, &[0; UCRED]));
        let found = controls(&bytes).expect("well-formed");
        assert_eq!(found.iter().map(|one| (one.kind, one.data.len())).collect::<Vec<_>>(), [(1, 4), (2, UCRED)]);
        assert_eq!(controls(&[8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]).err(), Some(Errno::EINVAL));
    }
}
