/* Reading and writing in parts: readv(2), writev(2). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <sys/uio.h>

ssize_t readv(int fd, const struct iovec *parts, int count)
{
    return __syscall_ret(__lab_syscall(SYS_readv, fd, parts, count));
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    return __syscall_ret(__lab_syscall(SYS_writev, fd, parts, count));
}
