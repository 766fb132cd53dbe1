/* The processor time of a thread: pthread_getcpuclockid(3); only one's own has a clock here. Scheduling: one policy. */
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <time.h>

int pthread_getcpuclockid(pthread_t thread, clockid_t *clock)
{
    if ((struct __pthread *)thread != __thread_self())
        return ENOENT;
    *clock = CLOCK_THREAD_CPUTIME_ID;
    return 0;
}

int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *param)
{
    (void)thread;
    *policy = SCHED_OTHER;
    param->sched_priority = 0;
    return 0;
}

int pthread_getconcurrency(void)
{
    return 0;
}

int pthread_setconcurrency(int level)
{
    return level < 0 ? EINVAL : 0;
}

int pthread_yield(void)
{
    return sched_yield();
}
