//! Examples of what address spaces do.
