/* Barriers: pthread_barrier_wait(3). */
#include <bits/futex.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>

int pthread_barrierattr_init(pthread_barrierattr_t *attr)
{
    attr->__shared = PTHREAD_PROCESS_PRIVATE;
    return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *attr)
{
    (void)attr;
    return 0;
}

int pthread_barrierattr_setpshared(pthread_barrierattr_t *attr, int shared)
{
    if (shared != PTHREAD_PROCESS_PRIVATE && shared != PTHREAD_PROCESS_SHARED)
        return EINVAL;
    attr->__shared = shared;
    return 0;
}

int pthread_barrierattr_getpshared(const pthread_barrierattr_t *attr, int *shared)
{
    *shared = attr->__shared;
    return 0;
}

int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attr, unsigned int count)
{
    if (count == 0 || count > INT_MAX)
        return EINVAL;
    barrier->__count = count;
    barrier->__in = 0;
    barrier->__round = 0;
    barrier->__shared = attr ? attr->__shared : PTHREAD_PROCESS_PRIVATE;
    return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    (void)barrier;
    return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    int flags = barrier->__shared ? 0 : FUTEX_PRIVATE_FLAG;
    unsigned int round = __atomic_load_n(&barrier->__round, __ATOMIC_SEQ_CST);

    if (__atomic_add_fetch(&barrier->__in, 1, __ATOMIC_SEQ_CST) == barrier->__count) {
        __atomic_store_n(&barrier->__in, 0, __ATOMIC_SEQ_CST);
        __atomic_add_fetch(&barrier->__round, 1, __ATOMIC_SEQ_CST);
        __futex_wake(&barrier->__round, INT_MAX, flags);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    while (__atomic_load_n(&barrier->__round, __ATOMIC_SEQ_CST) == round)
        __futex_wait(&barrier->__round, round, flags, NULL);
    return 0;
}
