/* The signal mask and waiting for signals: sigprocmask(2), sigpending(2), sigsuspend(2), sigwaitinfo(2). */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>

#define KERNEL_SIGSET_SIZE 8

int sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    return (int)__syscall_ret(__lab_syscall(SYS_rt_sigprocmask, how, set, old, KERNEL_SIGSET_SIZE));
}

int sigpending(sigset_t *set)
{
    return (int)__syscall_ret(__lab_syscall(SYS_rt_sigpending, set, KERNEL_SIGSET_SIZE));
}

int sigsuspend(const sigset_t *mask)
{
    return (int)__syscall_ret(__lab_syscall(SYS_rt_sigsuspend, mask, KERNEL_SIGSET_SIZE));
}

int sigtimedwait(const sigset_t *set, siginfo_t *info, const struct timespec *timeout)
{
    long ret = __syscall_ret(__lab_syscall(SYS_rt_sigtimedwait, set, info, timeout, KERNEL_SIGSET_SIZE));

    /* glibc hides the difference between kill and tgkill here. */
    if (ret >= 0 && info && info->si_code == SI_TKILL)
        info->si_code = SI_USER;
    return (int)ret;
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info)
{
    return sigtimedwait(set, info, NULL);
}

/* sigwait(3) returns the error instead of setting errno, and goes on after a handler ran. */
int sigwait(const sigset_t *set, int *signal)
{
    long ret;

    do
        ret = __lab_syscall(SYS_rt_sigtimedwait, set, NULL, NULL, KERNEL_SIGSET_SIZE);
    while (ret == -EINTR);
    if (ret < 0)
        return (int)-ret;
    *signal = (int)ret;
    return 0;
}
