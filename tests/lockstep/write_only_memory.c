// Memory that can be written can be read: the hardware has no other way.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    char *page = (char *)syscall(SYS_mmap, 0, 4096, 2, 0x22, -1L, 0);
    long id = syscall(SYS_msgget, 0, 01666);
    *(long *)page = 5;
    syscall(SYS_msgsnd, id, page, 8, 0);
    syscall(SYS_msgrcv, id, m, 8, 0, 0);
    syscall(SYS_exit_group, 0);
}
