/* The running thread: pthread_self(3), and its descriptor. */
#include <bits/thread.h>
#include <pthread.h>
#include <sys/syscall.h>

static _Thread_local struct __pthread descriptor = { .is_cancellable = 1 };

unsigned int __threads_alive = 1;

struct __pthread *__thread_self(void)
{
    return &descriptor;
}

/* The first thread does not know its id before it asks for it. */
int __thread_id(void)
{
    if (descriptor.tid == 0)
        descriptor.tid = (unsigned int)__lab_syscall(SYS_gettid);
    return (int)descriptor.tid;
}

/* Before there is a second thread the first one lets the kernel clear its id, as it does those of all others. */
void __thread_register(void)
{
    if (descriptor.tid == 0)
        descriptor.tid = (unsigned int)__lab_syscall(SYS_set_tid_address, &descriptor.tid);
}

/* In the child of a fork only the caller has survived. */
void __thread_forked(void)
{
    descriptor.tid = 0;
    descriptor.map = NULL;
    descriptor.has_robust_list = 0;
    __threads_alive = 1;
}

pthread_t pthread_self(void)
{
    return (pthread_t)&descriptor;
}

int pthread_equal(pthread_t one, pthread_t other)
{
    return one == other;
}
