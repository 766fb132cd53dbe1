use super::asm::Arg::{Num, Reg};
use super::asm::Asm;
use super::{run_programs, told};
use crate::abi::event::{Body, Event, Outcome};
use crate::abi::record::ArgValue;
use crate::abi::syscall::Sysno;

const BORING: &[&str] = &["msgget", "exit", "fork"];
const NOWAIT: i64 = 0o4000;

/// A program that makes a queue; its id is in register 1.
fn with_queue() -> Asm {
    let mut asm = Asm::new();
    asm.sys(Sysno::MSGGET, &[Num(1234), Num(0o1666)]).keep(1);
    asm
}

fn send(asm: &mut Asm, mtype: i64, text: &[u8], flags: i64) {
    let message = asm.bytes(&[&mtype.to_le_bytes(), text].concat());
    asm.sys(Sysno::MSGSND, &[Reg(1), Num(message as i64), Num(text.len() as i64), Num(flags)]);
}

fn receive(asm: &mut Asm, room: i64, mtype: i64, flags: i64) {
    let buf = asm.room(usize::try_from(room).unwrap_or(0) + 8);
    asm.sys(Sysno::MSGRCV, &[Reg(1), Num(buf as i64), Num(room), Num(mtype), Num(flags)]);
}

/// Type and text of the messages that `msgrcv` gave, in order.
fn received(events: &[Event]) -> Vec<(i64, String)> {
    let message = |event: &Event| match &event.body {
        Body::Call { outcome: Outcome::Returned { outputs, .. }, .. }
        | Body::Completed { outcome: Outcome::Returned { outputs, .. }, .. } => match outputs.first() {
            Some((_, ArgValue::Message { mtype, bytes, .. })) => {
                Some((*mtype, String::from_utf8_lossy(bytes).into_owned()))
            }
            _ => None,
        },
        _ => None,
    };
    events.iter().filter_map(message).collect()
}

#[test]
fn types_choose_messages() {
    let mut asm = with_queue();
    for (mtype, text) in [(3, b"c"), (1, b"a"), (2, b"b"), (1, b"A")] {
        send(&mut asm, mtype, text, 0);
    }
    receive(&mut asm, 1, 2, 0);
    receive(&mut asm, 1, 3, 0o20000);
    receive(&mut asm, 1, -3, 0);
    receive(&mut asm, 1, 0, 0);
    receive(&mut asm, 1, 0, NOWAIT);
    let run = run_programs(&[asm.program("p")], "v1:");
    let expected = [(2, "b"), (1, "a"), (1, "A"), (3, "c")].map(|(mtype, text)| (mtype, text.to_owned()));
    assert_eq!(received(&run.trace.events), expected);
    assert_eq!(told(&run, BORING).last().map(String::as_str), Some("1 msgrcv!ENOMSG"));
}

#[test]
fn long_messages_are_refused_or_cut() {
    let mut asm = with_queue();
    send(&mut asm, 1, b"abcdef", 0);
    receive(&mut asm, 3, 0, 0);
    receive(&mut asm, 3, 0, 0o10000);
    send(&mut asm, 0, b"x", 0);
    send(&mut asm, 1, &[0; 8193], 0);
    send(&mut asm, 1, &[0; 8192], NOWAIT);
    send(&mut asm, 1, &[0; 8192], NOWAIT);
    send(&mut asm, 1, b"x", NOWAIT);
    send(&mut asm, 1, b"", NOWAIT);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(
        told(&run, BORING),
        [
            "1 msgsnd=0",
            "1 msgrcv!E2BIG",
            "1 msgrcv=3",
            "1 msgsnd!EINVAL",
            "1 msgsnd!EINVAL",
            "1 msgsnd=0",
            "1 msgsnd=0",
            "1 msgsnd!EAGAIN",
            "1 msgsnd=0",
        ]
    );
}

#[test]
fn a_waiting_receiver_gets_the_first_message_that_it_wants() {
    let mut asm = with_queue();
    asm.fork(|asm| receive(asm, 8, 2, 0));
    asm.fork(|asm| receive(asm, 8, 0, 0));
    send(&mut asm, 2, b"two", 0);
    send(&mut asm, 1, b"one", 0);
    let run = run_programs(&[asm.program("p")], "v1:1x3,3,2,1x2");
    assert_eq!(
        told(&run, BORING),
        ["3 msgrcv blocks", "2 msgrcv blocks", "1 msgsnd=0", "3 msgrcv=3 by 1", "1 msgsnd=0",],
        "who waits for any type came first"
    );
}

#[test]
fn removal_wakes_everybody_with_eidrm() {
    let mut asm = with_queue();
    asm.fork(|asm| receive(asm, 8, 2, 0));
    asm.fork(|asm| {
        send(asm, 1, &[0; 8192], 0);
        send(asm, 1, &[0; 8192], 0);
        send(asm, 1, b"x", 0);
    });
    asm.sys(Sysno::MSGCTL, &[Reg(1), Num(0), Num(0)]);
    asm.sys(Sysno::MSGCTL, &[Reg(1), Num(0), Num(0)]);
    let run = run_programs(&[asm.program("p")], "v1:1x3,2,3x3,1x2");
    assert_eq!(
        told(&run, BORING),
        [
            "2 msgrcv blocks",
            "3 msgsnd=0",
            "3 msgsnd=0",
            "3 msgsnd blocks",
            "1 msgctl=0",
            "2 msgrcv!EIDRM by 1",
            "3 msgsnd!EIDRM by 1",
            "1 msgctl!EINVAL",
        ]
    );
}

#[test]
fn a_receive_lets_waiting_senders_go_on() {
    let mut asm = with_queue();
    asm.fork(|asm| {
        send(asm, 1, &[0; 8192], 0);
        send(asm, 1, &[0; 8192], 0);
        send(asm, 1, b"third", 0);
    });
    receive(&mut asm, 8192, 0, 0);
    let run = run_programs(&[asm.program("p")], "v1:1x2,2x3,1");
    assert_eq!(told(&run, BORING), ["2 msgsnd=0", "2 msgsnd=0", "2 msgsnd blocks", "1 msgrcv=8192", "2 msgsnd=0 by 1"]);
}

#[test]
fn ids_count_up_even_if_their_objects_are_removed() {
    let mut asm = Asm::new();
    for _ in 0..3 {
        asm.sys(Sysno::MSGGET, &[Num(1234), Num(0o1666)]).keep(1);
        asm.sys(Sysno::MSGCTL, &[Reg(1), Num(0), Num(0)]);
    }
    asm.sys(Sysno::MSGGET, &[Num(1234), Num(0)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(told(&run, &["msgctl", "exit"]), ["1 msgget=0", "1 msgget=1", "1 msgget=2", "1 msgget!ENOENT"]);
}
