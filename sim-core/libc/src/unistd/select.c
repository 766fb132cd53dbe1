/* Waiting for several descriptors: poll(2), select(2). glibc asks pselect6 for select, with the time in nanoseconds. */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <poll.h>
#include <sys/select.h>
#include <sys/syscall.h>

struct mask_argument {
    const sigset_t *mask;
    size_t size;
};

int poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
    return (int)__syscall_ret(__lab_syscall(SYS_poll, fds, count, timeout_ms));
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
    struct timespec left;

    if (timeout)
        left = *timeout;
    return (int)__syscall_ret(__lab_syscall(SYS_ppoll, fds, count, timeout ? &left : NULL, mask, 8));
}

int select(int count, fd_set *read, fd_set *write, fd_set *except, struct timeval *timeout)
{
    struct timespec left;
    long ret;

    if (!timeout)
        return (int)__syscall_ret(__lab_syscall(SYS_pselect6, count, read, write, except, NULL, NULL));
    if (timeout->tv_sec < 0 || timeout->tv_usec < 0) {
        errno = EINVAL;
        return -1;
    }
    left.tv_sec = timeout->tv_sec + timeout->tv_usec / 1000000;
    left.tv_nsec = timeout->tv_usec % 1000000 * 1000;
    ret = __syscall_ret(__lab_syscall(SYS_pselect6, count, read, write, except, &left, NULL));
    timeout->tv_sec = left.tv_sec;
    timeout->tv_usec = left.tv_nsec / 1000;
    return (int)ret;
}

int pselect(int count, fd_set *read, fd_set *write, fd_set *except, const struct timespec *timeout, const sigset_t *mask)
{
    struct mask_argument argument = { mask, 8 };
    struct timespec left;

    if (timeout)
        left = *timeout;
    return (int)__syscall_ret(
        __lab_syscall(SYS_pselect6, count, read, write, except, timeout ? &left : NULL, mask ? &argument : NULL));
}
