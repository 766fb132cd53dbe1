// SA_RESETHAND, SA_NODEFER and sa_mask: what is blocked while a handler runs, and what comes after it.
#include <signal.h>
#include <stdio.h>
#include <string.h>

static int depth, left;

static void on_signal(int number)
{
    struct sigaction now;
    sigset_t mask;

    sigprocmask(SIG_BLOCK, NULL, &mask);
    sigaction(number, NULL, &now);
    printf("signal %d: itself blocked %d, SIGUSR2 blocked %d, handler still %d\n", number,
           sigismember(&mask, number), sigismember(&mask, SIGUSR2), now.sa_handler == on_signal);
    depth++;
    if (left-- > 0)
        raise(number);
    printf("leaving %d\n", depth--);
}

static void try(int flags, int also, int again)
{
    struct sigaction action;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    if (also)
        sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    left = again;
    raise(SIGUSR1);
    puts("--");
}

int main(void)
{
    try(0, 1, 1);
    try(SA_NODEFER, 0, 1);
    try(SA_RESETHAND, 0, 0);
    return 0;
}
