//! The notice board: memory that the controller and all simulated processes share, mapped before they are forked so
//! that no descriptor is needed for it.
//!
//! Each task has a slot of counters and letters. A letter is written by its task and read by the controller, and the
//! counter beside it says when: the writer fills the letter and then counts up, and does not touch it again before its
//! next turn is granted.

use std::cell::UnsafeCell;
use std::io;
use std::os::fd::RawFd;
use std::sync::atomic::{AtomicI32, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use sim_core::network::HOSTS_MAX;

use super::check;

/// Tasks that a run may have, one after the other.
pub(crate) const SLOTS: usize = 4096;
/// The slot of a child that there shall not be.
pub(crate) const NO_SLOT: u32 = u32::MAX;
/// Bytes a letter can hold: a record of three buffers of 4096 bytes as JSON, with room to spare.
const LETTER: usize = 64 << 10;
/// Deaths that the board has room for: every task dies once.
const DEATHS: usize = SLOTS + 8;
/// Timers that can be made in a run.
pub(crate) const TIMERS: usize = 4096;

/// The board.
#[repr(C)]
pub(crate) struct Board {
    /// Counts everything that the controller may be waiting for.
    pub(crate) bell: AtomicU32,
    /// Whether it is waiting.
    is_listening: AtomicU32,
    /// Virtual time since the host booted.
    pub(crate) clock_ns: AtomicU64,
    /// The next port to be tried for a socket that asks for none, by host; 0 for the first.
    pub(crate) next_port: [AtomicU32; HOSTS_MAX],
    /// Timers that have been made (`timerfd_create(2)`), by their numbers.
    pub(crate) timer_count: AtomicU32,
    pub(crate) timers: [TimerSlot; TIMERS],
    /// Runs that the launcher was told to start, and the standard streams of the last.
    /// Whether the sandbox knows no user but one, so that nobody can become another.
    pub(crate) has_one_user: AtomicU32,
    orders: AtomicU32,
    stdio: [AtomicI32; 3],
    reaped: AtomicU32,
    deaths: [Death; DEATHS],
    /// One for each task, by number - 1.
    pub(crate) slots: [Slot; SLOTS],
}

/// What is kept of a timer.
#[repr(C)]
pub(crate) struct TimerSlot {
    /// Whether it is `CLOCK_REALTIME`'s.
    pub(crate) is_realtime: AtomicU32,
    /// Whether it has expired and nobody has looked since.
    pub(crate) is_due: AtomicU32,
    /// When it expires next, in virtual time; 0 for never.
    pub(crate) expires: AtomicU64,
    /// After what time it expires again.
    pub(crate) interval: AtomicU64,
    /// How often it has expired, unread.
    pub(crate) ticks: AtomicU64,
}

#[repr(C)]
struct Death {
    pid: AtomicI32,
    status: AtomicI32,
}

/// A task's part of the board.
#[repr(C)]
pub(crate) struct Slot {
    /// Its process id.
    pub(crate) pid: AtomicI32,
    /// When its alarm goes off, in virtual time; 0 for never.
    pub(crate) alarm_ns: AtomicU64,
    /// When the wait for a signal that it is in times out; 0 if it is in none.
    pub(crate) timeout_ns: AtomicU64,
    /// Whether its children leave no zombies.
    pub(crate) leaves_no_zombies: AtomicU32,
    /// Turns granted to it.
    pub(crate) granted: AtomicU32,
    /// One more than until when its call waits, in virtual time; 0 if for ever.
    pub(crate) limit_ns: AtomicU64,
    /// Whether that time has come.
    pub(crate) is_over: AtomicU32,
    /// Whether it was stopped in a call that fails then, and goes on now.
    pub(crate) was_stopped: AtomicU32,
    /// For a granted `fork`: the child's slot; [`NO_SLOT`] if there may be no more tasks.
    pub(crate) child_slot: AtomicU32,
    /// Turns it has asked for, and what for.
    pub(crate) announced: Mailed,
    /// Calls begun, and their records.
    pub(crate) begun: Mailed,
    /// Turns it has come to the end of, and with what result.
    pub(crate) reported: Mailed,
    /// Whether its runtime (not the program) failed, and how.
    pub(crate) broken: Mailed,
}

impl Slot {
    /// The slot of the child that a granted `fork` makes; `None` if there may be no more tasks.
    pub(crate) fn child_slot(&self) -> Option<usize> {
        let slot = self.child_slot.load(Ordering::Acquire);
        (slot != NO_SLOT).then_some(slot as usize)
    }
}

/// A counter and the letter that it covers.
#[repr(C)]
pub(crate) struct Mailed {
    count: AtomicU32,
    len: AtomicU32,
    bytes: UnsafeCell<[u8; LETTER]>,
}

// SAFETY: `bytes` has one owner at a time: its task until `count` goes up, the controller until the next grant. The
// counters are atomics with release and acquire, so each owner sees what the other wrote.
unsafe impl Sync for Mailed {}

impl Mailed {
    /// How many letters have been sent.
    pub(crate) fn count(&self) -> u32 {
        self.count.load(Ordering::Acquire)
    }

    /// Sends a letter.
    ///
    /// # Errors
    /// When it is too long.
    pub(crate) fn send(&self, letter: &[u8]) -> io::Result<()> {
        self.send_with(|room| {
            let room = room.get_mut(..letter.len()).ok_or_else(|| io::Error::other("a letter does not fit"))?;
            room.copy_from_slice(letter);
            Ok(letter.len())
        })
    }

    /// Sends a letter that is written in its place; `write` gives its length.
    ///
    /// # Errors
    /// Those of `write`.
    pub(crate) fn send_with(&self, write: impl FnOnce(&mut [u8]) -> io::Result<usize>) -> io::Result<()> {
        // SAFETY: the task is the owner now (see `Sync`), and nobody else has a reference to the bytes.
        let len = write(unsafe { &mut *self.bytes.get() })?;
        self.len.store(len.min(LETTER) as u32, Ordering::Relaxed);
        self.count.fetch_add(1, Ordering::Release);
        Ok(())
    }

    fn clear(&self) {
        self.len.store(0, Ordering::Relaxed);
        self.count.store(0, Ordering::Release);
    }

    /// The last letter.
    pub(crate) fn read(&self) -> Vec<u8> {
        self.read_with(<[u8]>::to_vec)
    }

    /// The last letter, read in its place.
    pub(crate) fn read_with<T>(&self, read: impl FnOnce(&[u8]) -> T) -> T {
        let len = (self.len.load(Ordering::Acquire) as usize).min(LETTER);
        // SAFETY: the controller is the owner now (see `Sync`), and nobody writes to the bytes.
        read(unsafe { &(&*self.bytes.get())[..len] })
    }
}

impl Board {
    /// A fresh board, all zero, that processes forked from now on share.
    ///
    /// # Errors
    /// What `mmap(2)` says.
    pub(crate) fn new() -> io::Result<&'static Self> {
        let (rights, flags) =
            (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE);
        // SAFETY: a new anonymous mapping at a place that the kernel chooses; it is never unmapped.
        let at = unsafe { libc::mmap(std::ptr::null_mut(), size_of::<Self>(), rights, flags, -1, 0) };
        check(at as i64)?;
        // SAFETY: the mapping is large enough, page-aligned and zeroed, and zero is a valid value of every field;
        // all shared fields are atomics or covered by `Mailed`.
        Ok(unsafe { &*at.cast::<Self>() })
    }

    /// Empties the board for another run, when nobody but the controller is left; `used` slots have been in use.
    pub(crate) fn clear(&self, used: usize) {
        self.bell.store(0, Ordering::Relaxed);
        self.clock_ns.store(0, Ordering::Relaxed);
        self.next_port.iter().for_each(|port| port.store(0, Ordering::Relaxed));
        self.timer_count.store(0, Ordering::Relaxed);
        for death in &self.deaths[..(self.reaped.swap(0, Ordering::Relaxed) as usize).min(DEATHS)] {
            death.pid.store(0, Ordering::Relaxed);
        }
        for slot in self.slots.iter().take(used) {
            slot.pid.store(0, Ordering::Relaxed);
            for time_ns in [&slot.alarm_ns, &slot.timeout_ns, &slot.limit_ns] {
                time_ns.store(0, Ordering::Relaxed);
            }
            let words = [&slot.leaves_no_zombies, &slot.granted, &slot.is_over, &slot.was_stopped, &slot.child_slot];
            for word in words {
                word.store(0, Ordering::Relaxed);
            }
            [&slot.announced, &slot.begun, &slot.reported, &slot.broken].into_iter().for_each(Mailed::clear);
        }
    }

    /// Tells the launcher to start a run with these standard streams.
    pub(crate) fn order_launch(&self, stdio: [RawFd; 3]) {
        self.stdio.iter().zip(stdio).for_each(|(at, fd)| at.store(fd, Ordering::Relaxed));
        self.orders.fetch_add(1, Ordering::Release);
        wake(&self.orders);
    }

    /// Waits for the order after `done` ones.
    pub(crate) fn await_order(&self, done: u32) -> [RawFd; 3] {
        while self.orders.load(Ordering::Acquire) == done {
            wait(&self.orders, done, None);
        }
        self.stdio.each_ref().map(|at| at.load(Ordering::Relaxed))
    }

    /// The launcher is gone; the next one has had no orders.
    pub(crate) fn forget_launcher(&self) {
        self.orders.store(0, Ordering::Release);
    }

    /// Tells the controller that something has changed.
    pub(crate) fn ring(&self) {
        self.bell.fetch_add(1, Ordering::SeqCst);
        if self.is_listening.load(Ordering::SeqCst) != 0 {
            wake(&self.bell);
        }
    }

    /// Waits until the bell rings that had rung `heard` times, but no longer than so long.
    pub(crate) fn listen(&self, heard: u32, most: Duration) {
        self.is_listening.store(1, Ordering::SeqCst);
        if self.bell.load(Ordering::SeqCst) == heard {
            wait(&self.bell, heard, Some(most));
        }
        self.is_listening.store(0, Ordering::SeqCst);
    }

    /// Puts down what a `wait` has seen.
    pub(crate) fn record_death(&self, pid: i32, status: i32) {
        let index = self.reaped.fetch_add(1, Ordering::Relaxed) as usize % DEATHS;
        self.deaths[index].status.store(status, Ordering::Relaxed);
        self.deaths[index].pid.store(pid, Ordering::Release);
        self.ring();
    }

    /// The status of a process that somebody has reaped.
    pub(crate) fn status_of(&self, pid: i32) -> Option<i32> {
        let death = self.deaths.iter().find(|death| death.pid.load(Ordering::Acquire) == pid)?;
        Some(death.status.load(Ordering::Relaxed))
    }
}

/// Sleeps until the word is no longer `expected`, or somebody wakes it, or the time is over.
pub(crate) fn wait(word: &AtomicU32, expected: u32, most: Option<Duration>) {
    let time = most.map(|most| libc::timespec {
        tv_sec: most.as_secs() as libc::time_t,
        tv_nsec: libc::c_long::from(most.subsec_nanos()),
    });
    let time = time.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: the word and the time outlive the call; a futex wait reads both and writes neither.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAIT, expected, time) };
}

/// Wakes everybody who waits on the word.
pub(crate) fn wake(word: &AtomicU32) {
    // SAFETY: waking touches no memory.
    unsafe { libc::syscall(libc::SYS_futex, word.as_ptr(), libc::FUTEX_WAKE, i32::MAX) };
}
