//@ schedule v1:
// Seed 1, case 337.
// model: P1 sendto(3, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"..., 2147479552, 0, NULL, 0) = -1 ENOTCONN (Transport endpoint is not connected) case.c:15
// linux: P1 sendto(3, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"..., 2147479552, 0, NULL, 0) = -1 EMSGSIZE (Message too long) case.c:15
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
    syscall(SYS_socket, 1, 2, 0);
    syscall(SYS_sendto, 3, m + 1024, 0x7ffff000L, 0, 0, 0);
    syscall(SYS_exit_group, 0);
}
