//! What `/proc` says about a simulated process: whether it runs, sleeps in which system call, or is dead.

use std::fs;

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

/// Looks.
pub(super) fn look(pid: i32) -> Look {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { return Look::Gone };
    match parse_stat(&stat) {
        Some(Stat { state: 'Z' | 'X', parent, status }) => Look::Zombie { parent, status },
        Some(Stat { state: 'T', status, .. }) => Look::Stopped { signal: (status & 0x7f) as u8 },
        Some(Stat { state: 'S', .. }) => sleeping_in(pid).map_or(Look::Running, |nr| Look::Asleep { nr }),
        _ => Look::Running,
    }
}

fn sleeping_in(pid: i32) -> Option<u16> {
    let line = fs::read_to_string(format!("/proc/{pid}/syscall")).ok()?;
    line.split_ascii_whitespace().next()?.parse().ok()
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
        assert_eq!(look(0x3fff_ffff), Look::Gone);
    }

    #[test]
    fn names_may_hold_parentheses() {
        let stat = parse_stat("7 (a) b) Z 100 7 7 0 -1 139").expect("well-formed");
        assert_eq!((stat.state, stat.parent, stat.status), ('Z', 100, 139));
    }
}
