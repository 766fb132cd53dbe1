// Real-time signals queue, in order, with their values; the lowest number first.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    printf("SIGRTMIN+%d value %d code %d own %d\n", number - SIGRTMIN, info->si_value.sival_int,
           info->si_code, info->si_pid == getpid());
}

static void queue(int number, int value)
{
    union sigval with;

    with.sival_int = value;
    sigqueue(getpid(), number, with);
}

int main(void)
{
    struct sigaction action;
    sigset_t set;

    memset(&action, 0, sizeof(action));
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO;
    sigfillset(&action.sa_mask);
    sigaction(SIGRTMIN, &action, NULL);
    sigaction(SIGRTMIN + 2, &action, NULL);
    sigfillset(&set);
    sigprocmask(SIG_BLOCK, &set, NULL);
    queue(SIGRTMIN + 2, 1);
    queue(SIGRTMIN, 2);
    queue(SIGRTMIN + 2, 3);
    queue(SIGRTMIN, 4);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    return 0;
}
