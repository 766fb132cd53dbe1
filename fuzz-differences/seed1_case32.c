//@ schedule v1:
// Seed 1, case 32.
// model: P2 sendto(3, 0x0, 1, 0, NULL, 0) = -1 ENOTCONN (Transport endpoint is not connected) case.c:13
// linux: P2 sendto(3, 0x0, 1, 0, NULL, 0) = -1 EFAULT (Bad address)               case.c:13
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

static void task3(void)
{
    syscall(SYS_socket, 1, 2, 0);
    syscall(SYS_sendto, 3, 0, 1, 0, 0, 0);
    syscall(SYS_exit_group, 2);
}

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    if ((r[2] = syscall(SYS_fork)) == 0)
        task3();
    syscall(SYS_exit_group, 0);
}
