use super::asm::Arg::{Int, Num};
use super::asm::{Asm, setup};
use crate::abi::event::End;
use crate::abi::syscall::Sysno;
use crate::machine::Op;
use crate::machine::program::PAGE;
use crate::world::{History, Schedule, Setup, Stepped, Until, World};

/// Two processes that hand bytes to each other through a pipe, with some private computation between.
fn players(rounds: i64) -> Setup {
    let mut asm = Asm::new();
    let (fds, buf) = (asm.room(8), asm.room(8));
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    asm.fork(|asm| {
        asm.times(1, rounds, |asm| {
            asm.times(2, 20, |_| ());
            asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(buf as i64), Num(3)]);
        });
    });
    asm.times(1, rounds, |asm| {
        asm.sys(Sysno::READ, &[Int(fds), Num(buf as i64), Num(3)]);
        asm.op(Op::LdG8U, 3, 0, 0, buf as i32).op(Op::AddI, 3, 3, 0, 1).op(Op::StG8, 3, 0, 0, buf as i32);
    });
    setup(&[asm.program("p")], b"")
}

/// Everything that a run's future depends on, as text.
fn describe(world: &World) -> String {
    let mut text = format!("{} {:?} {:?}\n", world.position(), world.end(), world.runnable());
    let kernel = world.kernel();
    text += &format!("{:?} {:?} {:?} {:?}\n", kernel.files, kernel.pipes, kernel.messages, kernel.clock);
    for task in kernel.tasks.iter() {
        let process = kernel.tasks.process(task.tid);
        let cpu = &task.cpu;
        let registers: Vec<u64> = (0..120).map(|register| cpu.register(0, register)).collect();
        text += &format!("{} {:?} {:?} {:?}\n", task.pid, process.ppid, task.state, process.files);
        text += &format!("{} {} {} {registers:?}\n", cpu.pc(), cpu.sp(), cpu.steps());
        for region in process.mm.regions() {
            let pages = region.range().step_by(PAGE as usize);
            let contents = pages.filter_map(|page| process.mm.page_info(page)).map(|page| {
                let sum =
                    kernel.memory.bytes(page.frame).iter().fold(7u64, |sum, &b| sum.wrapping_mul(31) + u64::from(b));
                (page.frame, page.is_cow, sum)
            });
            text += &format!("{region:?} {:?}\n", contents.collect::<Vec<_>>());
        }
    }
    text
}

/// A sequence of numbers that looks random and is always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Goes forward with one kind of step and choices at random, then all the way back; every state is met again.
fn there_and_back(until: Until, steps: usize, seed: u64) {
    let mut dice = Dice(seed);
    let mut history = History::new(&players(400));
    let mut states = vec![describe(history.world())];
    for _ in 0..steps {
        let runnable = history.world().runnable();
        let Some(&task) = runnable.get(dice.roll(runnable.len().max(1) as u64) as usize) else { break };
        assert_eq!(history.forward(task, until), Stepped::Done);
        states.push(describe(history.world()));
    }
    assert!(states.len() > steps.min(100));
    states.pop();
    for state in states.iter().rev() {
        assert!(history.back(until));
        assert_eq!(&describe(history.world()), state);
    }
    assert!(!history.back(until));
}

#[test]
fn back_by_turns_meets_every_state_again() {
    there_and_back(Until::Visible, 300, 1);
}

#[test]
fn back_by_statements_meets_every_state_again() {
    there_and_back(Until::Statement, 300, 2);
}

#[test]
fn back_by_instructions_meets_every_state_again() {
    there_and_back(Until::Instruction, 1000, 3);
}

#[test]
fn ten_thousand_steps_can_be_taken_back() {
    let mut history = History::new(&players(5000));
    let mut marks = Vec::new();
    for step in 0..10_000 {
        let task = history.world().runnable()[0];
        history.forward(task, Until::Visible);
        if step % 1000 == 0 {
            marks.push((history.position(), describe(history.world())));
        }
    }
    for (position, state) in marks.iter().rev() {
        history.seek(*position);
        assert_eq!(&describe(history.world()), state);
    }
    for _ in 0..100 {
        history.seek(history.last_position());
        assert!(history.back(Until::Visible));
    }
}

#[test]
fn going_the_same_way_keeps_the_future_and_another_way_cuts_it() {
    let mut history = History::new(&players(5));
    assert_eq!(history.run_to_end(&Schedule::default()), End::Finished);
    let (last, events) = (history.last_position(), history.happened().len());
    history.seek(60);
    assert_eq!(history.position(), 60);
    let task = history.next_task().expect("there is a future");
    history.forward(task, Until::Instruction);
    assert_eq!((history.last_position(), history.happened().len()), (last, events));
    assert!(history.happened_before_cursor() < events);
    let other = history.world().runnable().into_iter().find(|&other| Some(other) != history.next_task());
    history.forward(other.expect("two can run"), Until::Instruction);
    assert_eq!(history.last_position(), history.position());
    assert!(history.happened().len() < events);
}
