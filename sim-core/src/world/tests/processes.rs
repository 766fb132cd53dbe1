use super::asm::Arg::{Int, Num, Reg};
use super::asm::Asm;
use super::{run_programs, told};
use crate::abi::event::End;
use crate::abi::syscall::Sysno;
use crate::abi::{Signal, Status};
use crate::machine::Op;

#[test]
fn a_parent_waits_for_its_child() {
    let mut asm = Asm::new();
    let status = asm.room(8);
    asm.fork(|asm| {
        asm.exit(7);
    });
    asm.sys(Sysno::WAIT4, &[Num(-1), Num(status as i64), Num(1), Num(0)]);
    asm.sys(Sysno::WAIT4, &[Num(-1), Num(status as i64), Num(0), Num(0)]);
    asm.set(1, Int(status));
    asm.sys(Sysno::WAIT4, &[Num(-1), Num(0), Num(0), Num(0)]);
    asm.op(Op::SraI, 1, 1, 0, 8).sys(Sysno::EXIT_GROUP, &[Reg(1)]);
    let run = run_programs(&[asm.program("p")], "v1:1x3");
    assert_eq!(
        told(&run, &[]),
        [
            "1 fork=102",
            "2 forked by 1 as 102",
            "1 wait4=0",
            "1 wait4 blocks",
            "2 exit_group never returns",
            "2 exits 7",
            "1 wait4=102 by 2",
            "1 wait4!ECHILD",
            "1 exit_group never returns",
            "1 exits 7",
        ]
    );
    assert_eq!((run.status, run.trace.end), (Some(Status::Exited(7)), End::Finished));
}

#[test]
fn an_orphan_gets_init_as_its_parent() {
    let mut asm = Asm::new();
    asm.sys(Sysno::GETPPID, &[]);
    asm.fork(|asm| {
        asm.sys(Sysno::GETPPID, &[]);
        asm.sys(Sysno::GETPPID, &[]);
    });
    let run = run_programs(&[asm.program("p")], "v1:1x2,2,1");
    assert_eq!(told(&run, &["fork", "exit"]), ["1 getppid=100", "2 getppid=101", "2 getppid=1"]);
}

#[test]
fn kill_ends_a_sleeping_process_and_its_parent_learns_of_it() {
    let mut asm = Asm::new();
    let fds = asm.room(8);
    let status = asm.room(8);
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    asm.fork(|asm| {
        asm.sys(Sysno::READ, &[Int(fds), Num(fds as i64), Num(1)]);
    });
    asm.keep(1);
    asm.fork(|asm| {
        asm.sys(Sysno::KILL, &[Reg(1), Num(15)]);
    });
    asm.sys(Sysno::WAIT4, &[Reg(1), Num(status as i64), Num(0), Num(0)]);
    asm.sys(Sysno::KILL, &[Reg(1), Num(0)]);
    let run = run_programs(&[asm.program("p")], "v1:1x3,2,1,3");
    assert_eq!(
        told(&run, &["pipe", "fork"]),
        [
            "2 read blocks",
            "1 wait4 blocks",
            "3 kill=0",
            "2 killed by SIGTERM",
            "1 wait4=102 by 3",
            "3 exit_group never returns",
            "3 exits 0",
            "1 kill!ESRCH",
            "1 exit_group never returns",
            "1 exits 0",
        ]
    );
}

#[test]
fn kill_checks_the_process_before_the_signal() {
    let mut asm = Asm::new();
    for (pid, signal) in [(999, 100), (101, 100), (101, 0), (-999, 0), (0, -1), (i64::from(i32::MIN), 0), (1, 9)] {
        asm.sys(Sysno::KILL, &[Num(pid), Num(signal)]);
    }
    asm.sys(Sysno::KILL, &[Num(101), Num(17)]);
    asm.sys(Sysno::KILL, &[Num(101), Num(9)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(
        told(&run, &[]),
        [
            "1 kill!ESRCH",
            "1 kill!EINVAL",
            "1 kill=0",
            "1 kill!ESRCH",
            "1 kill!EINVAL",
            "1 kill!ESRCH",
            "1 kill=0",
            "1 kill=0",
            "1 kill never returns",
            "1 killed by SIGKILL",
        ]
    );
    assert_eq!(run.status, Some(Status::Signalled(Signal::SIGKILL)));
}

#[test]
fn a_fault_ends_the_process() {
    let mut asm = Asm::new();
    asm.set(1, Num(0x80_0000)).op(Op::St32, 1, 1, 0, 0);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(told(&run, &[]), ["1 fault NotMapped at 0x800000", "1 killed by SIGSEGV"]);
}

#[test]
fn execve_starts_another_program_with_the_descriptors_that_may_stay() {
    let mut shown = Asm::new();
    shown.sys(Sysno::GETPID, &[]);
    for fd in [3, 4] {
        shown.sys(Sysno::FCNTL, &[Num(fd), Num(1)]);
    }
    let mut asm = Asm::new();
    let (path, missing, fds) = (asm.bytes(b"/bin/shown\0"), asm.bytes(b"none\0"), asm.room(8));
    asm.sys(Sysno::PIPE, &[Num(fds as i64)]);
    asm.sys(Sysno::FCNTL, &[Num(4), Num(2), Num(1)]);
    asm.sys(Sysno::EXECVE, &[Num(missing as i64), Num(8), Num(0)]);
    asm.sys(Sysno::EXECVE, &[Num(8), Num(0), Num(0)]);
    asm.sys(Sysno::EXECVE, &[Num(path as i64), Num(0), Num(0)]);
    let mut setup = super::asm::setup(&[asm.program("p"), shown.program("shown")], b"");
    setup.launches.truncate(1);
    let run = super::run(&setup, &"v1:".parse().expect("a schedule"));
    assert_eq!(
        told(&run, &["exit"]),
        [
            "1 pipe=0",
            "1 fcntl=0",
            "1 execve!ENOENT",
            "1 execve!EFAULT",
            "1 execve=0",
            "1 getpid=101",
            "1 fcntl=0",
            "1 fcntl!EBADF",
        ]
    );
}

#[test]
fn sleepers_wake_when_nobody_else_can_run() {
    let mut asm = Asm::new();
    let spec = |seconds: i64| [seconds.to_le_bytes(), 0i64.to_le_bytes()].concat();
    let (two, one) = (asm.bytes(&spec(2)), asm.bytes(&spec(1)));
    asm.fork(|asm| {
        asm.sys(Sysno::NANOSLEEP, &[Num(two as i64), Num(0)]);
    });
    asm.sys(Sysno::NANOSLEEP, &[Num(one as i64), Num(0)]);
    asm.sys(Sysno::TIME, &[Num(0)]);
    let run = run_programs(&[asm.program("p")], "v1:1,2,1x3");
    assert_eq!(
        told(&run, &["fork", "exit"]),
        ["2 nanosleep blocks", "1 nanosleep blocks", "1 nanosleep=0 by 1", "1 time=1767225601", "2 nanosleep=0 by 2",]
    );
}

#[test]
fn what_the_model_does_not_have_ends_the_run_by_name() {
    let mut asm = Asm::new();
    asm.sys(Sysno(272), &[Num(0)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(run.trace.end, End::Unsupported { task: 1, what: "system call 272".to_owned() });
}
