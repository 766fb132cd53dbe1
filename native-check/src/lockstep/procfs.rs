//! What `/proc` says about a simulated process: whether it runs, sleeps in which system call, or is dead.
//!
//! The files stay open from one look to the next, so that a look is one system call.

use std::cell::OnceCell;
use std::fs::File;
use std::os::unix::fs::FileExt;

/// A look at a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// It runs, or is ready to, or sleeps where nothing can be said about it.
    Running,
    /// It sleeps in this system call. Whoever wakes it makes it [`Look::Running`] before anything else.
    Asleep {
        /// The number of the call.
        nr: u16,
    },
    /// A signal has stopped it.
    Stopped {
        /// Which signal, if the kernel still tells.
        signal: u8,
    },
    /// It is dead, and nobody has waited for it yet.
    Zombie {
        /// Its parent.
        parent: i32,
        /// Its wait status.
        status: i32,
    },
    /// There is no such process.
    Gone,
}

/// Longer lines are not read to their end.
const LINE: usize = 1024;

/// A process that is looked at.
#[derive(Debug)]
pub(super) struct Window {
    pid: i32,
    stat: OnceCell<Option<File>>,
    syscall: OnceCell<Option<File>>,
}

impl Window {
    pub(super) fn new(pid: i32) -> Self {
        Self { pid, stat: OnceCell::new(), syscall: OnceCell::new() }
    }

    /// Looks.
    pub(super) fn look(&self) -> Look {
        let mut line = [0; LINE];
        let Some(stat) = self.read(&self.stat, "stat", &mut line) else { return Look::Gone };
        match parse_stat(stat) {
            Some(Stat { state: 'Z' | 'X', parent, status }) => Look::Zombie { parent, status },
            Some(Stat { state: 'T', status, .. }) => Look::Stopped { signal: (status & 0x7f) as u8 },
            Some(Stat { state: 'S', .. }) => self.call().map_or(Look::Running, |nr| Look::Asleep { nr }),
            _ => Look::Running,
        }
    }

    /// The system call that it is in, if it sleeps or has been stopped there. This costs a third of a whole look.
    pub(super) fn call(&self) -> Option<u16> {
        let mut line = [0; LINE];
        let line = self.read(&self.syscall, "syscall", &mut line)?;
        line.split_ascii_whitespace().next()?.parse().ok()
    }

    fn read<'a>(&self, file: &OnceCell<Option<File>>, name: &str, line: &'a mut [u8]) -> Option<&'a str> {
        let file = file.get_or_init(|| File::open(format!("/proc/{}/{name}", self.pid)).ok()).as_ref()?;
        let count = file.read_at(line, 0).ok()?;
        std::str::from_utf8(&line[..count]).ok()
    }
}

/// The fields of `/proc/PID/stat` that matter (`proc_pid_stat(5)`).
struct Stat {
    state: char,
    parent: i32,
    status: i32,
}

fn parse_stat(line: &str) -> Option<Stat> {
    // The command's name stands in parentheses and may itself hold some.
    let (_, rest) = line.rsplit_once(')')?;
    let mut fields = rest.split_ascii_whitespace();
    let state = fields.next()?.chars().next()?;
    let parent = fields.next()?.parse().ok()?;
    let status = fields.next_back()?.parse().ok()?;
    Some(Stat { state, parent, status })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_does_not_exist_is_gone() {
        assert_eq!(Window::new(0x3fff_ffff).look(), Look::Gone);
    }

    #[test]
    fn names_may_hold_parentheses() {
        let stat = parse_stat("7 (a) b) Z 100 7 7 0 -1 139").expect("well-formed");
        assert_eq!((stat.state, stat.parent, stat.status), ('Z', 100, 139));
    }
}
