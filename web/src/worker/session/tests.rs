//! What a session promises, on a bundled scenario.

use sim_core::abi::event::End;

use super::*;
use crate::scenarios;

fn opened(id: &str) -> Session {
    let scenario = scenarios::bundled().into_iter().find(|scenario| scenario.id == id).expect("a bundled scenario");
    let mut session = Session::default();
    let replies = session.open(1, &scenario);
    assert!(matches!(&replies[0], Reply::Compiled { is_running: true, .. }), "{:?}", replies[0]);
    session
}

fn view(replies: &[Reply]) -> &View {
    match replies.last() {
        Some(Reply::At { view, .. }) => view,
        other => panic!("not a position: {other:?}"),
    }
}

/// Runs to the end and gives what the page would then see.
fn finished(session: &mut Session, granularity: Granularity) -> View {
    session.finish(granularity);
    loop {
        match session.slice() {
            Slice::Done(replies) => return view(&replies).clone(),
            Slice::More(_) => {}
            Slice::Idle => panic!("nothing to finish"),
        }
    }
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
        seen.push(view(&session.step(Granularity::Statement, None)).clone());
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
    let fine = view(&session.step(Granularity::Statement, None)).position;
    assert_eq!((fine.step, fine.known), (1, coarse.known + 1), "the old steps are still there");
}

#[test]
fn another_choice_gives_another_future() {
    let mut session = opened("sysv-queue");
    finished(&mut session, Granularity::Call);
    session.seek(0);
    let other = view(&session.step(Granularity::Call, Some(2))).position;
    assert_eq!((other.step, other.known, other.task), (1, 1, Some(2)));
}

#[test]
fn events_are_told_once_and_from_where_they_changed() {
    let mut session = opened("sysv-queue");
    finished(&mut session, Granularity::Call);
    let again = session.seek(1);
    assert!(matches!(&again[..], [Reply::At { events, .. }] if events.is_empty()));
    session.seek(0);
    let other = session.step(Granularity::Call, Some(2));
    let Some(Reply::At { events_from, events, view, .. }) = other.last() else { panic!("no position") };
    assert_eq!(*events_from + events.len() as u64, view.position.events);
    assert!(events.iter().all(|at| at.event.task == 2));
}

#[test]
fn a_program_with_a_mistake_is_told_where() {
    let mut scenario = scenarios::bundled().swap_remove(0);
    scenario.files[0].text.push_str("int broken = missing;\n");
    let replies = Session::default().open(3, &scenario);
    let [Reply::Compiled { generation: 3, notes, is_running: false }] = &replies[..] else { panic!("{replies:?}") };
    let text = &scenario.files[0].text;
    assert_eq!(&text[notes[0].start as usize..notes[0].end as usize], "missing");
}
