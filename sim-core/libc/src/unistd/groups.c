/* Process groups and sessions: setpgid(2), setsid(2). */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t getpgid(pid_t pid)
{
    return __syscall_ret(__lab_syscall(SYS_getpgid, pid));
}

int setpgid(pid_t pid, pid_t group)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setpgid, pid, group));
}

int setpgrp(void)
{
    return setpgid(0, 0);
}

pid_t setsid(void)
{
    return __syscall_ret(__lab_syscall(SYS_setsid));
}

pid_t getsid(pid_t pid)
{
    return __syscall_ret(__lab_syscall(SYS_getsid, pid));
}
