//@ schedule v1:1x2,2x2,3x3
// Who waits to open a FIFO is stopped, and then killed: it has given up waiting once, not twice.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char m[512];

int main(void)
{
    syscall(SYS_mknod, "/tmp/f", S_IFIFO | 0666, 0);
    if (syscall(SYS_fork) == 0)
        syscall(SYS_open, "/tmp/f", 0, 0);
    syscall(SYS_kill, 102, 19);
    syscall(SYS_wait4, 102, m, 2, 0);
    syscall(SYS_kill, 102, 9);
    syscall(SYS_wait4, 102, m, 0, 0);
    syscall(SYS_open, "/tmp/f", 04001, 0);
    syscall(SYS_unlink, "/tmp/f");
    syscall(SYS_exit_group, 0);
}
