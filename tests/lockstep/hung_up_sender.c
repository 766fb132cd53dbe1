//@ schedule v1:4
// The death of the parent that it kills orphans the sender's group, in which somebody is stopped: SIGHUP for both.
#include <sys/syscall.h>
#include <unistd.h>

static long none[1];

int main(void)
{
    if (syscall(SYS_fork) == 0) {
        if (syscall(SYS_fork) == 0)
            syscall(SYS_kill, 103, 19);
        syscall(SYS_sched_yield);
        syscall(SYS_kill, 101, 1);
        syscall(SYS_exit_group, 2);
    }
    syscall(SYS_rt_sigsuspend, none, 8);
}
