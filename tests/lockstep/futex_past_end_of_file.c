// A futex word that lies in a private mapping past the end of its file is nowhere.
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    long place;

    syscall(SYS_open, "empty", 66, 0644);
    place = syscall(SYS_mmap, 0, 1, 2, 1, 3, 0);
    syscall(SYS_futex, place, 1, 0, 0, 0, 0);
    syscall(SYS_exit_group, 0);
}
