// A parent waits for its group, and its only child leaves it: the end of that child does not wake it.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    if (syscall(SYS_fork) == 0) {
        syscall(SYS_setsid);
        syscall(SYS_exit_group, 1);
    }
    syscall(SYS_wait4, 0, m, 0, 0);
    syscall(SYS_exit_group, 0);
}
