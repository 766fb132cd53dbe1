//! Lessons: what to look for in a scenario, and questions about it.
//!
//! A lesson is data ([`Lesson`]): blocks of text that a page draws itself, so that nothing in it is ever markup. Its
//! places in a run are [`Moment`]s, named by what happens there and not by number; the answers to its questions are
//! [`Query`]s, which the simulator answers. Reading lessons from files is done when the page is built ([`read`]); nothing
//! else here knows files.

pub mod course;
pub mod lesson;
pub mod moment;
pub mod query;
#[cfg(feature = "read")]
pub mod read;

pub use course::{Chapter, Course};
pub use lesson::{Block, Choice, Claim, Inline, Lesson, ListKind, Question, Verdict};
pub use moment::{Moment, MomentError};
pub use query::{Observed, Query, QueryError};
