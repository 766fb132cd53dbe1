// sigprocmask and sigpending: a blocked standard signal waits, once.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t count;

static void on_signal(int number)
{
    (void)number;
    count++;
}

int main(void)
{
    sigset_t set, old, pending;

    signal(SIGUSR1, on_signal);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    printf("blocked before: %d\n", sigismember(&old, SIGUSR1));
    for (int i = 0; i < 5; i++)
        kill(getpid(), SIGUSR1);
    sigpending(&pending);
    printf("pending %d, handled %d\n", sigismember(&pending, SIGUSR1), (int)count);
    sigprocmask(SIG_SETMASK, &old, NULL);
    sigpending(&pending);
    printf("pending %d, handled %d\n", sigismember(&pending, SIGUSR1), (int)count);
    return 0;
}
