//! Examples of intrinsics over a small memory.
