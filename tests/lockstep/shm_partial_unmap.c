//@ schedule v1:
// Who unmaps a part of an attachment is the segment's last user.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));
static long r[48];
int main(void);

static void task2(void)
{
    syscall(SYS_munmap, r[3], 1);
    syscall(SYS_shmctl, 0, 2, m + 3072);
    memset(m + 3072, 0, 112);
    syscall(SYS_exit_group, 1);
}

int main(void)
{
    for (int i = 0; i < 512; i++)
        m[i] = 'a' + i % 26;
    r[2] = syscall(SYS_shmget, 0, 8192, 0);
    r[3] = syscall(SYS_shmat, 0, 8192, 16384);
    if ((r[5] = syscall(SYS_fork)) == 0)
        task2();
    syscall(SYS_exit_group, 0);
}
