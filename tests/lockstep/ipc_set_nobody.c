// No object can belong to user or group -1.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[512];

int main(void)
{
    memset(m + 4, -1, 4);
    syscall(SYS_msgget, 0, 0600);
    syscall(SYS_msgctl, 0, 1, m);
    syscall(SYS_semget, 0, 1, 0600);
    syscall(SYS_semctl, 0, 0, 1, m);
    memset(m, 0, 8);
    memset(m + 8, -1, 4);
    syscall(SYS_shmget, 0, 1, 0600);
    syscall(SYS_shmctl, 0, 1, m);
}
