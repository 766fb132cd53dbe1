//! Socket addresses (`struct sockaddr_un` of `unix(7)`, `struct sockaddr_in` of `ip(7)`), as programs give them and as
//! the kernel gives them back.

use std::rc::Rc;

use crate::abi::Errno;
use crate::kernel::{Kernel, Pid};

use super::Domain;

/// `AF_UNSPEC`
pub(in crate::kernel) const AF_UNSPEC: u16 = 0;
/// `AF_UNIX`
pub(in crate::kernel) const AF_UNIX: u16 = 1;
/// `AF_INET`
pub(in crate::kernel) const AF_INET: u16 = 2;
/// Bytes of the family at the beginning of an address.
pub(in crate::kernel) const FAMILY_BYTES: usize = 2;
/// Bytes of `sun_path`.
const PATH_BYTES: usize = 108;
/// Bytes of a `struct sockaddr_in`.
pub(in crate::kernel) const INET_BYTES: usize = 16;
/// The longest address of any family (`struct sockaddr_storage`).
pub(in crate::kernel) const ADDRESS_MAX: usize = 128;

/// An address of the internet protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct InetAddress {
    /// The host; all zeros is any of its own (`INADDR_ANY`).
    pub host: [u8; 4],
    /// The port; 0 is none.
    pub port: u16,
}

impl InetAddress {
    /// Whether it names no host.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.host == [0; 4]
    }

    /// Whether it names a group of hosts (224.0.0.0/4).
    #[must_use]
    pub const fn is_multicast(&self) -> bool {
        self.host[0] & 0xf0 == 0xe0
    }

    fn encode(self) -> Vec<u8> {
        let mut bytes = vec![0; INET_BYTES];
        bytes[..2].copy_from_slice(&AF_INET.to_le_bytes());
        bytes[2..4].copy_from_slice(&self.port.to_be_bytes());
        bytes[4..8].copy_from_slice(&self.host);
        bytes
    }

    /// # Errors
    /// `EINVAL` for an address that is too short, `EAFNOSUPPORT` for one of another family.
    pub(in crate::kernel) fn decode(bytes: &[u8]) -> Result<Self, Errno> {
        let Some(known) = bytes.first_chunk::<INET_BYTES>() else { return Err(Errno::EINVAL) };
        if family(bytes) != Some(AF_INET) {
            return Err(Errno::EAFNOSUPPORT);
        }
        Ok(Self { port: u16::from_be_bytes([known[2], known[3]]), host: [known[4], known[5], known[6], known[7]] })
    }

    /// The same for `bind`, which takes an address of no family for `INADDR_ANY` (`__inet_bind`).
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub(in crate::kernel) fn decode_for_bind(bytes: &[u8]) -> Result<Self, Errno> {
        let mut own = bytes.to_vec();
        let is_any = bytes.get(4..8) == Some(&[0; 4]);
        if family(bytes) == Some(AF_UNSPEC) && is_any {
            own[..2].copy_from_slice(&AF_INET.to_le_bytes());
        }
        Self::decode(&own)
    }
}

/// The name of a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A file's path, as it was bound.
    Path(Rc<[u8]>),
    /// A name in the abstract namespace, without the NUL that it begins with.
    Abstract(Rc<[u8]>),
    /// Host and port.
    Inet(InetAddress),
}

impl Address {
    /// As it lies in memory.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let family = AF_UNIX.to_le_bytes();
        match self {
            Self::Path(path) => [&family[..], path, &[0]].concat(),
            Self::Abstract(name) => [&family[..], &[0], name].concat(),
            Self::Inet(address) => address.encode(),
        }
    }

    /// Host and port of an inet address.
    #[must_use]
    pub const fn inet(&self) -> Option<InetAddress> {
        match self {
            Self::Inet(address) => Some(*address),
            _ => None,
        }
    }
}

/// As a page shows it: a path, `@name`, `host:port`.
impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => f.write_str(&String::from_utf8_lossy(path)),
            Self::Abstract(name) => write!(f, "@{}", String::from_utf8_lossy(name)),
            Self::Inet(InetAddress { host: [a, b, c, d], port }) => write!(f, "{a}.{b}.{c}.{d}:{port}"),
        }
    }
}

/// The family that an address begins with.
pub(in crate::kernel) fn family(bytes: &[u8]) -> Option<u16> {
    bytes.first_chunk::<2>().map(|chunk| u16::from_le_bytes(*chunk))
}

/// A name of `AF_UNIX`: a path that ends at its first NUL, or all bytes behind a NUL (`unix(7)`, "Address format").
///
/// # Errors
/// `EINVAL` (`unix_validate_addr`).
pub(in crate::kernel) fn unix(bytes: &[u8]) -> Result<Address, Errno> {
    let is_sized = bytes.len() > FAMILY_BYTES && bytes.len() <= FAMILY_BYTES + PATH_BYTES;
    if !is_sized || family(bytes) != Some(AF_UNIX) {
        return Err(Errno::EINVAL);
    }
    let name = &bytes[FAMILY_BYTES..];
    if name[0] == 0 {
        return Ok(Address::Abstract(name[1..].into()));
    }
    let end = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    Ok(Address::Path(name[..end].into()))
}

/// What a socket without a name is called.
pub(in crate::kernel) fn unnamed(domain: Domain) -> Vec<u8> {
    match domain {
        Domain::Unix => AF_UNIX.to_le_bytes().to_vec(),
        Domain::Inet => InetAddress::default().encode(),
    }
}

impl Kernel {
    /// An address in a process's memory (`move_addr_to_kernel`).
    ///
    /// # Errors
    /// `EINVAL` for an impossible length, `EFAULT`.
    pub(in crate::kernel) fn copy_in_address(&mut self, pid: Pid, addr: u64, len: i32) -> Result<Vec<u8>, Errno> {
        match usize::try_from(len) {
            Ok(len @ 0..=ADDRESS_MAX) => self.copy_in_vec(pid, addr, len as u64),
            _ => Err(Errno::EINVAL),
        }
    }

    /// Gives a process an address: its true length first, then as much of it as there is room for
    /// (`move_addr_to_user`).
    ///
    /// # Errors
    /// `EFAULT`, `EINVAL` for room of a negative size.
    pub(in crate::kernel) fn copy_out_address(
        &mut self,
        pid: Pid,
        (addr, len_addr): (u64, u64),
        address: &[u8],
    ) -> Result<(), Errno> {
        let room = i32::from_le_bytes(self.copy_in(pid, len_addr)?);
        let room = usize::try_from(room).map_err(|_| Errno::EINVAL)?;
        self.copy_out(pid, len_addr, &(address.len() as u32).to_le_bytes())?;
        self.copy_out(pid, addr, &address[..room.min(address.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inet_address_reads_as_it_was_written() {
        let address = InetAddress { host: [127, 0, 0, 1], port: 5000 };
        assert_eq!(InetAddress::decode(&Address::Inet(address).encode()), Ok(address));
        assert_eq!(InetAddress::decode(&[2, 0, 0]), Err(Errno::EINVAL));
    }

    #[test]
    fn a_path_ends_at_its_nul_and_an_abstract_name_does_not() {
        assert_eq!(unix(b"\x01\0/tmp/s\0junk"), Ok(Address::Path(b"/tmp/s"[..].into())));
        assert_eq!(unix(b"\x01\0\0ab\0"), Ok(Address::Abstract(b"ab\0"[..].into())));
        assert_eq!(unix(b"\x01\0"), Err(Errno::EINVAL));
        assert_eq!(unix(b"\x02\0/tmp"), Err(Errno::EINVAL));
    }
}
