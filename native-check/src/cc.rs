//! `run --on cc`: the same text, compiled by the system's C compiler, running freely.
//!
//! It runs in fresh namespaces with an empty `/tmp`, where its source and binaries lie too, so that whatever it does,
//! nothing is left: no process, no message queue, no file.

use std::ffi::CString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use sim_core::kernel::exec::{UMASK, environment};
use sim_core::kernel::fs::ETC;
use sim_core::lang::source::bytes_of;
use sim_core::scenario::{Scenario, Stdout};

use crate::exit;
use crate::lockstep::terminal::Terminal;
use crate::sys::network::raise_loopback;
use crate::sys::process::{
    Forked, become_stdin, become_terminal, bind, die_with_parent, enter_namespaces, exit_now, fork, mount_sandbox,
    own_pid, set_umask, wait_any, wait_for, wait_readable,
};
use crate::sys::users::leave_groups;

/// Where everything lies; in the sandbox only.
const ROOT: &str = "/tmp/native-check";

/// The header of the lab's that Linux does not have, and the library behind it.
const MESSAGE_HEADER: &str = include_str!("../../sim-core/libc/include/message.h");
const MESSAGE_LIBRARY: &str = include_str!("../../sim-core/libc/native/message.c");

/// Compiles and runs a scenario's programs; gives the first one's exit status.
///
/// # Errors
/// When there is no sandbox.
pub(crate) fn run(scenario: &Scenario, stdin: Option<File>) -> io::Result<u8> {
    if let Some(stdin) = stdin {
        become_stdin(stdin)?;
    }
    let terminal = match scenario.manifest.stdout {
        Stdout::Pipe => None,
        Stdout::Terminal => Some(Terminal::open(scenario.manifest.stdin.as_bytes())?),
    };
    let checker = own_pid();
    match fork()? {
        Forked::Child => {
            let terminal = terminal.map(|(_, _, line)| become_terminal(line)).transpose();
            let status = terminal.and_then(|_| enter(checker, scenario)).unwrap_or_else(|error| failed(&error));
            exit_now(i32::from(status))
        }
        Forked::Parent(outer) => {
            if let Some((terminal, screen, line)) = terminal {
                drop(line);
                return watch(outer, &terminal, screen);
            }
            Ok(wait_for(outer, 0).map_or(exit::SOFTWARE, |reaped| shell_code(reaped.status)))
        }
    }
}

/// Shows what comes out of a terminal until a process has ended; gives its exit status.
fn watch(outer: i32, terminal: &Terminal, mut screen: File) -> io::Result<u8> {
    /// How often it looks whether the process has ended.
    const PAUSE_MS: i32 = 10;
    let mut reaped = None;
    loop {
        let mut part = [0; 4096];
        match screen.read(&mut part) {
            Ok(count @ 1..) => {
                // A terminal writes a line's end as two bytes.
                let shown: Vec<u8> = part[..count].iter().copied().filter(|&byte| byte != b'\r').collect();
                io::stdout().write_all(&shown)?;
            }
            _ if reaped.is_some() => break,
            _ => drop(wait_readable(&[screen.as_raw_fd()], PAUSE_MS)),
        }
        terminal.offer_end()?;
        reaped = reaped.or_else(|| wait_for(outer, libc::WNOHANG));
    }
    io::stdout().flush()?;
    Ok(reaped.map_or(exit::SOFTWARE, |reaped: crate::sys::process::Reaped| shell_code(reaped.status)))
}

fn failed(error: &io::Error) -> u8 {
    eprintln!("native-check: failed to run the C compiler's program: {error}");
    exit::SOFTWARE
}

/// The process between: its child is init of the new namespaces.
fn enter(checker: i32, scenario: &Scenario) -> io::Result<u8> {
    die_with_parent(checker)?;
    enter_namespaces()?;
    match fork()? {
        Forked::Child => {
            let status = as_init(scenario).unwrap_or_else(|error| failed(&error));
            exit_now(i32::from(status))
        }
        Forked::Parent(init) => Ok(wait_for(init, 0).map_or(exit::SOFTWARE, |reaped| shell_code(reaped.status))),
    }
}

