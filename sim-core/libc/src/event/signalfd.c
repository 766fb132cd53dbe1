/* signalfd(2). */
#include <bits/syscall_ret.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>

int signalfd(int fd, const sigset_t *mask, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_signalfd4, fd, mask, 8, flags));
}
