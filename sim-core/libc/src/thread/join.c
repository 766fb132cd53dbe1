/* Waiting for the end of a thread: pthread_join(3), pthread_detach(3), pthread_tryjoin_np(3). */
#include <bits/futex.h>
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

void __thread_release(struct __pthread *thread);

/* The wait is over or given up: somebody else may join. */
static void give_up(void *thread)
{
    ((struct __pthread *)thread)->joiner = NULL;
}

static int wait_for(struct __pthread *thread, clockid_t clock, const struct timespec *until)
{
    int flags = clock == CLOCK_REALTIME ? FUTEX_CLOCK_REALTIME : 0;
    int failure = 0;

    __cancel_begin();
    while (thread->tid != 0 && failure != -ETIMEDOUT)
        failure = __futex_wait(&thread->tid, thread->tid, flags, until);
    __cancel_end();
    return thread->tid != 0 ? ETIMEDOUT : 0;
}

static int join(struct __pthread *thread, void **result, clockid_t clock, const struct timespec *until)
{
    struct __pthread *self = __thread_self();
    int failure;

    if (thread->is_detached)
        return EINVAL;
    if (thread == self || (self->joiner == thread && thread->tid != 0))
        return EDEADLK;
    if (thread->joiner)
        return EINVAL;
    if (until && (until->tv_nsec < 0 || until->tv_nsec >= 1000000000))
        return EINVAL;
    thread->joiner = self;
    pthread_cleanup_push(give_up, thread);
    failure = wait_for(thread, clock, until);
    pthread_cleanup_pop(0);
    if (failure) {
        thread->joiner = NULL;
        return failure;
    }
    if (result)
        *result = thread->result;
    thread->is_detached = 1;
    __thread_release(thread);
    return 0;
}

int pthread_join(pthread_t thread, void **result)
{
    return join((struct __pthread *)thread, result, CLOCK_REALTIME, NULL);
}

int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until)
{
    return join((struct __pthread *)thread, result, CLOCK_REALTIME, until);
}

int pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock, const struct timespec *until)
{
    return join((struct __pthread *)thread, result, clock, until);
}

int pthread_tryjoin_np(pthread_t thread, void **result)
{
    struct __pthread *other = (struct __pthread *)thread;

    if (other->tid != 0 && !other->is_detached && other != __thread_self())
        return EBUSY;
    return join(other, result, CLOCK_REALTIME, NULL);
}

int pthread_detach(pthread_t thread)
{
    struct __pthread *other = (struct __pthread *)thread;

    if (other->is_detached)
        return EINVAL;
    other->is_detached = 1;
    if (other->tid == 0 && other->is_exiting)
        __thread_release(other);
    return 0;
}
