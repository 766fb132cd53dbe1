// mprotect: an empty range is never wrong, a range past user space is never right, and PROT_SEM means nothing.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_mprotect, -0x7fffffffffffffffL - 1, 0, 0);
    syscall(SYS_mprotect, -0x7fffffffffffffffL - 1, 1, 0);
    syscall(SYS_mprotect, 0, 1, 8);
    syscall(SYS_mprotect, m, 1, 8);
    syscall(SYS_mprotect, m, 1, 16);
    syscall(SYS_mprotect, 4097, 0, 0);
    syscall(SYS_exit_group, 0);
}
