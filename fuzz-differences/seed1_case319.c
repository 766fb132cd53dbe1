//@ schedule v1:
// Seed 1, case 319.
// model: P1 sendto(5, 0x0, 1, 0, NULL, 0) = -1 ENOTCONN (Transport endpoint is not connected) case.c:16
// linux: P1 sendto(5, 0x0, 1, 0, NULL, 0) = -1 EFAULT (Bad address)               case.c:16
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    syscall(SYS_socketpair, 1, 1, 0, m + 1024);
    syscall(SYS_socket, 1, 2, 0);
    syscall(SYS_sendto, 5, 0, 1, 0, 0, 0);
    syscall(SYS_exit_group, 0);
}
