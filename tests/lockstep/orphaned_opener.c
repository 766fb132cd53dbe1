//@ schedule v1:2
// The last of its family ends, and who is stopped on its way into a FIFO gets SIGHUP and SIGCONT.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    syscall(SYS_mknod, "/tmp/f", S_IFIFO | 0666, 0);
    if (syscall(SYS_fork) == 0)
        syscall(SYS_open, "/tmp/f", 0, 0);
    syscall(SYS_kill, 102, 19);
    syscall(SYS_exit_group, 0);
}
