//! What a session promises, on a bundled scenario.

use sim_core::abi::event::End;

use super::*;
use crate::scenarios;

fn opened(id: &str) -> Session {
    let scenario = scenarios::bundled().into_iter().find(|scenario| scenario.id == id).expect("a bundled scenario");
    let mut session = Session::default();
    let replies = session.open(1, &scenario, Start::Beginning);
    assert!(matches!(&replies[0], Reply::Compiled { is_running: true, .. }), "{:?}", replies[0]);
    session
}

fn view(replies: &[Reply]) -> &View {
    match replies.last() {
        Some(Reply::At { view, .. }) => view,
        other => panic!("not a position: {other:?}"),
    }
}

/// Does all the work that was begun.
fn done(session: &mut Session) -> Vec<Reply> {
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
fn finished(session: &mut Session, granularity: Granularity) -> View {
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
    assert!(events.iter().all(|at| at.event.task == 2));
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
