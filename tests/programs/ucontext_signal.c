/* Contexts switched by a signal handler: each comes back into the handler that left it, and with its own mask. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t contexts[2], origin;
static volatile int running;

static void tick(int signal)
{
    int last = running;

    running = 1 - running;
    printf("  tick in %d\n", last);
    swapcontext(&contexts[last], &contexts[running]);
    printf("  back in %d\n", last);
}

static void work(void)
{
    int self = running;
    sigset_t mask;

    for (int i = 0; i < 3; i++) {
        printf("%d works %d\n", self, i);
        raise(SIGUSR1);
        sigprocmask(SIG_BLOCK, NULL, &mask);
        printf("%d goes on, blocked: %d\n", self, sigismember(&mask, SIGUSR1));
    }
    setcontext(&origin);
}

int main(void)
{
    static char stacks[2][32768];
    volatile int ended = 0;

    signal(SIGUSR1, tick);
    for (int i = 0; i < 2; i++) {
        getcontext(&contexts[i]);
        contexts[i].uc_stack.ss_sp = stacks[i];
        contexts[i].uc_stack.ss_size = sizeof(stacks[i]);
        makecontext(&contexts[i], work, 0);
    }
    getcontext(&origin);
    if (ended++ == 0)
        setcontext(&contexts[0]);
    printf("ended by %d\n", running);
    return 0;
}
