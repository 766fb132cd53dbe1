/* Making and copying descriptors: pipe(2), dup(2). glibc asks pipe2 for a plain pipe too. */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

int pipe(int fds[2])
{
    return (int)__syscall_ret(__lab_syscall(SYS_pipe2, fds, 0));
}

int pipe2(int fds[2], int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_pipe2, fds, flags));
}

int dup(int fd)
{
    return (int)__syscall_ret(__lab_syscall(SYS_dup, fd));
}

int dup2(int fd, int to)
{
    return (int)__syscall_ret(__lab_syscall(SYS_dup2, fd, to));
}

int dup3(int fd, int to, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_dup3, fd, to, flags));
}
