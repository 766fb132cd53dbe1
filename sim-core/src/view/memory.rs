//! A process's memory as a table: sections, and in them the variables that the program text names.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

/// What a section of an address space is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Machine code.
    Code,
    /// String literals and `const` objects.
    Rodata,
    /// Global and static objects, initialised or not.
    Data,
    /// What `brk(2)` gave: `malloc`'s blocks.
    Heap,
    /// What `mmap(2)` gave.
    Mmap,
    /// An attached shared memory segment (`shmat(2)`).
    Shm,
    /// Frames of functions.
    Stack,
}

/// What user mode may do with a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Rights {
    /// Load.
    pub read: bool,
    /// Store.
    pub write: bool,
    /// Fetch instructions.
    pub execute: bool,
}

impl std::fmt::Display for Rights {
    /// As `/proc/PID/maps` shows them: `rw-`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = |has: bool, letter: char| if has { letter } else { '-' };
        write!(f, "{}{}{}", letter(self.read, 'r'), letter(self.write, 'w'), letter(self.execute, 'x'))
    }
}

/// A range of an address space with one use and the same rights. A task's sections are listed highest address first,
/// as the notes draw them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Section {
    /// What it is for.
    pub kind: SectionKind,
    /// First address.
    pub start: u64,
    /// One past the last address.
    pub end: u64,
    /// What user mode may do here.
    pub rights: Rights,
    /// The kernel object whose memory this is, if other processes can map it too: an [`ObjectView::id`](super::ObjectView).
    pub object: Option<u32>,
    /// Pages of it that are there.
    pub resident_pages: u64,
    /// Pages of it that are still shared with a relative and will be copied by the first store.
    pub copy_on_write_pages: u64,
    /// Pages between this section and the next lower one that are not mapped.
    pub gap_pages: u64,
    /// What lies in it, in groups.
    pub groups: Vec<Group>,
    /// The pages of it that are there, by address; of very many the first.
    pub pages: Vec<PageView>,
}

/// A page of a process that has a frame of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct PageView {
    /// Its first address.
    pub addr: u64,
    /// The number of its frame; none for the frame of zeros, which all pages share that were never written.
    pub frame: Option<u32>,
    /// How many pages, of all processes, lie in this frame.
    pub users: u32,
    /// Whether the next store copies it first.
    pub is_copy_on_write: bool,
}

/// Rows that belong together: the variables of one call of a function, or all the named things of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Group {
    /// The call of a function whose frame this is (stack only).
    pub frame: Option<FrameView>,
    /// The rows. In a frame: in order of declaration; elsewhere by address.
    pub rows: Vec<Row>,
    /// How many further rows there are that are not listed.
    pub hidden_rows: u64,
}

/// A call of a function that has not returned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct FrameView {
    /// The function.
    pub function: String,
    /// First address of its frame.
    pub addr: u64,
    /// The line that it has come to.
    pub line: u32,
    /// Whether it is the innermost one of the program's own text.
    pub is_current: bool,
}

/// Where a variable is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "snake_case")]
pub enum Storage {
    /// In memory, at [`Row::addr`].
    #[default]
    Memory,
    /// In a register of the CPU; [`Row::addr`] is where it would be.
    Register,
}

/// A variable, an array element, a member, or a block of the heap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
pub struct Row {
    /// Its first address.
    pub addr: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Its name, as `buf`, `[3]` or `.next`; empty for something that has no name, as a string literal.
    pub name: String,
    /// The C name of its type; empty if none is known.
    #[serde(rename = "type")]
    pub ty: String,
    /// Where it is kept.
    pub storage: Storage,
    /// What it holds.
    pub value: Value,
    /// Whether the step that led here changed it.
    pub is_changed: bool,
    /// Elements or members, if it has any and there are few.
    pub members: Vec<Row>,
}

/// What a variable holds, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Value {
    /// A number, as C would print it.
    Number {
        /// The number.
        text: String,
    },
    /// A `char`.
    Character {
        /// Its number.
        code: i16,
        /// How C would write it, as `'a'` or `'\n'`.
        text: String,
    },
    /// An array of `char`.
    Text {
        /// The string up to its NUL, with C's escapes.
        text: String,
        /// The first bytes of the whole array.
        bytes: Vec<u8>,
        /// Whether there is a NUL in the array.
        is_terminated: bool,
    },
    /// A pointer.
    Pointer {
        /// The address it holds.
        addr: u64,
        /// What is there.
        target: PointerTarget,
    },
    /// Where a call of a function goes on when it returns; its row has no name.
    ReturnAddress {
        /// The address.
        addr: u64,
        /// The function that it lies in, if it is one.
        function: Option<String>,
    },
    /// A structure or an array: see [`Row::members`].
    Composite {
        /// The first of its values, as `{3, 4}`.
        text: String,
    },
    /// Bytes of which nobody says what they are.
    Bytes {
        /// The first of them.
        bytes: Vec<u8>,
    },
    /// A statement of the program (code section); [`Row::name`] is the function it stands in.
    Statement {
        /// Its line, from 1.
        line: u32,
        /// The text of that line.
        text: String,
    },
    /// Nothing has been stored there since the variable or the block came into being.
    Unassigned,
    /// The memory may not be read.
    Unreadable,
}

/// What a pointer points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, BorshSerialize, BorshDeserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PointerTarget {
    /// Nothing: it is null.
    Null,
    /// A place that is not mapped, or never can be.
    Invalid,
    /// Something of which the name is known, as `buf`, `main()` or `fd[1]`.
    Named {
        /// The name.
        name: String,
        /// The string there, if it is a `char *`.
        text: Option<String>,
    },
    /// Memory without a name.
    Section {
        /// In which section.
        kind: SectionKind,
        /// The string there, if it is a `char *`.
        text: Option<String>,
    },
}
