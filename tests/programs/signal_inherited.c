//@ not-on cc: a compiled program that is started by its name alone does not find its own file
// What a child inherits: handlers and mask by fork; by exec only what is ignored, the mask and what is pending.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_signal(int number)
{
    printf("handler %d\n", number);
    fflush(stdout);
}

static void report(void)
{
    sigset_t mask, pending;

    sigprocmask(SIG_BLOCK, NULL, &mask);
    sigpending(&pending);
    printf("INT ignored %d, USR1 default %d, USR2 blocked %d pending %d\n", signal(SIGINT, SIG_DFL) == SIG_IGN,
           signal(SIGUSR1, SIG_DFL) == SIG_DFL, sigismember(&mask, SIGUSR2), sigismember(&pending, SIGUSR2));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    sigset_t set;

    if (argc > 1) {
        report();
        return 0;
    }
    signal(SIGINT, SIG_IGN);
    signal(SIGUSR1, on_signal);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGUSR2);
    if (fork() == 0) {
        raise(SIGUSR1);
        report();
        _exit(0);
    }
    wait(NULL);
    execl(argv[0], argv[0], "again", (char *)NULL);
    perror("execl");
    return 1;
}
