//! The console: where standard output and standard error go, and, on a terminal, where standard input comes from.
//!
//! In pipe mode standard input is an ordinary [pipe](super::pipe) that was filled before the run and whose writer is
//! gone.

use std::rc::Rc;

use crate::scenario::Stdout;

use super::{Halt, Pid};

/// What a console file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Standard output: a pipe that somebody always empties.
    Output,
    /// Standard error: another one.
    Error,
    /// The terminal.
    Terminal,
    /// Another terminal, for standard error: so that what goes there can be told apart.
    TerminalError,
}

impl Console {
    /// Its file type and mode (`st_mode`): a FIFO as `pipe(2)` makes them, or a character device as `/dev/pts` has them.
    #[must_use]
    pub const fn mode(self) -> u32 {
        match self {
            Self::Output | Self::Error => super::S_IFIFO | 0o600,
            Self::Terminal | Self::TerminalError => super::S_IFCHR | 0o620,
        }
    }

    /// Whether it is a terminal.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Terminal | Self::TerminalError)
    }

    /// Whether it is where errors go.
    #[must_use]
    pub const fn is_error(self) -> bool {
        matches!(self, Self::Error | Self::TerminalError)
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

/// Size of the kernel's `struct termios`: four words of flags, the line discipline, 19 control characters.
pub const TERMIOS_BYTES: usize = 36;

/// Attributes of a new terminal: `c_iflag`, `c_oflag`, `c_cflag`, `c_lflag`, and the control characters
/// (observed on Linux 6.18).
const FLAGS: [u32; 4] = [0o2400, 0o5, 0o277, 0o105_073];
const CONTROL: [u8; 19] = [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0];
/// Where the control characters begin.
const CONTROL_AT: usize = 17;
/// `ICANON`
const CANONICAL: u32 = 2;
/// `VMIN`
const LEAST: usize = 6;

/// What terminals do with what goes through them.
type Attributes = [u8; TERMIOS_BYTES];

fn new_attributes() -> Attributes {
    let mut bytes = [0; TERMIOS_BYTES];
    for (field, flags) in bytes.chunks_exact_mut(4).zip(FLAGS) {
        field.copy_from_slice(&flags.to_le_bytes());
    }
    bytes[CONTROL_AT..].copy_from_slice(&CONTROL);
    bytes
}

/// The terminals: what was typed at the first before the run, as far as nobody has read it, and their attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminals {
    typed: Rc<Vec<u8>>,
    read: usize,
    attributes: [Attributes; 2],
}

impl Terminals {
    pub(super) fn new(mode: Stdout, typed: &[u8]) -> Self {
        let typed = if mode == Stdout::Terminal { typed.to_vec() } else { Vec::new() };
        Self { typed: Rc::new(typed), read: 0, attributes: [new_attributes(); 2] }
    }

    /// A terminal's attributes.
    pub(super) fn attributes(&self, console: Console) -> &Attributes {
        &self.attributes[usize::from(console.is_error())]
    }

    /// Changes them.
    pub(super) fn set_attributes(&mut self, console: Console, attributes: Attributes) {
        self.attributes[usize::from(console.is_error())] = attributes;
    }

    fn is_canonical(&self, console: Console) -> bool {
        self.attributes(console)[12] & CANONICAL as u8 != 0
    }

    fn rest(&self, console: Console) -> &[u8] {
        if console.is_error() { &[] } else { &self.typed[self.read..] }
    }

    /// How many bytes have not been read.
    pub(super) fn waiting(&self, console: Console) -> usize {
        self.rest(console).len()
    }

    /// What the next `read` of `room` bytes gets. By lines (`termios(3)`, canonical mode) at most one, and nothing at the
    /// end, as often as it is asked for; otherwise all that is there.
    ///
    /// # Errors
    /// `Halt::Unsupported` for waiting at the end of the input for something to be typed.
    pub(super) fn next(&self, console: Console, room: usize) -> Result<&[u8], Halt> {
        let rest = self.rest(console);
        if self.is_canonical(console) {
            let line = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |end| end + 1);
            return Ok(&rest[..line.min(room)]);
        }
        if rest.is_empty() && room > 0 && self.attributes(console)[CONTROL_AT + LEAST] > 0 {
            return Err(Halt::Unsupported("waiting for a key when all that was typed has been read".to_owned()));
        }
        Ok(&rest[..room.min(rest.len())])
    }

    /// Takes bytes that have been read.
    pub(super) fn consume(&mut self, len: usize) {
        self.read += len;
    }
}
