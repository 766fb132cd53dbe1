//! Examples of linking.
