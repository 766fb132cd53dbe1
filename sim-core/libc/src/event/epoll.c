/* epoll(7). */
#include <bits/syscall_ret.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

int epoll_create(int size)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_create, size));
}

int epoll_create1(int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_create1, flags));
}

int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_ctl, epoll, operation, fd, event));
}

int epoll_wait(int epoll, struct epoll_event *events, int most, int timeout_ms)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_wait, epoll, events, most, timeout_ms));
}

int epoll_pwait(int epoll, struct epoll_event *events, int most, int timeout_ms, const sigset_t *mask)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_pwait, epoll, events, most, timeout_ms, mask, 8));
}

int epoll_pwait2(int epoll, struct epoll_event *events, int most, const struct timespec *timeout, const sigset_t *mask)
{
    return (int)__syscall_ret(__lab_syscall(SYS_epoll_pwait2, epoll, events, most, timeout, mask, 8));
}
