use super::asm::Arg::{Int, Num};
use super::asm::Asm;
use super::{run_programs, told};
use crate::abi::event::End;
use crate::abi::syscall::Sysno;

const BORING: &[&str] = &["pipe", "close", "exit", "fork"];

/// A program that makes a pipe, forks a child, and goes on as told.
fn with_pipe(child: impl FnOnce(&mut Asm, u64, u64), parent: impl FnOnce(&mut Asm, u64, u64)) -> Asm {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    asm.fork(|asm| child(asm, fds, fds + 4));
    parent(&mut asm, fds, fds + 4);
    asm
}

#[test]
fn a_reader_waits_for_bytes_and_then_for_the_last_writer_to_go() {
    let mut asm = with_pipe(
        |asm, read, write| {
            let buf = asm.room(16);
            asm.sys(Sysno::CLOSE, &[Int(write)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(16)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(16)]);
        },
        |asm, _, write| {
            let text = asm.bytes(b"hello");
            asm.sys(Sysno::WRITE, &[Int(write), Num(text as i64), Num(5)]);
            asm.sys(Sysno::CLOSE, &[Int(write)]);
        },
    );
    let run = run_programs(&[asm.program("p")], "v1:1x2,2x2,1,2");
    assert_eq!(told(&run, BORING), ["2 read blocks", "1 write=5", "2 read=5 by 1", "2 read blocks", "2 read=0 by 1"]);
    assert_eq!(run.trace.end, End::Finished);
}

#[test]
fn an_end_that_nobody_closes_is_a_deadlock() {
    let mut asm = with_pipe(
        |asm, _, _| {
            asm.exit(0);
        },
        |asm, read, _| {
            let buf = asm.room(16);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(16)]);
        },
    );
    let run = run_programs(&[asm.program("p")], "v1:");
    let End::Deadlock { waiting, .. } = &run.trace.end else { panic!("{:?}", run.trace.end) };
    assert_eq!(waiting.iter().map(|(task, call)| (*task, call.nr)).collect::<Vec<_>>(), [(1, Sysno::READ)]);
}

#[test]
fn a_writer_without_readers_is_killed() {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    asm.sys(Sysno::CLOSE, &[Int(fds)]);
    asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(fds as i64), Num(1)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(told(&run, BORING), ["1 write never returns", "1 killed by SIGPIPE"]);
}

#[test]
fn a_long_write_waits_in_the_middle_and_what_is_written_stays() {
    let mut asm = with_pipe(
        |asm, read, write| {
            let buf = asm.room(70_000);
            asm.sys(Sysno::CLOSE, &[Int(write)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(1)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(4095)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(70_000)]);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(70_000)]);
        },
        |asm, _, write| {
            let text = asm.room(66_000);
            asm.sys(Sysno::WRITE, &[Int(write), Num(text as i64), Num(66_000)]);
        },
    );
    let run = run_programs(&[asm.program("p")], "v1:1x3,2x3");
    assert_eq!(
        told(&run, BORING),
        [
            "1 write blocks",
            "2 read=1",
            "2 read=4095",
            "1 write=66000 by 2",
            "2 read=61904",
            "2 read blocks",
            "2 read=0 by 1",
        ]
    );
}

#[test]
fn small_writes_share_a_page_and_odd_ones_fill_the_pipe_early() {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    let text = asm.room(4096);
    asm.sys(Sysno::PIPE2, &[Num(fds as i64), Num(0o4000)]);
    for _ in 0..17 {
        asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(text as i64), Num(3000)]);
    }
    // There is still room behind the last 3000 bytes.
    asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(text as i64), Num(1096)]);
    asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(text as i64), Num(1)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    let told = told(&run, BORING);
    assert!(told[..16].iter().all(|line| line == "1 write=3000"));
    assert_eq!(told[16..], ["1 write!EAGAIN", "1 write=1096", "1 write!EAGAIN"]);
}

