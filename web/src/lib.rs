//! The page of IPC Lab.
//!
//! Two wasm modules, each made of one feature of this crate: `page` has [`run_page`], which draws, and `simulator` has
//! [`run_worker`], which simulates. They share the [`protocol`] and nothing else, so that no program that a student
//! writes can freeze the page, and the page is there before the simulator has arrived. `boot.js` loads both.
//!
//! **Invariants**: only [`page`] knows the document; only [`worker`] holds a simulated world; every word that a reader
//! sees comes from [`text`] or from the core's own catalogue; the page shows no number that the core did not compute.
#![forbid(unsafe_code)]

#[cfg(feature = "module")]
pub mod module;
#[cfg(feature = "page")]
pub mod page;
pub mod protocol;
#[cfg(feature = "page")]
pub mod scenarios;
#[cfg(feature = "page")]
pub mod text;
#[cfg(feature = "simulator")]
pub mod worker;

#[cfg(feature = "page")]
pub use page::run_page;
#[cfg(feature = "simulator")]
pub use worker::run_worker;
