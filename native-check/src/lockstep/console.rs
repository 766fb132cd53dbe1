//! The pipes that are the standard streams of the simulated processes: input that ends, and outputs that somebody always
//! empties.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsRawFd, OwnedFd};

use crate::sys::process::{pipe, set_nonblocking, set_pipe_size};

/// What a pipe holds by default (`pipe(7)`).
const PIPE_CAPACITY: usize = 65_536;
/// At most this much of each output is kept.
const MOST_KEPT: usize = 16 << 20;

/// The reading ends of standard output and standard error, and what has come out of them.
pub(super) struct Console {
    streams: [(File, Vec<u8>); 2],
}

/// The ends that the simulated processes get.
pub(super) type Stdio = [OwnedFd; 3];

/// Makes the pipes; standard input holds `stdin` and then ends.
///
/// # Errors
/// When the input does not fit into a pipe.
pub(super) fn open(stdin: &[u8]) -> io::Result<(Console, Stdio)> {
    let (input, feed) = pipe(0)?;
    if stdin.len() > PIPE_CAPACITY {
        set_pipe_size(&feed, stdin.len())?;
    }
    File::from(feed).write_all(stdin)?;
    let (out, out_writer) = pipe(0)?;
    let (err, err_writer) = pipe(0)?;
    set_nonblocking(&out)?;
    set_nonblocking(&err)?;
    let streams = [(File::from(out), Vec::new()), (File::from(err), Vec::new())];
    Ok((Console { streams }, [input, out_writer, err_writer]))
}

impl Console {
    /// Empties both pipes; says whether there was anything in them.
    pub(super) fn drain(&mut self) -> bool {
        let mut has_drained = false;
        for (pipe, kept) in &mut self.streams {
            let mut buf = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut buf) {
                has_drained = true;
                let room = MOST_KEPT.saturating_sub(kept.len()).min(count);
                kept.extend_from_slice(&buf[..room]);
            }
        }
        has_drained
    }

    /// What standard output and standard error got.
    pub(super) fn into_outputs(mut self) -> [Vec<u8>; 2] {
        self.drain();
        self.streams.map(|(_, kept)| kept)
    }
}

impl std::fmt::Debug for Console {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.streams.iter().map(|(pipe, _)| pipe.as_raw_fd())).finish()
    }
}