#[test]
fn waiting_readers_are_served_in_order_and_pass_the_rest_on() {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    let buf = asm.room(8);
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    for _ in 0..2 {
        asm.fork(|asm| {
            asm.sys(Sysno::READ, &[Int(fds), Num(buf as i64), Num(3)]);
        });
    }
    asm.sys(Sysno::WRITE, &[Int(fds + 4), Num(buf as i64), Num(5)]);
    let run = run_programs(&[asm.program("p")], "v1:1x3,3,2,1");
    assert_eq!(told(&run, BORING), ["3 read blocks", "2 read blocks", "1 write=5", "2 read=2 by 1", "3 read=3 by 1",]);
}

#[test]
fn standard_input_is_a_pipe_without_a_writer() {
    let mut asm = Asm::new();
    let buf = asm.room(8);
    asm.sys(Sysno::READ, &[Num(0), Num(buf as i64), Num(8)]);
    asm.sys(Sysno::READ, &[Num(0), Num(buf as i64), Num(8)]);
    asm.sys(Sysno::WRITE, &[Num(1), Num(buf as i64), Num(3)]);
    asm.sys(Sysno::WRITE, &[Num(2), Num(buf as i64), Num(2)]);
    let setup = super::asm::setup(&[asm.program("p")], b"abc");
    let run = super::run(&setup, &"v1:".parse().expect("a schedule"));
    assert_eq!(told(&run, BORING), ["1 read=3", "1 read=0", "1 write=3", "1 write=2"]);
    assert_eq!((run.stdout.as_slice(), run.stderr.as_slice()), (&b"abc"[..], &b"ab"[..]));
}

#[test]
fn checks_come_in_the_order_of_linux() {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    let wild = 8;
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    let (read, write) = (Int(fds), Int(fds + 4));
    asm.sys(Sysno::READ, &[Num(99), Num(wild), Num(-1)]);
    asm.sys(Sysno::READ, &[write, Num(wild), Num(0)]);
    asm.sys(Sysno::READ, &[read, Num(wild), Num(0)]);
    asm.sys(Sysno::WRITE, &[write, Num(fds as i64), Num(-1)]);
    asm.sys(Sysno::WRITE, &[write, Num(wild), Num(5)]);
    asm.sys(Sysno::WRITE, &[write, Num(wild), Num(0)]);
    asm.sys(Sysno::WRITE, &[write, Num(fds as i64), Num(8)]);
    asm.sys(Sysno::READ, &[read, Num(wild), Num(5)]);
    asm.sys(Sysno::READ, &[read, Num(fds as i64), Num(100)]);
    asm.sys(Sysno::LSEEK, &[read, Num(0), Num(0)]);
    asm.sys(Sysno::LSEEK, &[read, Num(0), Num(77)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(
        told(&run, BORING),
        [
            "1 read!EBADF",
            "1 read!EBADF",
            "1 read=0",
            "1 write!EFAULT",
            "1 write!EFAULT",
            "1 write=0",
            "1 write=8",
            "1 read!EFAULT",
            "1 read=8",
            "1 lseek!ESPIPE",
            "1 lseek!EINVAL",
        ]
    );
}

#[test]
fn a_write_that_its_reader_makes_room_for_at_once_has_not_blocked() {
    let mut asm = with_pipe(
        |asm, read, _| {
            let buf = asm.room(70_000);
            asm.sys(Sysno::READ, &[Int(read), Num(buf as i64), Num(70_000)]);
        },
        |asm, _, write| {
            let text = asm.room(66_000);
            asm.sys(Sysno::WRITE, &[Int(write), Num(text as i64), Num(66_000)]);
        },
    );
    let run = run_programs(&[asm.program("p")], "v1:1x2,2,1");
    assert_eq!(told(&run, BORING), ["2 read blocks", "1 write=66000", "2 read=65536 by 1"]);
}
