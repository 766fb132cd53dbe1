//! The console: where standard output and standard error go, and, on a terminal, where standard input comes from.
//!
//! In pipe mode standard input is an ordinary [pipe](super::pipe) that was filled before the run and whose writer is
//! gone.

use std::rc::Rc;

use crate::scenario::Stdout;

use super::Pid;

/// What a console file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Standard output: a pipe that somebody always empties.
    Output,
    /// Standard error: another one.
    Error,
    /// The terminal.
    Terminal,
}

impl Console {
    /// Its file type and mode (`st_mode`): a FIFO as `pipe(2)` makes them, or a character device as `/dev/pts` has them.
    #[must_use]
    pub const fn mode(self) -> u32 {
        match self {
            Self::Output | Self::Error => super::S_IFIFO | 0o600,
            Self::Terminal => super::S_IFCHR | 0o620,
        }
    }
}

/// Something that was written to the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Who wrote it.
    pub pid: Pid,
    /// Where to.
    pub to: Console,
    /// What.
    pub bytes: Rc<[u8]>,
}

/// What was typed at the terminal before the run, as far as nobody has read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TerminalInput {
    typed: Rc<Vec<u8>>,
    read: usize,
}

impl TerminalInput {
    pub(super) fn new(mode: Stdout, typed: &[u8]) -> Self {
        let typed = if mode == Stdout::Terminal { typed.to_vec() } else { Vec::new() };
        Self { typed: Rc::new(typed), read: 0 }
    }

    /// What the next `read` of `room` bytes gets: at most a line (`termios(3)`, canonical mode); nothing at the end.
    pub(super) fn next_line(&self, room: usize) -> &[u8] {
        let rest = &self.typed[self.read..];
        let line = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
        &rest[..line.min(room)]
    }

    /// Takes bytes that have been read.
    pub(super) fn consume(&mut self, len: usize) {
        self.read += len;
    }
}
