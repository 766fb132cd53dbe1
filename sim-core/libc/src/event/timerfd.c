/* timerfd_create(2). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>

int timerfd_create(int clock, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_timerfd_create, clock, flags));
}

int timerfd_settime(int fd, int flags, const struct itimerspec *new, struct itimerspec *old)
{
    return (int)__syscall_ret(__lab_syscall(SYS_timerfd_settime, fd, flags, new, old));
}

int timerfd_gettime(int fd, struct itimerspec *current)
{
    return (int)__syscall_ret(__lab_syscall(SYS_timerfd_gettime, fd, current));
}
