//! Examples of instructions.
