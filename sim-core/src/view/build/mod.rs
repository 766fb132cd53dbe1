//! Building a [`View`](super::View) from a world.

mod memory;
mod names;
mod value;
