/* Scheduling: sched_yield(2) and its like. */
#include <bits/syscall_ret.h>
#include <sched.h>
#include <sys/syscall.h>

int sched_yield(void)
{
    return (int)__syscall_ret(__lab_syscall(SYS_sched_yield));
}

int sched_get_priority_max(int policy)
{
    return (int)__syscall_ret(__lab_syscall(SYS_sched_get_priority_max, policy));
}

int sched_get_priority_min(int policy)
{
    return (int)__syscall_ret(__lab_syscall(SYS_sched_get_priority_min, policy));
}

int sched_getscheduler(pid_t pid)
{
    return (int)__syscall_ret(__lab_syscall(SYS_sched_getscheduler, pid));
}

int sched_setscheduler(pid_t pid, int policy, const struct sched_param *param)
{
    return (int)__syscall_ret(__lab_syscall(SYS_sched_setscheduler, pid, policy, param));
}
