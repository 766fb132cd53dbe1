//! What a page shows at one position of a run, as plain data.
//!
//! A [`View`] is complete: who draws it asks nobody else, computes no number of its own, and can throw the last one
//! away. Events are not part of it (they only ever grow, and travel once, as [`EventAt`]). Building views from a world
//! is not the business of these types; nothing here knows a document or a screen.

pub mod build;
pub mod kernel;
pub mod lanes;
pub mod memory;
pub mod socket;
pub mod task;
pub mod transfer;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::abi::Event;
use crate::abi::event::{AccessKind, End, FaultKind};

pub use kernel::{
    Descriptor, Direction, FileType, InterestView, LetterView, Mapping, MessageView, ObjectKind, ObjectView,
    OpenFileView, Run, SemaphoreView, UndoView, Waiter,
};
pub use memory::{FrameView, Group, PageView, PointerTarget, Rights, Row, Section, SectionKind, Storage, Value};
pub use socket::{SocketProtocol, SocketState, SocketView};
pub use task::{Buffering, SignalsView, SiteView, StreamView, TaskState, TaskView};
pub use transfer::{Transfer, Way};

/// Everything that is to be seen at one position of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct View {
    /// Where in the run this is.
    pub position: Position,
    /// Why the run is over, if it is over here.
    pub end: Option<End>,
    /// All tasks that there ever were, by number: a task that is gone keeps its place.
    pub tasks: Vec<TaskView>,
    /// Open file descriptions (`open(2)`), in order of creation.
    pub files: Vec<OpenFileView>,
    /// Kernel objects, in order of creation.
    pub objects: Vec<ObjectView>,
    /// What was written to the console, in order.
    pub console: Vec<ConsoleChunk>,
    /// The tasks that could take the next step, by number. Empty at the end of a run.
    pub choices: Vec<u32>,
    /// The refused access, if the step that led here was one.
    pub fault: Option<FaultView>,
    /// What the step that led here carried between processes and kernel objects, in order.
    pub transfers: Vec<Transfer>,
    /// What the run has cost so far.
    pub costs: Costs,
}

/// What a run has cost so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Costs {
    /// How many cores the world has.
    pub cores: u32,
    /// Its time on that many and on other numbers of cores, in order.
    pub times: Vec<TimeOnCores>,
    /// How often something was copied between the processes' memory and the kernel's.
    pub copies: u64,
    /// How many bytes that were.
    pub copied_bytes: u64,
    /// Bytes that lie in the kernel now on their way from one process to another.
    pub kernel_bytes: u64,
    /// The most that there ever were.
    pub most_kernel_bytes: u64,
}

/// A run's time on a number of cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct TimeOnCores {
    /// How many.
    pub cores: u32,
    /// Nanoseconds, of which an instruction takes one.
    pub time_ns: u64,
    /// How many times as fast as one core, in hundredths.
    pub speed_up: u64,
    /// How often a core went from one task to another.
    pub switches: u64,
}

/// A place in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Position {
    /// How many steps led here.
    pub step: u64,
    /// How many steps of this run are known: [`Position::step`] can be set to anything up to it.
    pub known: u64,
    /// How many instructions all tasks together have executed.
    pub instructions: u64,
    /// How many events have happened: that many of the run's event list lie in the past.
    pub events: u64,
    /// How many of these happened in the step that led here.
    pub new_events: u64,
    /// The task that took the step that led here; none at the start.
    pub task: Option<u32>,
}

/// An event, and the step in which it happened (the first step is 1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct EventAt {
    /// The step.
    pub step: u64,
    /// The event.
    pub event: Event,
}

/// A standard stream of output.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// A piece of text that one task wrote to the console in one go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct ConsoleChunk {
    /// The step in which it was written.
    pub step: u64,
    /// Who wrote it.
    pub task: u32,
    /// Where to.
    pub stream: Stream,
    /// What; bytes that are not UTF-8 are replaced.
    pub text: String,
}

/// Where a refused access went, in terms of the sections that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum FaultPlace {
    /// The memory is not known.
    #[default]
    Unknown,
    /// Above the highest section.
    Above,
    /// In the gap below the section that starts here.
    Gap {
        /// First address of that section.
        below: u64,
    },
    /// In a section.
    Section {
        /// Its first address.
        start: u64,
        /// Its rights.
        rights: Rights,
        /// First address of the row that holds the address, if one does.
        row: Option<u64>,
    },
}

impl FaultPlace {
    /// The rights of the page, if one is mapped there.
    #[must_use]
    pub const fn rights(self) -> Option<Rights> {
        match self {
            Self::Section { rights, .. } => Some(rights),
            Self::Unknown | Self::Above | Self::Gap { .. } => None,
        }
    }
}

/// A refused memory access (or a refused instruction), with what is needed to draw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct FaultView {
    /// Whose.
    pub task: u32,
    /// Why.
    pub kind: FaultKind,
    /// The address that was touched; for [`FaultKind::Divide`] and `Illegal` that of the instruction.
    pub addr: u64,
    /// How it was touched.
    pub access: AccessKind,
    /// Where in the task's memory the address lies.
    pub place: FaultPlace,
    /// Whether the address belongs to kernel space.
    pub is_kernel: bool,
}
