// A length that wraps around is refused, and changes nothing.
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    long shared = syscall(SYS_mmap, 0, 1, 3, 33, 0, 0);
    syscall(SYS_mprotect, shared, -2L, 0);
    if (syscall(SYS_fork) == 0)
        *(volatile long *)shared = 1;
}
