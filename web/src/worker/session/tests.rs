//! What a session promises, on a bundled scenario.

use sim_core::abi::event::End;
use sim_core::view::View;

use super::*;
use crate::scenarios;

pub(super) fn opened(id: &str) -> Session {
    let scenario = scenarios::bundled().into_iter().find(|scenario| scenario.id == id).expect("a bundled scenario");
    let mut session = Session::default();
    let replies = session.open(1, &scenario, Start::Beginning);
    assert!(matches!(&replies[0], Reply::Compiled { is_running: true, .. }), "{:?}", replies[0]);
    session
}

pub(super) fn view(replies: &[Reply]) -> &View {
    match replies.last() {
        Some(Reply::At { view, .. }) => view,
        other => panic!("not a position: {other:?}"),
    }
}

/// Does all the work that was begun.
pub(super) fn done(session: &mut Session) -> Vec<Reply> {
    loop {
        match session.slice() {
            Slice::Done(replies) => return replies,
            Slice::More(_) => {}
            Slice::Idle => panic!("nothing to do"),
        }
    }
}

/// Takes a step and gives what the page would then hear.
fn step(session: &mut Session, granularity: Granularity, task: Option<u32>) -> Vec<Reply> {
    session.step(granularity, task);
    done(session)
}

/// Runs to the end and gives what the page would then see.
pub(super) fn finished(session: &mut Session, granularity: Granularity) -> View {
    session.finish(granularity, Goal::End);
    view(&done(session)).clone()
}

#[test]
fn a_run_comes_to_its_end_and_says_what_was_written() {
    let end = finished(&mut opened("pipe-hello"), Granularity::Statement);
    assert_eq!(end.end, Some(End::Finished));
    assert_eq!(end.console.iter().map(|chunk| chunk.text.as_str()).collect::<String>(), "20 Hello Child Process!\n");
    assert!(end.choices.is_empty());
}

#[test]
fn every_step_back_shows_what_the_step_forward_showed() {
    let mut session = opened("pipe-hello");
    let mut seen = vec![view(&session.seek(0)).clone()];
    while !seen.last().is_some_and(|last| last.choices.is_empty()) {
        seen.push(view(&step(&mut session, Granularity::Statement, None)).clone());
    }
    for (step, forward) in seen.iter().enumerate().rev() {
        let replies = session.seek(step as u64);
        let back = view(&replies);
        assert_eq!((&back.tasks, &back.objects, &back.files), (&forward.tasks, &forward.objects, &forward.files));
        assert_eq!((back.position.step, back.position.events), (forward.position.step, forward.position.events));
    }
}

#[test]
fn finer_steps_go_between_the_coarser_ones() {
    let mut session = opened("pipe-hello");
    let coarse = finished(&mut session, Granularity::Call).position;
    session.seek(0);
    let fine = view(&step(&mut session, Granularity::Statement, None)).position;
    assert_eq!((fine.step, fine.known), (1, coarse.known + 1), "the old steps are still there");
}

#[test]
fn another_choice_gives_another_future() {
    let mut session = opened("sysv-queue");
    finished(&mut session, Granularity::Call);
    session.seek(0);
    let other = view(&step(&mut session, Granularity::Call, Some(2))).position;
    assert_eq!((other.step, other.known, other.task), (1, 1, Some(2)));
}

#[test]
fn events_are_told_once_and_from_where_they_changed() {
    let mut session = opened("sysv-queue");
    finished(&mut session, Granularity::Call);
    let again = session.seek(1);
    assert!(matches!(&again[..], [Reply::At { events, .. }] if events.is_empty()));
    session.seek(0);
    let other = step(&mut session, Granularity::Call, Some(2));
    let Some(Reply::At { events_from, events, view, .. }) = other.last() else { panic!("no position") };
    assert_eq!(*events_from + events.len() as u64, view.position.events);
    assert!(events.iter().all(|told| told.task == 2 && told.number >= *events_from));
}

#[test]
fn a_program_with_a_mistake_is_told_where() {
    let mut scenario = scenarios::bundled().swap_remove(0);
    scenario.files[0].text.push_str("int broken = missing;\n");
    let replies = Session::default().open(3, &scenario, Start::Beginning);
    let [Reply::Compiled { generation: 3, notes, is_running: false }] = &replies[..] else { panic!("{replies:?}") };
    let text = &scenario.files[0].text;
    assert_eq!(&text[notes[0].start as usize..notes[0].end as usize], "missing");
}

#[test]
fn a_recorded_run_is_taken_again_as_it_was() {
    let mut session = opened("sysv-queue");
    for task in [2, 1, 2, 1] {
        step(&mut session, Granularity::Call, Some(task));
    }
    step(&mut session, Granularity::Instruction, Some(1));
    finished(&mut session, Granularity::Statement);
    let there = view(&session.seek(3)).clone();
    let replies = session.record();
    let [Reply::Recorded { recording, .. }] = &replies[..] else { panic!("{replies:?}") };
    let scenario = scenarios::bundled().into_iter().find(|scenario| scenario.id == "sysv-queue").expect("bundled");
    let mut again = Session::default();
    again.open(2, &scenario, Start::Recorded(recording.clone()));
    let here = view(&done(&mut again)).clone();
    // The marks of what changed may differ: the steps on the way were not all of one kind.
    let places = |view: &View| view.tasks.iter().map(|task| (task.instructions, task.site.clone())).collect::<Vec<_>>();
    assert_eq!(places(&here), places(&there));
    assert_eq!(here.position.instructions, there.position.instructions);
    let ends = [session, again].map(|mut session| view(&session.seek(u64::MAX)).clone());
    let written = |view: &View| view.console.iter().map(|chunk| (chunk.task, chunk.text.clone())).collect::<Vec<_>>();
    assert_eq!((written(&ends[0]), &ends[0].end), (written(&ends[1]), &ends[1].end));
}

