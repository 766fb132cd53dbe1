//! The file tree that simulated processes see: a tmpfs of their own with the same files as the model's.

use std::ffi::{CStr, CString, OsStr};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::Path;

use sim_core::abi::Errno;
use sim_core::kernel::exec::UMASK;
use sim_core::kernel::fs::ETC;
use sim_core::kernel::fs::data::program_text;
use sim_core::kernel::script::Opened;
use sim_core::machine::program::PAGE;
use sim_core::network::Network;
use sim_core::scenario;

use super::exec::Programs;
use super::hosts::root_name;
use crate::sys::process::{bind, set_umask};
use crate::sys::users;

/// Where the tree lies before it becomes the root.
pub(super) const TREE: &CStr = c"/tmp";

/// The devices.
const DEVICES: [&str; 2] = ["null", "zero"];

/// Fills the tree; where there are several hosts, a tree for each of them.
///
/// # Errors
/// What the calls say.
pub(super) fn build(programs: &Programs, files: &[scenario::File], network: &Network) -> io::Result<()> {
    set_umask(UMASK);
    fs::set_permissions("/tmp", fs::Permissions::from_mode(0o755))?;
    let Some(hosts_file) = network.hosts_file() else { return grow("/tmp", programs, files, None) };
    for host in network.ids() {
        let root = format!("/tmp{}", root_name(host));
        directory(&root, 0o755)?;
        grow(&root, programs, files, Some(&hosts_file))?;
    }
    Ok(())
}

/// Directories, devices (unless they are there already), a file for each program, the scenario's files.
fn grow(root: &str, programs: &Programs, files: &[scenario::File], hosts_file: Option<&str>) -> io::Result<()> {
    if !Path::new(&format!("{root}/dev")).exists() {
        directory(&format!("{root}/dev"), 0o755)?;
        for name in DEVICES {
            let target = format!("{root}/dev/{name}");
            File::create(&target)?;
            bind(&CString::new(format!("/dev/{name}"))?, &CString::new(target)?)?;
        }
    }
    for (name, mode) in [("dev/shm", 0o1777), ("tmp", 0o1777), ("bin", 0o755), ("etc", 0o755)] {
        directory(&format!("{root}/{name}"), mode)?;
    }
    for (name, text) in ETC.into_iter().chain(hosts_file.map(|text| ("hosts", text))) {
        fs::write(format!("{root}/etc/{name}"), text)?;
    }
    directory(&format!("{root}/usr"), 0o755)?;
    symlink("/bin", format!("{root}/usr/bin"))?;
    // As the model: in order of name.
    for name in programs.names() {
        let mut file = File::options().write(true).create_new(true).mode(0o777).open(format!("{root}/bin/{name}"))?;
        file.write_all(program_text(name).as_bytes())?;
    }
    for name in programs.own() {
        match fs::hard_link(format!("{root}/bin/{name}"), format!("{root}/{name}")) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    for file in files.iter().filter(|file| file.lies_in_root()) {
        let path = format!("{root}/{}", file.name);
        if !Path::new(&path).exists() {
            fs::write(&path, sim_core::lang::source::bytes_of(&file.text))?;
        }
    }
    Ok(())
}

fn directory(path: &str, mode: u32) -> io::Result<()> {
    fs::create_dir(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Empties the tree. The devices stay: they are mounted.
///
/// # Errors
/// What the calls say.
pub(super) fn clear() -> io::Result<()> {
    clear_except("/tmp", &["dev"])?;
    clear_except("/tmp/dev", &["null", "zero"])
}

fn clear_except(folder: &str, kept: &[&str]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if kept.iter().any(|&name| entry.file_name() == name) {
            continue;
        }
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }?;
    }
    Ok(())
}

/// The first page of the file that `execve` finds at a path.
///
/// # Errors
/// Those of path resolution; `EACCES` for what may not be executed.
pub(super) fn executable_at(path: &[u8]) -> Result<Opened, Errno> {
    let name = path;
    let path = Path::new(OsStr::from_bytes(path));
    let told = |error: io::Error| Errno(error.raw_os_error().unwrap_or(libc::EIO) as u16);
    let file = fs::metadata(path).map_err(told)?;
    if !file.is_file() {
        return Err(Errno::EACCES);
    }
    users::may_execute(name).map_err(told)?;
    let mut beginning = Vec::new();
    let beginning = match File::open(path).and_then(|file| file.take(PAGE).read_to_end(&mut beginning)) {
        Ok(_) => Some(beginning),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => None,
        Err(error) => return Err(told(error)),
    };
    Ok(Opened { beginning, lends_rights: lends_rights(&file) })
}

/// Whether who runs a program takes on other rights (`execve(2)`).
fn lends_rights(file: &fs::Metadata) -> bool {
    let (user, group) = users::effective_ids();
    let lends_group = file.mode() & (libc::S_ISGID | libc::S_IXGRP) == libc::S_ISGID | libc::S_IXGRP;
    file.mode() & libc::S_ISUID != 0 && file.uid() != user || lends_group && file.gid() != group
}
