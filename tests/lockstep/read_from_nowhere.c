// An address that no process can have is refused before there is anything to read.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_pipe, m);
    syscall(SYS_read, 3, 0x7ffffffff000L, 1);
    syscall(SYS_read, 3, -4L, 1);
    syscall(SYS_exit_group, 0);
}
