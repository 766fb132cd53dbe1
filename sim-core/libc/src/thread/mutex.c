/* pthread_mutex_lock(3) and friends: a futex of three states, so that the kernel is asked only where somebody waits.
   Who owns a mutex is noted only where its type must tell. */
#include <bits/futex.h>
#include <bits/robust.h>
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { FREE, LOCKED, AWAITED };

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr)
{
    mutex->__owner = 0;
    mutex->__depth = 0;
    mutex->__kind = attr ? attr->__kind | (attr->__robust ? __ROBUST : 0) : PTHREAD_MUTEX_DEFAULT;
    mutex->__consistency = 0;
    mutex->__shared = attr ? attr->__shared : PTHREAD_PROCESS_PRIVATE;
    __atomic_store_n(&mutex->__state, FREE, __ATOMIC_SEQ_CST);
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    return __atomic_load_n(&mutex->__state, __ATOMIC_SEQ_CST) == FREE ? 0 : EBUSY;
}

static int scope(const pthread_mutex_t *mutex)
{
    return mutex->__shared ? 0 : FUTEX_PRIVATE_FLAG;
}

static int take(pthread_mutex_t *mutex)
{
    unsigned int expected = FREE;

    return __atomic_compare_exchange_n(&mutex->__state, &expected, LOCKED, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* Whether the caller owns it already: -1 if not, else what lock shall return. */
static int again(pthread_mutex_t *mutex, int refusal)
{
    if (mutex->__kind == PTHREAD_MUTEX_NORMAL || mutex->__owner != __thread_id())
        return -1;
    if (mutex->__kind == PTHREAD_MUTEX_ERRORCHECK)
        return refusal;
    mutex->__depth++;
    return 0;
}

static int own(pthread_mutex_t *mutex)
{
    if (mutex->__kind != PTHREAD_MUTEX_NORMAL)
        mutex->__owner = __thread_id();
    return 0;
}

static int lock_until(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
    int owned;

    if (mutex->__kind & __ROBUST)
        return __robust_lock(mutex, 0, clock, until);
    owned = again(mutex, EDEADLK);
    if (owned >= 0)
        return owned;
    if (take(mutex))
        return own(mutex);
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
        return EINVAL;
    while (__atomic_exchange_n(&mutex->__state, AWAITED, __ATOMIC_SEQ_CST) != FREE)
        if (__futex_wait(&mutex->__state, AWAITED, scope(mutex) | __FUTEX_CLOCK(clock), until) == -ETIMEDOUT)
            return ETIMEDOUT;
    return own(mutex);
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return lock_until(mutex, CLOCK_REALTIME, NULL);
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
    return lock_until(mutex, CLOCK_REALTIME, until);
}

int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
    return __IS_CLOCK(clock) ? lock_until(mutex, clock, until) : EINVAL;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    int owned;

    if (mutex->__kind & __ROBUST)
        return __robust_lock(mutex, 1, CLOCK_REALTIME, NULL);
    owned = again(mutex, EBUSY);
    if (owned >= 0)
        return owned;
    return take(mutex) ? own(mutex) : EBUSY;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (mutex->__kind & __ROBUST)
        return __robust_unlock(mutex);
    if (mutex->__kind != PTHREAD_MUTEX_NORMAL) {
        if (mutex->__owner != __thread_id())
            return EPERM;
        if (mutex->__depth > 0) {
            mutex->__depth--;
            return 0;
        }
        mutex->__owner = 0;
    }
    if (__atomic_exchange_n(&mutex->__state, FREE, __ATOMIC_SEQ_CST) == AWAITED)
        __futex_wake(&mutex->__state, 1, scope(mutex));
    return 0;
}
