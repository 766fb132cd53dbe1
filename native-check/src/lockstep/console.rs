//! The standard streams of the simulated processes: input that ends, and outputs that somebody always empties, pipes or
//! terminals.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};

use sim_core::abi::Sysno;
use sim_core::scenario::Stdout;

use super::terminal::{Terminal, Unread};
use crate::sys::process::{pipe, set_nonblocking, set_pipe_size};

/// What a pipe holds by default (`pipe(7)`).
const PIPE_CAPACITY: usize = 65_536;
/// At most this much of each output is kept.
const MOST_KEPT: usize = 16 << 20;

/// An output: where it comes out, and what has come out.
struct Output {
    from: File,
    kept: Vec<u8>,
}

impl Output {
    fn new(from: File) -> Self {
        Self { from, kept: Vec::new() }
    }

    /// Takes what is there; says whether anything was.
    fn drain(&mut self, adds_returns: bool) -> bool {
        let mut has_drained = false;
        let mut buf = [0; 4096];
        while let Ok(count @ 1..) = self.from.read(&mut buf) {
            has_drained = true;
            let room = MOST_KEPT.saturating_sub(self.kept.len()).min(count);
            for &byte in &buf[..room] {
                // A terminal writes a line's end as two bytes.
                if adds_returns && byte == b'\n' && self.kept.last() == Some(&b'\r') {
                    self.kept.pop();
                }
                self.kept.push(byte);
            }
        }
        has_drained
    }
}

/// Standard output and standard error, and the terminals that they are, if they are.
pub(super) struct Console {
    outputs: [Output; 2],
    terminals: Option<[Terminal; 2]>,
}

/// The ends that the simulated processes get.
pub(super) type Stdio = [OwnedFd; 3];

/// Makes the streams; standard input holds `stdin` and then ends.
///
/// # Errors
/// When the input does not fit.
pub(super) fn open(mode: Stdout, stdin: &[u8]) -> io::Result<(Console, Stdio)> {
    match mode {
        Stdout::Pipe => open_pipes(stdin),
        Stdout::Terminal => open_terminals(stdin),
    }
}

fn open_pipes(stdin: &[u8]) -> io::Result<(Console, Stdio)> {
    let (input, feed) = pipe(0)?;
    if stdin.len() > PIPE_CAPACITY {
        set_pipe_size(&feed, stdin.len())?;
    }
    File::from(feed).write_all(stdin)?;
    let (out, out_writer) = pipe(0)?;
    let (err, err_writer) = pipe(0)?;
    set_nonblocking(&out)?;
    set_nonblocking(&err)?;
    let outputs = [out, err].map(|end| Output::new(File::from(end)));
    Ok((Console { outputs, terminals: None }, [input, out_writer, err_writer]))
}

/// Standard error is a terminal of its own, so that what goes there can be told apart.
fn open_terminals(stdin: &[u8]) -> io::Result<(Console, Stdio)> {
    let (terminal, screen, line) = Terminal::open(stdin)?;
    let (other, other_screen, other_line) = Terminal::open(b"")?;
    let outputs = [screen, other_screen].map(Output::new);
    let stdio = [line.try_clone()?, line, other_line];
    Ok((Console { outputs, terminals: Some([terminal, other]) }, stdio))
}

impl Console {
    /// Takes what has come out; says whether there was anything.
    pub(super) fn drain(&mut self) -> bool {
        let adds_returns = |index: usize| self.terminals.as_ref().is_some_and(|all| all[index].adds_returns());
        let adds_returns = [adds_returns(0), adds_returns(1)];
        let mut has_drained = false;
        for (output, adds_returns) in self.outputs.iter_mut().zip(adds_returns) {
            has_drained |= output.drain(adds_returns);
        }
        has_drained
    }

    /// A program is about to make a call: what it must not change of the input.
    ///
    /// # Errors
    /// What the terminal says.
    pub(super) fn before(&mut self, nr: Sysno) -> io::Result<Option<Unread>> {
        if matches!(nr, Sysno::WRITE | Sysno::POLL | Sysno::PPOLL | Sysno::PSELECT6) || self.terminals.is_some() {
            // There is always room in the outputs. Where in a page of a pipe a write begins can be seen when it is cut short by a bad address; and how a
            // terminal writes line ends can change.
            self.drain();
        }
        match &self.terminals {
            Some([terminal, _]) if nr == Sysno::IOCTL => terminal.unread().map(Some),
            _ => Ok(None),
        }
    }

    /// The call has been made.
    ///
    /// # Errors
    /// What the terminal says.
    pub(super) fn after(&self, unread: Option<Unread>) -> io::Result<()> {
        match (&self.terminals, unread) {
            (Some([terminal, _]), Some(unread)) => terminal.restore(unread),
            (Some(terminals), None) => terminals.iter().try_for_each(Terminal::renew_end),
            (None, _) => Ok(()),
        }
    }

    /// What standard output and standard error got.
    pub(super) fn into_outputs(mut self) -> [Vec<u8>; 2] {
        self.drain();
        self.outputs.map(|output| output.kept)
    }
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.outputs.iter().map(|output| output.from.as_raw_fd())).finish()
    }
}
