//! The simulated machine and kernel of IPC Lab.
//!
//! Layers, lowest first (an arrow never points up): [`abi`] and [`lang`]; [`machine`] and [`kernel`]; [`world`];
//! above them what a page or a command shows: [`view`] and [`explain`].
//!
//! **Invariant**: a run is a pure function of (scenario, schedule). Nothing here does I/O, reads a clock, draws
//! randomness or iterates a hash map.
#![forbid(unsafe_code)]

pub mod abi;
pub mod curriculum;
pub mod explain;
pub mod export;
pub mod kernel;
pub mod lang;
pub mod machine;
pub mod network;
pub mod scenario;
pub mod view;
pub mod world;
