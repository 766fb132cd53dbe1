//! The vocabulary that the model and real Linux share: system call numbers and their parameters, error numbers,
//! signals, structure layouts, and the events that a trace is made of. Nothing here has behaviour of its own;
//! comparing two runs is comparing values of these types.
//!
//! All numbers are those of Linux on x86-64 (LP64).

pub mod errno;
pub mod event;
pub mod record;
pub mod siginfo;
pub mod signal;
pub mod slip;
pub mod socket;
pub mod strace;
pub mod syscall;

pub use errno::Errno;
pub use event::{Body, Event, Site, Status, Trace};
pub use record::{ArgValue, CallRecord, Peek};
pub use siginfo::SigInfo;
pub use signal::{SigSet, Signal};
pub use slip::{Slip, Undefined};
pub use syscall::{Param, ParamKind, RetKind, Spec, Sysno};
