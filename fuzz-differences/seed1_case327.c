//@ schedule v1:
// Seed 1, case 327.
// model: P1 write(3, 0x0, 1) = -1 ENOTCONN (Transport endpoint is not connected)  case.c:17
// linux: P1 write(3, 0x0, 1) = -1 EFAULT (Bad address)                            case.c:17
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
    syscall(SYS_socketpair, 1, 2050, 0, m + 1024);
    syscall(SYS_close, 4);
    syscall(SYS_sendto, 3, m + 1024, 0, 0, 0, 0);
    syscall(SYS_write, 3, 0, 1);
    syscall(SYS_exit_group, 0);
}
