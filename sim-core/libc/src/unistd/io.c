/* Reading, writing and closing descriptors: read(2), write(2), close(2), lseek(2). */
#include <bits/syscall_ret.h>
#include <bits/thread.h>
#include <sys/syscall.h>
#include <unistd.h>

ssize_t read(int fd, void *buffer, size_t len)
{
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_read, fd, buffer, len);
    __cancel_end();
    return __syscall_ret(ret);
}

ssize_t write(int fd, const void *buffer, size_t len)
{
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_write, fd, buffer, len);
    __cancel_end();
    return __syscall_ret(ret);
}

ssize_t pread(int fd, void *buffer, size_t len, off_t offset)
{
    return __syscall_ret(__lab_syscall(SYS_pread64, fd, buffer, len, offset));
}

ssize_t pwrite(int fd, const void *buffer, size_t len, off_t offset)
{
    return __syscall_ret(__lab_syscall(SYS_pwrite64, fd, buffer, len, offset));
}

int close(int fd)
{
    return (int)__syscall_ret(__lab_syscall(SYS_close, fd));
}

off_t lseek(int fd, off_t offset, int whence)
{
    return __syscall_ret(__lab_syscall(SYS_lseek, fd, offset, whence));
}

int ftruncate(int fd, off_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_ftruncate, fd, len));
}

int truncate(const char *path, off_t len)
{
    return (int)__syscall_ret(__lab_syscall(SYS_truncate, path, len));
}

int fsync(int fd)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fsync, fd));
}
