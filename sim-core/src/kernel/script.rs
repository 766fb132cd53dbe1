//! What `execve(2)` finds in a file: a program, or a script with the program that reads it. Both sides follow the same
//! rules; each reads the files in its own way.

use crate::abi::Errno;

use super::fs::data::program_in;

/// How many interpreters may read each other (`execve(2)`, "Interpreter scripts").
const DEPTH_MAX: usize = 5;
/// How much of a script's first line counts (`BINPRM_BUF_SIZE`).
const LINE_MAX: usize = 256;

/// Folders in which people expect the commands of a whole system.
const COMMAND_FOLDERS: [&str; 7] =
    ["/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/", "/usr/local/bin/", "/usr/games/", "/usr/local/sbin/"];

/// Commands that real systems have and the lab has not, in order. That one of them is not there would be a wrong answer.
const ABSENT: &[&str] = &[
    "adduser",
    "apt",
    "apt-get",
    "ar",
    "as",
    "awk",
    "base64",
    "bc",
    "bzip2",
    "c++",
    "c99",
    "cal",
    "cc",
    "chattr",
    "chgrp",
    "chown",
    "chroot",
    "clang",
    "clear",
    "cmp",
    "column",
    "comm",
    "cpp",
    "cron",
    "crontab",
    "csh",
    "curl",
    "dc",
    "dd",
    "df",
    "diff",
    "dmesg",
    "docker",
    "dos2unix",
    "du",
    "ed",
    "egrep",
    "eject",
    "emacs",
    "factor",
    "fdisk",
    "fgrep",
    "figlet",
    "file",
    "finger",
    "firefox",
    "fold",
    "fortune",
    "free",
    "fsck",
    "ftp",
    "fuser",
    "g++",
    "gawk",
    "gcc",
    "gdb",
    "gedit",
    "getconf",
    "getent",
    "git",
    "gnuplot",
    "gpg",
    "groups",
    "gunzip",
    "gzip",
    "halt",
    "hexdump",
    "host",
    "htop",
    "iconv",
    "ifconfig",
    "info",
    "init",
    "insmod",
    "install",
    "ionice",
    "ip",
    "iptables",
    "java",
    "javac",
    "join",
    "killall",
    "ksh",
    "last",
    "ld",
    "ldconfig",
    "ldd",
    "less",
    "links",
    "locale",
    "locate",
    "logger",
    "login",
    "look",
    "lp",
    "lpr",
    "lsblk",
    "lsmod",
    "lsof",
    "ltrace",
    "m4",
    "mail",
    "mailx",
    "make",
    "man",
    "mawk",
    "md5sum",
    "mesg",
    "mkfs",
    "mknod",
    "mktemp",
    "modprobe",
    "more",
    "mount",
    "mpg123",
    "nano",
    "nc",
    "ncat",
    "netcat",
    "netstat",
    "newgrp",
    "nm",
    "node",
    "nohup",
    "nproc",
    "nslookup",
    "objdump",
    "od",
    "openssl",
    "passwd",
    "patch",
    "perl",
    "pgrep",
    "php",
    "pico",
    "pidof",
    "ping",
    "pkill",
    "play",
    "poweroff",
    "pr",
    "pstree",
    "python",
    "python2",
    "python3",
    "readelf",
    "reboot",
    "renice",
    "reset",
    "rlogin",
    "rmmod",
    "rsh",
    "rsync",
    "ruby",
    "runlevel",
    "scp",
    "screen",
    "script",
    "sed",
    "service",
    "setsid",
    "sftp",
    "sha1sum",
    "sha256sum",
    "shred",
    "shuf",
    "shutdown",
    "size",
    "split",
    "ss",
    "ssh",
    "stat",
    "strace",
    "strings",
    "strip",
    "stty",
    "su",
    "sudo",
    "sum",
    "sync",
    "sysctl",
    "systemctl",
    "tac",
    "tar",
    "tclsh",
    "tcpdump",
    "tcsh",
    "telnet",
    "time",
    "timeout",
    "tmux",
    "top",
    "tput",
    "traceroute",
    "truncate",
    "tsort",
    "tty",
    "umount",
    "unzip",
    "uptime",
    "useradd",
    "users",
    "vi",
    "view",
    "vim",
    "vmstat",
    "w",
    "wall",
    "watch",
    "wget",
    "whereis",
    "which",
    "write",
    "xclock",
    "xeyes",
    "xterm",
    "xxd",
    "xz",
    "zcat",
    "zip",
    "zsh",
];

