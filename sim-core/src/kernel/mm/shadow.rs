//! What is known about the bytes of a process's memory besides their values: which have never been written, which lie
//! between objects, which have been given back. Only exceptions are kept; memory of which nothing is known is fine.
//!
//! The marks are for telling a program's mistakes ([`crate::machine::memory::Suspicion`]); they never change what an
//! access does.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::machine::memory::Mark;
use crate::machine::program::{PAGE, USER_END};

/// Bytes of which one bit tells whether anything is marked among them: no aligned access touches two such groups.
const GROUP: u64 = 8;
/// Words of such bits for a page.
pub(super) const WORDS: usize = (PAGE / GROUP / 64) as usize;

/// The marks of a page's bytes.
#[derive(Clone, Debug)]
struct Marks {
    bytes: [Mark; PAGE as usize],
    /// By group: whether anything in it is marked.
    groups: [u64; WORDS],
}

impl Marks {
    fn all(mark: Mark) -> Self {
        let groups = if mark == Mark::Fine { [0; WORDS] } else { [u64::MAX; WORDS] };
        Self { bytes: [mark; PAGE as usize], groups }
    }

    /// Changes the marks of bytes by their offsets.
    fn change(&mut self, range: Range<usize>, change: impl Fn(Mark) -> Mark) {
        for mark in &mut self.bytes[range.clone()] {
            *mark = change(*mark);
        }
        let group = GROUP as usize;
        for number in range.start / group..range.end.div_ceil(group) {
            let is_marked = self.bytes[number * group..][..group].iter().any(|&mark| mark != Mark::Fine);
            let bit = 1 << (number % 64);
            let word = &mut self.groups[number / 64];
            *word = if is_marked { *word | bit } else { *word & !bit };
        }
    }

    fn is_fine(&self) -> bool {
        self.groups == [0; WORDS]
    }
}

/// The marks of an address space. A clone shares what neither changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Shadow {
    pages: BTreeMap<u64, Rc<Marks>>,
}

impl Shadow {
    /// Whether nothing is marked anywhere.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Which groups of a page's bytes have marks; `None` if none has.
    pub(super) fn groups(&self, page: u64) -> Option<&[u64; WORDS]> {
        self.pages.get(&page).map(|marks| &marks.groups)
    }

    /// The mark of a byte.
    pub(super) fn at(&self, addr: u64) -> Mark {
        self.pages.get(&(addr / PAGE)).map_or(Mark::Fine, |marks| marks.bytes[(addr % PAGE) as usize])
    }

    /// The first byte of a range whose mark is wanted, and the mark.
    pub(super) fn find(&self, range: Range<u64>, is_wanted: impl Fn(Mark) -> bool) -> Option<(u64, Mark)> {
        let pages = self.pages.range(range.start / PAGE..range.end.div_ceil(PAGE));
        let mut marked = pages.flat_map(|(page, marks)| {
            let inside = within(*page, &range);
            inside.map(move |offset| (page * PAGE + offset as u64, marks.bytes[offset]))
        });
        marked.find(|&(_, mark)| is_wanted(mark))
    }

    /// Gives all bytes of a range a mark.
    pub(super) fn set(&mut self, range: Range<u64>, mark: Mark) {
        // Made when the first whole page wants it.
        let mut whole = None;
        for page in pages(&range) {
            let inside = within(page, &range);
            if inside.len() as u64 == PAGE {
                match mark {
                    Mark::Fine => drop(self.pages.remove(&page)),
                    _ => {
                        let marks = whole.get_or_insert_with(|| Rc::new(Marks::all(mark)));
                        self.pages.insert(page, Rc::clone(marks));
                    }
                }
            } else if mark != Mark::Fine || self.pages.contains_key(&page) {
                self.change_page(page, inside, |_| mark);
            }
        }
    }

    /// The object that lies in a range is given back: what lies between objects stays so.
    pub(super) fn free(&mut self, range: Range<u64>) {
        for page in pages(&range) {
            let free = |mark| if mark == Mark::Between { mark } else { Mark::Freed };
            self.change_page(page, within(page, &range), free);
        }
    }

    /// Changes those marks of a range that are there.
    pub(super) fn replace(&mut self, range: Range<u64>, from: Mark, to: Mark) {
        for page in pages(&range) {
            let inside = within(page, &range);
            let has_any = |marks: &Rc<Marks>| marks.bytes[inside.clone()].contains(&from);
            if self.pages.get(&page).is_some_and(has_any) {
                self.change_page(page, inside, |mark| if mark == from { to } else { mark });
            }
        }
    }

    fn change_page(&mut self, page: u64, inside: Range<usize>, change: impl Fn(Mark) -> Mark) {
        let marks = self.pages.entry(page).or_insert_with(|| Rc::new(Marks::all(Mark::Fine)));
        let marks = Rc::make_mut(marks);
        marks.change(inside, change);
        if marks.is_fine() {
            self.pages.remove(&page);
        }
    }
}

/// The pages that a range touches.
pub(super) fn pages(range: &Range<u64>) -> Range<u64> {
    range.start / PAGE..range.end.min(USER_END).div_ceil(PAGE)
}

/// The offsets in a page of what of it lies in a range.
fn within(page: u64, range: &Range<u64>) -> Range<usize> {
    let start = page * PAGE;
    let inside = |addr: u64| (addr.clamp(start, start + PAGE) - start) as usize;
    inside(range.start)..inside(range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_go_away_byte_by_byte() {
        let mut shadow = Shadow::default();
        shadow.set(0x1ffc..0x3004, Mark::Unwritten);
        shadow.set(0x3004..0x3008, Mark::Between);
        assert_eq!(shadow.find(0x1000..0x9000, |mark| mark != Mark::Fine), Some((0x1ffc, Mark::Unwritten)));
        assert_eq!(shadow.find(0x1000..0x9000, |mark| mark == Mark::Between), Some((0x3004, Mark::Between)));
        shadow.replace(0x1000..0x9000, Mark::Unwritten, Mark::Fine);
        assert_eq!(shadow.at(0x3003), Mark::Fine);
        assert_eq!(shadow.groups(3).map(|groups| groups[0]), Some(1));
        shadow.set(0x3000..0x3010, Mark::Fine);
        assert!(shadow.is_empty());
    }
}
