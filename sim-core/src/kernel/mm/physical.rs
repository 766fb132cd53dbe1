//! The page frames of a host.

use std::rc::Rc;

/// Bytes of a page, as an array length.
pub(super) const PAGE_BYTES: usize = 4096;

/// Contents of a page frame.
pub type PageBytes = [u8; PAGE_BYTES];

/// Number of a page frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

impl FrameId {
    /// The frame that all pages share that have been read and never been written. It is never written itself.
    pub const ZERO: Self = Self(0);
}

/// What was copied between the memory of processes and that of the kernel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// How often.
    pub times: u64,
    /// How much.
    pub bytes: u64,
}

/// All frames of a host, with the number of users of each.
///
/// Cloning shares the contents: a frame's bytes are copied when one of the clones writes to them, and a new frame
/// costs nothing but its number until it is written.
#[derive(Clone, Debug)]
pub struct PhysicalMemory {
    /// Bytes by frame number.
    pages: Vec<Rc<PageBytes>>,
    /// How many page table entries and kernel objects use each frame; 0: free.
    users: Vec<u32>,
    /// Free frames; the last one is given out next.
    free: Vec<FrameId>,
    /// What the kernel has copied.
    pub copied: Copied,
}

impl Default for PhysicalMemory {
    fn default() -> Self {
        Self { pages: vec![Rc::new([0; PAGE_BYTES])], users: vec![1], free: Vec::new(), copied: Copied::default() }
    }
}

impl PhysicalMemory {
    /// A host's memory before anything runs: only the zero frame.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A zeroed frame with one user.
    pub fn allocate(&mut self) -> FrameId {
        self.allocate_copy(FrameId::ZERO)
    }

    /// A frame with one user and the contents of another.
    pub fn allocate_copy(&mut self, of: FrameId) -> FrameId {
        let page = Rc::clone(self.page(of));
        if let Some(frame) = self.free.pop() {
            self.pages[frame.0 as usize] = page;
            self.users[frame.0 as usize] = 1;
            return frame;
        }
        let frame = FrameId(self.pages.len() as u32);
        self.pages.push(page);
        self.users.push(1);
        frame
    }

    /// A frame with one user that starts with `bytes` (at most a page), followed by zeroes.
    pub fn allocate_filled(&mut self, bytes: &[u8]) -> FrameId {
        let frame = self.allocate();
        let kept = bytes.len().min(PAGE_BYTES);
        self.bytes_mut(frame)[..kept].copy_from_slice(&bytes[..kept]);
        frame
    }

    /// One more user of a frame.
    pub fn retain(&mut self, frame: FrameId) {
        if frame != FrameId::ZERO {
            self.users[frame.0 as usize] += 1;
        }
    }

    /// One user less; the last one frees the frame.
    pub fn release(&mut self, frame: FrameId) {
        let index = frame.0 as usize;
        if frame == FrameId::ZERO || self.users[index] == 0 {
            return;
        }
        self.users[index] -= 1;
        if self.users[index] == 0 {
            self.pages[index] = Rc::clone(&self.pages[0]);
            self.free.push(frame);
        }
    }

    /// How many users a frame has.
    #[must_use]
    pub fn users(&self, frame: FrameId) -> u32 {
        self.users.get(frame.0 as usize).copied().unwrap_or(0)
    }

    /// How many frames are in use, the zero frame not counted.
    #[must_use]
    pub fn resident(&self) -> usize {
        self.pages.len() - self.free.len() - 1
    }

    /// A frame's contents.
    #[must_use]
    pub fn bytes(&self, frame: FrameId) -> &PageBytes {
        self.page(frame)
    }

    /// A frame's contents, to be changed.
    pub fn bytes_mut(&mut self, frame: FrameId) -> &mut PageBytes {
        Rc::make_mut(&mut self.pages[frame.0 as usize])
    }

    /// A frame's contents, to be changed, if no clone of this memory shares them: the cheap half of
    /// [`bytes_mut`](Self::bytes_mut).
    #[inline(always)]
    pub(super) fn bytes_if_unique(&mut self, frame: FrameId) -> Option<&mut PageBytes> {
        Rc::get_mut(self.pages.get_mut(frame.0 as usize)?)
    }

    /// A frame's contents, without a panic path.
    #[inline(always)]
    pub(super) fn bytes_if_any(&self, frame: FrameId) -> Option<&PageBytes> {
        self.pages.get(frame.0 as usize).map(|page| &**page)
    }

    /// Whether the frame's bytes are known to be the same in a clone of this memory, because neither has written them
    /// since they parted: views use it to find what changed without comparing bytes.
    #[must_use]
    pub fn shares_bytes(&self, other: &Self, frame: FrameId) -> bool {
        match (self.pages.get(frame.0 as usize), other.pages.get(frame.0 as usize)) {
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            _ => false,
        }
    }

    fn page(&self, frame: FrameId) -> &Rc<PageBytes> {
        &self.pages[frame.0 as usize]
    }
}
