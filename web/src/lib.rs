//! The page of IPC Lab.
//!
//! One wasm module with two entry points: [`run_page`] draws, [`run_worker`] simulates. They share the [`protocol`] and
//! nothing else, so that no program that a student writes can freeze the page. `boot.js` loads both.
//!
//! **Invariants**: only [`page`] knows the document; only [`worker`] holds a simulated world; every word that a reader
//! sees comes from [`text`] or from the core's own catalogue; the page shows no number that the core did not compute.
#![forbid(unsafe_code)]

pub mod page;
pub mod protocol;
pub mod scenarios;
pub mod text;
pub mod worker;

pub use page::run_page;
pub use worker::run_worker;
