/* Changes of user and group: setuid(2), setreuid(2), setresuid(2), setfsuid(2), and their like for groups. */
#define _GNU_SOURCE
#include <bits/syscall_ret.h>
#include <sys/fsuid.h>
#include <sys/syscall.h>
#include <unistd.h>

int setuid(uid_t uid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setuid, uid));
}

int setgid(gid_t gid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setgid, gid));
}

int setreuid(uid_t real, uid_t effective)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setreuid, real, effective));
}

int setregid(gid_t real, gid_t effective)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setregid, real, effective));
}

int setresuid(uid_t real, uid_t effective, uid_t saved)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setresuid, real, effective, saved));
}

int setresgid(gid_t real, gid_t effective, gid_t saved)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setresgid, real, effective, saved));
}

int getresuid(uid_t *real, uid_t *effective, uid_t *saved)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getresuid, real, effective, saved));
}

int getresgid(gid_t *real, gid_t *effective, gid_t *saved)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getresgid, real, effective, saved));
}

/* These never fail: they return the id before, whether they have changed it or not. */
int setfsuid(uid_t uid)
{
    return (int)__lab_syscall(SYS_setfsuid, uid);
}

int setfsgid(gid_t gid)
{
    return (int)__lab_syscall(SYS_setfsgid, gid);
}
