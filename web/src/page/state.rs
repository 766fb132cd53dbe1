//! The page's state, and the actions that change it. No view code, no document: a pure function, tested natively.

use std::collections::BTreeMap;
use std::rc::Rc;

use borsh::{BorshDeserialize, BorshSerialize};
use sim_core::abi::Site;
use sim_core::lang::diag::{Locale, Severity};
use sim_core::scenario::Scenario;
use sim_core::view::lanes::Lanes;
use sim_core::view::{Position, View};
use yew::Reducible;

use super::control::{Control, ControlAction, Pace};
use super::document::{Document, Edits, FileDeed};
use super::given::Given;
use super::link::{LinkError, Parts};
use super::study::{Study, StudyAction};
use crate::protocol::{Granularity, Note, Recording, Reply, Start, Told, Words};

/// Colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What a narrow window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) enum Tab {
    /// The editor.
    Program,
    /// The machine.
    #[default]
    Machine,
    /// Console and events.
    Timeline,
    /// The lesson.
    Lesson,
}

/// What the reader chose and the browser remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct Settings {
    /// Language.
    pub(super) locale: Locale,
    /// Colours.
    pub(super) theme: Theme,
    /// Larger type, for a projector.
    pub(super) is_large: bool,
    /// Which scenario was open.
    pub(super) scenario: Option<String>,
    /// How fast the page plays.
    pub(super) pace: Pace,
    /// Whether the lesson stands beside the lab.
    pub(super) has_lesson: bool,
}

/// How far the program is on its way into the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// The worker is being loaded.
    #[default]
    Starting,
    /// The program is being compiled; what is shown is of the one before.
    Compiling,
    /// It does not compile.
    Refused,
    /// It stands somewhere in its run.
    Standing,
    /// The simulator itself failed.
    Broken,
}

/// Everything about the program in the machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lab {
    /// How far it is.
    pub(super) phase: Phase,
    /// Number of the program; see [`crate::protocol`].
    pub(super) generation: u32,
    /// What the compiler said.
    pub(super) notes: Rc<Vec<Note>>,
    /// What is to be seen.
    pub(super) view: Option<Rc<View>>,
    /// The events of the run that the worker has told, by number.
    pub(super) events: Rc<BTreeMap<u64, Rc<Told>>>,
    /// What is to be said of the view.
    pub(super) words: Rc<Words>,
    /// Who did what in which steps.
    pub(super) lanes: Rc<Lanes>,
    /// Steps and instructions of a long run under way.
    pub(super) progress: Option<(u64, u64)>,
}

impl Lab {
    /// Where the run stands; at its start before there is one.
    pub(super) fn position(&self) -> Position {
        self.view.as_ref().map(|view| view.position).unwrap_or_default()
    }

    /// Whether the run is over at this position.
    pub(super) fn is_at_end(&self) -> bool {
        self.view.as_ref().is_some_and(|view| view.choices.is_empty())
    }

    /// File and line where the task stands that moved.
    pub(super) fn moved_site(&self) -> Option<(String, u32)> {
        let view = self.view.as_ref()?;
        let number = view.position.task.or(view.choices.first().copied())?;
        let site = view.tasks.iter().find(|task| task.number == number)?.site.as_ref()?;
        Some((site.file.clone(), site.line))
    }

    /// The statement that made an access that was refused in the step that led here.
    pub(super) fn fault_site(&self) -> Option<&Site> {
        let position = self.view.as_ref().filter(|view| view.fault.is_some())?.position;
        let past = self.events.range(..position.events).map(|(_, told)| told);
        let mut newest = past.rev().take_while(|told| told.step == position.step);
        newest.find(|told| told.is_fault)?.site.as_ref()
    }

    /// How many notes keep the program from running.
    pub(super) fn errors(&self) -> usize {
        self.notes.iter().filter(|note| note.severity > Severity::Warning).count()
    }
}

/// How the lab stands in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Whether it is a part of somebody else's page.
    pub(super) is_embedded: bool,
    /// The parts that are shown.
    pub(super) parts: Parts,
    /// Whether the program is only to be read.
    pub(super) is_read_only: bool,
}

impl Default for Frame {
    fn default() -> Self {
        Self { is_embedded: false, parts: Parts::ALL, is_read_only: false }
    }
}

/// Why the page does not show what its address asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The link is broken or newer than the page.
    Link(LinkError),
    /// There is no scenario of this name.
    UnknownScenario,
}

