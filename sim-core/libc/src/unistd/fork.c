/* New processes: fork(2), vfork(2). glibc asks clone for fork; the lab uses the call of the same name. */
#include <bits/atfork.h>
#include <bits/syscall_ret.h>
#include <bits/thread.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t fork(void)
{
    long pid;

    __atfork_prepare();
    pid = __lab_syscall(SYS_fork);
    if (pid == 0) {
        __thread_forked();
        __atfork_child();
    } else {
        __atfork_parent();
    }
    return __syscall_ret(pid);
}

pid_t vfork(void)
{
    long pid = __lab_syscall(SYS_vfork);

    if (pid == 0)
        __thread_forked();
    return __syscall_ret(pid);
}
