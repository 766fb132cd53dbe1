// signal and raise: a handler runs and the program goes on; SIG_IGN and SIG_DFL.
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t caught;

static void on_signal(int number)
{
    caught = number;
}

int main(void)
{
    printf("before: default %d\n", signal(SIGUSR1, on_signal) == SIG_DFL);
    raise(SIGUSR1);
    printf("caught %d\n", (int)caught);
    caught = 0;
    printf("was handled %d\n", signal(SIGUSR1, SIG_IGN) == on_signal);
    raise(SIGUSR1);
    printf("ignored %d\n", (int)caught);
    printf("was ignored %d\n", signal(SIGUSR1, SIG_DFL) == SIG_IGN);
    printf("SIGKILL %d\n", signal(SIGKILL, on_signal) == SIG_ERR);
    return 0;
}
