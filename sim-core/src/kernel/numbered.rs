//! Objects of one kind, by numbers that are never used again.

use std::collections::BTreeMap;

use crate::abi::Errno;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered<T> {
    list: BTreeMap<u32, T>,
    next: u32,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { list: BTreeMap::new(), next: 0 }
    }
}

impl<T> Numbered<T> {
    /// All of them, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        self.list.iter().map(|(&number, object)| (number, object))
    }

    /// All of them, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut T)> {
        self.list.iter_mut().map(|(&number, object)| (number, object))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The one with this number.
    ///
    /// # Errors
    /// `EBADF` if it is gone.
    pub fn get(&self, number: u32) -> Result<&T, Errno> {
        self.list.get(&number).ok_or(Errno::EBADF)
    }

    /// The same, to be changed.
    pub(super) fn get_mut(&mut self, number: u32) -> Result<&mut T, Errno> {
        self.list.get_mut(&number).ok_or(Errno::EBADF)
    }

    /// Adds one and gives its number.
    pub(super) fn add(&mut self, object: T) -> u32 {
        let number = self.next;
        self.next += 1;
        self.list.insert(number, object);
        number
    }

    pub(super) fn remove(&mut self, number: u32) {
        self.list.remove(&number);
    }
}