#[test]
fn a_run_can_begin_behind_some_steps() {
    let scenario = scenarios::bundled().into_iter().find(|scenario| scenario.id == "pipe-hello").expect("bundled");
    let mut session = Session::default();
    session.open(1, &scenario, Start::Steps(Granularity::Statement, 5));
    assert_eq!(view(&done(&mut session)).position.step, 5);
}

#[test]
fn a_long_statement_is_done_in_slices_and_can_be_stopped() {
    let text = "int main(void)\n{\n    for (;;);\n}\n";
    let file = sim_core::scenario::File { name: "main.c".to_owned(), text: text.to_owned() };
    let mut session = Session::default();
    session.open(1, &Scenario::single("loop", vec![file]), Start::Beginning);
    session.step(Granularity::Call, None);
    assert!(matches!(session.slice(), Slice::More(_)));
    let stopped = view(&session.stop()).position;
    assert_eq!((stopped.step, stopped.instructions >= SLICE_INSTRUCTIONS), (1, true));
    assert_eq!(view(&session.seek(0)).position.instructions, 0);
}

/// Runs forward to a goal and gives what the page would then see.
fn gone_to(session: &mut Session, goal: Goal) -> View {
    session.finish(Granularity::Statement, goal);
    worked(session)
}

/// Does the work that was begun.
fn worked(session: &mut Session) -> View {
    loop {
        match session.slice() {
            Slice::Done(replies) => {
                let at = replies.iter().find(|reply| matches!(reply, Reply::At { .. }));
                return view(&at.cloned().into_iter().collect::<Vec<_>>()).clone();
            }
            Slice::More(_) => {}
            Slice::Idle => panic!("nothing to do"),
        }
    }
}

fn lines(view: &View) -> Vec<u32> {
    view.tasks.iter().filter_map(|task| task.site.as_ref()).map(|site| site.line).collect()
}

fn place(line: u32) -> Place {
    Place { file: "main.c".to_owned(), line }
}

#[test]
fn running_stops_at_breakpoints_in_both_directions() {
    let mut session = opened("pipe-hello");
    session.break_at(vec![place(26), place(33)]);
    assert_eq!(lines(&gone_to(&mut session, Goal::Breakpoint))[0], 33);
    let second = gone_to(&mut session, Goal::Breakpoint);
    assert_eq!(lines(&second)[1], 26);
    assert_eq!(gone_to(&mut session, Goal::Breakpoint).end, Some(End::Finished));
    assert_eq!(view(&session.run_back()).position.instructions, second.position.instructions);
    assert_eq!(lines(view(&session.run_back()))[0], 33);
    assert_eq!(view(&session.run_back()).position.step, 0);
}

#[test]
fn the_end_is_the_end_whatever_the_breakpoints() {
    let mut session = opened("pipe-hello");
    session.break_at(vec![place(33)]);
    assert_eq!(gone_to(&mut session, Goal::End).end, Some(End::Finished));
}

#[test]
fn running_to_a_line_and_to_the_next_event_of_a_process() {
    let mut session = opened("pipe-hello");
    assert_eq!(lines(&gone_to(&mut session, Goal::Line(place(34))))[0], 34);
    let event = gone_to(&mut session, Goal::EventOf(2));
    assert_eq!((event.position.task, event.position.new_events), (Some(2), 1));
}

#[test]
fn a_step_back_is_as_long_as_a_step_forward() {
    let mut session = opened("pipe-hello");
    let end = finished(&mut session, Granularity::Call).position;
    let instruction = view(&session.back(Granularity::Instruction)).position;
    assert_eq!(instruction.instructions, end.instructions - 1);
    let call = view(&session.back(Granularity::Call)).position;
    assert!(call.events < end.events && call.instructions < instruction.instructions);
}

#[test]
fn another_rule_gives_another_future_and_the_same_one_again() {
    let mut session = opened("sysv-queue");
    let turns = |session: &mut Session| {
        finished(session, Granularity::Call);
        session.run.as_ref().expect("it runs").history.choices().to_vec()
    };
    let first = turns(&mut session);
    session.seek(0);
    session.decide_by("robin=1");
    let robin = turns(&mut session);
    assert_ne!(first, robin);
    session.seek(0);
    session.decide_by("run-on");
    assert_eq!(turns(&mut session), first);
}

#[test]
fn a_moment_of_a_lesson_is_shown_under_its_schedule() {
    let mut session = opened("pipe-hello");
    session.show("P2.read", "v1:1x2,2x2");
    let shown = worked(&mut session);
    assert!(matches!(shown.tasks[1].state, sim_core::view::TaskState::Blocked { .. }), "{:?}", shown.tasks[1].state);
    session.show("P7.read", "v1:");
    assert!(std::iter::repeat_with(|| session.slice()).any(|slice| match slice {
        Slice::Done(replies) => replies.iter().any(|reply| matches!(reply, Reply::Missing { .. })),
        Slice::More(_) => false,
        Slice::Idle => panic!("nothing was said of the moment"),
    }));
}

#[test]
fn a_question_is_answered_by_a_run_of_its_own() {
    let mut session = opened("pipe-hello");
    let before = view(&session.seek(0)).position;
    let replies = session.ask("q".to_owned(), "number(1)", "v1:");
    assert!(matches!(&replies[..], [Reply::Answered { answer: Some(answer), .. }] if answer == "20"), "{replies:?}");
    assert_eq!(view(&session.seek(0)).position, before);
}
