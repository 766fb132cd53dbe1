/* Names in the file system: access(2), unlink(2), link(2), chdir(2) and their like. */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

int access(const char *path, int mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_access, path, mode));
}

int link(const char *from, const char *to)
{
    return (int)__syscall_ret(__lab_syscall(SYS_link, from, to));
}

int symlink(const char *target, const char *path)
{
    return (int)__syscall_ret(__lab_syscall(SYS_symlink, target, path));
}

ssize_t readlink(const char *path, char *buffer, size_t size)
{
    return __syscall_ret(__lab_syscall(SYS_readlink, path, buffer, size));
}

int unlink(const char *path)
{
    return (int)__syscall_ret(__lab_syscall(SYS_unlink, path));
}

int rmdir(const char *path)
{
    return (int)__syscall_ret(__lab_syscall(SYS_rmdir, path));
}

int chdir(const char *path)
{
    return (int)__syscall_ret(__lab_syscall(SYS_chdir, path));
}

