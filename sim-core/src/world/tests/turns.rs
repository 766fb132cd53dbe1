use super::asm::Arg::Num;
use super::asm::{Asm, setup};
use super::story;
use crate::abi::event::End;
use crate::abi::syscall::Sysno;
use crate::world::{Stepped, Until, World};

#[test]
fn a_turn_is_one_visible_operation_and_other_steps_are_smaller() {
    let mut asm = Asm::new();
    asm.times(1, 10, |_| ()).sys(Sysno::GETPID, &[]).sys(Sysno::GETPPID, &[]);
    let (mut world, _) = World::new(&setup(&[asm.program("p")], b""));
    let mut events = Vec::new();
    assert_eq!(world.step(1, Until::Instruction, &mut events), Stepped::Done);
    assert_eq!(world.position(), 1);
    assert_eq!(world.step(1, Until::Statement, &mut events), Stepped::Done);
    assert_eq!((world.position(), events.len()), (21, 0), "the loop has ended");
    assert_eq!(world.step(1, Until::Statement, &mut events), Stepped::Done);
    assert_eq!((world.position(), story(&events)), (23, vec!["1 getpid=101".to_owned()]));
    assert_eq!(world.step(1, Until::Visible, &mut events), Stepped::Done);
    assert_eq!((world.position(), events.len()), (25, 2));
    world.step(1, Until::Visible, &mut events);
    assert_eq!(world.end(), Some(&End::Finished));
    assert_eq!(world.step(1, Until::Visible, &mut events), Stepped::Refused);
}

#[test]
fn a_loop_without_end_reaches_the_limit() {
    let mut asm = Asm::new();
    asm.times(1, -1, |_| ()).sys(Sysno::GETPID, &[Num(0)]);
    let mut setup = setup(&[asm.program("p")], b"");
    setup.limits.private_steps = 1000;
    let (mut world, _) = World::new(&setup);
    world.step(1, Until::Visible, &mut Vec::new());
    // The last one is that it gives way.
    assert_eq!((world.position(), world.end()), (1001, Some(&End::Limit { what: "steps".to_owned() })));
}
