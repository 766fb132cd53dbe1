//! What can be said of changes of user, and of calls that fail because a right is missing.

use crate::abi::event::Outcome;
use crate::abi::{ArgValue, CallRecord, Errno, Sysno};

/// `AF_INET`, as it lies in an address.
const AF_INET: [u8; 2] = [2, 0];

/// Something that can be said of such a call, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in English say")]
pub enum RightSaying {
    UserTaken { user: i64 },
    ForeignUser { name: String },
    ForeignSignal { target: i64 },
    ModeForbids { name: String },
    OwnerOnly { name: String },
    PathForbids { name: String, path: String },
    StickyOrOwner { name: String, path: String },
    LowPort,
}

pub(super) fn of(call: &CallRecord, outcome: &Outcome) -> Option<RightSaying> {
    match outcome {
        Outcome::Returned { .. } if call.nr == Sysno::SETUID => Some(RightSaying::UserTaken { user: number(call, 0) }),
        Outcome::Failed(errno) => of_failure(call, *errno),
        _ => None,
    }
}

fn of_failure(call: &CallRecord, errno: Errno) -> Option<RightSaying> {
    let name = call.nr.to_string();
    let path = call.args.iter().find_map(|arg| match arg {
        ArgValue::Text { text, .. } => Some(text.clone()),
        _ => None,
    });
    Some(match (call.nr, errno) {
        (
            Sysno::SETUID
            | Sysno::SETGID
            | Sysno::SETREUID
            | Sysno::SETREGID
            | Sysno::SETRESUID
            | Sysno::SETRESGID
            | Sysno::SETGROUPS,
            Errno::EPERM,
        ) => RightSaying::ForeignUser { name },
        (Sysno::KILL | Sysno::TKILL | Sysno::RT_SIGQUEUEINFO, Errno::EPERM) => {
            RightSaying::ForeignSignal { target: number(call, 0) }
        }
        (Sysno::MSGCTL | Sysno::SEMCTL | Sysno::SHMCTL, Errno::EPERM) => RightSaying::OwnerOnly { name },
        (
            Sysno::MSGGET
            | Sysno::MSGSND
            | Sysno::MSGRCV
            | Sysno::MSGCTL
            | Sysno::SEMGET
            | Sysno::SEMOP
            | Sysno::SEMTIMEDOP
            | Sysno::SEMCTL
            | Sysno::SHMGET
            | Sysno::SHMAT
            | Sysno::SHMCTL,
            Errno::EACCES,
        ) => RightSaying::ModeForbids { name },
        // A queue's name may also be one that no queue can have.
        (Sysno::MQ_OPEN, Errno::EACCES) if path.as_ref().is_some_and(|path| path.contains(['/', '.'])) => return None,
        (Sysno::MQ_OPEN, Errno::EACCES) => RightSaying::ModeForbids { name },
        (Sysno::BIND, Errno::EACCES) if is_inet(call) => RightSaying::LowPort,
        (_, Errno::EACCES) => RightSaying::PathForbids { name, path: path? },
        (
            Sysno::UNLINK
            | Sysno::UNLINKAT
            | Sysno::RMDIR
            | Sysno::RENAME
            | Sysno::RENAMEAT
            | Sysno::CHMOD
            | Sysno::FCHMODAT
            | Sysno::CHOWN
            | Sysno::LCHOWN
            | Sysno::FCHOWNAT
            | Sysno::MQ_UNLINK,
            Errno::EPERM,
        ) => RightSaying::StickyOrOwner { name, path: path? },
        _ => return None,
    })
}

/// Whether the address of `bind` is one of the internet.
fn is_inet(call: &CallRecord) -> bool {
    matches!(call.args.get(1), Some(ArgValue::Address { bytes, .. }) if bytes.starts_with(&AF_INET))
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

pub(super) fn english(saying: &RightSaying) -> String {
    match saying {
        RightSaying::UserTaken { user } => format!("acts as user {user} from here on."),
        RightSaying::ForeignUser { name } => format!(
            "{name} is refused (EPERM): only a process with root's rights may take on ids that it does not have already."
        ),
        RightSaying::ForeignSignal { target } => format!(
            "may not send a signal to {target} (EPERM): that is another user's process, and CAP_KILL is missing."
        ),
        RightSaying::ModeForbids { name } => format!(
            "{name} is refused (EACCES): the object's mode does not give this user, or its group, what the call needs."
        ),
        RightSaying::OwnerOnly { name } => {
            format!("{name} is refused (EPERM): only the object's owner, its creator and root may change or remove it.")
        }
        RightSaying::PathForbids { name, path } => format!(
            "{name} of {path} is refused (EACCES): the mode of the file, or of a directory on the way, does not allow it."
        ),
        RightSaying::StickyOrOwner { name, path } => {
            format!("{name} of {path} is refused (EPERM): that is for the file's owner and for root.")
        }
        RightSaying::LowPort => {
            "may not have that port (EACCES): those below 1024 take CAP_NET_BIND_SERVICE, which root has.".to_owned()
        }
    }
}

pub(super) fn korean(saying: &RightSaying) -> String {
    match saying {
        RightSaying::UserTaken { user } => format!("이제부터 사용자 {user}(으)로 움직입니다."),
        RightSaying::ForeignUser { name } => {
            format!("{name}이(가) 거절됩니다(EPERM). 이미 갖고 있지 않은 ID는 root의 권한이 있어야 가질 수 있습니다.")
        }
        RightSaying::ForeignSignal { target } => {
            format!("{target}에게 시그널을 보낼 수 없습니다(EPERM). 다른 사용자의 프로세스이고 CAP_KILL이 없습니다.")
        }
        RightSaying::ModeForbids { name } => {
            format!("{name}이(가) 거절됩니다(EACCES). 객체의 모드가 이 사용자나 그룹에 필요한 권한을 주지 않습니다.")
        }
        RightSaying::OwnerOnly { name } => {
            format!(
                "{name}이(가) 거절됩니다(EPERM). 객체를 바꾸거나 없애는 일은 주인과 만든 이, root만 할 수 있습니다."
            )
        }
        RightSaying::PathForbids { name, path } => format!(
            "{path}에 대한 {name}이(가) 거절됩니다(EACCES). 파일이나 그리로 가는 디렉터리의 모드가 허락하지 않습니다."
        ),
        RightSaying::StickyOrOwner { name, path } => {
            format!("{path}에 대한 {name}이(가) 거절됩니다(EPERM). 파일의 주인과 root만 할 수 있습니다.")
        }
        RightSaying::LowPort => {
            "그 포트를 쓸 수 없습니다(EACCES). 1024 아래의 포트에는 root가 가진 CAP_NET_BIND_SERVICE가 필요합니다."
                .to_owned()
        }
    }
}
