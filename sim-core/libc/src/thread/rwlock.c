/* Read-write locks: pthread_rwlock_rdlock(3). Readers go before writers, as glibc prefers it. */
#include <bits/futex.h>
#include <bits/thread.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <time.h>

#define WRITTEN 0x80000000U /* a writer has it; else the number of readers */

int pthread_rwlockattr_init(pthread_rwlockattr_t *attr)
{
    attr->__shared = PTHREAD_PROCESS_PRIVATE;
    attr->__kind = PTHREAD_RWLOCK_DEFAULT_NP;
    return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *attr)
{
    (void)attr;
    return 0;
}

int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attr, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    attr->__shared = shared;
    return 0;
}

int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *attr, int *shared)
{
    *shared = attr->__shared;
    return 0;
}

int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attr, int kind)
{
    if (kind < PTHREAD_RWLOCK_PREFER_READER_NP || kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP)
        return EINVAL;
    attr->__kind = kind;
    return 0;
}

int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *attr, int *kind)
{
    *kind = attr->__kind;
    return 0;
}

int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attr)
{
    *lock = (pthread_rwlock_t)PTHREAD_RWLOCK_INITIALIZER;
    if (attr) {
        lock->__shared = attr->__shared;
        lock->__kind = attr->__kind;
    }
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    (void)lock;
    return 0;
}

static int scope(const pthread_rwlock_t *lock)
{
    return lock->__shared ? 0 : FUTEX_PRIVATE_FLAG;
}

static int may_read(const pthread_rwlock_t *lock, unsigned int state)
{
    int is_writer_first = lock->__kind == PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP && lock->__writers > 0;

    return !(state & WRITTEN) && !is_writer_first;
}

static int take(pthread_rwlock_t *lock, int is_writing)
{
    unsigned int state = __atomic_load_n(&lock->__state, __ATOMIC_SEQ_CST);

    while (is_writing ? state == 0 : may_read(lock, state))
        if (__atomic_compare_exchange_n(&lock->__state, &state, is_writing ? WRITTEN : state + 1, 0, __ATOMIC_SEQ_CST,
                                        __ATOMIC_SEQ_CST)) {
            if (is_writing)
                lock->__writer = __thread_id();
            return 1;
        }
    return 0;
}

static int wait_until(pthread_rwlock_t *lock, int is_writing, clockid_t clock, const struct timespec *until)
{
    int flags = scope(lock) | __FUTEX_CLOCK(clock);
    unsigned int seen;
    int failure;

    if (lock->__writer != 0 && lock->__writer == __thread_id())
        return EDEADLK;
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
        return EINVAL;
    for (;;) {
        seen = __atomic_load_n(&lock->__changes, __ATOMIC_SEQ_CST);
        if (take(lock, is_writing))
            return 0;
        lock->__waiters++;
        lock->__writers += is_writing;
        failure = __futex_wait(&lock->__changes, seen, flags, until);
        lock->__writers -= is_writing;
        lock->__waiters--;
        if (failure == -ETIMEDOUT)
            return ETIMEDOUT;
    }
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    return take(lock, 0) ? 0 : wait_until(lock, 0, CLOCK_REALTIME, NULL);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    return take(lock, 1) ? 0 : wait_until(lock, 1, CLOCK_REALTIME, NULL);
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return take(lock, 0) ? 0 : wait_until(lock, 0, CLOCK_REALTIME, until);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return take(lock, 1) ? 0 : wait_until(lock, 1, CLOCK_REALTIME, until);
}

int pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *until)
{
    if (!__IS_CLOCK(clock))
        return EINVAL;
    return take(lock, 0) ? 0 : wait_until(lock, 0, clock, until);
}

int pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *until)
{
    if (!__IS_CLOCK(clock))
        return EINVAL;
    return take(lock, 1) ? 0 : wait_until(lock, 1, clock, until);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    return take(lock, 0) ? 0 : EBUSY;
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    return take(lock, 1) ? 0 : EBUSY;
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    unsigned int left;

    if (lock->__writer != 0) {
        lock->__writer = 0;
        __atomic_store_n(&lock->__state, 0, __ATOMIC_SEQ_CST);
        left = 0;
    } else {
        left = __atomic_sub_fetch(&lock->__state, 1, __ATOMIC_SEQ_CST);
    }
    if (left == 0 && lock->__waiters > 0) {
        __atomic_add_fetch(&lock->__changes, 1, __ATOMIC_SEQ_CST);
        __futex_wake(&lock->__changes, INT_MAX, scope(lock));
    }
    return 0;
}
