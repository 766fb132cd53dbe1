//! Who gets a semaphore, and who only learns that it cannot.

use super::update::Attempt;
use super::*;

fn set(values: &[i32]) -> SemaphoreSet {
    let mut set =
        SemaphoreSet::new(Permissions { key: 1, uid: 0, gid: 0, cuid: 0, cgid: 0, mode: 0o600 }, values.len(), 0);
    for (semaphore, &value) in set.semaphores.iter_mut().zip(values) {
        semaphore.value = value;
    }
    set
}

fn operations(list: &[(u16, i16)]) -> Rc<[Operation]> {
    list.iter().map(|&(number, delta)| Operation { number, delta, flags: 0 }).collect()
}

fn sleep(set: &mut SemaphoreSet, pid: Pid, list: &[(u16, i16)]) {
    let operations = operations(list);
    let Attempt::Waits(blocking) = set.perform(pid, &operations) else { panic!("it need not sleep") };
    set.enqueue(Sleeper { pid, process: pid, operations, blocking });
}

fn change(set: &mut SemaphoreSet, list: &[(u16, i16)]) -> Vec<Pid> {
    let operations = operations(list);
    assert_eq!(set.perform(1, &operations), Attempt::Done);
    set.after(&operations).into_iter().map(|(pid, _)| pid).collect()
}

fn values(set: &SemaphoreSet) -> Vec<i32> {
    set.semaphores.iter().map(|semaphore| semaphore.value).collect()
}

#[test]
fn all_operations_happen_or_none() {
    let mut set = set(&[1, 0]);
    assert_eq!(set.perform(1, &operations(&[(0, -1), (1, -1)])), Attempt::Waits(1));
    assert_eq!(values(&set), [1, 0]);
}

#[test]
fn the_longest_sleeper_goes_first_but_one_that_wants_too_much_is_passed() {
    let mut set = set(&[0]);
    sleep(&mut set, 2, &[(0, -3)]);
    sleep(&mut set, 3, &[(0, -1)]);
    sleep(&mut set, 4, &[(0, -1)]);
    assert_eq!(change(&mut set, &[(0, 1)]), [3]);
    assert_eq!(change(&mut set, &[(0, 3)]), [2]);
}

#[test]
fn zero_is_seen_before_somebody_takes_it_away() {
    let mut set = set(&[1]);
    sleep(&mut set, 2, &[(0, 0)]);
    assert_eq!(change(&mut set, &[(0, -1)]), [2]);
}

#[test]
fn a_set_operation_waits_until_both_semaphores_allow_it() {
    let mut set = set(&[0, 0]);
    sleep(&mut set, 2, &[(0, -1), (1, -1)]);
    sleep(&mut set, 3, &[(1, -1)]);
    assert_eq!(change(&mut set, &[(0, 1)]), []);
    assert_eq!(change(&mut set, &[(1, 1)]), [2]);
    assert_eq!(change(&mut set, &[(1, 1)]), [3]);
    assert_eq!(set.waiting().count(), 0);
}

#[test]
fn a_value_has_an_upper_bound() {
    let mut set = set(&[SEMVMX]);
    assert_eq!(set.perform(1, &operations(&[(0, 1)])), Attempt::Fails(Errno::ERANGE));
}

#[test]
fn undo_remembers_the_opposite() {
    let mut set = set(&[2]);
    let undone = [Operation { number: 0, delta: -2, flags: SEM_UNDO }];
    assert_eq!(set.perform(7, &undone), Attempt::Done);
    assert_eq!(set.undo.get(&7), Some(&vec![2]));
}
