// A signal that usually comes from a fault can be sent, too.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_kill, 0, 0);
    syscall(SYS_kill, 0, 11);
    syscall(SYS_exit_group, 0);
}
