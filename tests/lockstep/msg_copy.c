// MSG_COPY reads the receiver's buffer from its very beginning, and never cuts.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    long id = syscall(SYS_msgget, 0, 01666);
    *(long *)m = 1;
    syscall(SYS_msgsnd, id, m, 20, 0);
    syscall(SYS_msgrcv, id, m, 0, 0, 054000);
    syscall(SYS_msgrcv, id, m, 20, 0, 044000);
    char *page = (char *)syscall(SYS_mmap, 0x6000000, 8192, 3, 0x32, -1L, 0);
    syscall(SYS_msgrcv, id, page, 8192, 5, 044000);
    syscall(SYS_msgrcv, id, page + 4, 8192, 5, 044000);
    syscall(SYS_exit_group, 0);
}
