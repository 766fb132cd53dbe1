//! What can be said of `epoll`, counters (`eventfd`), timers (`timerfd`) and signals that are read (`signalfd`).

use crate::abi::event::Outcome;
use crate::abi::{ArgValue, CallRecord, Errno, Sysno};

/// Something that can be said of such a call, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is what its words in English say")]
pub enum EventSaying {
    EpollMade { fd: i64 },
    Watched { epoll: i64, fd: i64, is_edge: bool, is_once: bool },
    Rewatched { epoll: i64, fd: i64 },
    Unwatched { epoll: i64, fd: i64 },
    CannotBeWatched { fd: i64 },
    WatchedAlready { fd: i64 },
    Told { count: i64 },
    ToldNothing,
    EpollWaits { epoll: i64 },
    CounterMade { fd: i64, value: i64 },
    TimerMade { fd: i64 },
    TimerSet { fd: i64 },
    SignalsRead { fd: i64 },
}

/// `EPOLL_CTL_ADD`, `EPOLL_CTL_DEL`, `EPOLL_CTL_MOD`
const ADD: i64 = 1;
const DELETE: i64 = 2;
const MODIFY: i64 = 3;
/// `EPOLLONESHOT`
const ONCE: i64 = 1 << 30;
/// `EPOLLET`
const EDGE: i64 = 1 << 31;

/// What there is to say of a call and its outcome, if it is one of these.
pub(super) fn of(call: &CallRecord, outcome: &Outcome) -> Option<EventSaying> {
    match outcome {
        Outcome::Returned { value, .. } => of_success(call, *value),
        Outcome::Failed(errno) => of_failure(call, *errno),
        Outcome::Blocked if is_wait(call.nr) => Some(EventSaying::EpollWaits { epoll: number(call, 0) }),
        Outcome::Blocked | Outcome::NoReturn | Outcome::Restarted => None,
    }
}

const fn is_wait(nr: Sysno) -> bool {
    matches!(nr, Sysno::EPOLL_WAIT | Sysno::EPOLL_PWAIT | Sysno::EPOLL_PWAIT2)
}

fn of_success(call: &CallRecord, value: i64) -> Option<EventSaying> {
    Some(match call.nr {
        Sysno::EPOLL_CREATE | Sysno::EPOLL_CREATE1 => EventSaying::EpollMade { fd: value },
        Sysno::EPOLL_CTL => return of_control(call),
        nr if is_wait(nr) && value == 0 => EventSaying::ToldNothing,
        nr if is_wait(nr) => EventSaying::Told { count: value },
        Sysno::EVENTFD | Sysno::EVENTFD2 => EventSaying::CounterMade { fd: value, value: number(call, 0) },
        Sysno::TIMERFD_CREATE => EventSaying::TimerMade { fd: value },
        Sysno::TIMERFD_SETTIME => EventSaying::TimerSet { fd: number(call, 0) },
        Sysno::SIGNALFD | Sysno::SIGNALFD4 => EventSaying::SignalsRead { fd: value },
        _ => return None,
    })
}

fn of_control(call: &CallRecord) -> Option<EventSaying> {
    let (epoll, fd) = (number(call, 0), number(call, 2));
    let events = match call.args.get(3) {
        Some(ArgValue::Fields { fields, .. }) => fields.first().map_or(0, |(_, events)| *events),
        _ => 0,
    };
    match number(call, 1) {
        ADD => Some(EventSaying::Watched { epoll, fd, is_edge: events & EDGE != 0, is_once: events & ONCE != 0 }),
        MODIFY => Some(EventSaying::Rewatched { epoll, fd }),
        DELETE => Some(EventSaying::Unwatched { epoll, fd }),
        _ => None,
    }
}

fn of_failure(call: &CallRecord, errno: Errno) -> Option<EventSaying> {
    let fd = number(call, 2);
    match (call.nr, errno) {
        (Sysno::EPOLL_CTL, Errno::EPERM) => Some(EventSaying::CannotBeWatched { fd }),
        (Sysno::EPOLL_CTL, Errno::EEXIST) => Some(EventSaying::WatchedAlready { fd }),
        _ => None,
    }
}

fn number(call: &CallRecord, index: usize) -> i64 {
    match call.args.get(index) {
        Some(ArgValue::Int(value)) => *value,
        _ => 0,
    }
}

