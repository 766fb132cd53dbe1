/* New processes: fork(2), vfork(2). glibc asks clone for fork; the lab uses the call of the same name. */
#include <bits/syscall_ret.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t fork(void)
{
    return __syscall_ret(__lab_syscall(SYS_fork));
}

pid_t vfork(void)
{
    return __syscall_ret(__lab_syscall(SYS_vfork));
}
