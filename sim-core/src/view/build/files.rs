//! Files of the file system as the page shows them: those that a process has open or mapped, and those that the run has
//! made.

use crate::kernel::fs::{FileSystem, Inode, InodeId, InodeKind};
use crate::kernel::mm::Region;
use crate::kernel::process::Process;
use crate::kernel::{Kernel, Pid};
use crate::machine::program::PAGE;
use crate::machine::segment::SegmentKind;

use super::super::{FileType, Mapping, ObjectKind, Run};
use super::Numbers;
use super::memory::rights;
use super::objects::{MOST_BYTES, ObjectId, at_pipe, pipe_kind};

/// The files to show, in order of their inodes.
pub(super) fn shown(kernel: &Kernel, numbers: &Numbers) -> Vec<(ObjectId, ObjectKind)> {
    let one = |(id, inode): (InodeId, &Inode)| {
        let is_open = inode.opens > 0 || kernel.tasks.processes().any(|process| process.mm.maps_file(id));
        let is_made = match &inode.kind {
            InodeKind::Regular(contents) => !contents.is_given(),
            InodeKind::Fifo(_) | InodeKind::Socket => true,
            _ => false,
        };
        (is_open || is_made).then(|| (ObjectId::File(id), kind(kernel, id, inode, numbers)))
    };
    kernel.fs.iter().filter_map(one).collect()
}

/// Who sleeps at a file.
pub(super) fn waiting(kernel: &Kernel, id: InodeId) -> Vec<Pid> {
    let Ok(inode) = kernel.fs.get(id) else { return Vec::new() };
    let at_locks = inode.locks.waiters.iter();
    let pipe = match inode.kind {
        InodeKind::Fifo(Some(pipe)) => kernel.pipes.iter().find(|(other, _)| *other == pipe),
        _ => None,
    };
    at_locks.chain(pipe.map(|(_, pipe)| at_pipe(pipe)).unwrap_or_default()).collect()
}

fn kind(kernel: &Kernel, id: InodeId, inode: &Inode, numbers: &Numbers) -> ObjectKind {
    let path = path(&kernel.fs, id.own_root(), id);
    let file_type = match inode.kind {
        InodeKind::Fifo(pipe) => return fifo(kernel, pipe, path, numbers),
        InodeKind::Directory(_) => FileType::Directory,
        InodeKind::Socket => FileType::Socket,
        InodeKind::Device(_) => FileType::Device,
        InodeKind::Regular(_) | InodeKind::Symlink(_) => FileType::Regular,
    };
    let bytes = first_bytes(kernel, id);
    let contents = if bytes.is_empty() { Vec::new() } else { vec![Run { task: None, bytes }] };
    ObjectKind::File { path, file_type, size: inode.size(), contents, mappings: mappings(kernel, id, numbers) }
}

fn fifo(
    kernel: &Kernel,
    pipe: Option<crate::kernel::pipe::PipeId>,
    path: Option<String>,
    numbers: &Numbers,
) -> ObjectKind {
    let open = pipe.and_then(|pipe| kernel.pipes.iter().find(|(other, _)| *other == pipe));
    let shut = crate::kernel::pipe::Pipe::unopened();
    let (id, pipe) = open.unwrap_or((crate::kernel::pipe::PipeId(u32::MAX), &shut));
    match pipe_kind(kernel, id, pipe, numbers) {
        ObjectKind::Pipe { capacity, len, contents, readers, writers, .. } => {
            ObjectKind::Pipe { capacity, len, contents, readers, writers, path }
        }
        other => other,
    }
}

fn first_bytes(kernel: &Kernel, id: InodeId) -> Vec<u8> {
    let Ok(contents) = kernel.fs.contents(id) else { return Vec::new() };
    let most = usize::try_from(contents.size()).unwrap_or(usize::MAX).min(MOST_BYTES);
    let pages = contents.frames().iter().flat_map(|&frame| kernel.memory.bytes(frame).iter().copied());
    pages.take(most).collect()
}

fn mappings(kernel: &Kernel, id: InodeId, numbers: &Numbers) -> Vec<Mapping> {
    let is_of_file = |region: &&Region| {
        matches!(region.kind, SegmentKind::File { inode, .. } if inode == id.0) && region.size() >= PAGE
    };
    let of_process = |process: &Process| {
        let number = numbers.of(process.pid);
        let regions = process.mm.regions().iter().filter(is_of_file);
        let mapping =
            |region: &Region| Some(Mapping { task: number?, addr: region.start, rights: rights(region.rights) });
        regions.filter_map(mapping).collect::<Vec<_>>()
    };
    kernel.tasks.processes().flat_map(of_process).collect()
}

/// The first name of a file, in order of name, from the root down.
fn path(fs: &FileSystem, directory: InodeId, id: InodeId) -> Option<String> {
    if let Ok(path) = fs.path_of(id) {
        return Some(String::from_utf8_lossy(&path).into_owned());
    }
    let here = String::from_utf8_lossy(&fs.path_of(directory).ok()?).trim_end_matches('/').to_owned();
    let names: Vec<_> = fs.directory(directory).ok()?.iter().collect();
    let found = names.iter().find(|(_, inode)| *inode == id);
    if let Some((name, _)) = found {
        return Some(format!("{here}/{}", String::from_utf8_lossy(name)));
    }
    names.iter().filter(|(_, inode)| fs.directory(*inode).is_ok()).find_map(|&(_, inode)| path(fs, inode, id))
}
