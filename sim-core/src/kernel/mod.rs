//! The model of the Linux kernel: one module per kernel concept, named as Linux names it.

pub mod mm;
