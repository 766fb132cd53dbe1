//! Files and directories: names, contents, positions, locks, and files in memory.

use sim_core::abi::Sysno;

use super::{Choice, Mechanism};
use crate::fuzz::case::Value;
use crate::fuzz::generate::{Generator, Thing, Use};

const O_CREAT: i64 = 0o100;
const O_EXCL: i64 = 0o200;
const O_TRUNC: i64 = 0o1000;
const O_APPEND: i64 = 0o2000;
const O_NONBLOCK: i64 = 0o4000;
const O_DIRECTORY: i64 = 0o200_000;
const O_NOFOLLOW: i64 = 0o400_000;
const O_CLOEXEC: i64 = 0o2_000_000;
const AT_FDCWD: i64 = -100;
/// Few names, so that calls meet.
const PATHS: [&str; 16] = [
    "/tmp/a", "/tmp/a", "/tmp/b", "/tmp/d", "/tmp/d/a", "/tmp/l", "a", "d", "d/b", "l", ".", "..", "", "/", "a/",
    "no/x",
];

pub(super) static MECHANISM: Mechanism = Mechanism {
    name: "files",
    begin: |generator| {
        let path = generator.name(&["/tmp/a", "a"]);
        generator.call(Sysno::OPEN, &[path, Value::Number(O_CREAT | 2), Value::Number(0o644)]);
        generator.opened(Some(Use::File));
    },
    choices: &[
        Choice::new(&[Sysno::OPEN, Sysno::OPENAT, Sysno::CREAT], 16, open),
        Choice::new(&[Sysno::READ], 10, read),
        Choice::new(&[Sysno::WRITE], 14, write),
        Choice::new(&[Sysno::PREAD64, Sysno::PWRITE64], 8, at_offset),
        Choice::new(&[Sysno::LSEEK], 9, seek),
        Choice::new(&[Sysno::TRUNCATE, Sysno::FTRUNCATE], 5, truncate),
        Choice::new(&[Sysno::FSTAT, Sysno::STAT, Sysno::LSTAT], 6, status),
        Choice::new(&[Sysno::MKDIR, Sysno::RMDIR, Sysno::UNLINK, Sysno::CHDIR], 9, one_name),
        Choice::new(&[Sysno::UNLINKAT, Sysno::MKDIRAT], 3, below_directory),
        Choice::new(&[Sysno::RENAME, Sysno::LINK, Sysno::SYMLINK], 9, two_names),
        Choice::new(&[Sysno::READLINK, Sysno::GETCWD], 3, tell_name),
        Choice::new(&[Sysno::CHMOD, Sysno::FCHMOD, Sysno::ACCESS, Sysno::UMASK], 4, mode),
        Choice::new(&[Sysno::FCNTL], 12, record_lock),
        Choice::new(&[Sysno::FCNTL], 3, flags),
        Choice::new(&[Sysno::FLOCK], 7, lock),
        Choice::new(&[Sysno::CLOSE], 6, close),
        Choice::new(&[Sysno::DUP], 2, duplicate),
        Choice::new(&[Sysno::FSYNC, Sysno::FDATASYNC, Sysno::FCHDIR], 2, one_descriptor),
        Choice::new(&[Sysno::MMAP], 5, map),
        Choice::new(&[Sysno::MSYNC], 2, sync),
    ],
};

fn open(generator: &mut Generator<'_>) {
    let path = generator.name(&PATHS);
    let mode = generator.one_of(&[0o644, 0o600, 0o777, 0, 0o444]);
    let flags = generator.rng.of(&[0, 1, 2, 2, 2, 3])
        | generator.rng.of(&[0, 0, O_CREAT, O_CREAT, O_CREAT | O_EXCL, O_CREAT | O_TRUNC])
        | generator.rng.of(&[0, 0, 0, O_APPEND, O_TRUNC, O_DIRECTORY, O_NONBLOCK, O_CLOEXEC, O_NOFOLLOW]);
    match generator.rng.below(10) {
        0 => generator.call(Sysno::CREAT, &[path, mode]),
        1..4 => {
            let directory =
                if generator.rng.percent(70) { Value::Number(AT_FDCWD) } else { generator.fd_for(Use::File) };
            generator.call(Sysno::OPENAT, &[directory, path, Value::Number(flags), mode]);
        }
        _ => generator.call(Sysno::OPEN, &[path, Value::Number(flags), mode]),
    }
    if generator.rng.percent(50) {
        generator.opened(Some(Use::File));
    }
}

