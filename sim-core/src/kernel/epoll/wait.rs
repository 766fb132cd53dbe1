//! `epoll_wait(2)`: what is ready, in the order in which it became so.

use super::super::readiness::READABLE;
use super::super::{Kernel, Pid};
use super::{EPOLLET, EPOLLONESHOT, EpollId, PRIVATE_BITS, Watched};

/// What `epoll_wait` tells of an interest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kernel) struct Told {
    /// Which events.
    pub events: u32,
    /// The data of the interest.
    pub data: u64,
}

impl Kernel {
    /// Whether an epoll instance has something to tell, in the bits of `poll(2)`. Interests at the head of its list that
    /// have nothing to tell any more leave it (`__ep_eventpoll_poll`).
    pub(in crate::kernel) fn epoll_readiness(&mut self, pid: Pid, id: EpollId) -> u32 {
        while let Some(watched) = self.epolls.get(id.0).ok().and_then(|epoll| epoll.ready.front().copied()) {
            if self.interest_readiness(pid, id, watched) != 0 {
                return READABLE;
            }
            if let Ok(epoll) = self.epolls.get_mut(id.0) {
                epoll.ready.retain(|&other| other != watched);
            }
        }
        0
    }

    /// Tells of at most `most` ready interests by `tell`, which may refuse; then that one stays ready. Returns how many
    /// were told of, or the refusal of the first.
    pub(in crate::kernel) fn epoll_collect<E>(
        &mut self,
        pid: Pid,
        id: EpollId,
        most: usize,
        mut tell: impl FnMut(&mut Self, usize, Told) -> Result<(), E>,
    ) -> Result<usize, E> {
        let Ok(epoll) = self.epolls.get_mut(id.0) else { return Ok(0) };
        let mut scanned = std::mem::take(&mut epoll.ready);
        let mut again: Vec<Watched> = Vec::new();
        let mut count = 0;
        let mut refusal = None;
        while count < most {
            let Some(watched) = scanned.pop_front() else { break };
            let events = self.interest_readiness(pid, id, watched);
            if events == 0 {
                continue;
            }
            let data = self.epolls.get(id.0).ok().and_then(|epoll| epoll.find(watched)).map_or(0, |found| found.data);
            if let Err(error) = tell(self, count, Told { events, data }) {
                scanned.push_front(watched);
                refusal = Some(error).filter(|_| count == 0);
                break;
            }
            count += 1;
            again.extend(self.epoll_told(id, watched).then_some(watched));
        }
        self.epoll_put_back(id, scanned, again);
        refusal.map_or(Ok(count), Err)
    }

    /// An interest has been told of; whether it stays in the list, until it is found to have nothing to tell.
    fn epoll_told(&mut self, id: EpollId, watched: Watched) -> bool {
        let Ok(epoll) = self.epolls.get_mut(id.0) else { return false };
        let Some(interest) = epoll.find_mut(watched) else { return false };
        if interest.events & EPOLLONESHOT != 0 {
            interest.events &= PRIVATE_BITS;
            return false;
        }
        interest.events & EPOLLET == 0
    }

    /// What was not looked at comes first again, behind it what was told of and stays.
    fn epoll_put_back(&mut self, id: EpollId, left: std::collections::VecDeque<Watched>, again: Vec<Watched>) {
        if let Ok(epoll) = self.epolls.get_mut(id.0) {
            let meanwhile = std::mem::replace(&mut epoll.ready, left);
            again.into_iter().chain(meanwhile).for_each(|watched| epoll.make_ready(watched));
        }
    }
}
