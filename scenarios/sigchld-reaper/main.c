// A server that reaps its children in a SIGCHLD handler. One signal may stand for several children: hence the loop.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 3

static volatile sig_atomic_t reaped;
static volatile sig_atomic_t signals;

static void on_child(int number)
{
    int saved = errno;

    (void)number;
    signals++;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        reaped++;
    errno = saved;
}

int main(void)
{
    struct sigaction action;
    sigset_t block, old;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_child;
    action.sa_flags = SA_NOCLDSTOP;
    sigaction(SIGCHLD, &action, NULL);

    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    for (int i = 0; i < CHILDREN; i++)
        if (fork() == 0)
            _exit(i);
    while (reaped < CHILDREN)
        sigsuspend(&old);
    printf("%d children, %d signals\n", (int)reaped, (int)signals);
    return 0;
}
