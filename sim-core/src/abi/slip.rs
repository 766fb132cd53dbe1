//! What a program does that C leaves undefined and that no hardware refuses: the machine goes on, and the lab says so.

use std::fmt::{self, Display, Formatter};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::event::AccessKind;

/// A kind of undefined behaviour (C11 J.2), with the numbers that tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "slip", rename_all = "snake_case")]
pub enum Slip {
    /// It reads an object that nothing has been stored in.
    Unassigned,
    /// It uses an element that an array does not have.
    Index {
        /// The index.
        index: i64,
        /// How many elements there are.
        len: u64,
    },
    /// It touches bytes before or behind an object.
    Outside {
        /// Where, from the object's start.
        offset: i64,
        /// The object's size.
        size: u64,
    },
    /// It touches a block that `free` has taken back.
    Freed {
        /// Where, from the block's start.
        offset: i64,
        /// The block's size.
        size: u64,
    },
}

/// Undefined behaviour of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Undefined {
    /// Which.
    #[serde(flatten)]
    pub slip: Slip,
    /// The variable, as the text names it; `None` for a block of `malloc`.
    pub object: Option<String>,
    /// Reads or writes.
    pub access: AccessKind,
    /// The first byte that is touched so; 0 if it is not in memory.
    pub addr: u64,
}

impl Display for Undefined {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let object = self.object.as_deref().unwrap_or("block of malloc");
        match self.slip {
            Slip::Unassigned => write!(f, "{object}: read before anything was stored"),
            Slip::Index { index, len } => write!(f, "{object}[{index}]: index out of bounds, there are {len}"),
            Slip::Outside { offset, size } => {
                write!(f, "{object}: {} at byte {offset}, outside of its {size} bytes", self.access)
            }
            Slip::Freed { offset, size } => {
                write!(f, "{object}: {} at byte {offset} of {size} after free", self.access)
            }
        }
    }
}
