//! The file tree that simulated processes see: a tmpfs of their own with the same files as the model's.

use std::ffi::{CStr, OsStr};
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use sim_core::abi::Errno;
use sim_core::kernel::fs::data::{program_in, program_text};
use sim_core::machine::Program;
use sim_core::machine::program::PAGE;
use sim_core::scenario;

use crate::sys::process::{bind, set_umask};

/// Where the tree lies before it becomes the root.
pub(super) const TREE: &CStr = c"/tmp";
/// The umask of launched programs.
const UMASK: u32 = 0o022;

/// The devices: on the machine, and in the tree.
const DEVICES: [(&CStr, &CStr); 2] = [(c"/dev/null", c"/tmp/dev/null"), (c"/dev/zero", c"/tmp/dev/zero")];

/// Fills the tree: directories, devices (unless they are there already), a file for each program, the scenario's files.
///
/// # Errors
/// What the calls say.
pub(super) fn build(programs: &[Arc<Program>], files: &[scenario::File]) -> io::Result<()> {
    set_umask(UMASK);
    fs::set_permissions("/tmp", fs::Permissions::from_mode(0o755))?;
    if !Path::new("/tmp/dev").exists() {
        directory("/tmp/dev", 0o755)?;
        for (source, target) in DEVICES {
            File::create(OsStr::from_bytes(target.to_bytes()))?;
            bind(source, target)?;
        }
    }
    directory("/tmp/dev/shm", 0o1777)?;
    directory("/tmp/tmp", 0o1777)?;
    directory("/tmp/bin", 0o755)?;
    // As the model: in order of name.
    let mut names: Vec<&str> = programs.iter().map(|program| program.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let path = format!("/tmp/bin/{name}");
        File::create(&path)?.write_all(program_text(name).as_bytes())?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        match fs::hard_link(&path, format!("/tmp/{name}")) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    for file in files.iter().filter(|file| file.lies_in_root()) {
        let path = format!("/tmp/{}", file.name);
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

/// The program that `execve` would find at a path, by what the real files say.
///
/// # Errors
/// Those of path resolution; `EACCES` and `ENOEXEC` for what is no program.
pub(super) fn program_at(path: &[u8], programs: &[Arc<Program>]) -> Result<Arc<Program>, Errno> {
    let path = Path::new(OsStr::from_bytes(path));
    let told = |error: io::Error| Errno(error.raw_os_error().unwrap_or(libc::EIO) as u16);
    let file = fs::metadata(path).map_err(told)?;
    if !file.is_file() || file.mode() & 0o111 == 0 {
        return Err(Errno::EACCES);
    }
    let text = fs::read(path).map_err(told)?;
    let name = program_in(&text[..text.len().min(PAGE as usize)]);
    let found = programs.iter().find(|program| name == Some(&program.name));
    found.cloned().ok_or(Errno::ENOEXEC)
}
