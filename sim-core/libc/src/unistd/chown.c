/* chown(2) and its like: whose a file is. */
#define _GNU_SOURCE
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

int chown(const char *path, uid_t uid, gid_t gid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_chown, path, uid, gid));
}

int lchown(const char *path, uid_t uid, gid_t gid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_lchown, path, uid, gid));
}

int fchown(int fd, uid_t uid, gid_t gid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fchown, fd, uid, gid));
}

int fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags)
{
    return (int)__syscall_ret(__lab_syscall(SYS_fchownat, dir, path, uid, gid, flags));
}
