/* POSIX semaphores in memory: sem_init(3), sem_wait(3), sem_post(3). The value is a futex; only where somebody waits
   does the kernel learn of a post. */
#include <bits/futex.h>
#include <bits/thread.h>
#include <errno.h>
#include <limits.h>
#include <semaphore.h>
#include <time.h>

int sem_init(sem_t *semaphore, int is_shared, unsigned int value)
{
    if (value > SEM_VALUE_MAX) {
        errno = EINVAL;
        return -1;
    }
    semaphore->__waiters = 0;
    semaphore->__private = is_shared ? 0 : FUTEX_PRIVATE_FLAG;
    __atomic_store_n(&semaphore->__value, value, __ATOMIC_SEQ_CST);
    return 0;
}

int sem_destroy(sem_t *semaphore)
{
    (void)semaphore;
    return 0;
}

static int take(sem_t *semaphore)
{
    unsigned int value = __atomic_load_n(&semaphore->__value, __ATOMIC_SEQ_CST);

    while (value > 0)
        if (__atomic_compare_exchange_n(&semaphore->__value, &value, value - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            return 1;
    return 0;
}

static int is_time(const struct timespec *time)
{
    return time->tv_nsec >= 0 && time->tv_nsec < 1000000000;
}

/* Cancelled while it waited. */
static void give_up(void *semaphore)
{
    __atomic_fetch_sub(&((sem_t *)semaphore)->__waiters, 1, __ATOMIC_SEQ_CST);
}

static int wait_until(sem_t *semaphore, clockid_t clock, const struct timespec *until)
{
    int failure;

    if (until && !is_time(until)) {
        errno = EINVAL;
        return -1;
    }
    while (!take(semaphore)) {
        __atomic_fetch_add(&semaphore->__waiters, 1, __ATOMIC_SEQ_CST);
        pthread_cleanup_push(give_up, semaphore);
        __cancel_begin();
        failure = __futex_wait(&semaphore->__value, 0, semaphore->__private | __FUTEX_CLOCK(clock), until);
        __cancel_end();
        pthread_cleanup_pop(0);
        __atomic_fetch_sub(&semaphore->__waiters, 1, __ATOMIC_SEQ_CST);
        if (failure == -EINTR || failure == -ETIMEDOUT) {
            errno = -failure;
            return -1;
        }
    }
    return 0;
}

int sem_wait(sem_t *semaphore)
{
    return wait_until(semaphore, CLOCK_REALTIME, NULL);
}

int sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    return wait_until(semaphore, CLOCK_REALTIME, until);
}

int sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *until)
{
    if (__IS_CLOCK(clock))
        return wait_until(semaphore, clock, until);
    errno = EINVAL;
    return -1;
}

int sem_trywait(sem_t *semaphore)
{
    if (take(semaphore))
        return 0;
    errno = EAGAIN;
    return -1;
}

int sem_post(sem_t *semaphore)
{
    unsigned int value = __atomic_load_n(&semaphore->__value, __ATOMIC_SEQ_CST);

    do {
        if (value == SEM_VALUE_MAX) {
            errno = EOVERFLOW;
            return -1;
        }
    } while (!__atomic_compare_exchange_n(&semaphore->__value, &value, value + 1, 0, __ATOMIC_SEQ_CST,
                                          __ATOMIC_SEQ_CST));
    if (__atomic_load_n(&semaphore->__waiters, __ATOMIC_SEQ_CST) > 0)
        __futex_wake(&semaphore->__value, 1, semaphore->__private);
    return 0;
}

int sem_getvalue(sem_t *semaphore, int *value)
{
    *value = (int)__atomic_load_n(&semaphore->__value, __ATOMIC_SEQ_CST);
    return 0;
}