fn read(generator: &mut Generator<'_>) {
    let args = [generator.fd_for(Use::File), generator.room(), generator.size()];
    generator.call(Sysno::READ, &args);
}

fn write(generator: &mut Generator<'_>) {
    let args = [generator.fd_for(Use::File), generator.text(), generator.size()];
    generator.call(Sysno::WRITE, &args);
}

fn at_offset(generator: &mut Generator<'_>) {
    let (fd, size) = (generator.fd_for(Use::File), generator.size());
    let offset = generator.one_of(&[0, 1, 10, 4095, 4096, 10_000, -1, (64 << 20) - 2, 64 << 20]);
    if generator.rng.percent(50) {
        let room = generator.room();
        generator.call(Sysno::PREAD64, &[fd, room, size, offset]);
    } else {
        let text = generator.text();
        generator.call(Sysno::PWRITE64, &[fd, text, size, offset]);
    }
}

fn seek(generator: &mut Generator<'_>) {
    let args = [
        generator.fd_for(Use::File),
        generator.one_of(&[0, 0, 1, -1, 5, 100, 4096, -100, 64 << 20]),
        generator.one_of(&[0, 1, 2, 2, 3, 5]),
    ];
    generator.call(Sysno::LSEEK, &args);
}

fn truncate(generator: &mut Generator<'_>) {
    let length = generator.one_of(&[0, 0, 1, 5, 100, 4096, 4097, 10_000, -1, (64 << 20) + 1]);
    if generator.rng.percent(60) {
        let fd = generator.fd_for(Use::File);
        generator.call(Sysno::FTRUNCATE, &[fd, length]);
    } else {
        let path = generator.name(&PATHS);
        generator.call(Sysno::TRUNCATE, &[path, length]);
    }
}

fn status(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::FSTAT, Sysno::STAT, Sysno::LSTAT]);
    let what = if nr == Sysno::FSTAT { generator.fd_for(Use::File) } else { generator.name(&PATHS) };
    generator.call_untold(nr, &[what], 144);
}

fn one_name(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[
        Sysno::MKDIR,
        Sysno::MKDIR,
        Sysno::RMDIR,
        Sysno::UNLINK,
        Sysno::UNLINK,
        Sysno::UNLINK,
        Sysno::CHDIR,
    ]);
    let path = generator.name(&PATHS);
    let mode = generator.one_of(&[0o755, 0o700]);
    let count = if nr == Sysno::MKDIR { 2 } else { 1 };
    generator.call(nr, &[path, mode][..count]);
}

fn below_directory(generator: &mut Generator<'_>) {
    let directory = if generator.rng.percent(60) { Value::Number(AT_FDCWD) } else { generator.fd_for(Use::File) };
    let path = generator.name(&PATHS);
    if generator.rng.percent(60) {
        let flags = generator.one_of(&[0, 0x200, 0x200, 1]);
        generator.call(Sysno::UNLINKAT, &[directory, path, flags]);
    } else {
        generator.call(Sysno::MKDIRAT, &[directory, path, Value::Number(0o755)]);
    }
}

fn two_names(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::RENAME, Sysno::RENAME, Sysno::LINK, Sysno::SYMLINK]);
    let paths = [generator.name(&PATHS), generator.name(&PATHS)];
    generator.call(nr, &paths);
}

fn tell_name(generator: &mut Generator<'_>) {
    let (room, size) = (generator.room(), generator.size());
    if generator.rng.percent(50) {
        let path = generator.name(&PATHS);
        generator.call(Sysno::READLINK, &[path, room, size]);
    } else {
        generator.call(Sysno::GETCWD, &[room, size]);
    }
}

