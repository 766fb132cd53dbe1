/* Who a process is: getpid(2), getuid(2) and their like never fail. */
#include <sys/syscall.h>
#include <unistd.h>

pid_t getpid(void)
{
    return (pid_t)__lab_syscall(SYS_getpid);
}

pid_t getppid(void)
{
    return (pid_t)__lab_syscall(SYS_getppid);
}

pid_t gettid(void)
{
    return (pid_t)__lab_syscall(SYS_gettid);
}

pid_t getpgrp(void)
{
    return (pid_t)__lab_syscall(SYS_getpgrp);
}

uid_t getuid(void)
{
    return (uid_t)__lab_syscall(SYS_getuid);
}

uid_t geteuid(void)
{
    return (uid_t)__lab_syscall(SYS_geteuid);
}

gid_t getgid(void)
{
    return (gid_t)__lab_syscall(SYS_getgid);
}

gid_t getegid(void)
{
    return (gid_t)__lab_syscall(SYS_getegid);
}
