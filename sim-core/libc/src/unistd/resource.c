/* Limits and usage: getrlimit(2), getrusage(2). glibc asks prlimit64 for the limits. */
#include <bits/syscall_ret.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <sys/resource.h>

int getrlimit(int resource, struct rlimit *limit)
{
    return (int)__syscall_ret(__lab_syscall(SYS_prlimit64, 0, resource, NULL, limit));
}

int setrlimit(int resource, const struct rlimit *limit)
{
    return (int)__syscall_ret(__lab_syscall(SYS_prlimit64, 0, resource, limit, NULL));
}

int getrusage(int who, struct rusage *usage)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getrusage, who, usage));
}
