/* stat(2) and its like. glibc asks newfstatat for all; the lab asks fstat where there is a descriptor. */
#include <bits/syscall_ret.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/stat.h>

int stat(const char *path, struct stat *out)
{
    return (int)__syscall_ret(__lab_syscall(SYS_newfstatat, AT_FDCWD, path, out, 0));
}

int lstat(const char *path, struct stat *out)
{
    return (int)__syscall_ret(__lab_syscall(SYS_newfstatat, AT_FDCWD, path, out, AT_SYMLINK_NOFOLLOW));
}

int fstat(int fd, struct stat *out)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fstat, fd, out));
}

int chmod(const char *path, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_chmod, path, mode));
}

int fchmod(int fd, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fchmod, fd, mode));
}

mode_t umask(mode_t mask)
{
    return (mode_t)__lab_syscall(SYS_umask, mask);
}

int mkdir(const char *path, mode_t mode)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mkdir, path, mode));
}

int mknod(const char *path, mode_t mode, dev_t device)
{
    return (int)__syscall_ret(__lab_syscall(SYS_mknodat, AT_FDCWD, path, mode, device));
}

/* mkfifo(3) is mknod of a FIFO. */
int mkfifo(const char *path, mode_t mode)
{
    return mknod(path, mode | S_IFIFO, 0);
}
