use super::asm::Arg::{Int, Num, Reg};
use super::asm::Asm;
use super::{run_programs, told};
use crate::abi::syscall::Sysno;
use crate::machine::Op;
use crate::machine::program::MMAP_TOP;

#[test]
fn what_one_process_writes_another_reads() {
    let attach = |asm: &mut Asm| {
        asm.sys(Sysno::SHMGET, &[Num(1234), Num(1024), Num(0o1666)]).keep(1);
        asm.sys(Sysno::SHMAT, &[Reg(1), Num(0), Num(0)]).keep(2);
    };
    let mut writer = Asm::new();
    attach(&mut writer);
    writer.set(3, Num(0x4849)).op(Op::St16, 3, 2, 0, 0);
    let mut reader = Asm::new();
    attach(&mut reader);
    reader.op(Op::Ld16U, 3, 2, 0, 0);
    reader.sys(Sysno::SHMDT, &[Reg(2)]);
    reader.sys(Sysno::SHMDT, &[Reg(2)]);
    reader.sys(Sysno::SHMCTL, &[Reg(1), Num(0), Num(0)]);
    let run = run_programs(&[writer.program("writer"), reader.program("reader")], "v1:");
    let place = MMAP_TOP - 4096;
    assert_eq!(
        told(&run, &["exit"]),
        [
            "1 shmget=0".to_owned(),
            format!("1 shmat={place}"),
            format!("1 Store {place:#x} [73, 72]"),
            "2 shmget=0".to_owned(),
            format!("2 shmat={place}"),
            format!("2 Load {place:#x} [73, 72]"),
            "2 shmdt=0".to_owned(),
            "2 shmdt!EINVAL".to_owned(),
            "2 shmctl=0".to_owned(),
        ]
    );
}

#[test]
fn a_removed_segment_lives_until_its_last_attachment_goes() {
    const NATTCH: u64 = 88;
    let mut asm = Asm::new();
    let stat = asm.room(112);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(100), Num(0o1600)]).keep(1);
    asm.sys(Sysno::SHMAT, &[Reg(1), Num(0), Num(0)]).keep(2);
    asm.sys(Sysno::SHMCTL, &[Reg(1), Num(0), Num(0)]);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(100), Num(0)]);
    asm.fork(|asm| {
        asm.sys(Sysno::SHMCTL, &[Reg(1), Num(2), Num(stat as i64)]);
        asm.sys(Sysno::EXIT_GROUP, &[Int(stat + NATTCH)]);
    });
    asm.sys(Sysno::WAIT4, &[Num(-1), Num(0), Num(0), Num(0)]);
    asm.sys(Sysno::SHMCTL, &[Reg(1), Num(2), Num(stat as i64)]);
    asm.sys(Sysno::SHMDT, &[Reg(2)]);
    asm.sys(Sysno::SHMCTL, &[Reg(1), Num(2), Num(stat as i64)]);
    let run = run_programs(&[asm.program("p")], "v1:");
    let told = told(&run, &["fork", "wait4", "shmat", "exit_group"]);
    assert_eq!(
        told,
        [
            "1 shmget=0",
            "1 shmctl=0",
            "1 shmget!ENOENT",
            "2 shmctl=0",
            "2 exits 2",
            "1 shmctl=0",
            "1 shmdt=0",
            "1 shmctl!EINVAL",
            "1 exits 0",
        ]
    );
}

#[test]
fn arguments_are_checked_in_the_order_of_linux() {
    let mut asm = Asm::new();
    asm.sys(Sysno::SHMGET, &[Num(5), Num(0), Num(0o1600)]);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(100), Num(0)]);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(100), Num(0o1600)]).keep(1);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(5000), Num(0)]);
    asm.sys(Sysno::SHMGET, &[Num(5), Num(200), Num(0o3000)]);
    asm.sys(Sysno::SHMAT, &[Num(77), Num(0), Num(0)]);
    asm.sys(Sysno::SHMAT, &[Reg(1), Num(1), Num(0)]);
    asm.sys(Sysno::SHMAT, &[Reg(1), Num(0), Num(0o40000)]);
    asm.sys(Sysno::SHMCTL, &[Reg(1), Num(99), Num(0)]);
    asm.sys(Sysno::SHMCTL, &[Reg(1), Num(2), Num(8)]);
    // Attached for reading only: a write is a fault.
    asm.sys(Sysno::SHMAT, &[Reg(1), Num(0x80_0000), Num(0o10000)]).keep(2);
    asm.op(Op::St8, 2, 2, 0, 0);
    let run = run_programs(&[asm.program("p")], "v1:");
    assert_eq!(
        told(&run, &[]),
        [
            "1 shmget!EINVAL",
            "1 shmget!ENOENT",
            "1 shmget=0",
            "1 shmget!EINVAL",
            "1 shmget!EEXIST",
            "1 shmat!EINVAL",
            "1 shmat!EINVAL",
            "1 shmat!EINVAL",
            "1 shmctl!EINVAL",
            "1 shmctl!EFAULT",
            "1 shmat=8388608",
            "1 fault Protection at 0x800000",
            "1 killed by SIGSEGV",
        ]
    );
}
