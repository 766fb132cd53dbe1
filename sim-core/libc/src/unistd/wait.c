/* Waiting for children: wait(2), waitpid(2), all over wait4. */
#include <bits/syscall_ret.h>
#include <bits/thread.h>
#include <sys/syscall.h>
#include <sys/wait.h>

pid_t wait(int *status)
{
    return waitpid(-1, status, 0);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
    return wait4(pid, status, options, NULL);
}

pid_t wait3(int *status, int options, struct rusage *usage)
{
    return wait4(-1, status, options, usage);
}

pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    long ret;

    __cancel_begin();
    ret = __lab_syscall(SYS_wait4, pid, status, options, usage);
    __cancel_end();
    return __syscall_ret(ret);
}
