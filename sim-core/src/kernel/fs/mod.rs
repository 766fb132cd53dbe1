//! The file system: inodes, and the directories that give them names (`inode(7)`, `path_resolution(7)`).
//!
//! It is one tmpfs: `/bin` (also by the name `/usr/bin`) with the scenario's programs and those that every host has,
//! `/dev` with the null and zero devices and `shm`, `/etc` with users and groups, and an empty `/tmp`. The scenario's programs also lie in `/`, where every process starts, as a student's do in the folder of the sources;
//! so do the scenario's files.
//! What a *descriptor* does with an inode is the business of [`file`](super::file) and of the rooms of this folder.

pub mod data;
pub mod directory;
pub mod fifo;
pub mod lacking;
pub mod lock;
pub(super) mod names;
pub mod open;
pub mod path;
pub mod permission;

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::abi::Errno;
use crate::network::{HostId, Network};
use crate::scenario::File;

use super::credentials::Credentials;
use super::exec::Programs;
use super::mm::PhysicalMemory;
use super::pipe::PipeId;
use super::time::EPOCH;

use data::Contents;
use directory::Directory;
use lock::Locks;
use permission::Owner;

/// The part of `st_mode` that is the file type.
pub const S_IFMT: u32 = 0o170_000;
/// A FIFO.
pub const S_IFIFO: u32 = 0o010_000;
/// A character device.
pub const S_IFCHR: u32 = 0o020_000;
/// A directory.
pub const S_IFDIR: u32 = 0o040_000;
/// A regular file.
pub const S_IFREG: u32 = 0o100_000;
/// A socket.
pub const S_IFSOCK: u32 = 0o140_000;
/// A symbolic link.
pub const S_IFLNK: u32 = 0o120_000;

/// The files of `/etc`: who there is.
pub const ETC: [(&str, &str); 2] = [
    (
        "group",
        "root:x:0:\ndaemon:x:1:\nstaff:x:50:alice,bob\nalice:x:1000:\nbob:x:1001:\ncarol:x:1002:\nnogroup:x:65534:\n",
    ),
    (
        "passwd",
        "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n\
         alice:x:1000:1000:Alice:/tmp:/bin/sh\nbob:x:1001:1001:Bob:/tmp:/bin/sh\ncarol:x:1002:1002:Carol:/tmp:/bin/sh\n\
         nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    ),
];

/// What a directory entry counts for in a tmpfs directory's size, `.` and `..` included.
const ENTRY_BYTES: u64 = 20;

/// How many inodes a host's file tree may have seen: its numbers follow those of the hosts before it.
const TREE: u32 = 1 << 24;

/// Number of an inode. Never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InodeId(pub u32);

impl InodeId {
    /// The root directory of a host.
    #[must_use]
    pub const fn root(host: HostId) -> Self {
        Self(host.0 as u32 * TREE + 1)
    }

    /// The host whose file it is.
    const fn host(self) -> HostId {
        HostId((self.0 / TREE) as u8)
    }

    /// The root of the tree that it belongs to.
    #[must_use]
    pub const fn own_root(self) -> Self {
        Self::root(self.host())
    }
}

/// What an inode is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InodeKind {
    /// Bytes.
    Regular(Contents),
    /// Names.
    Directory(Directory),
    /// A FIFO; the pipe behind it exists while somebody has it open.
    Fifo(Option<PipeId>),
    /// The name of a socket.
    Socket,
    /// A character device.
    Device(Device),
    /// A symbolic link, with the path it stands for.
    Symlink(Rc<[u8]>),
}

/// The devices there are (`null(4)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// `/dev/null`
    Null,
    /// `/dev/zero`
    Zero,
}

impl Device {
    /// Its device number (`st_rdev`): major 1.
    const fn number(self) -> u64 {
        match self {
            Self::Null => 0x103,
            Self::Zero => 0x105,
        }
    }
}

/// A file, whatever its names are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inode {
    /// What it is.
    pub kind: InodeKind,
    /// Whose it is.
    pub owner: Owner,
    /// Permission bits.
    pub mode: u32,
    /// How many names it has (`st_nlink`).
    pub links: u32,
    /// How many open file descriptions keep it.
    pub opens: u32,
    /// When its contents were last changed, in nanoseconds since 1970.
    pub modified_ns: u64,
    /// Who has locked what of it.
    pub locks: Locks,
}

