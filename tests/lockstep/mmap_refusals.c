// mmap: which of several mistakes is reported. The descriptor comes before the length, the range before the kind
// of mapping, the access mode before the kind of file.
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[69632] __attribute__((aligned(4096)));

int main(void)
{
    syscall(SYS_mmap, 0, 0, 0, 0, -1L, 0);
    syscall(SYS_mmap, 0, 0, 0, 0, 0, 0);
    syscall(SYS_mmap, 0, -0x80000000L, 0, 0, 99, 0);
    syscall(SYS_mmap, 0xffff000L, 4097, 0, 50, 0, 1);
    syscall(SYS_mmap, -1L, 1, 0, 49, 0, 0);
    syscall(SYS_mmap, 0, 8192, 0, 0x100020L, 0, 0);
    syscall(SYS_mmap, 0, 1, 0, 49, 0, 0);
    syscall(SYS_mmap, 0, 4096, 3, 1, 0, 0);
    syscall(SYS_mmap, 0, 4096, 1, 1, 0, 0);
    syscall(SYS_mmap, 0, 4096, 5, 2, 0, 0);
    syscall(SYS_mmap, 0, 4096, 1, 1, 1, 0);
    syscall(SYS_exit_group, 0);
}
