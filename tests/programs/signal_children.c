// SIGCHLD: one handler reaps all children that have ended, with what siginfo tells of them.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN 3

static volatile sig_atomic_t reaped;
static volatile sig_atomic_t sum;

static void on_child(int number, siginfo_t *info, void *context)
{
    int status;

    (void)number;
    (void)context;
    if (info->si_code != CLD_EXITED)
        write(STDOUT_FILENO, "odd\n", 4);
    while (waitpid(-1, &status, WNOHANG) > 0) {
        reaped++;
        sum += WEXITSTATUS(status);
    }
}

int main(void)
{
    struct sigaction action;
    sigset_t block, old;

    memset(&action, 0, sizeof(action));
    action.sa_sigaction = on_child;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGCHLD, &action, NULL);
    sigemptyset(&block);
    sigaddset(&block, SIGCHLD);
    sigprocmask(SIG_BLOCK, &block, &old);
    for (int i = 1; i <= CHILDREN; i++)
        if (fork() == 0)
            _exit(i);
    while (reaped < CHILDREN)
        sigsuspend(&old);
    printf("reaped %d, sum %d\n", (int)reaped, (int)sum);
    return 0;
}