impl Inode {
    fn new(kind: InodeKind, mode: u32, now_ns: u64) -> Self {
        Self { kind, owner: Owner::default(), mode, links: 1, opens: 0, modified_ns: now_ns, locks: Locks::default() }
    }

    /// Type and permissions (`st_mode`).
    #[must_use]
    pub const fn st_mode(&self) -> u32 {
        let kind = match self.kind {
            InodeKind::Regular(_) => S_IFREG,
            InodeKind::Directory(_) => S_IFDIR,
            InodeKind::Fifo(_) => S_IFIFO,
            InodeKind::Socket => S_IFSOCK,
            InodeKind::Device(_) => S_IFCHR,
            InodeKind::Symlink(_) => S_IFLNK,
        };
        kind | self.mode
    }

    /// Its size (`st_size`), as tmpfs counts it.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.kind {
            InodeKind::Regular(contents) => contents.size(),
            InodeKind::Directory(directory) => ENTRY_BYTES * (2 + directory.len() as u64),
            InodeKind::Symlink(target) => target.len() as u64,
            InodeKind::Fifo(_) | InodeKind::Socket | InodeKind::Device(_) => 0,
        }
    }

    /// Whether it is a directory.
    #[must_use]
    pub const fn is_directory(&self) -> bool {
        matches!(self.kind, InodeKind::Directory(_))
    }

    /// As `stat(2)` shows it (`struct stat` of x86-64).
    pub(super) fn encode(&self, id: InodeId) -> [u8; 144] {
        let mut bytes = [0; 144];
        let mut put = |at: usize, value: u64| bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
        let device = if let InodeKind::Device(device) = self.kind { device.number() } else { 0 };
        let (seconds, nanos) = (self.modified_ns / 1_000_000_000, self.modified_ns % 1_000_000_000);
        put(0, 1);
        put(8, u64::from(id.0));
        put(16, u64::from(self.links));
        put(24, u64::from(self.st_mode()) | u64::from(self.owner.user) << 32);
        put(32, u64::from(self.owner.group));
        put(40, device);
        put(48, self.size());
        put(56, 4096);
        let blocks = if let InodeKind::Regular(contents) = &self.kind { contents.blocks() } else { 0 };
        put(64, blocks);
        for at in [72, 88, 104] {
            put(at, seconds);
            put(at + 8, nanos);
        }
        bytes
    }
}

/// The inodes of all hosts. Each host has a tree of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSystem {
    inodes: BTreeMap<InodeId, Rc<Inode>>,
    /// The next number of each host.
    next: Vec<InodeId>,
    /// Whose call it serves.
    pub(super) caller: Credentials,
}

/// What a tree is grown from.
struct Seed<'a> {
    programs: &'a Programs,
    files: &'a [File],
    hosts_file: Option<&'a str>,
}

impl FileSystem {
    /// Fresh file trees with these programs, and with the scenario's files in the root.
    pub(super) fn new(memory: &mut PhysicalMemory, programs: &Programs, files: &[File], network: &Network) -> Self {
        let mut fs = Self { inodes: BTreeMap::new(), next: Vec::new(), caller: Credentials::root() };
        let hosts_file = network.hosts_file();
        let seed = Seed { programs, files, hosts_file: hosts_file.as_deref() };
        network.ids().for_each(|host| fs.grow(memory, host, &seed));
        fs
    }

