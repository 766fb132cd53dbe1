// A signal ends `ppoll` and `pselect6`; both tell how much of the time was left, and the sets stay as they were.
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static long m[64];

static void handler(int signal)
{
}

int main(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigaction(SIGALRM, &action, 0);
    syscall(SYS_pipe, m);
    m[8] = 5;
    syscall(SYS_alarm, 1);
    syscall(SYS_ppoll, m + 16, 0, m + 8, 0, 8);
    syscall(SYS_write, 1, m + 8, 16);
    m[16] = 8;
    syscall(SYS_alarm, 1);
    syscall(SYS_pselect6, 4, m + 16, 0, 0, m + 8, 0);
    syscall(SYS_write, 1, m + 8, 24);
    syscall(SYS_write, 1, m + 16, 8);
    m[16] = 1L << 50;
    syscall(SYS_pselect6, 64, m + 16, 0, 0, m + 8, 0);
    syscall(SYS_write, 1, m + 8, 16);
}
