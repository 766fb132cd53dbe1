//! Examples of the code that comes out of small functions.
