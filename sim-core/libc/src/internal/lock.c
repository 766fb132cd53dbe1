/* Locks inside the library: what a call of the kernel in the middle of a change could otherwise let others see. */
#include <bits/futex.h>
#include <bits/lock.h>
#include <bits/thread.h>

int __lock_try(struct __lock *lock)
{
    void *self = __thread_self();

    if (lock->is_held && lock->owner != self)
        return 0;
    lock->is_held = 1;
    lock->owner = self;
    lock->depth++;
    return 1;
}

void __lock_take(struct __lock *lock)
{
    while (!__lock_try(lock)) {
        lock->waiters++;
        __futex_wait(&lock->is_held, 1, FUTEX_PRIVATE_FLAG, NULL);
        lock->waiters--;
    }
}

void __lock_give(struct __lock *lock)
{
    if (--lock->depth > 0)
        return;
    lock->owner = NULL;
    lock->is_held = 0;
    if (lock->waiters > 0)
        __futex_wake(&lock->is_held, 1, FUTEX_PRIVATE_FLAG);
}
