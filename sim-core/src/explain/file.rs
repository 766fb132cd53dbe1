//! What can be said of calls on the file system, of mapped files and of waiting for several descriptors.

use crate::abi::event::Outcome;
use crate::abi::{ArgValue, CallRecord, Errno, Sysno};

/// Something that can be said of such a call, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in English say")]
pub enum FileSaying {
    Opened { path: String, fd: i64 },
    PartnerAwaited { path: String },
    NoReader { path: String },
    Missing { path: String },
    Taken { path: String },
    FifoMade { path: String },
    DirectoryMade { path: String },
    Unlinked { path: String },
    Renamed { from: String, to: String },
    Resized { fd: i64, size: i64 },
    Moved { fd: i64, offset: i64 },
    Mapped { fd: i64, addr: i64, is_shared: bool },
    MappingRefused { fd: i64 },
    LockSet { fd: i64 },
    LockAwaited { fd: i64 },
    LockRefused { fd: i64 },
    LockCircle,
    ReadyAwaited,
    Ready { count: i64 },
    NoneReady,
}

/// `F_SETLK`
const F_SETLK: i64 = 6;
/// `F_SETLKW`
const F_SETLKW: i64 = 7;
/// `MAP_SHARED`
const MAP_SHARED: i64 = 1;
/// `MAP_ANONYMOUS`
const MAP_ANONYMOUS: i64 = 0x20;

/// What there is to say of a call and its outcome, if it is one of these.
pub(super) fn of(call: &CallRecord, outcome: &Outcome) -> Option<FileSaying> {
    match outcome {
        Outcome::Returned { value, .. } => of_success(call, *value),
        Outcome::Failed(errno) => of_failure(call, *errno),
        Outcome::Blocked => of_waiting(call),
        Outcome::NoReturn | Outcome::Restarted => None,
    }
}

fn of_success(call: &CallRecord, value: i64) -> Option<FileSaying> {
    let arg = |index| number(call, index);
    Some(match call.nr {
        Sysno::OPEN | Sysno::CREAT | Sysno::OPENAT => FileSaying::Opened { path: path(call), fd: value },
        Sysno::MKNOD | Sysno::MKNODAT => FileSaying::FifoMade { path: path(call) },
        Sysno::MKDIR | Sysno::MKDIRAT => FileSaying::DirectoryMade { path: path(call) },
        Sysno::UNLINK | Sysno::UNLINKAT | Sysno::RMDIR => FileSaying::Unlinked { path: path(call) },
        Sysno::RENAME => FileSaying::Renamed { from: text(call, 0), to: text(call, 1) },
        Sysno::FTRUNCATE => FileSaying::Resized { fd: arg(0), size: arg(1) },
        Sysno::LSEEK => FileSaying::Moved { fd: arg(0), offset: value },
        Sysno::MMAP if arg(3) & MAP_ANONYMOUS == 0 => {
            FileSaying::Mapped { fd: arg(4), addr: value, is_shared: arg(3) & MAP_SHARED != 0 }
        }
        Sysno::FLOCK => FileSaying::LockSet { fd: arg(0) },
        Sysno::FCNTL if matches!(arg(1), F_SETLK | F_SETLKW) => FileSaying::LockSet { fd: arg(0) },
        Sysno::POLL | Sysno::PPOLL | Sysno::PSELECT6 if value == 0 => FileSaying::NoneReady,
        Sysno::POLL | Sysno::PPOLL | Sysno::PSELECT6 => FileSaying::Ready { count: value },
        _ => return None,
    })
}

