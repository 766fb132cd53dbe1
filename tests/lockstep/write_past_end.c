// A write that runs past the end of memory writes the whole pages before it.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    char *pages = (char *)syscall(SYS_mmap, 0x6000000, 12288, 3, 0x32, -1L, 0);
    syscall(SYS_write, 1, pages + 1024, 0x100000000L);
    syscall(SYS_write, 1, pages + 12288 - 8, 100);
    syscall(SYS_exit_group, 0);
}