/// The page's state.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct State {
    /// What the reader chose.
    pub(super) settings: Settings,
    /// The bundled scenarios.
    pub(super) scenarios: Rc<Vec<Rc<Scenario>>>,
    /// The program in the editor.
    pub(super) document: Document,
    /// The program in the machine.
    pub(super) lab: Lab,
    /// How far a step goes.
    pub(super) granularity: Granularity,
    /// What a narrow window shows.
    pub(super) tab: Tab,
    /// Whether steps are being taken one after the other.
    pub(super) is_playing: bool,
    /// How often a simulator was started.
    pub(super) simulators: u32,
    /// How the run is driven.
    pub(super) control: Control,
    /// The reader's way through the course.
    pub(super) study: Study,
    /// Where the program that is opened next shall stand.
    pub(super) start: Start,
    /// Who ran when, as far as the worker has said.
    pub(super) recording: Rc<Recording>,
    /// Whether the program came by a link; then the address keeps what becomes of it.
    pub(super) is_linked: bool,
    /// Whether the reader has done anything to the program or its run.
    pub(super) has_acted: bool,
    /// Whether the end of a run has been seen.
    pub(super) has_finished: bool,
    /// Whether the dialog for taking something away is open.
    pub(super) is_sharing: bool,
    /// What is wrong with the address.
    pub(super) trouble: Option<Trouble>,
    /// How the lab stands in the document.
    pub(super) frame: Frame,
}

/// What can happen to the page.
#[derive(Clone, Debug)]
pub(super) enum Action {
    /// The reader opened a scenario, with what he had made of it before.
    Pick(Rc<Scenario>, Edits),
    /// The reader changed the open file.
    Edit(Rc<str>),
    /// The reader gives the programs something else.
    Give(Given),
    /// The reader went to another file.
    OpenFile(usize),
    /// The reader adds, renames or deletes a file.
    File(FileDeed),
    /// The reader wants the original texts back.
    Reset,
    /// The program in the editor is on its way to the worker.
    Compile,
    /// The worker said something.
    Reply(Reply),
    /// The worker failed.
    Fail,
    /// The reader wants a new worker.
    Restart,
    /// Settings.
    Locale(Locale),
    /// Settings.
    Theme(Theme),
    /// Settings.
    Large(bool),
    /// Narrow windows.
    Show(Tab),
    /// Size of a step.
    Granularity(Granularity),
    /// Begin or end taking steps one after the other.
    Play(bool),
    /// A long run was asked for.
    Finish,
    /// How fast the page plays.
    Pace(Pace),
    /// How the run is driven.
    Control(ControlAction),
    /// The reader's way through the course.
    Study(StudyAction),
    /// The reader wants to take something away, or has done so.
    Share(bool),
    /// A link came in: from the address, or from the page around.
    Follow(String),
    /// The reader has read what is wrong with the address.
    Forgive,
    /// The reader moves the run.
    Act,
}

