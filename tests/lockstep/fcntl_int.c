// fcntl takes the number of F_DUPFD as an int.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_fcntl, 0, 0, -0x7fffffffffffffffL - 1);
    syscall(SYS_fcntl, 0, 0, 0x100000005L);
    syscall(SYS_fcntl, 0, 0, -1L);
    syscall(SYS_exit_group, 0);
}
