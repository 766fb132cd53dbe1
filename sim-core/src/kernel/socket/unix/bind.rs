//! Names of sockets: files, abstract names, names that the kernel chooses (`unix(7)`, "Address format", "Autobind
//! feature").

use crate::abi::Errno;
use crate::kernel::fs::InodeKind;
use crate::kernel::fs::path::Follow;
use crate::kernel::fs::permission::MAY_WRITE;
use crate::kernel::{Kernel, Pid};

use crate::kernel::socket::address::{self, Address, FAMILY_BYTES};
use crate::kernel::socket::{Domain, Socket, SocketId};

/// How many names the kernel can choose: five hexadecimal digits.
const CHOSEN_NAMES: u32 = 1 << 20;

impl Kernel {
    /// `bind(2)`
    pub(in crate::kernel) fn unix_bind(&mut self, pid: Pid, id: SocketId, bytes: &[u8]) -> Result<(), Errno> {
        if bytes.len() == FAMILY_BYTES && address::family(bytes) == Some(address::AF_UNIX) {
            return self.unix_autobind(id);
        }
        match address::unix(bytes)? {
            Address::Path(path) => self.unix_bind_path(pid, id, &path),
            name => {
                if self.sockets.get(id)?.local.is_some() {
                    return Err(Errno::EINVAL);
                }
                if self.unix_named(self.sockets.get(id)?, &name).is_some() {
                    return Err(Errno::EADDRINUSE);
                }
                self.sockets.get_mut(id)?.local = Some(name);
                Ok(())
            }
        }
    }

    /// A name that is a file. The file is made first, and taken back if the socket has a name already.
    fn unix_bind_path(&mut self, pid: Pid, id: SocketId, path: &[u8]) -> Result<(), Errno> {
        let (directory, name) =
            self.fs.vacant((self.tasks.process(pid).cwd, path), false).map_err(|errno| match errno {
                Errno::EEXIST => Errno::EADDRINUSE,
                other => other,
            })?;
        self.fs.permit_new_name(directory)?;
        if self.sockets.get(id)?.local.is_some() {
            return Err(Errno::EINVAL);
        }
        let inode = self.create(pid, (directory, &name), InodeKind::Socket, 0o777)?;
        let socket = self.sockets.get_mut(id)?;
        socket.local = Some(Address::Path(path.into()));
        socket.inode = Some(inode);
        Ok(())
    }

    /// The lowest free name of five hexadecimal digits. Linux draws it at random.
    pub(in crate::kernel) fn unix_autobind(&mut self, id: SocketId) -> Result<(), Errno> {
        let socket = self.sockets.get(id)?;
        if socket.local.is_some() {
            return Ok(());
        }
        let name = |number: u32| Address::Abstract(format!("{number:05x}").into_bytes().into());
        let free = (0..CHOSEN_NAMES).map(name).find(|name| self.unix_named(socket, name).is_none());
        let free = free.ok_or(Errno::ENOSPC)?;
        self.sockets.get_mut(id)?.local = Some(free);
        Ok(())
    }

    /// The socket of a host with an abstract name. Each kind has names of its own.
    fn unix_named(&self, like: &Socket, name: &Address) -> Option<SocketId> {
        let Socket { host, kind, .. } = *like;
        let has_it = |socket: &Socket| {
            let is_alive =
                !socket.is_dead && socket.host == host && socket.domain == Domain::Unix && socket.kind == kind;
            // A connection that was accepted bears the name of its listener, but is not found by it.
            is_alive && socket.inode.is_none() && !socket.is_from_connect && socket.local.as_ref() == Some(name)
        };
        self.sockets.iter().find(|(_, socket)| has_it(socket)).map(|(id, _)| id)
    }

    /// The socket that an address leads to (`unix_find_other`).
    ///
    /// # Errors
    /// Those of path resolution; `ECONNREFUSED` if nobody is there, `EPROTOTYPE` if it is of another kind.
    pub(super) fn unix_find(&self, pid: Pid, id: SocketId, bytes: &[u8]) -> Result<SocketId, Errno> {
        let seeker = self.sockets.get(id)?;
        let path = match address::unix(bytes)? {
            Address::Path(path) => path,
            name => return self.unix_named(seeker, &name).ok_or(Errno::ECONNREFUSED),
        };
        let inode = self.fs.resolve(self.tasks.process(pid).cwd, &path, Follow::Yes)?;
        self.fs.permit(inode, MAY_WRITE)?;
        if self.fs.get(inode)?.kind != InodeKind::Socket {
            return Err(Errno::ECONNREFUSED);
        }
        let (id, found) =
            self.sockets.iter().find(|(_, socket)| socket.inode == Some(inode)).ok_or(Errno::ECONNREFUSED)?;
        if found.kind == seeker.kind { Ok(id) } else { Err(Errno::EPROTOTYPE) }
    }
}
