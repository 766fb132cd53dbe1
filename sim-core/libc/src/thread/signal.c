/* Signals and threads: pthread_kill(3), pthread_sigmask(3), pthread_sigqueue(3). */
#include <bits/thread.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#define KERNEL_SIGSET_SIZE 8

int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    return -(int)__lab_syscall(SYS_rt_sigprocmask, how, set, old, KERNEL_SIGSET_SIZE);
}

/* A thread that has ended gets no signal, and that is no error. */
int pthread_kill(pthread_t thread, int signal)
{
    struct __pthread *other = (struct __pthread *)thread;
    int tid = other == __thread_self() ? __thread_id() : (int)other->tid;

    if (tid == 0)
        return 0;
    return -(int)__lab_syscall(SYS_tgkill, getpid(), tid, signal);
}
