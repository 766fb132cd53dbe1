//! Writes random cases. It keeps in mind what each process likely has (open descriptors, queue ids), so that programs get
//! past their first calls; and it gives wrong arguments often enough to see every refusal.

use sim_core::abi::Sysno;
use sim_core::world::Schedule;

use super::case::{Action, Case, KEPT, LETTERS, MEMORY, Step, Value};
use super::mechanism::Mechanism;
use super::rng::Rng;

/// Processes of a case.
const TASKS: usize = 4;
/// Where the standard streams end.
const FIRST_FREE_FD: usize = 3;
/// Where in memory structures are built that calls read, and names.
const STRUCTURES: i64 = 8192;
const NAMES: i64 = 12_288;
/// A page that is mapped by itself, with nothing behind it.
const LONE_PAGE: i64 = 0x600_0000;
/// Numbers at which something changes.
const ODD: [i64; 22] = [
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    16,
    64,
    255,
    1023,
    1024,
    4095,
    4096,
    4097,
    8192,
    32_768,
    i32::MAX as i64,
    i32::MIN as i64,
    1 << 32,
    i64::MAX,
    i64::MIN,
];
/// Sizes of what is read and written.
const SIZES: [i64; 16] = [0, 1, 1, 3, 4, 8, 8, 20, 100, 512, 4095, 4096, 4097, 8192, 8193, 65_536];
/// Sizes that no buffer has.
const MAD_SIZES: [i64; 7] = [-1, -4096, i64::MIN, i64::MAX, 0x7fff_f000, 65_536 + 4097, 1 << 32];
/// Addresses that are not the program's.
const BAD_POINTERS: [i64; 11] =
    [0, 1, 8, 0xfff, -1, -8, -4096, 0x1000_0000, 0x7f0_0000, LONE_PAGE + 4096, 0x7fff_ffff_f000];

/// What a process may have, besides descriptors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// A child's process id.
    Child,
    /// The id of a System V message queue.
    Queue,
    /// The id of a System V shared memory segment.
    Segment,
    /// The address of an attached segment or of mapped memory.
    Mapping,
    /// The id of a System V semaphore set.
    Semaphores,
}

/// What a descriptor is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It can be read.
    Read,
    /// It can be written.
    Write,
    /// It is a file or a directory.
    File,
    /// It is a POSIX message queue.
    Queue,
    /// It is a socket.
    Socket,
}

/// What a process likely has.
#[derive(Clone, Debug, Default)]
struct View {
    fds: Vec<Option<Use>>,
    things: Vec<(Thing, Value)>,
}

/// Writes one case.
pub(super) struct Generator<'a> {
    /// Where chance comes from.
    pub(super) rng: Rng,
    mechanisms: Vec<&'a Mechanism>,
    case: Case,
    task: usize,
    /// Steps go to a new handler, not to the process.
    is_in_handler: bool,
    view: View,
    kept: usize,
    left: usize,
}

