//! Counters, timers, sets of signals and epoll instances as the page shows them.

use crate::abi::{SigSet, Signal};
use crate::kernel::Kernel;
use crate::kernel::epoll::{EPOLLET, EPOLLONESHOT, Epoll, EpollId, Interest};
use crate::kernel::eventfd::EventfdId;
use crate::kernel::signal::SIGNAL_MAX;
use crate::kernel::signalfd::SignalfdId;
use crate::kernel::timerfd::{Timerfd, TimerfdId};

use super::super::{InterestView, ObjectKind};
use super::objects::ObjectId;

/// The events of `epoll_ctl(2)` that programs name.
const EVENTS: [(u32, &str); 8] = [
    (0x1, "EPOLLIN"),
    (0x2, "EPOLLPRI"),
    (0x4, "EPOLLOUT"),
    (0x40, "EPOLLRDNORM"),
    (0x100, "EPOLLWRNORM"),
    (0x2000, "EPOLLRDHUP"),
    (EPOLLONESHOT, "EPOLLONESHOT"),
    (EPOLLET, "EPOLLET"),
];

/// All of them.
pub(super) fn objects(kernel: &Kernel) -> Vec<(ObjectId, ObjectKind)> {
    let counters = kernel.eventfds.iter().map(|(id, eventfd)| {
        let kind = ObjectKind::Counter { value: eventfd.count, is_semaphore: eventfd.is_semaphore };
        (ObjectId::Counter(EventfdId(id)), kind)
    });
    let timers = kernel.timerfds.iter().map(|(id, timer)| (ObjectId::Timer(TimerfdId(id)), timer_kind(kernel, timer)));
    let sets = kernel
        .signalfds
        .iter()
        .map(|(id, &set)| (ObjectId::SignalSet(SignalfdId(id)), ObjectKind::SignalSet { signals: signal_names(set) }));
    let epolls = kernel.epolls.iter().map(|(id, epoll)| (ObjectId::Epoll(EpollId(id)), epoll_kind(kernel, epoll)));
    counters.chain(timers).chain(sets).chain(epolls).collect()
}

fn timer_kind(kernel: &Kernel, timer: &Timerfd) -> ObjectKind {
    let expiry = &timer.expiry;
    ObjectKind::Timer {
        left_ns: expiry.next().map(|at| at.saturating_sub(kernel.clock.now)),
        interval_ns: expiry.interval,
        expirations: expiry.ticks,
    }
}

fn signal_names(set: SigSet) -> Vec<String> {
    (1..=SIGNAL_MAX as u8).map(Signal).filter(|&signal| set.has(signal)).map(|signal| signal.to_string()).collect()
}

fn epoll_kind(kernel: &Kernel, epoll: &Epoll) -> ObjectKind {
    let interest = |interest: &Interest| InterestView {
        fd: interest.watched.fd,
        events: event_names(interest),
        object: kernel
            .files
            .iter()
            .find(|(id, _)| *id == interest.watched.file)
            .map_or(0, |(_, file)| ObjectId::behind(file).number()),
    };
    ObjectKind::Epoll {
        interests: epoll.interests.iter().map(interest).collect(),
        ready: epoll.ready.iter().map(|watched| watched.fd).collect(),
    }
}

fn event_names(interest: &Interest) -> Vec<String> {
    if interest.is_disarmed() {
        return Vec::new();
    }
    EVENTS.iter().filter(|(bit, _)| interest.events & bit != 0).map(|(_, name)| (*name).to_owned()).collect()
}
