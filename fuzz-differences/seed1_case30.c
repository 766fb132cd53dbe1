//@ schedule v1:
// Seed 1, case 30.
// model: P2 sendto(7, "\x05\0\0\0\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"..., 9223372036854775807, 0, NULL, 0) = -1 ENOTCONN (Transport endpoint is not connected) case.c:14
// linux: P2 sendto(7, "\x05\0\0\0\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"..., 9223372036854775807, 0, NULL, 0) = -1 EMSGSIZE (Message too long) case.c:14
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

static void task2(void)
{
    syscall(SYS_socketpair, 1, 1, 0, m + 1024);
    syscall(SYS_socket, 1, 2, 0);
    syscall(SYS_sendto, 7, m + 1024, 0x7fffffffffffffffL, 0, 0, 0);
    syscall(SYS_exit_group, 1);
}

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    syscall(SYS_socketpair, 1, 1, 0, m + 1024);
    if ((r[1] = syscall(SYS_fork)) == 0)
        task2();
    syscall(SYS_exit_group, 0);
}