    /// Grows the tree of the next host.
    fn grow(&mut self, memory: &mut PhysicalMemory, host: HostId, seed: &Seed<'_>) {
        let Seed { programs, files, hosts_file } = *seed;
        let (fs, now_ns) = (self, EPOCH);
        let root_id = InodeId::root(host);
        let root = Inode::new(InodeKind::Directory(Directory::new(root_id)), 0o755, now_ns);
        fs.inodes.insert(root_id, Rc::new(Inode { links: 2, ..root }));
        fs.next.push(InodeId(root_id.0 + 1));
        let directory = |fs: &mut Self, parent, name: &str, mode| {
            fs.add(parent, name.as_bytes(), InodeKind::Directory(Directory::new(parent)), mode, now_ns)
        };
        let dev = directory(fs, root_id, "dev", 0o755);
        fs.add(dev, b"null", InodeKind::Device(Device::Null), 0o666, now_ns);
        fs.add(dev, b"zero", InodeKind::Device(Device::Zero), 0o666, now_ns);
        directory(fs, dev, "shm", 0o1777);
        directory(fs, root_id, "tmp", 0o1777);
        let bin = directory(fs, root_id, "bin", 0o755);
        let etc = directory(fs, root_id, "etc", 0o755);
        for (name, text) in ETC.into_iter().chain(hosts_file.map(|text| ("hosts", text))) {
            let contents = Contents::given(memory, text.as_bytes());
            fs.add(etc, name.as_bytes(), InodeKind::Regular(contents), 0o644, now_ns);
        }
        let usr = directory(fs, root_id, "usr", 0o755);
        fs.add(usr, b"bin", InodeKind::Symlink(b"/bin".as_slice().into()), 0o777, now_ns);
        for name in programs.names() {
            let contents = Contents::given(memory, data::program_text(name).as_bytes());
            fs.add(bin, name.as_bytes(), InodeKind::Regular(contents), 0o755, now_ns);
        }
        for name in programs.own() {
            if let (Ok(Some(program)), Ok(None)) = (fs.entry(bin, name.as_bytes()), fs.entry(root_id, name.as_bytes()))
            {
                fs.link(root_id, name.as_bytes(), program);
            }
        }
        for file in files.iter().filter(|file| file.lies_in_root()) {
            if fs.entry(root_id, file.name.as_bytes()).is_ok_and(|found| found.is_none()) {
                let contents = Contents::given(memory, &crate::lang::source::bytes_of(&file.text));
                fs.add(root_id, file.name.as_bytes(), InodeKind::Regular(contents), 0o644, now_ns);
            }
        }
    }

    /// All inodes, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (InodeId, &Inode)> {
        self.inodes.iter().map(|(&id, inode)| (id, &**inode))
    }

    /// An inode, to be changed.
    ///
    /// # Errors
    /// `ENOENT` for one that is gone.
    pub(super) fn get_mut(&mut self, id: InodeId) -> Result<&mut Inode, Errno> {
        self.inodes.get_mut(&id).map(Rc::make_mut).ok_or(Errno::ENOENT)
    }

    /// An inode.
    ///
    /// # Errors
    /// `ENOENT` for one that is gone.
    pub fn get(&self, id: InodeId) -> Result<&Inode, Errno> {
        self.inodes.get(&id).map(|inode| &**inode).ok_or(Errno::ENOENT)
    }

    fn next_id(&mut self, host: HostId) -> InodeId {
        let Some(next) = self.next.get_mut(usize::from(host.0)) else { return InodeId::root(host) };
        let id = *next;
        next.0 += 1;
        id
    }

    /// Adds an inode with a name.
    pub(super) fn add(&mut self, parent: InodeId, name: &[u8], kind: InodeKind, mode: u32, now_ns: u64) -> InodeId {
        let id = self.next_id(parent.host());
        let is_directory = matches!(kind, InodeKind::Directory(_));
        let mut inode = Inode::new(kind, mode, now_ns);
        inode.links = if is_directory { 1 } else { 0 };
        self.inodes.insert(id, Rc::new(inode));
        self.link(parent, name, id);
        if let (true, Ok(parent)) = (is_directory, self.get_mut(parent)) {
            parent.links += 1;
        }
        id
    }

    /// Gives an inode one more name.
    pub(super) fn link(&mut self, parent: InodeId, name: &[u8], id: InodeId) {
        if let Ok(directory) = self.directory_mut(parent) {
            directory.insert(name, id);
        }
        if let Ok(inode) = self.get_mut(id) {
            inode.links += 1;
        }
    }

    /// An inode has lost a name or a user; with the last of both it ends.
    pub(super) fn end_if_unused(&mut self, memory: &mut PhysicalMemory, id: InodeId) {
        let is_over = self.get(id).is_ok_and(|inode| inode.links == 0 && inode.opens == 0 && !inode.is_directory());
        if !is_over {
            return;
        }
        if let Some(inode) = self.inodes.remove(&id)
            && let InodeKind::Regular(contents) = &inode.kind
        {
            contents.release(memory);
        }
    }
}
