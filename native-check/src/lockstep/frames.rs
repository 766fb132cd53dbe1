//! How results travel through pipes: frames of bytes, each behind its length.

use std::io::{self, Read, Write};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sim_core::abi::Trace;

use super::{LockstepError, Run};

/// Longer frames are a sign of a broken pipe, not of a long trace.
const MOST: u64 = 1 << 30;

/// Writes a frame.
///
/// # Errors
/// What the pipe says.
pub(crate) fn write_frame(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(bytes)
}

/// Reads a frame; `None` at the end of the pipe.
///
/// # Errors
/// What the pipe says, or that it ends inside a frame.
pub(crate) fn read_frame(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut len = [0; 8];
    match from.read_exact(&mut len) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let len = u64::from_le_bytes(len);
    if len > MOST {
        return Err(io::Error::other("a frame is impossibly long"));
    }
    let mut bytes = Vec::new();
    if from.take(len).read_to_end(&mut bytes)? < len as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

/// The first of the three frames of a result; the others are standard output and standard error.
#[derive(Serialize, Deserialize)]
enum Head {
    Trace(Trace, Duration),
    Failed(String),
    Impossible(String),
}

/// Writes a result.
///
/// # Errors
/// What the pipe says.
pub(super) fn write_result(to: &mut impl Write, result: Result<Run, LockstepError>) -> io::Result<()> {
    let (head, stdout, stderr) = match result {
        Ok(run) => (Head::Trace(run.trace, run.took), run.stdout, run.stderr),
        Err(LockstepError::Impossible(what)) => (Head::Impossible(what), Vec::new(), Vec::new()),
        Err(error) => (Head::Failed(error.to_string()), Vec::new(), Vec::new()),
    };
    write_frame(to, &serde_json::to_vec(&head).map_err(io::Error::other)?)?;
    write_frame(to, &stdout)?;
    write_frame(to, &stderr)?;
    to.flush()
}

/// Reads a result.
///
/// # Errors
/// The failure that it tells of, or that there is none.
pub(super) fn read_result(from: &mut impl Read) -> Result<Run, LockstepError> {
    let mut frame = || match read_frame(from) {
        Ok(Some(frame)) => Ok(frame),
        Ok(None) => Err(LockstepError::Died("its result never came".to_owned())),
        Err(error) => Err(LockstepError::Died(error.to_string())),
    };
    let (head, stdout, stderr) = (frame()?, frame()?, frame()?);
    match serde_json::from_slice(&head).map_err(|error| LockstepError::Died(error.to_string()))? {
        Head::Trace(trace, took) => Ok(Run { trace, stdout, stderr, took }),
        Head::Failed(what) => Err(LockstepError::Reported(what)),
        Head::Impossible(what) => Err(LockstepError::Impossible(what)),
    }
}
