/* Waiting for children: wait(2), waitpid(2), all over wait4. */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <sys/wait.h>

pid_t wait(int *status)
{
    return __syscall_ret(__lab_syscall(SYS_wait4, -1, status, 0, NULL));
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    return __syscall_ret(__lab_syscall(SYS_wait4, pid, status, options, NULL));
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
    return __syscall_ret(__lab_syscall(SYS_wait4, -1, status, options, usage));
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    return __syscall_ret(__lab_syscall(SYS_wait4, pid, status, options, usage));
}
