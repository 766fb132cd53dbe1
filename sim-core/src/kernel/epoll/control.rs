//! `epoll_ctl(2)`, and what an instance hears of.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::abi::Errno;

use super::super::file::{FileId, FileObject};
use super::super::readiness::{POLLERR, POLLHUP, POLLIN};
use super::super::{Kernel, Pid};
use super::{Epoll, EpollId, Interest, WaitHead, Watched};

/// How deep instances may watch each other (`EP_MAX_NESTS`).
const MAX_NESTS: usize = 4;

/// What `epoll_ctl` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) enum Change {
    /// `EPOLL_CTL_ADD`
    Add {
        /// `events`
        events: u32,
        /// `data`
        data: u64,
    },
    /// `EPOLL_CTL_DEL`
    Delete,
    /// `EPOLL_CTL_MOD`
    Modify {
        /// `events`
        events: u32,
        /// `data`
        data: u64,
    },
}

impl Kernel {
    /// Changes the interest in an open file, which can be polled.
    pub(in crate::kernel) fn epoll_control(
        &mut self,
        pid: Pid,
        id: EpollId,
        watched: Watched,
        change: Change,
    ) -> Result<(), Errno> {
        let object = self.files.object(watched.file).ok_or(Errno::EBADF)?;
        if let (Change::Add { .. }, FileObject::Epoll(inner)) = (change, object) {
            self.check_nesting(id, inner)?;
        }
        let is_known = self.epolls.get(id.0)?.find(watched).is_some();
        match change {
            Change::Add { .. } if is_known => Err(Errno::EEXIST),
            Change::Delete | Change::Modify { .. } if !is_known => Err(Errno::ENOENT),
            Change::Delete => {
                self.epolls.get_mut(id.0)?.forget(|other| other == watched);
                Ok(())
            }
            Change::Add { events, data } => {
                self.interests_added += 1;
                let (owner, added) = (self.tasks[pid].pid, self.interests_added);
                let events = events | POLLERR | POLLHUP;
                let interest = Interest { watched, object, events, data, owner, added };
                self.epolls.get_mut(id.0)?.interests.push(interest);
                self.epoll_look_at(pid, id, watched)
            }
            Change::Modify { events, data } => {
                if let Some(interest) = self.epolls.get_mut(id.0)?.find_mut(watched) {
                    (interest.events, interest.data) = (events | POLLERR | POLLHUP, data);
                }
                self.epoll_look_at(pid, id, watched)
            }
        }
    }

    /// An interest is new or changed: it may be ready at once.
    fn epoll_look_at(&mut self, pid: Pid, id: EpollId, watched: Watched) -> Result<(), Errno> {
        if self.interest_readiness(pid, id, watched) != 0 {
            let epoll = self.epolls.get_mut(id.0)?;
            let is_new = !epoll.ready.contains(&watched);
            epoll.make_ready(watched);
            if is_new {
                self.wake_pollers(WaitHead::Epoll(id), POLLIN);
            }
        }
        Ok(())
    }

    /// What an interest has to tell now.
    pub(super) fn interest_readiness(&mut self, pid: Pid, id: EpollId, watched: Watched) -> u32 {
        let interest = self.epolls.get(id.0).ok().and_then(|epoll| epoll.find(watched)).copied();
        interest.map_or(0, |interest| self.file_readiness(pid, watched.file) & interest.events)
    }

    /// Something has happened: all interests in it hear of it, the last to be added first (`add_wait_queue`), and whoever
    /// watches an instance that has heard of it.
    pub(in crate::kernel) fn wake_pollers(&mut self, head: WaitHead, key: u32) {
        if !self.epolls.is_empty() {
            self.wake_interests(head, key, &mut BTreeSet::new());
        }
    }

    /// The same, of the instances that have not heard of it yet: hearing twice is hearing once.
    fn wake_interests(&mut self, head: WaitHead, key: u32, told: &mut BTreeSet<u32>) {
        let mut concerned: Vec<(u64, u32, Watched)> = Vec::new();
        for (id, epoll) in self.epolls.iter() {
            let hearing = epoll.interests.iter().filter(|interest| interest.hears(head, key));
            concerned.extend(hearing.map(|interest| (interest.added, id, interest.watched)));
        }
        concerned.sort_unstable_by_key(|&(added, ..)| Reverse(added));
        for (_, id, watched) in concerned {
            if let Ok(epoll) = self.epolls.get_mut(id) {
                epoll.make_ready(watched);
            }
            if told.insert(id) {
                self.wake_interests(WaitHead::Epoll(EpollId(id)), POLLIN, told);
            }
        }
    }

    /// An open file description is gone: nobody watches it any more.
    pub(in crate::kernel) fn epoll_forget(&mut self, file: FileId) {
        self.epolls.iter_mut().for_each(|(_, epoll)| epoll.forget(|watched| watched.file == file));
    }

    /// Instances may not watch each other in a circle, or in too long a chain.
    fn check_nesting(&self, outer: EpollId, inner: EpollId) -> Result<(), Errno> {
        let inner_of = |id: u32| {
            let watched = self.epolls.get(id).map(|epoll| epoll.interests.iter()).into_iter().flatten();
            watched.filter_map(|interest| interest.epoll()).collect()
        };
        let outer_of = |id: u32| {
            let watches = |epoll: &Epoll| epoll.interests.iter().any(|interest| interest.epoll() == Some(id));
            self.epolls.iter().filter(|(_, epoll)| watches(epoll)).map(|(outer, _)| outer).collect()
        };
        let (below, reached) = depth(inner.0, inner_of);
        let (above, _) = depth(outer.0, outer_of);
        if reached.contains(&outer.0) || below + 1 + above > MAX_NESTS { Err(Errno::ELOOP) } else { Ok(()) }
    }
}

/// How many steps there are from an instance on, at most one more than are allowed, and to which instances they lead.
fn depth(from: u32, next: impl Fn(u32) -> Vec<u32>) -> (usize, BTreeSet<u32>) {
    let mut reached = BTreeSet::from([from]);
    let mut last = reached.clone();
    for steps in 0..=MAX_NESTS {
        last = last.into_iter().flat_map(&next).collect();
        if last.is_empty() {
            return (steps, reached);
        }
        reached.extend(&last);
    }
    (MAX_NESTS + 1, reached)
}
