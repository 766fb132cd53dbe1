//@ schedule v1:
// Seed 1, case 230.
// model: P2 connect(0, {sa_family=AF_UNSPEC, sa_data="\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"...}, 1023) = -1 ENOTSOCK (Socket operation on non-socket) case.c:12
// linux: P2 connect(0, {sa_family=AF_UNSPEC, sa_data="\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"...}, 1023) = -1 EINVAL (Invalid argument) case.c:12
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

static void task2(void)
{
    syscall(SYS_connect, 0, m + 1024, 1023);
    syscall(SYS_exit_group, 1);
}

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    if ((r[1] = syscall(SYS_fork)) == 0)
        task2();
    syscall(SYS_exit_group, 0);
}
