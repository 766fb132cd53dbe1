//! Memory management: page frames of a host, address spaces of processes, page faults, copy-on-write.
//!
//! [`PhysicalMemory`] holds the frames; an [`AddressSpace`] says which of them a process sees where and with which
//! rights; [`UserMemory`] joins the two for as long as the process runs. `shadow` knows which bytes a program should not
//! touch. What is *not* here: who may attach what (that
//! is the business of shared memory segments, files and system calls).

mod fault;
mod file;
mod physical;
mod region;
mod shadow;
mod space;
mod table;
#[cfg(test)]
mod tests;
mod tlb;
mod touch;
mod user;

pub use crate::machine::segment::{Rights, SegmentKind};
pub use file::FileMapping;
pub use physical::{Copied, FrameId, PageBytes, PhysicalMemory};
pub use region::Region;
pub use space::{AddressSpace, FaultCounts, PageInfo};
pub use touch::{SharedTouch, SharedTouches};
pub use user::UserMemory;
