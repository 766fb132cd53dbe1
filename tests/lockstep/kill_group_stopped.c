//@ schedule v1:2
// A stopped process that is let go on, because its group is orphaned, meets the signal of a fault before SIGHUP.
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    if (syscall(SYS_fork) == 0) {
        kill(getpid(), SIGTSTP);
        _exit(1);
    }
    kill(0, SIGILL);
    _exit(0);
}
