//! The page's behaviour as examples.

use sim_core::scenario::File;
use sim_core::view::{Costs, Position};

use super::*;
use crate::page::given::Given;
use crate::page::link::Options;

fn scenario(id: &str) -> Rc<Scenario> {
    let file = |name: &str| File { name: name.to_owned(), text: "int main(void) { return 0; }\n".to_owned() };
    Rc::new(Scenario::single(id, vec![file("a.c"), file("b.c")]))
}

fn start() -> Rc<State> {
    Rc::new(State::new(Settings::default(), vec![scenario("one"), scenario("two")], &Edits::new()))
}

fn after(actions: Vec<Action>) -> Rc<State> {
    actions.into_iter().fold(start(), |state, action| state.reduce(action))
}

fn view(step: u64, choices: Vec<u32>) -> Box<View> {
    let position = Position { step, known: step, ..Position::default() };
    Box::new(View {
        position,
        end: None,
        tasks: Vec::new(),
        files: Vec::new(),
        objects: Vec::new(),
        console: Vec::new(),
        choices,
        fault: None,
        transfers: Vec::new(),
        costs: Costs::default(),
    })
}

fn told(number: u64, step: u64) -> Told {
    let sentence =
        sim_core::lang::diag::Bilingual { en: "P1: starts".to_owned(), ko: "P1: 시작합니다".to_owned() };
    let call = "--- started ---".to_owned();
    Told { number, step, task: 1, sentence, call, source: None, site: None, is_fault: false }
}

fn at(generation: u32, step: u64, events_from: u64) -> Action {
    Action::Reply(Reply::At {
        generation,
        view: view(step, vec![1]),
        events_from,
        events: vec![told(events_from, step)],
        words: Words::default(),
        lanes: None,
    })
}

#[test]
fn a_reply_about_an_older_program_is_ignored() {
    let state = after(vec![Action::Reply(Reply::Ready), Action::Compile, Action::Compile, at(1, 5, 0)]);
    assert_eq!(state.lab.view, None);
    assert_eq!(state.lab.phase, Phase::Compiling);
}

#[test]
fn choosing_another_future_cuts_the_old_one_off_the_event_list() {
    let state = after(vec![Action::Compile, at(1, 1, 0), at(1, 2, 1), at(1, 3, 2), at(1, 9, 1)]);
    let steps: Vec<_> = state.lab.events.values().map(|told| told.step).collect();
    assert_eq!(steps, [1, 9]);
}

#[test]
fn typing_stops_playback_and_keeps_the_text() {
    let state = after(vec![Action::Compile, at(1, 1, 0), Action::Play(true), Action::Edit("int x;".into())]);
    assert!(!state.is_playing);
    assert_eq!(&*state.document.open_text(), "int x;");
}

#[test]
fn playback_ends_with_the_run() {
    let end = Action::Reply(Reply::At {
        generation: 1,
        view: view(2, Vec::new()),
        events_from: 1,
        events: Vec::new(),
        words: Words::default(),
        lanes: None,
    });
    let state = after(vec![Action::Compile, at(1, 1, 0), Action::Play(true), end]);
    assert!(!state.is_playing);
    assert!(!state.reduce(Action::Play(true)).is_playing);
}

#[test]
fn reset_gives_the_original_back_and_stays_in_the_file() {
    let state = after(vec![Action::OpenFile(1), Action::Edit("oops".into()), Action::Reset]);
    assert!(!state.document.is_edited());
    assert_eq!(state.document.open_name(), "b.c");
}

#[test]
fn a_program_that_does_not_compile_leaves_no_machine_behind() {
    let refused = Action::Reply(Reply::Compiled { generation: 2, notes: Vec::new(), is_running: false });
    let state = after(vec![Action::Compile, at(1, 1, 0), Action::Compile, refused]);
    assert_eq!(state.lab.phase, Phase::Refused);
    assert_eq!(state.lab.view, None);
}

#[test]
fn the_text_area_is_loaded_anew_only_when_somebody_else_changed_the_text() {
    let typed = after(vec![Action::Edit("x".into())]);
    assert_eq!(typed.document.loaded, start().document.loaded);
    let other = typed.reduce(Action::OpenFile(1));
    assert_ne!(other.document.loaded, start().document.loaded);
}

#[test]
fn a_link_opens_its_program_where_it_stood() {
    let there = after(vec![
        Action::Edit("int main(void) { return 7; }\n".into()),
        Action::Locale(Locale::Ko),
        Action::Show(Tab::Timeline),
    ]);
    let mut here = State::new(Settings::default(), vec![scenario("zero"), scenario("one")], &Edits::new());
    here.obey(&Options { link: Some(there.link().encode()), ..Options::default() });
    assert_eq!(here.document.original.id, "one");
    assert!(here.document.is_edited() && here.is_linked, "it can be reset to the bundled one");
    assert_eq!(
        (here.document.open_text(), here.settings.locale, here.tab),
        (there.document.open_text(), Locale::Ko, Tab::Timeline)
    );
    assert!(matches!(here.start, Start::Recorded(_)));
}

#[test]
fn a_link_carries_arguments_and_input() {
    let given = Given { arguments: vec!["7 \"a b\"".to_owned()], stdin: "one\ntwo\n".to_owned(), cores: 0 };
    let there = after(vec![Action::Give(given.clone())]);
    let mut here = State::new(Settings::default(), vec![scenario("zero"), scenario("one")], &Edits::new());
    here.obey(&Options { link: Some(there.link().encode()), ..Options::default() });
    assert_eq!(here.document.scenario(), there.document.scenario());
    assert_eq!(here.document.given, given);
    assert!(here.document.is_given_otherwise(), "it can be reset to the bundled one");
}

#[test]
fn a_program_that_is_not_bundled_comes_whole_by_its_link() {
    let mut there = State::new(Settings::default(), vec![scenario("mine")], &Edits::new());
    there.document = Document::new(scenario("mine"), &Edits::new(), 0);
    let mut here = State::new(Settings::default(), vec![scenario("one")], &Edits::new());
    here.obey(&Options { link: Some(there.link().encode()), ..Options::default() });
    assert_eq!((here.document.original.id.as_str(), here.document.scenario().files.len()), ("mine", 2));
}

#[test]
fn a_broken_link_leaves_the_lab_as_it_is_and_is_told() {
    let mut state = (*start()).clone();
    state.obey(&Options { link: Some("1.AAAA".to_owned()), ..Options::default() });
    assert_eq!((state.document.original.id.as_str(), state.is_linked), ("one", false));
    assert_eq!(state.trouble, Some(Trouble::Link(LinkError::Broken)));
    state.obey(&Options { scenario: Some("none".to_owned()), ..Options::default() });
    assert_eq!(state.trouble, Some(Trouble::UnknownScenario));
}

#[test]
fn an_edit_begins_the_next_run_at_its_beginning() {
    let mut state = (*start()).clone();
    state.obey(&Options { step: 12, ..Options::default() });
    assert_eq!(state.start, Start::Steps(Granularity::Statement, 12));
    let state = Rc::new(state).reduce(Action::Edit("".into())).reduce(Action::Compile);
    assert_eq!(state.start, Start::Beginning);
}
