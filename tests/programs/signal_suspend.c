// sigsuspend: no signal is lost between the test and the wait.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t ready;

static void on_signal(int number)
{
    (void)number;
    ready = 1;
}

int main(void)
{
    sigset_t set, old, now;
    int result;

    signal(SIGUSR1, on_signal);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    if (fork() == 0) {
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    while (!ready) {
        result = sigsuspend(&old);
        printf("sigsuspend %d, EINTR %d\n", result, errno == EINTR);
    }
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("blocked again: %d\n", sigismember(&now, SIGUSR1));
    wait(NULL);
    return 0;
}
