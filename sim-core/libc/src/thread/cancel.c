/* Cancelling a thread: pthread_cancel(3). A signal gets it out of the call that it is in; its handler ends the thread if
   that call is a cancellation point. */
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

static int has_handler;

static void test(struct __pthread *self)
{
    if (self->is_cancellable && self->is_cancelled && !self->is_exiting)
        pthread_exit(PTHREAD_CANCELED);
}

static void on_cancel(int signal)
{
    struct __pthread *self = __thread_self();

    (void)signal;
    if (self->is_asynchronous || self->is_in_point)
        test(self);
}

static void catch(void)
{
    struct sigaction action = { .sa_handler = on_cancel, .sa_flags = SA_RESTART };

    if (!has_handler)
        sigaction(SIGCANCEL, &action, NULL);
    has_handler = 1;
}

int pthread_cancel(pthread_t thread)
{
    struct __pthread *other = (struct __pthread *)thread;

    if (other->tid == 0 && other->map)
        return 0;
    catch();
    other->is_cancelled = 1;
    if (other == __thread_self()) {
        if (other->is_asynchronous)
            test(other);
        return 0;
    }
    return -(int)__lab_syscall(SYS_tgkill, getpid(), other->tid, SIGCANCEL);
}

int pthread_setcancelstate(int state, int *old)
{
    struct __pthread *self = __thread_self();

    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    if (old)
        *old = self->is_cancellable ? PTHREAD_CANCEL_ENABLE : PTHREAD_CANCEL_DISABLE;
    self->is_cancellable = state == PTHREAD_CANCEL_ENABLE;
    if (self->is_asynchronous)
        test(self);
    return 0;
}

int pthread_setcanceltype(int type, int *old)
{
    struct __pthread *self = __thread_self();

    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    if (old)
        *old = self->is_asynchronous ? PTHREAD_CANCEL_ASYNCHRONOUS : PTHREAD_CANCEL_DEFERRED;
    self->is_asynchronous = type == PTHREAD_CANCEL_ASYNCHRONOUS;
    if (self->is_asynchronous)
        test(self);
    return 0;
}

void pthread_testcancel(void)
{
    test(__thread_self());
}

void __cancel_begin(void)
{
    struct __pthread *self = __thread_self();

    self->is_in_point = 1;
    test(self);
}

void __cancel_end(void)
{
    __thread_self()->is_in_point = 0;
}