fn of_failure(call: &CallRecord, errno: Errno) -> Option<FileSaying> {
    let fd = number(call, 0);
    Some(match (call.nr, errno) {
        (Sysno::OPEN | Sysno::OPENAT, Errno::ENXIO) => FileSaying::NoReader { path: path(call) },
        (Sysno::OPEN | Sysno::OPENAT | Sysno::UNLINK, Errno::ENOENT) => FileSaying::Missing { path: path(call) },
        (Sysno::OPEN | Sysno::OPENAT | Sysno::MKNODAT | Sysno::MKDIR, Errno::EEXIST) => {
            FileSaying::Taken { path: path(call) }
        }
        (Sysno::MMAP, Errno::EACCES) => FileSaying::MappingRefused { fd: number(call, 4) },
        (Sysno::FCNTL | Sysno::FLOCK, Errno::EAGAIN) => FileSaying::LockRefused { fd },
        (Sysno::FCNTL, Errno::EDEADLK) => FileSaying::LockCircle,
        _ => return None,
    })
}

fn of_waiting(call: &CallRecord) -> Option<FileSaying> {
    Some(match call.nr {
        Sysno::OPEN | Sysno::OPENAT => FileSaying::PartnerAwaited { path: path(call) },
        Sysno::FCNTL | Sysno::FLOCK => FileSaying::LockAwaited { fd: number(call, 0) },
        Sysno::POLL | Sysno::PPOLL | Sysno::PSELECT6 => FileSaying::ReadyAwaited,
        _ => return None,
    })
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

fn text(call: &CallRecord, index: usize) -> String {
    match call.args.get(index) {
        Some(ArgValue::Text { text, .. }) => text.clone(),
        _ => String::new(),
    }
}

/// The path of a call that takes one, alone or after a directory.
fn path(call: &CallRecord) -> String {
    let first = text(call, 0);
    if first.is_empty() { text(call, 1) } else { first }
}

/// The English words.
pub(super) fn english(saying: &FileSaying) -> String {
    match saying {
        FileSaying::Opened { path, fd } => format!("opens {path} as descriptor {fd}."),
        FileSaying::PartnerAwaited { path } => {
            format!("waits: nobody has opened the other side of the FIFO {path} yet.")
        }
        FileSaying::NoReader { path } => {
            format!("does not wait (O_NONBLOCK), and nobody has the FIFO {path} open for reading: ENXIO.")
        }
        FileSaying::Missing { path } => format!("finds no file with the name {path} (ENOENT)."),
        FileSaying::Taken { path } => format!("finds that the name {path} is there already (EEXIST)."),
        FileSaying::FifoMade { path } => format!("makes the name {path}; a FIFO gets its pipe when somebody opens it."),
        FileSaying::DirectoryMade { path } => format!("makes the directory {path}."),
        FileSaying::Unlinked { path } => {
            format!("removes the name {path}; what is open or mapped of the file stays until it is closed.")
        }
        FileSaying::Renamed { from, to } => format!("gives {from} the name {to}, in one step for everybody who looks."),
        FileSaying::Resized { fd, size } => format!("makes the file of descriptor {fd} {size} bytes long."),
        FileSaying::Moved { fd, offset } => format!("moves the offset of descriptor {fd} to {offset}."),
        FileSaying::Mapped { fd, addr, is_shared: true } => format!(
            "maps the file of descriptor {fd} at {addr:x}h: its pages are part of the address space, shared with all who map it."
        ),
        FileSaying::Mapped { fd, addr, is_shared: false } => {
            format!("maps the file of descriptor {fd} at {addr:x}h; pages that it writes become its own copies.")
        }
        FileSaying::MappingRefused { fd } => {
            format!(
                "may not map descriptor {fd} like this: it was not opened for what the mapping would allow (EACCES)."
            )
        }
        FileSaying::LockSet { fd } => format!("sets or gives up a lock on the file of descriptor {fd}."),
        FileSaying::LockAwaited { fd } => format!("waits: another has locked the file of descriptor {fd}."),
        FileSaying::LockRefused { fd } => {
            format!("does not wait for the lock that another has on the file of descriptor {fd}: EAGAIN.")
        }
        FileSaying::LockCircle => "would wait in a circle of locks: the kernel refuses (EDEADLK).".to_owned(),
        FileSaying::ReadyAwaited => "waits until one of several descriptors is ready.".to_owned(),
        FileSaying::Ready { count } => format!("learns that {count} of its descriptors are ready."),
        FileSaying::NoneReady => "learns that none of its descriptors is ready.".to_owned(),
    }
}

/// The Korean words.
pub(super) fn korean(saying: &FileSaying) -> String {
    match saying {
        FileSaying::Opened { path, fd } => format!("{path}을(를) 디스크립터 {fd}(으)로 엽니다."),
        FileSaying::PartnerAwaited { path } => {
            format!("기다립니다. FIFO {path}의 반대쪽을 아직 아무도 열지 않았습니다.")
        }
        FileSaying::NoReader { path } => {
            format!("기다리지 않습니다(O_NONBLOCK). FIFO {path}을(를) 읽으려고 연 프로세스가 없어 ENXIO입니다.")
        }
        FileSaying::Missing { path } => format!("{path}(이)라는 파일이 없습니다(ENOENT)."),
        FileSaying::Taken { path } => format!("{path}(이)라는 이름이 이미 있습니다(EEXIST)."),
        FileSaying::FifoMade { path } => {
            format!("이름 {path}을(를) 만듭니다. FIFO라면 누군가 열 때 파이프가 생깁니다.")
        }
        FileSaying::DirectoryMade { path } => format!("디렉터리 {path}을(를) 만듭니다."),
        FileSaying::Unlinked { path } => {
            format!("이름 {path}을(를) 지웁니다. 열려 있거나 매핑된 파일의 내용은 닫을 때까지 남습니다.")
        }
        FileSaying::Renamed { from, to } => format!("{from}의 이름을 {to}(으)로 바꿉니다. 누가 보든 한 번에 바뀝니다."),
        FileSaying::Resized { fd, size } => format!("디스크립터 {fd}의 파일 크기를 {size}바이트로 만듭니다."),
        FileSaying::Moved { fd, offset } => format!("디스크립터 {fd}의 오프셋을 {offset}(으)로 옮깁니다."),
        FileSaying::Mapped { fd, addr, is_shared: true } => format!(
            "디스크립터 {fd}의 파일을 {addr:x}h에 매핑합니다. 파일의 페이지가 주소 공간의 일부가 되고, 매핑한 모두가 함께 씁니다."
        ),
        FileSaying::Mapped { fd, addr, is_shared: false } => {
            format!("디스크립터 {fd}의 파일을 {addr:x}h에 매핑합니다. 쓰는 페이지는 자기만의 사본이 됩니다.")
        }
        FileSaying::MappingRefused { fd } => {
            format!("디스크립터 {fd}을(를) 이렇게 매핑할 수 없습니다. 열 때 허락받지 않은 접근입니다(EACCES).")
        }
        FileSaying::LockSet { fd } => format!("디스크립터 {fd}의 파일에 잠금을 걸거나 풉니다."),
        FileSaying::LockAwaited { fd } => format!("기다립니다. 다른 쪽이 디스크립터 {fd}의 파일을 잠갔습니다."),
        FileSaying::LockRefused { fd } => {
            format!("다른 쪽이 디스크립터 {fd}의 파일을 잠갔지만 기다리지 않습니다: EAGAIN.")
        }
        FileSaying::LockCircle => "기다리면 잠금이 서로 맞물립니다. 커널이 거절합니다(EDEADLK).".to_owned(),
        FileSaying::ReadyAwaited => "여러 디스크립터 가운데 하나가 준비될 때까지 기다립니다.".to_owned(),
        FileSaying::Ready { count } => format!("디스크립터 {count}개가 준비되었음을 알게 됩니다."),
        FileSaying::NoneReady => "준비된 디스크립터가 없음을 알게 됩니다.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opener_of_a_fifo_waits_for_its_partner() {
        let path = ArgValue::Text { at: 0x1000, text: "/tmp/fifo".to_owned() };
        let args = vec![ArgValue::Int(-100), path, ArgValue::Int(0), ArgValue::Int(0)];
        let call = CallRecord { nr: Sysno::OPENAT, args };
        let saying = of(&call, &Outcome::Blocked);
        assert_eq!(saying, Some(FileSaying::PartnerAwaited { path: "/tmp/fifo".to_owned() }));
    }
}
