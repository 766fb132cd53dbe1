// A call without arguments, before anything has been put where arguments are.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_getpid);
    syscall(SYS_fork);
    syscall(SYS_exit_group, 0);
}
