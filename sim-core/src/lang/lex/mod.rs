//! Text to preprocessing tokens (C11 6.4): lines spliced, comments dropped, nothing expanded, no value computed yet.
//!
//! Mistakes are tokens too: text inside `#if 0` may hold anything, so a problem is reported when its token is used.

mod highlight;
mod number;
mod problem;
mod scanner;
mod symbols;
mod text;

pub use highlight::{HighlightKind, highlight};
pub(crate) use number::{Number, number};
pub use problem::LexProblem;
pub(crate) use scanner::{PpKind, PpToken, tokenize};
pub(crate) use symbols::{Symbol, Symbols};
pub(crate) use text::{character, string, wide_string};
