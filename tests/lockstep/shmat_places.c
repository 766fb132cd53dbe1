// shmat: the first page is never attached, SHM_REMAP wants a place, and what ends past user space is ENOMEM
// unless it overlaps itself.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    long id = syscall(SYS_shmget, 0, 4096, 01666);
    syscall(SYS_shmat, id, 0, 040000);
    syscall(SYS_shmat, id, 100, 020000);
    syscall(SYS_shmat, id, 100, 060000);
    syscall(SYS_shmat, id, 0x7fffffffffffffffL, 060000);
    syscall(SYS_shmat, id, -4096L, 0);
    syscall(SYS_shmat, id, -4096L, 040000);
    syscall(SYS_shmat, id, 0x100000000L, 0);
    syscall(SYS_shmat, id + 1, 0x100000000L, 0);
    syscall(SYS_shmget, 0, 0x7fffffffffffffffL, 0);
    syscall(SYS_shmget, 0, 0x10000001L, 0);
    syscall(SYS_exit_group, 0);
}
