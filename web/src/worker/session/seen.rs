//! What a view shows of stdio, pages, threads, cores and things on their way, on bundled scenarios.

use sim_core::view::{Buffering, PageView, SectionKind, View, Way};

use super::tests::{done, finished, opened, view};
use super::*;

/// Every view of a run, call by call.
fn all(id: &str) -> Vec<View> {
    let mut session = opened(id);
    let end = finished(&mut session, Granularity::Call).position.step;
    (0..=end).map(|step| view(&session.seek(step)).clone()).collect()
}

#[test]
fn what_stdio_holds_back_is_seen_and_doubled_by_fork() {
    let views = all("stdio-fork-duplicate");
    let held = |view: &View| view.tasks.iter().filter(|task| !task.streams.is_empty()).count();
    let both = views.iter().find(|view| held(view) == 2).expect("parent and child both hold the text");
    let [one, other] = [0, 1].map(|index| &both.tasks[index].streams[0]);
    assert_eq!((one.fd, one.buffering, one.is_unwritten), (1, Buffering::Full, true));
    assert!(one.bytes == other.bytes && one.len == one.bytes.len() as u64 && one.size >= one.len);
}

/// The pages that lie in a kernel object, of all tasks, with their frames.
fn shared_pages(view: &View) -> Vec<PageView> {
    let sections = view.tasks.iter().flat_map(|task| &task.sections).filter(|section| section.object.is_some());
    sections.flat_map(|section| &section.pages).filter(|page| page.frame.is_some()).copied().collect()
}

#[test]
fn pages_say_where_they_lie_and_who_else_lies_there() {
    let views = all("lost-update");
    let shared = views.iter().map(shared_pages).find(|pages| pages.len() == 2).expect("both have touched the segment");
    assert_eq!(shared[0].frame, shared[1].frame);
    assert!(shared[0].users >= 2 && !shared[0].is_copy_on_write);
}

#[test]
fn bytes_on_their_way_name_both_ends() {
    let views = all("pipe-hello");
    let transfers: Vec<_> = views.iter().flat_map(|view| &view.transfers).collect();
    let hello = |way: Way| transfers.iter().find(|each| each.way == way && each.bytes.starts_with(b"Hello")).copied();
    let (sent, received) = (hello(Way::In).expect("written"), hello(Way::Out).expect("read"));
    assert_eq!((sent.task, received.task, sent.object), (1, 2, received.object));
    assert!(sent.fd.is_some() && received.fd.is_some());
}

#[test]
fn a_process_with_threads_shows_its_memory_once() {
    let views = all("thread-mutex");
    let is_inside = |view: &&View| view.tasks.get(1).is_some_and(|thread| !thread.sections.is_empty());
    let with_two = views.iter().find(is_inside);
    let tasks = &with_two.expect("threads run side by side").tasks;
    assert!(tasks.iter().all(|task| task.process == 1));
    assert!(tasks[0].sections.len() > 2 && !tasks[0].descriptors.is_empty());
    let stack = &tasks[1].sections;
    assert!(stack.len() == 1 && stack[0].kind == SectionKind::Stack && tasks[1].descriptors.is_empty(), "{stack:?}");
}

#[test]
fn tasks_are_spread_over_the_cores() {
    let views = all("parallel-sum");
    let cores = views.iter().flat_map(|view| &view.tasks).filter_map(|task| task.core).max();
    assert!(cores > Some(1), "{cores:?}");
}

#[test]
fn an_exported_trace_says_how_to_make_the_same_run_again() {
    let mut session = opened("sysv-queue");
    for task in [2, 1, 2, 1] {
        session.step(Granularity::Statement, Some(task));
        done(&mut session);
    }
    finished(&mut session, Granularity::Statement);
    let exported = session.export(Format::Json);
    let [Reply::Exported { text, .. }] = &exported[..] else { panic!("{exported:?}") };
    let trace: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let schedule: Schedule = trace["schedule"].as_str().and_then(|text| text.parse().ok()).expect("a schedule");
    let run = session.run.as_ref().expect("it runs");
    let again = sim_core::world::run(run.setup(), &schedule).trace;
    assert_eq!(run.events().cloned().collect::<Vec<_>>(), again.events);
}
