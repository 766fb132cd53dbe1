//! How the run is driven: who runs when nobody is chosen, where running stops, how fast it is played.

use borsh::{BorshDeserialize, BorshSerialize};
use std::rc::Rc;

use sim_core::world::Rule;

use crate::protocol::Place;

/// How fast the page plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) enum Pace {
    /// For a lecture.
    Slow,
    /// For reading along.
    #[default]
    Normal,
    /// For an overview.
    Fast,
    /// As fast as can be seen.
    Fastest,
}

impl Pace {
    /// From slow to fast.
    pub(super) const ALL: [Self; 4] = [Self::Slow, Self::Normal, Self::Fast, Self::Fastest];

    /// How long each step is shown.
    pub(super) const fn milliseconds(self) -> i32 {
        match self {
            Self::Slow => 1800,
            Self::Normal => 700,
            Self::Fast => 250,
            Self::Fastest => 60,
        }
    }

    /// How many times as fast as the normal pace it is said to be.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Slow => "½×",
            Self::Normal => "1×",
            Self::Fast => "3×",
            Self::Fastest => "10×",
        }
    }

    /// The next one, faster or slower; the same at the end.
    pub(super) fn changed(self, by: isize) -> Self {
        let index = Self::ALL.iter().position(|pace| *pace == self).unwrap_or_default();
        Self::ALL.get(index.saturating_add_signed(by)).copied().unwrap_or(self)
    }
}

/// How the run is driven.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Control {
    /// Who runs when nobody is chosen.
    pub(super) rule: Rule,
    /// Lines at which running stops, in order.
    pub(super) breakpoints: Rc<Vec<Place>>,
    /// Whether the dialog of keys is open.
    pub(super) is_helping: bool,
    /// Whether a narrow window shows the controls that are used more seldom.
    pub(super) is_unfolded: bool,
}

/// What the reader does about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ControlAction {
    /// Another rule.
    Rule(Rule),
    /// Set or take away a breakpoint.
    Break(Place),
    /// These are the breakpoints of the program.
    Breakpoints(Vec<Place>),
    /// Open or close the dialog of keys.
    Help(bool),
    /// Show or hide the controls that are used more seldom.
    Unfold(bool),
}

impl Control {
    /// Does it.
    pub(super) fn apply(&mut self, action: ControlAction) {
        match action {
            ControlAction::Rule(rule) => self.rule = rule,
            ControlAction::Break(place) => self.toggle(place),
            ControlAction::Breakpoints(places) => self.breakpoints = Rc::new(places),
            ControlAction::Help(is_helping) => self.is_helping = is_helping,
            ControlAction::Unfold(is_unfolded) => self.is_unfolded = is_unfolded,
        }
    }

    fn toggle(&mut self, place: Place) {
        let breakpoints = Rc::make_mut(&mut self.breakpoints);
        match breakpoints.binary_search(&place) {
            Ok(at) => drop(breakpoints.remove(at)),
            Err(at) => breakpoints.insert(at, place),
        }
    }

    /// The lines of a file that have breakpoints.
    pub(super) fn lines(&self, file: &str) -> Vec<u32> {
        self.breakpoints.iter().filter(|place| place.file == file).map(|place| place.line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32) -> Place {
        Place { file: "main.c".to_owned(), line }
    }

    #[test]
    fn a_breakpoint_is_set_and_taken_away() {
        let mut control = Control::default();
        for line in [9, 4, 9, 7] {
            control.apply(ControlAction::Break(place(line)));
        }
        assert_eq!(control.lines("main.c"), [4, 7]);
        assert!(control.lines("other.c").is_empty());
    }

    #[test]
    fn the_pace_stops_at_its_ends() {
        assert_eq!(Pace::Fastest.changed(1), Pace::Fastest);
        assert_eq!(Pace::Slow.changed(-1), Pace::Slow);
        assert_eq!(Pace::Normal.changed(1), Pace::Fast);
    }
}
