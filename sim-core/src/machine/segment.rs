//! What a part of a process's memory is, and what may be done with it.

/// Access rights of a range of memory, with the bits of `mmap(2)`'s `PROT_…`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rights(pub u8);

impl Rights {
    /// `PROT_NONE`
    pub const NONE: Self = Self(0);
    /// `PROT_READ`
    pub const READ: Self = Self(1);
    /// `PROT_READ | PROT_WRITE`
    pub const READ_WRITE: Self = Self(3);
    /// `PROT_EXEC`
    pub const EXECUTE: Self = Self(4);
    /// `PROT_READ | PROT_EXEC`
    pub const READ_EXECUTE: Self = Self(5);

    /// Whether reading is possible. On x86-64 every right but none implies it (`mmap(2)`, NOTES).
    #[must_use]
    pub const fn can_read(self) -> bool {
        self.0 & 7 != 0
    }

    /// Whether writing is allowed.
    #[must_use]
    pub const fn can_write(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether instructions may be fetched.
    #[must_use]
    pub const fn can_execute(self) -> bool {
        self.0 & 4 != 0
    }
}

impl std::fmt::Display for Rights {
    /// As in `/proc/PID/maps`: `r-x`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = |bit: u8, letter| if self.0 & bit != 0 { letter } else { '-' };
        write!(f, "{}{}{}", letter(1, 'r'), letter(2, 'w'), letter(4, 'x'))
    }
}

/// What a region of memory holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// The program's instructions.
    Code,
    /// Its read-only data: string literals, constants.
    Rodata,
    /// Its initialised objects (and the zero-initialised ones that share their last page).
    Data,
    /// Its zero-initialised objects.
    Bss,
    /// What `brk` gave.
    Heap,
    /// The stack.
    Stack,
    /// What `mmap` gave.
    Mmap,
    /// A mapped file.
    File {
        /// The number of its inode.
        inode: u32,
        /// The address at which the file's first byte would lie: what to subtract from an address for an offset.
        base: u64,
        /// Whether `mprotect` may allow writing: not for a shared mapping of a file that is open for reading alone.
        may_write: bool,
    },
    /// An attached System V shared memory segment.
    Shm {
        /// Its identifier.
        shmid: i32,
    },
}
