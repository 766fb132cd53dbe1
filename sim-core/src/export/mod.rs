//! Runs as files for other programs: the trace as JSON, the same for Perfetto, the lanes as a picture.
//!
//! The forms are described in `docs/embedding.md`. Nothing here writes a file; whoever has one serialises these values.

pub mod perfetto;
pub mod svg;

use serde::Serialize;

use crate::abi::event::{End, Event};

pub use crate::world::run::TRACE_VERSION as VERSION;

/// A trace of a run that need not be over, in the form of [`Trace`](crate::abi::Trace).
#[derive(Clone, Debug, Serialize)]
pub struct Document<'a> {
    /// Version of this form.
    pub version: u32,
    /// `model` or `linux`.
    pub side: &'a str,
    /// The kernel: `model`, or what `uname -r` says.
    pub kernel: &'a str,
    /// The scenario's id.
    pub scenario: &'a str,
    /// The schedule that makes the same run again, in its text form.
    pub schedule: &'a str,
    /// What standard output was: `pipe` or `terminal`.
    pub stdout: &'a str,
    /// What happened, in order.
    pub events: Vec<&'a Event>,
    /// Why the run ended; none for one that has not.
    pub end: Option<&'a End>,
}
