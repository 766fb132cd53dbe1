/* Opening files: open(2). glibc asks openat; the mode is passed on only where O_CREAT needs it. */
#include <bits/syscall_ret.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/syscall.h>

static mode_t mode_of(int flags, va_list list)
{
    return flags & O_CREAT ? va_arg(list, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    va_list list;
    mode_t mode;

    va_start(list, flags);
    mode = mode_of(flags, list);
    va_end(list);
    return (int)__syscall_ret(__lab_syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

int openat(int dir, const char *path, int flags, ...)
{
    va_list list;
    mode_t mode;

    va_start(list, flags);
    mode = mode_of(flags, list);
    va_end(list);
    return (int)__syscall_ret(__lab_syscall(SYS_openat, dir, path, flags, mode));
}

int creat(const char *path, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_creat, path, mode));
}