impl State {
    /// The state before anything happened.
    pub(super) fn new(settings: Settings, scenarios: Vec<Rc<Scenario>>, edits: &Edits) -> Self {
        let open = scenarios
            .iter()
            .find(|scenario| Some(&scenario.id) == settings.scenario.as_ref())
            .or_else(|| scenarios.iter().find(|scenario| scenario.id == crate::scenarios::FIRST))
            .or(scenarios.first())
            .cloned()
            .unwrap_or_else(|| Rc::new(Scenario::single("", Vec::new())));
        Self {
            settings,
            scenarios: Rc::new(scenarios),
            document: Document::new(open, edits, 0),
            lab: Lab::default(),
            granularity: Granularity::default(),
            tab: Tab::default(),
            is_playing: false,
            simulators: 0,
            control: Control::default(),
            study: Study::default(),
            start: Start::default(),
            recording: Rc::default(),
            is_linked: false,
            has_acted: false,
            has_finished: false,
            is_sharing: false,
            trouble: None,
            frame: Frame::default(),
        }
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Pick(scenario, edits) => {
                self.is_linked = false;
                self.trouble = None;
                self.pick(scenario, &edits);
            }
            Action::Edit(text) => self.edit(text),
            Action::Give(given) => {
                self.document.given = given;
                self.has_acted = true;
                self.is_playing = false;
            }
            Action::OpenFile(index) => self.open_file(index),
            Action::File(deed) => {
                self.document.apply(deed);
                self.has_acted = true;
                self.is_playing = false;
            }
            Action::Reset => self.pick(self.document.original.clone(), &Edits::new()),
            Action::Compile => self.compile(),
            Action::Reply(reply) => self.hear(reply),
            Action::Fail => {
                self.lab.phase = Phase::Broken;
                self.is_playing = false;
            }
            Action::Restart => {
                self.simulators += 1;
                self.lab = Lab { generation: self.lab.generation, ..Lab::default() };
            }
            Action::Locale(locale) => self.settings.locale = locale,
            Action::Theme(theme) => self.settings.theme = theme,
            Action::Large(is_large) => self.settings.is_large = is_large,
            Action::Show(tab) => self.tab = tab,
            Action::Granularity(granularity) => self.granularity = granularity,
            Action::Play(is_playing) => self.is_playing = is_playing && !self.lab.is_at_end(),
            Action::Finish => {
                self.is_playing = false;
                self.lab.progress = Some((0, 0));
            }
            Action::Pace(pace) => self.settings.pace = pace,
            Action::Control(action) => self.control.apply(action),
            Action::Study(action) => self.study(action),
            Action::Share(is_sharing) => self.is_sharing = is_sharing,
            Action::Follow(text) => {
                self.follow_link(&text);
                self.open_again();
            }
            Action::Forgive => self.trouble = None,
            Action::Act => self.has_acted = true,
        }
    }

    /// How far the reader has come, in hundredths: by the questions of the lesson, if it is shown and has any, and else
    /// by whether a run was seen to its end.
    pub(super) fn score(&self) -> u32 {
        let by_answers = self.study.is_open.then(|| self.study.score(&self.document.original.id)).flatten();
        by_answers.unwrap_or(if self.has_finished { 100 } else { 0 })
    }

    fn study(&mut self, action: StudyAction) {
        if let StudyAction::Open(is_open) = action {
            self.settings.has_lesson = is_open;
        }
        self.has_acted |= matches!(action, StudyAction::Try(..));
        self.study.apply(action);
    }

    fn pick(&mut self, scenario: Rc<Scenario>, edits: &Edits) {
        let is_same = scenario.id == self.document.original.id;
        let open = self.document.open;
        self.settings.scenario = Some(scenario.id.clone());
        self.document = Document::new(scenario, edits, self.document.loaded + 1);
        self.is_playing = false;
        if is_same {
            self.document.open = open.min(self.document.texts.len().saturating_sub(1));
        } else {
            self.lab = Lab { phase: self.lab.phase, generation: self.lab.generation, ..Lab::default() };
        }
    }

    fn edit(&mut self, text: Rc<str>) {
        let open = self.document.open;
        if let Some(slot) = self.document.texts.get_mut(open) {
            *slot = text;
        }
        self.has_acted = true;
        self.is_playing = false;
    }

    fn open_file(&mut self, index: usize) {
        if index < self.document.texts.len() && index != self.document.open {
            self.document.open = index;
            self.document.loaded += 1;
        }
    }

    fn compile(&mut self) {
        self.start = Start::Beginning;
        self.recording = Rc::default();
        self.open_again();
    }

    /// Sends the program to the worker anew; [`State::start`] says where it shall stand.
    fn open_again(&mut self) {
        self.lab.generation += 1;
        self.lab.progress = None;
        self.is_playing = false;
        if !matches!(self.lab.phase, Phase::Starting | Phase::Broken) {
            self.lab.phase = Phase::Compiling;
        }
    }

    fn hear(&mut self, reply: Reply) {
        match reply {
            Reply::Ready => self.lab.phase = Phase::Compiling,
            Reply::Compiled { generation, notes, is_running } if generation == self.lab.generation => {
                self.lab.notes = Rc::new(notes);
                self.lab.phase = if is_running { Phase::Standing } else { Phase::Refused };
                if !is_running {
                    self.lab.view = None;
                    self.lab.events = Rc::default();
                    self.lab.lanes = Rc::default();
                }
            }
            Reply::At { generation, view, events_from, events, words, lanes } if generation == self.lab.generation => {
                let known = Rc::make_mut(&mut self.lab.events);
                drop(known.split_off(&events_from));
                known.extend(events.into_iter().map(|told| (told.number, Rc::new(told))));
                self.lab.words = Rc::new(words);
                self.lab.progress = None;
                if let Some(lanes) = lanes {
                    self.lab.lanes = Rc::new(lanes);
                }
                self.lab.view = Some(Rc::from(view));
                self.follow();
                self.is_playing &= !self.lab.is_at_end();
                if self.lab.is_at_end() {
                    self.study.apply(StudyAction::Finish(self.document.original.id.clone()));
                }
                self.has_finished |= self.lab.view.as_ref().is_some_and(|view| view.end.is_some());
            }
            Reply::Progress { generation, step, instructions } if generation == self.lab.generation => {
                self.lab.progress = Some((step, instructions));
            }
            Reply::Answered { generation, question, answer } if generation == self.lab.generation => {
                self.study.apply(StudyAction::Answer(question, answer));
            }
            Reply::Missing { generation, moment } if generation == self.lab.generation => {
                self.study.apply(StudyAction::Miss(moment));
            }
            Reply::Recorded { generation, recording } if generation == self.lab.generation => {
                self.recording = Rc::new(recording);
            }
            // What is said of an older program is of no use; files are no business of the state.
            Reply::Compiled { .. }
            | Reply::At { .. }
            | Reply::Progress { .. }
            | Reply::Recorded { .. }
            | Reply::Answered { .. }
            | Reply::Missing { .. }
            | Reply::Exported { .. } => {}
        }
    }

    /// Opens the file in which the task that moved stands, or that had a fault, so that its line is always in sight.
    fn follow(&mut self) {
        let Some(view) = self.lab.view.clone() else { return };
        let moved = view.position.task.and_then(|number| view.tasks.iter().find(|task| task.number == number));
        let file = moved.and_then(|task| task.site.as_ref()).map(|site| &site.file);
        let file = self.lab.fault_site().map(|site| &site.file).or(file);
        if let Some(index) = file.and_then(|file| self.document.index_of(file)) {
            self.open_file(index);
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        Rc::new(next)
    }
}

mod linked;
#[cfg(test)]
mod tests;