impl<'a> Generator<'a> {
    /// A case of about `calls` calls of some of the mechanisms.
    pub(super) fn case(rng: Rng, all: &[&'a Mechanism], calls: usize) -> Case {
        let view = View { fds: vec![Some(Use::Read), Some(Use::Write), Some(Use::Write)], things: Vec::new() };
        let mut this = Self {
            rng,
            mechanisms: Vec::new(),
            case: Case::default(),
            task: 0,
            is_in_handler: false,
            view,
            kept: 0,
            left: calls,
        };
        this.mechanisms = this.choose_mechanisms(all);
        this.write_main(calls);
        this.case.schedule = this.schedule(calls);
        this.case
    }

    /// Few mechanisms at a time get deeper; now and then all of them meet.
    fn choose_mechanisms(&mut self, all: &[&'a Mechanism]) -> Vec<&'a Mechanism> {
        if self.rng.percent(15) {
            return all.to_vec();
        }
        let count = 1 + self.rng.below(2);
        (0..count).map(|_| self.rng.of(all)).collect()
    }

    fn write_main(&mut self, calls: usize) {
        self.case.tasks.push(Vec::new());
        if self.rng.percent(20) {
            let page = [LONE_PAGE, 4096, 3, 0x32, -1, 0].map(Value::Number);
            self.call(Sysno::MMAP, &page);
        }
        for mechanism in self.mechanisms.clone() {
            (mechanism.begin)(self);
        }
        // Sometimes nobody else is there: then nothing blocks for long, and limits are reached.
        let others = self.rng.below(TASKS);
        self.write_body(calls, others);
    }

    /// What one process does, forking `others` on the way.
    fn write_body(&mut self, calls: usize, mut others: usize) {
        let own = calls / (others + 1);
        for index in 0..own {
            if others > 0 && self.rng.percent(30) {
                others -= self.write_fork(own, others);
            }
            if index + 1 < own {
                self.write_call();
            }
        }
        while others > 0 {
            others -= self.write_fork(own, others);
        }
        (0..3).for_each(|_| self.write_call());
    }

    /// A child, which may have children of its own; returns how many processes that makes.
    fn write_fork(&mut self, calls: usize, most: usize) -> usize {
        let family = if self.rng.percent(20) { most.min(2) } else { 1 };
        let (parent, child) = (self.task, self.case.tasks.len());
        let keep = self.next_kept();
        self.case.tasks[parent].push(Step::Fork { task: child, keep });
        self.case.tasks.push(Vec::new());
        let view = self.view.clone();
        self.task = child;
        self.write_body(calls, family - 1);
        (self.task, self.view) = (parent, view);
        self.gain(Thing::Child, Value::Kept(keep, 0));
        family
    }

    /// A call of one of the case's mechanisms.
    fn write_call(&mut self) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let mechanism = self.rng.of(&self.mechanisms);
        let index = self.rng.weighted(mechanism.choices.iter().map(|choice| choice.weight));
        (mechanism.choices[index].write)(self);
    }

    /// Turns in short rows, in any order.
    fn schedule(&mut self, calls: usize) -> Schedule {
        let mut schedule = Schedule::default();
        if self.rng.percent(90) {
            for _ in 0..calls {
                let task = 1 + self.rng.below(self.case.tasks.len());
                schedule.push(task as u32, 1 + self.rng.below(3) as u32);
            }
        }
        schedule
    }

    /// Adds a step to the current process.
    pub(super) fn push(&mut self, step: Step) {
        match self.case.handlers.last_mut().filter(|_| self.is_in_handler) {
            Some(handler) => handler.push(step),
            None => self.case.tasks[self.task].push(step),
        }
    }

    /// Adds a handler that does what `write` writes.
    pub(super) fn add_handler(&mut self, write: impl FnOnce(&mut Self)) {
        self.case.handlers.push(Vec::new());
        self.is_in_handler = true;
        write(self);
        self.is_in_handler = false;
    }

    /// One of the handlers, if there are any.
    pub(super) fn handler(&mut self) -> Action {
        let count = self.case.handlers.len();
        if count == 0 { Action::Ignore } else { Action::Handler(self.rng.below(count)) }
    }

    /// Adds a call.
    pub(super) fn call(&mut self, nr: Sysno, args: &[Value]) {
        self.push(Step::Call { nr, args: args.to_vec(), keep: None, wipe: None });
    }

    /// Adds a call that writes `len` bytes through its last argument of which not all are the same on both sides: they go
    /// to private memory and are wiped, so that nothing else depends on them.
    pub(super) fn call_untold(&mut self, nr: Sysno, args: &[Value], len: usize) {
        let at = LETTERS + 8 * self.rng.below(400) as i64;
        let is_bad = self.rng.percent(10);
        let place = if is_bad { Value::Number(self.rng.of(&BAD_POINTERS)) } else { Value::Memory(at) };
        let args = args.iter().copied().chain([place]).collect();
        self.push(Step::Call { nr, args, keep: None, wipe: (!is_bad).then_some((at, len)) });
    }

    /// Adds a call whose result is something to have.
    pub(super) fn call_for(&mut self, thing: Thing, nr: Sysno, args: &[Value]) {
        let keep = self.next_kept();
        self.push(Step::Call { nr, args: args.to_vec(), keep: Some(keep), wipe: None });
        self.gain(thing, Value::Kept(keep, 0));
    }

    fn next_kept(&mut self) -> usize {
        self.kept = (self.kept + 1) % KEPT;
        self.kept
    }

    fn gain(&mut self, thing: Thing, value: Value) {
        self.view.things.push((thing, value));
    }

    /// Something of a kind that the process likely has; sometimes anything.
    pub(super) fn thing(&mut self, thing: Thing) -> Value {
        let owned: Vec<_> =
            self.view.things.iter().filter(|(kind, _)| *kind == thing).map(|(_, value)| *value).collect();
        if owned.is_empty() || self.rng.percent(8) { self.odd() } else { self.rng.of(&owned) }
    }

    /// An address in memory that was mapped or attached.
    pub(super) fn mapped(&mut self) -> Value {
        let offset = match self.rng.below(10) {
            0..5 => 0,
            5..8 => self.rng.of(&[4, 8, 100, 2048, 4088]),
            _ => self.rng.of(&[4092, 4095, 4096, 4100, 8192, 8188, -4, -4096]),
        };
        match self.thing(Thing::Mapping) {
            Value::Kept(at, _) => Value::Kept(at, offset),
            other => other,
        }
    }

    /// Stores a number to memory `m`.
    pub(super) fn store(&mut self, at: i64, width: u8, value: i64) {
        self.push(Step::Store { at: Value::Memory(at), width, value });
    }

    /// A place in memory that is kept for what a call reads, so that other calls seldom write there.
    pub(super) fn structure(&mut self) -> i64 {
        STRUCTURES + 128 * self.rng.below(16) as i64
    }

    /// A path or a name of at most 15 letters, stored to memory; sometimes a bad pointer.
    pub(super) fn name(&mut self, names: &[&str]) -> Value {
        let name = self.rng.of(names);
        let place = NAMES + 16 * self.rng.below(16) as i64;
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(name.bytes().take(15)).for_each(|(at, byte)| *at = byte);
        for (index, word) in bytes.chunks(8).enumerate().take(1 + name.len() / 8) {
            let value = word.iter().rev().fold(0, |value, &byte| value << 8 | i64::from(byte));
            self.store(place + 8 * index as i64, 8, value);
        }
        if self.rng.percent(3) { self.pointer(place) } else { Value::Memory(place) }
    }

    /// A duration as a `struct timespec` or `struct timeval` (the unit does not matter); sometimes none or a bad one.
    pub(super) fn time(&mut self) -> Value {
        if self.rng.percent(25) {
            return Value::Number(0);
        }
        let place = self.structure();
        let seconds = self.rng.of(&[0, 0, 0, 1, 2, 5, 100, -1]);
        let rest = self.rng.of(&[0, 0, 1, 500, 999_999, 1_000_000_000, -1]);
        self.store(place, 8, seconds);
        self.store(place + 8, 8, rest);
        if self.rng.percent(5) { self.pointer(place) } else { Value::Memory(place) }
    }

    /// The lowest unused descriptor is taken.
    pub(super) fn opened(&mut self, what_for: Option<Use>) {
        match self.view.fds.iter().position(Option::is_none) {
            Some(free) => self.view.fds[free] = what_for,
            None => self.view.fds.push(what_for),
        }
    }

    /// This descriptor is taken, or given up.
    pub(super) fn set_use(&mut self, fd: Value, what_for: Option<Use>) {
        if let Value::Number(fd @ 0..64) = fd {
            let fd = fd as usize;
            self.view.fds.resize(self.view.fds.len().max(fd + 1), None);
            self.view.fds[fd] = what_for;
        }
    }

    /// A descriptor: mostly an open one, and seldom a standard stream.
    pub(super) fn fd(&mut self) -> Value {
        self.fd_among(|_| true)
    }

    /// A descriptor that is mostly open for this.
    pub(super) fn fd_for(&mut self, what_for: Use) -> Value {
        if self.rng.percent(5) { self.fd() } else { self.fd_among(|found| found == what_for) }
    }

    fn fd_among(&mut self, is_wanted: impl Fn(Use) -> bool) -> Value {
        let least = if self.rng.percent(10) { 0 } else { FIRST_FREE_FD };
        let is_open = |fd: &usize| self.view.fds[*fd].is_some_and(&is_wanted);
        let open: Vec<_> = (least..self.view.fds.len()).filter(is_open).collect();
        if open.is_empty() || self.rng.percent(3) {
            let any = self.rng.of(&[0, 1, 2, 3, 4, 5, 6, 7, 9, 63, 1023, 1024, -1, i64::from(i32::MAX), 1 << 32]);
            return Value::Number(any);
        }
        Value::Number(self.rng.of(&open) as i64)
    }

    /// What a descriptor is for, as far as anybody knows.
    pub(super) fn use_of(&self, fd: Value) -> Option<Use> {
        if let Value::Number(fd) = fd { self.view.fds.get(fd as usize).copied().flatten() } else { None }
    }

    /// A number at which something may change.
    pub(super) fn odd(&mut self) -> Value {
        Value::Number(self.rng.of(&ODD))
    }

    /// One of several numbers; sometimes any.
    pub(super) fn one_of(&mut self, several: &[i64]) -> Value {
        if self.rng.percent(5) { self.odd() } else { Value::Number(self.rng.of(several)) }
    }

    /// Several flags at once; sometimes any bits.
    pub(super) fn flags(&mut self, several: &[i64]) -> Value {
        if self.rng.percent(4) {
            return self.odd();
        }
        let set = several.iter().filter(|_| self.rng.percent(30)).fold(0, |all, flag| all | flag);
        Value::Number(set)
    }

    /// How much is read or written.
    pub(super) fn size(&mut self) -> Value {
        let all: &[i64] = if self.rng.percent(3) { &MAD_SIZES } else { &SIZES };
        Value::Number(self.rng.of(all))
    }

    /// A place in memory to write to.
    pub(super) fn room(&mut self) -> Value {
        let offset = LETTERS + 8 * self.rng.below(400) as i64;
        self.pointer(offset)
    }

    /// A place in memory with something in it.
    pub(super) fn text(&mut self) -> Value {
        let offset = self.rng.below(LETTERS as usize) as i64;
        self.pointer(offset)
    }

    /// This place, or a bad one, or one near an end.
    pub(super) fn pointer(&mut self, offset: i64) -> Value {
        match self.rng.below(100) {
            0..5 => Value::Number(self.rng.of(&BAD_POINTERS)),
            5 => Value::Code,
            6..8 => Value::Number(LONE_PAGE + 4096 - self.rng.of(&[1, 4, 8, 12, 64])),
            8..11 => self.mapped(),
            11 => Value::Memory(MEMORY - self.rng.of(&[1, 8, 4096])),
            _ => Value::Memory(offset),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fuzz::mechanism;

    #[test]
    fn every_process_that_is_written_is_forked_once() {
        for index in 0..200 {
            let case = Generator::case(Rng::of_case(1, index), &mechanism::all(), 30);
            let forks = case.tasks.iter().flatten().filter(|step| matches!(step, Step::Fork { .. })).count();
            assert_eq!(forks + 1, case.tasks.len());
            assert!(case.tasks.len() <= TASKS);
        }
    }
}
