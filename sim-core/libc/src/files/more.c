/* What is seldom called on descriptors and names: fdatasync(2), fchdir(2), the calls that take a directory. */
#include <bits/syscall_ret.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int fdatasync(int fd)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fdatasync, fd));
}

int fchdir(int fd)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fchdir, fd));
}

int unlinkat(int dir, const char *path, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_unlinkat, dir, path, flags));
}

int mkdirat(int dir, const char *path, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mkdirat, dir, path, mode));
}

int mkfifoat(int dir, const char *path, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mknodat, dir, path, mode | S_IFIFO, 0));
}

int fstatat(int dir, const char *path, struct stat *out, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_newfstatat, dir, path, out, flags));
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    return (int)__syscall_ret(__lab_syscall(SYS_renameat, from_dir, from, to_dir, to));
}
