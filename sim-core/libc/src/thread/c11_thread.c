/* Threads of C11: thrd_create(3) and its like. */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <threads.h>

struct start {
    thrd_start_t routine;
    void *arg;
};

static int result_of(int failure)
{
    switch (failure) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ENOMEM:
        return thrd_nomem;
    case ETIMEDOUT:
        return thrd_timedout;
    default:
        return thrd_error;
    }
}

static void *begin(void *arg)
{
    struct start start = *(struct start *)arg;

    free(arg);
    return (void *)(long)start.routine(start.arg);
}

int thrd_create(thrd_t *thread, thrd_start_t routine, void *arg)
{
    struct start *start = malloc(sizeof(*start));
    int failure;

    if (!start)
        return thrd_nomem;
    *start = (struct start){ routine, arg };
    failure = pthread_create(thread, NULL, begin, start);
    if (failure)
        free(start);
    return failure == EAGAIN ? thrd_nomem : result_of(failure);
}

int thrd_join(thrd_t thread, int *result)
{
    void *value;
    int failure = pthread_join(thread, &value);

    if (!failure && result)
        *result = (int)(long)value;
    return result_of(failure);
}

int thrd_detach(thrd_t thread)
{
    return result_of(pthread_detach(thread));
}

_Noreturn void thrd_exit(int result)
{
    pthread_exit((void *)(long)result);
}

thrd_t thrd_current(void)
{
    return pthread_self();
}

int thrd_equal(thrd_t one, thrd_t other)
{
    return one == other;
}

int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    int failure = clock_nanosleep(CLOCK_REALTIME, 0, duration, left);

    return failure == 0 ? 0 : failure == EINTR ? -1 : -2;
}

void thrd_yield(void)
{
    sched_yield();
}
