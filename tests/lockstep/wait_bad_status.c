//@ schedule v1:1x3,2,1
// A child whose status cannot be stored is gone all the same, and waiting for children of another kind than
// those of fork finds none.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    if (syscall(SYS_fork) == 0)
        syscall(SYS_exit_group, 3);
    syscall(SYS_wait4, -1L, 0, 0x80000000L, 0);
    syscall(SYS_wait4, -1L, -0x7fffffffffffffffL - 1, 0, 0);
    syscall(SYS_wait4, -1L, 0, 0, 0);
    syscall(SYS_exit_group, 0);
}