fn mode(generator: &mut Generator<'_>) {
    let mode = generator.one_of(&[0o644, 0, 0o777, 0o4755, 0o111]);
    match generator.rng.below(4) {
        0 => {
            let path = generator.name(&PATHS);
            generator.call(Sysno::CHMOD, &[path, mode]);
        }
        1 => {
            let fd = generator.fd_for(Use::File);
            generator.call(Sysno::FCHMOD, &[fd, mode]);
        }
        2 => {
            let path = generator.name(&PATHS);
            let wanted = generator.one_of(&[0, 1, 2, 4, 7, 8]);
            generator.call(Sysno::ACCESS, &[path, wanted]);
        }
        _ => {
            let mask = generator.one_of(&[0, 0o22, 0o77]);
            generator.call(Sysno::UMASK, &[mask]);
        }
    }
}

/// `F_GETLK`, `F_SETLK`, `F_SETLKW` with a `struct flock`: type and whence, start, length, process.
fn record_lock(generator: &mut Generator<'_>) {
    let place = generator.structure();
    let (kind, whence) = (generator.rng.of(&[0, 1, 1, 2, 2, 3]), generator.rng.of(&[0, 0, 0, 0, 1, 2, 3]));
    let start = generator.rng.of(&[0, 0, 5, 10, 100, -1, i64::MAX]);
    let length = generator.rng.of(&[0, 0, 1, 5, 10, -5, i64::MAX]);
    generator.store(place, 8, kind | whence << 16);
    generator.store(place + 8, 8, start);
    generator.store(place + 16, 8, length);
    let command = generator.rng.of(&[5, 6, 6, 6, 7, 7]);
    let (fd, at) = (generator.fd_for(Use::File), generator.pointer(place));
    generator.call(Sysno::FCNTL, &[fd, Value::Number(command), at]);
}

fn flags(generator: &mut Generator<'_>) {
    let (fd, command) = (generator.fd_for(Use::File), generator.rng.of(&[1, 2, 3, 4, 4]));
    let arg = generator.one_of(&[0, 1, O_APPEND, O_NONBLOCK, O_APPEND | O_NONBLOCK]);
    generator.call(Sysno::FCNTL, &[fd, Value::Number(command), arg]);
}

fn lock(generator: &mut Generator<'_>) {
    let (fd, operation) = (generator.fd_for(Use::File), generator.one_of(&[1, 2, 2, 5, 6, 8, 8, 0, 3]));
    generator.call(Sysno::FLOCK, &[fd, operation]);
}

fn close(generator: &mut Generator<'_>) {
    let fd = generator.fd_for(Use::File);
    generator.call(Sysno::CLOSE, &[fd]);
    generator.set_use(fd, None);
}

fn duplicate(generator: &mut Generator<'_>) {
    let fd = generator.fd_for(Use::File);
    generator.call(Sysno::DUP, &[fd]);
    generator.opened(Some(Use::File));
}

fn one_descriptor(generator: &mut Generator<'_>) {
    let nr = generator.rng.of(&[Sysno::FSYNC, Sysno::FDATASYNC, Sysno::FCHDIR]);
    let fd = generator.fd_for(Use::File);
    generator.call(nr, &[fd]);
}

/// A file in memory, shared or private.
fn map(generator: &mut Generator<'_>) {
    let (length, rights) = (generator.one_of(&[1, 4096, 4097, 8192]), generator.one_of(&[1, 3, 3, 3, 2, 0]));
    let (kind, fd) = (generator.one_of(&[1, 1, 2]), generator.fd_for(Use::File));
    let offset = generator.one_of(&[0, 0, 0, 4096, 1]);
    generator.call_for(Thing::Mapping, Sysno::MMAP, &[Value::Number(0), length, rights, kind, fd, offset]);
}

fn sync(generator: &mut Generator<'_>) {
    let args = [generator.mapped(), generator.one_of(&[0, 1, 4096, 8192]), generator.one_of(&[0, 1, 2, 4, 4, 5, 8])];
    generator.call(Sysno::MSYNC, &args);
}
