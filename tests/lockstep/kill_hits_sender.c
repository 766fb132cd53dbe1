//@ schedule v1:
// Seed 11, case 216.
// model: P3 +++ killed by SIGHUP +++
// linux: P3 kill(101, SIGHUP) = ?                                                 case.c:13
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

static void task4(void)
{
    syscall(SYS_kill, 101, 1);
    syscall(SYS_exit_group, 3);
}

static void task2(void)
{
    syscall(SYS_exit_group, 1);
}

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    if ((r[1] = syscall(SYS_fork)) == 0)
        task2();
    syscall(SYS_kill, r[1], 20);
    if ((r[3] = syscall(SYS_fork)) == 0)
        task4();
    syscall(SYS_wait4, 0, m + 1024, 0, 0);
    syscall(SYS_exit_group, 0);
}
