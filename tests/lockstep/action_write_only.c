// An action is read from memory that may only be written: the processor lets it be read.
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    long action = syscall(SYS_mmap, 0, 1, 2, 33, -1, 0);
    syscall(SYS_rt_sigaction, 1, action, 0, 8);
    syscall(SYS_rt_sigaction, 1, action + 4090, 0, 8);
}
