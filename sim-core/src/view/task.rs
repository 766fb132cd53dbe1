//! A task as a card: who it is, what it is doing, where, its memory and its descriptors.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::abi::signal::SigSet;
use crate::abi::{CallRecord, Status};

use super::{Descriptor, Section};

/// A task, from its start to the end of the run: one that is gone keeps its card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct TaskView {
    /// Its number, in order of creation, from 1 (shown as `P1`).
    pub number: u32,
    /// Its process id; that of a thread which is not its process's first is its thread id.
    pub pid: i32,
    /// The task that stands for its process: the first thread of it that lives, which has the process's memory and
    /// descriptors in its card. Its own number if it is the only one.
    pub process: u32,
    /// Its parent's process id, as `getppid(2)` would say now.
    pub parent_pid: i32,
    /// Its parent's number, if that is a task of the run and alive.
    pub parent: Option<u32>,
    /// The name of its program.
    pub program: String,
    /// The host that it runs on, if there are several.
    pub host: Option<String>,
    /// What it is doing.
    pub state: TaskState,
    /// The core that it ran on last, from 1; none before its first operation and after its end.
    pub core: Option<u32>,
    /// The statement that it has come to; none after its end.
    pub site: Option<SiteView>,
    /// Instructions that it has executed.
    pub instructions: u64,
    /// The signals that it keeps off, and those that have reached it and wait.
    pub signals: SignalsView,
    /// The registers of its CPU by name; empty after its end.
    pub registers: Vec<(String, u64)>,
    /// Its memory, highest address first; empty after its end. A further thread of a process has its own stack here.
    pub sections: Vec<Section>,
    /// Its descriptors, by number; empty after its end, and for a further thread of a process.
    pub descriptors: Vec<Descriptor>,
    /// The stdio streams that hold something in the process's memory, by descriptor.
    pub streams: Vec<StreamView>,
}

/// How a stdio stream holds bytes back (`setvbuf(3)`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Buffering {
    /// Until the buffer is full.
    Full,
    /// Until the end of a line.
    Line,
    /// Not at all.
    None,
}

/// A stdio stream whose buffer, in the process's own memory, holds something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct StreamView {
    /// Its descriptor.
    pub fd: i32,
    /// How it holds bytes back.
    pub buffering: Buffering,
    /// Whether the bytes were written and are not in the kernel yet; else they were read ahead and nobody has taken them.
    pub is_unwritten: bool,
    /// How many bytes it holds.
    pub len: u64,
    /// How many it could hold.
    pub size: u64,
    /// The first of them.
    pub bytes: Vec<u8>,
}

/// Signals on their way to a task (`signal(7)`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SignalsView {
    /// Its signal mask.
    pub blocked: SigSet,
    /// What was sent to it or to its process and has not been delivered.
    pub pending: SigSet,
}

/// What a task is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TaskState {
    /// It took the last step and can take another.
    Running,
    /// It can run.
    Ready,
    /// It sleeps in the kernel.
    Blocked {
        /// The call that it is in.
        call: CallRecord,
        /// The object that it waits at: an [`ObjectView::id`](super::ObjectView).
        object: Option<u32>,
        /// The tasks that could end its sleep, if that is known (a `wait` waits for children).
        waits_for: Vec<u32>,
    },
    /// A signal stopped it until SIGCONT.
    Stopped,
    /// It ended, and its parent has not yet asked how.
    Zombie {
        /// How it ended.
        status: Status,
    },
    /// It ended and is gone.
    Gone {
        /// How it ended.
        status: Status,
    },
}

impl TaskState {
    /// How it ended, if it did.
    #[must_use]
    pub const fn status(&self) -> Option<Status> {
        match self {
            Self::Zombie { status } | Self::Gone { status } => Some(*status),
            _ => None,
        }
    }

    /// Whether it can take a step.
    #[must_use]
    pub const fn is_runnable(&self) -> bool {
        matches!(self, Self::Running | Self::Ready)
    }
}

/// A statement of the program's own text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct SiteView {
    /// The file, as the scenario names it.
    pub file: String,
    /// Its line, from 1.
    pub line: u32,
    /// First byte of it in the file.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The function it stands in.
    pub function: String,
    /// The library function that the task is inside of now, if the statement has called one.
    pub library: Option<String>,
}
