// Flags are an `int`: what stands above it in the register does not count.
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    syscall(SYS_msync, 0, 0, 0x100000000L);
}