fn as_init(scenario: &Scenario) -> io::Result<u8> {
    die_with_parent(0)?;
    mount_sandbox()?;
    raise_loopback()?;
    leave_groups();
    set_umask(UMASK);
    // Programs may be any user's: they meet the `/tmp` of every machine, and the lab's users.
    fs::set_permissions("/tmp", fs::Permissions::from_mode(0o1777))?;
    replace_users()?;
    let (source, binaries) = (Path::new(ROOT).join("src"), Path::new(ROOT).join("bin"));
    fs::create_dir_all(&source)?;
    fs::create_dir_all(&binaries)?;
    for file in &scenario.files {
        let path = source.join(&file.name);
        fs::create_dir_all(path.parent().unwrap_or(&source))?;
        fs::write(path, bytes_of(&file.text))?;
        if file.lies_in_root() {
            fs::write(binaries.join(&file.name), bytes_of(&file.text))?;
        }
    }
    let library = Path::new(ROOT).join("lib");
    fs::create_dir_all(&library)?;
    fs::write(library.join("message.h"), MESSAGE_HEADER)?;
    fs::write(library.join("message.c"), MESSAGE_LIBRARY)?;
    for program in scenario.programs() {
        if !compile(&source, &binaries.join(&program.name), &program.files)? {
            return Ok(exit::REFUSED);
        }
    }
    launch(scenario, &binaries)
}

/// Shows the users and groups of the lab in place of the machine's.
fn replace_users() -> io::Result<()> {
    let folder = Path::new(ROOT).join("etc");
    fs::create_dir_all(&folder)?;
    for (name, text) in ETC {
        let (own, machines) = (folder.join(name), Path::new("/etc").join(name));
        fs::write(&own, text)?;
        let [source, target] = [own, machines].map(|path| CString::new(path.into_os_string().into_vec()));
        bind(&source?, &target?)?;
    }
    Ok(())
}

/// Whether the compiler takes the program. What it has to say goes to standard error.
fn compile(source: &Path, binary: &Path, files: &[String]) -> io::Result<bool> {
    let passes_messages =
        files.iter().any(|file| fs::read_to_string(source.join(file)).is_ok_and(|text| text.contains("message.h")));
    let status = Command::new("cc")
        .current_dir(source)
        .args(["-std=gnu11", "-w", "-o"])
        .arg(binary)
        .args(files)
        .args(["-I", "../lib"])
        .args(passes_messages.then_some("../lib/message.c"))
        .args(["-lm", "-lpthread", "-lrt"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    Ok(status.success())
}

/// Starts everything in order, and waits for all of it.
fn launch(scenario: &Scenario, binaries: &Path) -> io::Result<u8> {
    let own = scenario.programs();
    let start = |launch: &sim_core::scenario::Launch| {
        // What is none of the scenario's programs is one of the system's, such as a shell.
        let is_own = own.iter().any(|program| program.name == launch.program);
        let path = if is_own { binaries.join(&launch.program) } else { launch.program.clone().into() };
        Command::new(path)
            .arg0(&launch.program)
            .args(&launch.args)
            .current_dir(binaries)
            .env_clear()
            .envs(environment(launch).iter().filter_map(|entry| entry.split_once('=')))
            .spawn()
    };
    let children = scenario.launches().iter().map(start).collect::<io::Result<Vec<Child>>>()?;
    let first = children.first().map(Child::id);
    let mut status = exit::SOFTWARE;
    // Init also waits for orphans.
    while let Some(reaped) = wait_any(0) {
        if Some(reaped.pid as u32) == first {
            status = shell_code(reaped.status);
        }
    }
    Ok(status)
}

/// A wait status as a shell shows it.
const fn shell_code(status: i32) -> u8 {
    match status & 0x7f {
        0 => (status >> 8) as u8,
        signal => 128 + signal as u8,
    }
}
