// A reader dies of a fault; the writer that waits for room in the pipe dies of that. Both are told by number.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_pipe, m);
    if (syscall(SYS_fork) == 0)
        *(volatile char *)0 = 1;
    syscall(SYS_close, 3);
    syscall(SYS_write, 4, m, 65536);
    syscall(SYS_write, 4, m, 1);
    syscall(SYS_exit_group, 0);
}