/// What a path leads `execve` to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The program.
    pub program: String,
    /// For a script: what stands in place of the first argument.
    pub front: Vec<String>,
}

/// A file that `execve` may execute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its first page; none if it may not be read, only executed.
    pub beginning: Option<Vec<u8>>,
    /// Whether who runs it takes on its owner's or group's rights.
    pub lends_rights: bool,
}

/// Why it leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTarget {
    /// As Linux says.
    Errno(Errno),
    /// Linux would find a command here that the lab has not.
    Absent(String),
}

/// Follows a path to a program, through the interpreters of scripts. `open` opens an executable file.
///
/// # Errors
/// What `open` says; `ENOEXEC` for what is neither program nor script; `ELOOP` for too many interpreters.
pub fn follow(path: &[u8], open: impl Fn(&[u8]) -> Result<Opened, Errno>) -> Result<Target, NoTarget> {
    let mut path = path.to_vec();
    let mut front: Vec<String> = Vec::new();
    for _ in 0..=DEPTH_MAX {
        let Opened { beginning, lends_rights } = open(&path).map_err(|errno| no_target(errno, &path))?;
        let unreadable = || NoTarget::Absent("execve of a program that may not be read".to_owned());
        let beginning = beginning.ok_or_else(unreadable)?;
        if let Some(program) = program_in(&beginning) {
            if lends_rights {
                return Err(NoTarget::Absent("execve of a set-user-ID or set-group-ID program".to_owned()));
            }
            return Ok(Target { program: program.to_owned(), front });
        }
        let (interpreter, argument) = interpreter_in(&beginning).ok_or(NoTarget::Errno(Errno::ENOEXEC))?;
        let new = [Some(text(interpreter)), argument.map(text), Some(text(&path))];
        front.splice(..front.len().min(1), new.into_iter().flatten());
        path = interpreter.to_vec();
    }
    Err(NoTarget::Errno(Errno::ELOOP))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn no_target(errno: Errno, path: &[u8]) -> NoTarget {
    let name = |folder: &&str| path.strip_prefix(folder.as_bytes()).and_then(|name| std::str::from_utf8(name).ok());
    match COMMAND_FOLDERS.iter().find_map(name) {
        Some(name) if errno == Errno::ENOENT && ABSENT.binary_search(&name).is_ok() => NoTarget::Absent(absent(name)),
        _ => NoTarget::Errno(errno),
    }
}

fn absent(name: &str) -> String {
    format!("the command `{name}`")
}

/// The interpreter in a script's first line, and its one argument (`execve(2)`).
fn interpreter_in(beginning: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let line = beginning.strip_prefix(b"#!")?;
    let line = line.split(|&byte| byte == b'\n').next()?;
    let line = line[..line.len().min(LINE_MAX - 3)].trim_ascii();
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    let (interpreter, rest) = line.split_at(end);
    let argument = Some(rest.trim_ascii()).filter(|argument| !argument.is_empty());
    (!interpreter.is_empty()).then_some((interpreter, argument))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &[u8]) -> Result<Opened, Errno> {
        let text: &[u8] = match path {
            b"/bin/sh" => b"program sh\n",
            b"a" => b"#! /bin/sh -e  x \necho\n",
            b"b" => b"#!a\n",
            b"loop" => b"#!loop",
            b"plain" => b"echo\n",
            _ => return Err(Errno::ENOENT),
        };
        Ok(Opened { beginning: Some(text.to_vec()), lends_rights: false })
    }

    #[test]
    fn scripts_lead_to_their_interpreters() {
        let target = |path: &[u8]| follow(path, open).map(|target| (target.program, target.front.join("|")));
        let sh = |front: &str| Ok(("sh".to_owned(), front.to_owned()));
        assert_eq!(target(b"/bin/sh"), sh(""));
        assert_eq!(target(b"a"), sh("/bin/sh|-e  x|a"));
        assert_eq!(target(b"b"), sh("/bin/sh|-e  x|a|b"));
        assert_eq!(target(b"loop"), Err(NoTarget::Errno(Errno::ELOOP)));
        assert_eq!(target(b"plain"), Err(NoTarget::Errno(Errno::ENOEXEC)));
    }

    #[test]
    fn a_command_of_every_system_is_missed_by_name() {
        assert_eq!(follow(b"/usr/bin/gcc", open), Err(NoTarget::Absent("the command `gcc`".to_owned())));
        assert_eq!(follow(b"/bin/no-such-thing", open), Err(NoTarget::Errno(Errno::ENOENT)));
        assert!(ABSENT.is_sorted());
    }
}
