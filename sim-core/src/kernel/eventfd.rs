//! Counters that are read and written like files (`eventfd(2)`).
//!
//! A write adds to the counter, a read takes all of it, or one if it is a semaphore. Whoever changes it wakes everybody
//! who sleeps at it (`fs/eventfd.c`: one wait queue for readers and writers).

use crate::abi::Errno;

use super::epoll::WaitHead;
use super::readiness::{POLLERR, POLLIN, POLLOUT};
use super::wait::WaitQueue;
use super::{Halt, Kernel, Pid, Resume, SysResult, WaitsFor};

/// Number of a counter on its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventfdId(pub u32);

/// Bytes that a read gives and a write takes.
pub(super) const BYTES: u64 = 8;

/// A counter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Eventfd {
    /// Its value.
    pub count: u64,
    /// Whether a read takes one instead of all (`EFD_SEMAPHORE`).
    pub is_semaphore: bool,
    /// Who sleeps at it, to read or to write.
    pub sleepers: WaitQueue,
}

impl Eventfd {
    /// What is true of it, in the bits of `poll(2)`.
    pub(super) const fn readiness(&self) -> u32 {
        let readable = if self.count > 0 { POLLIN } else { 0 };
        let writable = if self.count < u64::MAX - 1 { POLLOUT } else { 0 };
        let overflow = if self.count == u64::MAX { POLLERR } else { 0 };
        readable | writable | overflow
    }

    /// What a read takes.
    const fn take(&mut self) -> u64 {
        let taken = if self.is_semaphore { 1 } else { self.count };
        self.count -= taken;
        taken
    }
}

impl Kernel {
    /// `read(2)` of a counter.
    pub(super) fn eventfd_read(&mut self, pid: Pid, id: EventfdId, is_nonblocking: bool) -> SysResult {
        let eventfd = self.eventfds.get_mut(id.0)?;
        if eventfd.count == 0 {
            return self.eventfd_sleep(pid, id, is_nonblocking);
        }
        let taken = eventfd.take();
        self.eventfd_changed(id, POLLOUT);
        Ok(taken)
    }

    /// `write(2)` to a counter, which never reaches its largest value.
    pub(super) fn eventfd_write(&mut self, pid: Pid, id: EventfdId, add: u64, is_nonblocking: bool) -> SysResult {
        if add == u64::MAX {
            return Err(Errno::EINVAL.into());
        }
        let eventfd = self.eventfds.get_mut(id.0)?;
        if u64::MAX - eventfd.count <= add {
            return self.eventfd_sleep(pid, id, is_nonblocking);
        }
        eventfd.count += add;
        self.eventfd_changed(id, POLLIN);
        Ok(BYTES)
    }

    fn eventfd_sleep(&mut self, pid: Pid, id: EventfdId, is_nonblocking: bool) -> SysResult {
        if is_nonblocking {
            return Err(Errno::EAGAIN.into());
        }
        self.eventfds.get_mut(id.0)?.sleepers.enqueue(pid);
        Err(Halt::Block(WaitsFor::Counter(id), Resume::Again))
    }

    /// A process gives up waiting at a counter.
    pub(super) fn eventfd_leave(&mut self, pid: Pid, id: EventfdId) {
        if let Ok(eventfd) = self.eventfds.get_mut(id.0) {
            eventfd.sleepers.remove(pid);
        }
    }

    fn eventfd_changed(&mut self, id: EventfdId, key: u32) {
        let sleepers = self.eventfds.get_mut(id.0).map(|eventfd| eventfd.sleepers.wake_all()).unwrap_or_default();
        sleepers.into_iter().for_each(|sleeper| self.wake(sleeper));
        self.wake_pollers(WaitHead::Counter(id), key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semaphore_gives_one_at_a_time() {
        let mut semaphore = Eventfd { count: 3, is_semaphore: true, ..Eventfd::default() };
        let mut counter = Eventfd { count: 3, ..Eventfd::default() };
        assert_eq!((semaphore.take(), semaphore.count), (1, 2));
        assert_eq!((counter.take(), counter.count), (3, 0));
        assert_eq!(counter.readiness(), POLLOUT);
    }
}
