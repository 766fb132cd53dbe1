//! The bundled scenarios, on the model.

use super::told;
use crate::abi::Status;
use crate::abi::event::End;
use crate::scenario::{File, Launch, ProgramSpec, Scenario};
use crate::world::{History, Run, Schedule, Setup, Until, World, run};

macro_rules! file {
    ($scenario:literal, $name:literal) => {
        File {
            name: $name.to_owned(),
            text: include_str!(concat!("../../../../scenarios/", $scenario, "/", $name)).to_owned(),
        }
    };
}

fn single(file: File) -> Setup {
    compiled(&Scenario::single("main", vec![file]))
}

/// Two programs of a file each, started in this order.
fn pair(first: File, second: File) -> Setup {
    let program = |file: &File| ProgramSpec { name: file.name.replace(".c", ""), files: vec![file.name.clone()] };
    let programs = vec![program(&first), program(&second)];
    let mut scenario = Scenario::single("pair", vec![first, second]);
    scenario.manifest.launches = programs.iter().map(|program| Launch::of(&program.name)).collect();
    scenario.manifest.programs = programs;
    compiled(&scenario)
}

fn compiled(scenario: &Scenario) -> Setup {
    match Setup::compile(scenario) {
        Ok(setup) => setup,
        Err(error) => panic!("{error:?}"),
    }
}

fn finished(setup: &Setup, schedule: &str) -> Run {
    let run = run(setup, &schedule.parse::<Schedule>().expect("the test's schedule is one"));
    assert_eq!((&run.trace.end, run.status), (&End::Finished, Some(Status::Exited(0))));
    run
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_pipe_from_parent_to_child() {
    let setup = single(file!("pipe-hello", "main.c"));
    for schedule in ["v1:", "v1:1x2,2x2"] {
        assert_eq!(text(&finished(&setup, schedule).stdout), "20 Hello Child Process!\n");
    }
}

#[test]
fn the_same_address_holds_different_things() {
    let out = text(&finished(&single(file!("address-space", "main.c")), "v1:").stdout);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("process 2: c is at 0x") && lines[0].ends_with("holds 5, the sum is 12"), "{out}");
    assert!(lines[1].starts_with("process 1: c is at 0x") && lines[1].ends_with("holds 1, the sum is 4"), "{out}");
}

#[test]
fn three_ways_to_be_stopped() {
    let out = text(&finished(&single(file!("protection-fault", "main.c")), "v1:").stdout);
    let expected = ["a stray pointer", "a write to code", "a touch of kernel space"];
    assert_eq!(out, expected.map(|deed| format!("{deed}: stopped by signal 11\n")).concat());
}

#[test]
fn a_message_between_strangers() {
    let setup = pair(file!("sysv-queue", "sender.c"), file!("sysv-queue", "receiver.c"));
    for schedule in ["v1:", "v1:2x2,1x3"] {
        let out = text(&finished(&setup, schedule).stdout);
        assert!(out.contains("sent: Did you get this?\n") && out.contains("received: Did you get this?\n"), "{out}");
    }
}

#[test]
fn a_segment_between_strangers() {
    let setup = pair(file!("sysv-shm", "writer.c"), file!("sysv-shm", "reader.c"));
    let run = finished(&setup, "v1:");
    assert_eq!(text(&run.stdout), "Linux Programming\n");
    let told = told(&run, &[]);
    assert!(told.iter().any(|line| line.starts_with("1 Store")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("2 Load")), "{told:?}");
}

#[test]
fn every_statement_can_be_taken_back() {
    let setup = pair(file!("sysv-queue", "sender.c"), file!("sysv-queue", "receiver.c"));
    let mut history = History::new(&setup);
    let mut positions = vec![history.position()];
    while let Some(&task) = history.world().runnable().last() {
        history.forward(task, Until::Statement);
        positions.push(history.position());
    }
    assert_eq!(history.world().end(), Some(&End::Finished));
    assert!(positions.len() > 10);
    for &position in positions.iter().rev().skip(1) {
        assert!(history.back(Until::Statement));
        assert_eq!(history.position(), position);
    }
}

#[test]
fn running_back_stops_at_the_last_wanted_place() {
    let setup = single(file!("pipe-hello", "main.c"));
    let mut history = History::new(&setup);
    history.run_to_end(&Schedule::default());
    let end = history.position();
    let line = |world: &World, task: u32| {
        world.task(task).filter(|task| task.cpu.is_at_statement()).and_then(|task| task.cpu.user_site())
    };
    let is_at_write = |world: &World, task: u32| line(world, task).is_some_and(|site| site.line == 33);
    history.back_to(is_at_write);
    let found = history.last_task().expect("a task ran before");
    assert!(history.position() < end && is_at_write(history.world(), found));
    history.back_to(is_at_write);
    assert_eq!(history.position(), 0, "there is only one such place");
}

#[test]
fn a_rule_makes_the_same_run_again() {
    let setup = single(file!("lost-update", "counter.c"));
    let told = |schedule: &str| run(&setup, &schedule.parse::<Schedule>().expect("the test's schedule is one")).trace;
    let runs: Vec<_> = (0..6).map(|seed| told(&format!("v1:;random={seed}"))).collect();
    assert_eq!(runs[3].events, told("v1:;random=3").events);
    assert!(runs.iter().any(|run| run.events != runs[0].events), "every seed gives the same run");
    assert_eq!(runs[0].schedule, "v1:;random=0");
}