/// The English words.
pub(super) fn english(saying: &EventSaying) -> String {
    match saying {
        EventSaying::EpollMade { fd } => format!("makes an epoll instance, descriptor {fd}, that watches nothing yet."),
        EventSaying::Watched { epoll, fd, is_edge, is_once } => {
            let manner = match (is_edge, is_once) {
                (_, true) => ", and wants to be told once (EPOLLONESHOT)",
                (true, _) => ", and wants to be told when something new happens (EPOLLET), not as long as it is ready",
                _ => ", and will be told as long as it is ready",
            };
            format!("lets epoll instance {epoll} watch descriptor {fd}{manner}.")
        }
        EventSaying::Rewatched { epoll, fd } => {
            format!("changes what epoll instance {epoll} watches at descriptor {fd}.")
        }
        EventSaying::Unwatched { epoll, fd } => format!("lets epoll instance {epoll} watch descriptor {fd} no longer."),
        EventSaying::CannotBeWatched { fd } => {
            format!("may not watch descriptor {fd}: regular files are always ready (EPERM).")
        }
        EventSaying::WatchedAlready { fd } => format!("already watches descriptor {fd} (EEXIST)."),
        EventSaying::Told { count } => format!("learns of {count} descriptors at which something has happened."),
        EventSaying::ToldNothing => "learns that nothing has happened at what it watches.".to_owned(),
        EventSaying::EpollWaits { epoll } => format!("waits until epoll instance {epoll} has something to tell."),
        EventSaying::CounterMade { fd, value } => {
            format!("makes a counter of value {value}, descriptor {fd}: write adds to it, read takes from it.")
        }
        EventSaying::TimerMade { fd } => format!("makes a timer, descriptor {fd}, that is not running yet."),
        EventSaying::TimerSet { fd } => {
            format!("sets the timer of descriptor {fd}; a read will say how often it has expired.")
        }
        EventSaying::SignalsRead { fd } => format!("can read signals from descriptor {fd} instead of handling them."),
    }
}

/// The Korean words.
pub(super) fn korean(saying: &EventSaying) -> String {
    match saying {
        EventSaying::EpollMade { fd } => {
            format!("epoll 인스턴스를 디스크립터 {fd}(으)로 만듭니다. 아직 지켜보는 것은 없습니다.")
        }
        EventSaying::Watched { epoll, fd, is_edge, is_once } => {
            let manner = match (is_edge, is_once) {
                (_, true) => "한 번만 알려 줍니다(EPOLLONESHOT)",
                (true, _) => "준비된 동안 계속이 아니라 새 일이 생길 때 알려 줍니다(EPOLLET)",
                _ => "준비되어 있는 동안 계속 알려 줍니다",
            };
            format!("epoll 인스턴스 {epoll}이(가) 디스크립터 {fd}을(를) 지켜보게 합니다. {manner}.")
        }
        EventSaying::Rewatched { epoll, fd } => {
            format!("epoll 인스턴스 {epoll}이(가) 디스크립터 {fd}에서 지켜볼 것을 바꿉니다.")
        }
        EventSaying::Unwatched { epoll, fd } => {
            format!("epoll 인스턴스 {epoll}이(가) 디스크립터 {fd}을(를) 더는 지켜보지 않게 합니다.")
        }
        EventSaying::CannotBeWatched { fd } => {
            format!("디스크립터 {fd}은(는) 지켜볼 수 없습니다. 일반 파일은 늘 준비되어 있습니다(EPERM).")
        }
        EventSaying::WatchedAlready { fd } => format!("디스크립터 {fd}을(를) 이미 지켜보고 있습니다(EEXIST)."),
        EventSaying::Told { count } => format!("무언가 일어난 디스크립터 {count}개를 알게 됩니다."),
        EventSaying::ToldNothing => "지켜보는 것들에 아무 일도 없음을 알게 됩니다.".to_owned(),
        EventSaying::EpollWaits { epoll } => {
            format!("epoll 인스턴스 {epoll}이(가) 알려 줄 일이 생길 때까지 기다립니다.")
        }
        EventSaying::CounterMade { fd, value } => {
            format!("값이 {value}인 카운터를 디스크립터 {fd}(으)로 만듭니다. write는 더하고 read는 꺼냅니다.")
        }
        EventSaying::TimerMade { fd } => format!("타이머를 디스크립터 {fd}(으)로 만듭니다. 아직 가지 않습니다."),
        EventSaying::TimerSet { fd } => {
            format!("디스크립터 {fd}의 타이머를 맞춥니다. read하면 몇 번 만료되었는지 알 수 있습니다.")
        }
        EventSaying::SignalsRead { fd } => {
            format!("시그널을 처리기로 받는 대신 디스크립터 {fd}에서 읽을 수 있게 합니다.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manner_of_watching_is_told() {
        let event = vec![("events".to_owned(), 1 | EDGE), ("data".to_owned(), 4)];
        let event = ArgValue::Fields { at: 0x1000, fields: event };
        let args = vec![ArgValue::Int(3), ArgValue::Int(ADD), ArgValue::Int(4), event];
        let call = CallRecord { nr: Sysno::EPOLL_CTL, args };
        let saying = of(&call, &Outcome::Returned { value: 0, outputs: Vec::new() });
        assert_eq!(saying, Some(EventSaying::Watched { epoll: 3, fd: 4, is_edge: true, is_once: false }));
    }
}
