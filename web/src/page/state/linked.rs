//! How the state comes from an address, and goes into one.

use std::rc::Rc;

use sim_core::scenario::Scenario;

use super::{Frame, State, Tab, Trouble};
use crate::page::document::Edits;
use crate::page::given::Given;
use crate::page::link::{Link, Options, Parts, Shown};
use crate::protocol::{Recording, Start};

impl State {
    /// Does what the address says, before anything is shown.
    pub(in crate::page) fn obey(&mut self, options: &Options) {
        let parts = options.parts.unwrap_or(Parts::ALL);
        self.frame = Frame { is_embedded: options.is_embedded, parts, is_read_only: options.is_read_only };
        if let Some(id) = &options.scenario {
            match self.scenarios.iter().find(|scenario| scenario.id == *id).cloned() {
                Some(scenario) => self.pick(scenario, &Edits::new()),
                None => self.trouble = Some(Trouble::UnknownScenario),
            }
        }
        self.granularity = options.granularity.unwrap_or(self.granularity);
        if options.step > 0 {
            self.start = Start::Steps(self.granularity, options.step);
        }
        if let Some(text) = &options.link {
            self.follow_link(text);
        }
        // What the address says outright counts for more than what its link remembers.
        self.settings.locale = options.locale.unwrap_or(self.settings.locale);
        self.settings.theme = options.theme.unwrap_or(self.settings.theme);
        self.settings.is_large = options.is_large.unwrap_or(self.settings.is_large);
    }

    /// What a link to here carries.
    pub(in crate::page) fn link(&self) -> Link {
        let file = u32::try_from(self.document.open).unwrap_or(0);
        let shown = Shown { locale: self.settings.locale, tab: self.tab, file };
        let recording = Recording { granularity: self.granularity, ..(*self.recording).clone() };
        Link::new(&self.document.scenario(), recording, shown, self.document.given.cores)
    }

    /// Opens what a link carries. A bundled program that was edited can still be reset to what it was.
    pub(super) fn follow_link(&mut self, text: &str) {
        let link = match Link::decode(text) {
            Ok(link) => link,
            Err(error) => {
                self.trouble = Some(Trouble::Link(error));
                return;
            }
        };
        let scenario = link.scenario();
        let given = Given { cores: link.cores, ..Given::of(&scenario) };
        let bundled = self.scenarios.iter().find(|bundled| is_same_but_hands(bundled, &given, &scenario)).cloned();
        let edits = scenario.files.iter().map(|file| (file.name.clone(), Some(file.text.clone()))).collect();
        self.pick(bundled.unwrap_or_else(|| Rc::new(scenario)), &edits);
        self.document.given = given;
        self.document.open = (link.shown.file as usize).min(self.document.texts.len().saturating_sub(1));
        self.settings.locale = link.shown.locale;
        let has_tab = link.shown.tab != Tab::Lesson || self.study.is_open;
        self.tab = if has_tab { link.shown.tab } else { Tab::default() };
        self.granularity = link.recording.granularity;
        self.start = Start::Recorded(link.recording.clone());
        self.recording = Rc::new(link.recording);
        self.is_linked = true;
        self.trouble = None;
    }
}

/// Whether a reader makes the second scenario of the first by writing in its files and giving its programs this.
fn is_same_but_hands(one: &Scenario, given: &Given, other: &Scenario) -> bool {
    let names = |scenario: &Scenario| scenario.files.iter().map(|file| file.name.clone()).collect::<Vec<_>>();
    if one.id != other.id || names(one) != names(other) {
        return false;
    }
    let mut one = one.clone();
    given.put_into(&mut one);
    // A link says of the cores only what the reader chose.
    one.programs() == other.programs()
        && one.launches() == other.launches()
        && one.manifest.stdout == other.manifest.stdout
        && one.manifest.stdin.as_bytes() == other.manifest.stdin.as_bytes()
}
