//! What a step carried across the boundary: bytes from a process into a kernel object, or out of one.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From the process into the object.
    In,
    /// Out of the object into the process.
    Out,
}

/// Bytes on their way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Transfer {
    /// The task that sent or received them.
    pub task: u32,
    /// The descriptor that they went through, if it was one.
    pub fd: Option<i32>,
    /// The object: an [`ObjectView::id`](super::ObjectView::id).
    pub object: u32,
    /// Which way.
    pub way: Way,
    /// The first of them.
    pub bytes: Vec<u8>,
}
