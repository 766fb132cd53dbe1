/* The end of a thread: pthread_exit(3), pthread_cleanup_push(3). */
#include <bits/thread.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/syscall.h>

void __thread_release(struct __pthread *thread);

/* With the last thread the process ends, as if main had returned 0. */
_Noreturn void __thread_end(void *result)
{
    struct __pthread *self = __thread_self();

    self->is_exiting = 1;
    self->is_cancellable = 0;
    self->result = result;
    __thread_destroy_specifics(self);
    if (--__threads_alive == 0)
        exit(0);
    if (self->is_detached)
        __thread_release(self);
    for (;;)
        __lab_syscall(SYS_exit, 0);
}

_Noreturn void pthread_exit(void *result)
{
    struct __pthread *self = __thread_self();

    self->is_exiting = 1;
    self->is_cancellable = 0;
    while (self->cleanup) {
        struct __cleanup *cleanup = self->cleanup;

        self->cleanup = cleanup->outer;
        cleanup->routine(cleanup->arg);
    }
    __thread_end(result);
}

void __pthread_cleanup_push(struct __cleanup *cleanup, void (*routine)(void *), void *arg)
{
    struct __pthread *self = __thread_self();

    cleanup->routine = routine;
    cleanup->arg = arg;
    cleanup->outer = self->cleanup;
    self->cleanup = cleanup;
}

void __pthread_cleanup_pop(struct __cleanup *cleanup, int execute)
{
    __thread_self()->cleanup = cleanup->outer;
    if (execute)
        cleanup->routine(cleanup->arg);
}
