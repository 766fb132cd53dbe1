/* pthread_cond_wait(3) and friends. A waiter sleeps as long as the count of signals is what it was when it still held
   the mutex, so that no signal in between is lost. */
#include <bits/futex.h>
#include <bits/thread.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <time.h>

int pthread_condattr_init(pthread_condattr_t *attr)
{
    attr->__shared = PTHREAD_PROCESS_PRIVATE;
    attr->__clock = CLOCK_REALTIME;
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *attr)
{
    (void)attr;
    return 0;
}

int pthread_condattr_setpshared(pthread_condattr_t *attr, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    attr->__shared = shared;
    return 0;
}

int pthread_condattr_getpshared(const pthread_condattr_t *attr, int *shared)
{
    *shared = attr->__shared;
    return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *attr, clockid_t clock)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    attr->__clock = clock;
    return 0;
}

int pthread_condattr_getclock(const pthread_condattr_t *attr, clockid_t *clock)
{
    *clock = attr->__clock;
    return 0;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attr)
{
    condition->__waiters = 0;
    condition->__shared = attr ? attr->__shared : PTHREAD_PROCESS_PRIVATE;
    condition->__clock = attr ? attr->__clock : CLOCK_REALTIME;
    __atomic_store_n(&condition->__sequence, 0, __ATOMIC_SEQ_CST);
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

static int scope(const pthread_cond_t *condition)
{
    return condition->__shared ? 0 : FUTEX_PRIVATE_FLAG;
}

struct wait {
    pthread_cond_t *condition;
    pthread_mutex_t *mutex;
};

/* Cancelled while it waited: the handlers that follow find the mutex locked. */
static void give_up(void *arg)
{
    struct wait *wait = arg;

    __atomic_fetch_sub(&wait->condition->__waiters, 1, __ATOMIC_SEQ_CST);
    pthread_mutex_lock(wait->mutex);
}

static int wait_until(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock, const struct timespec *until)
{
    struct wait wait = { condition, mutex };
    unsigned int seen = __atomic_load_n(&condition->__sequence, __ATOMIC_SEQ_CST);
    int flags = scope(condition) | __FUTEX_CLOCK(clock);
    int failure;

    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
        return EINVAL;
    __atomic_fetch_add(&condition->__waiters, 1, __ATOMIC_SEQ_CST);
    failure = pthread_mutex_unlock(mutex);
    if (failure == 0) {
        pthread_cleanup_push(give_up, &wait);
        __cancel_begin();
        failure = __futex_wait(&condition->__sequence, seen, flags, until) == -ETIMEDOUT ? ETIMEDOUT : 0;
        __cancel_end();
        pthread_cleanup_pop(0);
    }
    __atomic_fetch_sub(&condition->__waiters, 1, __ATOMIC_SEQ_CST);
    if (failure != EPERM) {
        int relocked = pthread_mutex_lock(mutex);

        if (relocked)
            return relocked;
    }
    return failure;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    return wait_until(condition, mutex, CLOCK_REALTIME, NULL);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
    return wait_until(condition, mutex, condition->__clock, until);
}

int pthread_cond_clockwait(pthread_cond_t *condition, pthread_mutex_t *mutex, clockid_t clock,
                           const struct timespec *until)
{
    return __IS_CLOCK(clock) ? wait_until(condition, mutex, clock, until) : EINVAL;
}

static int wake(pthread_cond_t *condition, int most)
{
    if (__atomic_load_n(&condition->__waiters, __ATOMIC_SEQ_CST) > 0) {
        __atomic_fetch_add(&condition->__sequence, 1, __ATOMIC_SEQ_CST);
        __futex_wake(&condition->__sequence, most, scope(condition));
    }
    return 0;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
    return wake(condition, 1);
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
    return wake(condition, INT_MAX);
}
