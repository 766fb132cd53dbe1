//! A terminal at which nobody sits: its input was typed before the run and then ends, and its output is taken away.
//!
//! What is typed is not echoed, and a line's end comes out as the program wrote it, though the terminal's attributes say
//! otherwise as on every new terminal.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

use crate::sys::process::{set_nonblocking, wait_readable};
use crate::sys::terminal::{self, attributes, forget_input, set_attributes, waiting};

/// What ends a line without being part of it, and at the beginning of a line the input (`VEOF`).
const END: u8 = 4;
/// How many bytes a terminal keeps (`N_TTY_BUF_SIZE`), the ends not counted.
const MOST_TYPED: usize = 4000;
/// How long what was typed may take to arrive.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether the input comes in lines, and what has not been read of it.
pub(crate) type Unread = (bool, Vec<u8>);

/// The terminal's two sides, and what was typed.
pub(crate) struct Terminal {
    keyboard: File,
    line: OwnedFd,
    typed: Vec<u8>,
}

impl Terminal {
    /// A terminal at which `typed` was typed; its other side for reading what is written, and the programs' side.
    ///
    /// # Errors
    /// When there is none, or it does not keep so much.
    pub(crate) fn open(typed: &[u8]) -> io::Result<(Self, File, OwnedFd)> {
        if typed.len() > MOST_TYPED {
            return Err(io::Error::other(format!("a terminal's input may have at most {MOST_TYPED} bytes")));
        }
        let (screen, line) = terminal::open()?;
        set_nonblocking(&screen)?;
        let terminal = Self { keyboard: screen.try_clone()?, line: line.try_clone()?, typed: typed.to_vec() };
        terminal.type_in(typed)?;
        Ok((terminal, screen, line))
    }

    fn is_canonical(&self) -> io::Result<bool> {
        Ok(attributes(&self.line)?.c_lflag & libc::ICANON != 0)
    }

    /// Whether line ends are written as two bytes.
    pub(crate) fn adds_returns(&self) -> bool {
        attributes(&self.line).is_ok_and(|now| now.c_oflag & (libc::OPOST | libc::ONLCR) == libc::OPOST | libc::ONLCR)
    }

    /// Types, unseen: the echo is off meanwhile.
    fn type_in(&self, text: &[u8]) -> io::Result<()> {
        let before = attributes(&self.line)?;
        let mut silent = before;
        silent.c_lflag &= !(libc::ECHO | libc::ECHONL);
        set_attributes(&self.line, &silent)?;
        let mut keys = text.to_vec();
        if self.is_canonical()? {
            // The end of the input is the end of a line with nothing in it.
            keys.extend(std::iter::repeat_n(END, if text.last().is_some_and(|&last| last != b'\n') { 2 } else { 1 }));
        }
        (&self.keyboard).write_all(&keys)?;
        let deadline = Instant::now() + PATIENCE;
        while waiting(&self.line)? < text.len() || (!keys.is_empty() && !self.is_readable()) {
            if Instant::now() > deadline {
                return Err(io::Error::other("what was typed did not arrive"));
            }
            std::thread::yield_now();
        }
        set_attributes(&self.line, &before)
    }

    fn is_readable(&self) -> bool {
        wait_readable(&[self.line.as_raw_fd()], 0)
    }

    /// Who has read the end of the input may read it again.
    ///
    /// # Errors
    /// What the terminal says.
    pub(crate) fn renew_end(&self) -> io::Result<()> {
        if self.is_canonical()? && !self.is_readable() { self.type_in(b"") } else { Ok(()) }
    }

    /// The same while programs run: one may take the end as soon as it is typed.
    ///
    /// # Errors
    /// What the terminal says.
    pub(crate) fn offer_end(&self) -> io::Result<()> {
        if self.is_canonical()? && !self.is_readable() { (&self.keyboard).write_all(&[END]) } else { Ok(()) }
    }

    /// What has not been read yet, to be asked before a program changes the terminal.
    ///
    /// # Errors
    /// What the terminal says.
    pub(crate) fn unread(&self) -> io::Result<Unread> {
        let left = waiting(&self.line)?.min(self.typed.len());
        Ok((self.is_canonical()?, self.typed[self.typed.len() - left..].to_vec()))
    }

    /// A program may have changed the terminal: nothing of what was typed is lost, and there is an end in lines only.
    ///
    /// # Errors
    /// What the terminal says.
    pub(crate) fn restore(&self, (was_canonical, unread): Unread) -> io::Result<()> {
        if self.is_canonical()? == was_canonical && waiting(&self.line)? == unread.len() {
            return self.renew_end();
        }
        forget_input(&self.line)?;
        self.type_in(&unread)
    }
}
