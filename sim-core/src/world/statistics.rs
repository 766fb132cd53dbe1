//! What a run has cost so far: time on cores, copies, memory of the kernel.

use crate::kernel::mm::Copied;

use super::World;
use super::cores::OnCores;

/// What a run has cost so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statistics {
    /// How many cores the world has.
    pub cores: u32,
    /// Its time on that many, and on other numbers of cores to compare with, in order.
    pub times: Vec<OnCores>,
    /// What was copied between the processes' memory and the kernel's.
    pub copied: Copied,
    /// Bytes that lie in the kernel now on their way from one process to another.
    pub kernel_bytes: u64,
    /// The most that there ever were.
    pub most_kernel_bytes: u64,
}

impl Statistics {
    /// The time on the world's own number of cores.
    #[must_use]
    pub fn own(&self) -> Option<OnCores> {
        self.times.iter().find(|on| on.cores == self.cores).copied()
    }

    /// How many times as fast as one core a number of cores is, in hundredths.
    #[must_use]
    pub fn speed_up(&self, on: OnCores) -> u64 {
        let one = self.times.iter().find(|on| on.cores == 1).map_or(0, |on| on.time_ns);
        one.saturating_mul(100).checked_div(on.time_ns).unwrap_or(100)
    }
}

impl World {
    /// What the run has cost so far.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        Statistics {
            cores: self.cores,
            times: self.clocks.times().collect(),
            copied: self.kernel.memory.copied,
            kernel_bytes: self.kernel.bytes_on_their_way(),
            most_kernel_bytes: self.most_kernel_bytes,
        }
    }

    /// The core that a task ran on last, from 1; none if it has not run.
    #[must_use]
    pub fn core_of(&self, task: u32) -> Option<u32> {
        self.clocks.core_of(task, self.cores)
    }

    /// Notes what a turn has made of the kernel's memory.
    pub(super) fn note_kernel_bytes(&mut self) {
        let now = self.kernel.bytes_on_their_way();
        self.most_kernel_bytes = self.most_kernel_bytes.max(now);
    }
}
