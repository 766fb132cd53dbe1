/* Priorities: getpriority(2), nice(2). The kernel answers 1 … 40 so that no priority looks like an error. */
#include <errno.h>
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <sys/resource.h>
#include <unistd.h>

int getpriority(int which, id_t who)
{
    long answer = __syscall_ret(__lab_syscall(SYS_getpriority, which, who));

    return (int)(answer < 0 ? answer : 20 - answer);
}

int setpriority(int which, id_t who, int priority)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setpriority, which, who, priority));
}

int nice(int increment)
{
    int saved = errno;
    int old;

    errno = 0;
    old = getpriority(PRIO_PROCESS, 0);
    if (old == -1 && errno != 0)
        return -1;
    if (setpriority(PRIO_PROCESS, 0, old + increment) < 0) {
        if (errno == EACCES)
            errno = EPERM;
        return -1;
    }
    errno = saved;
    return getpriority(PRIO_PROCESS, 0);
}
