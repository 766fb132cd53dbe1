// SIGCHLD ignored, or SA_NOCLDWAIT: children leave no zombies, wait finds none.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what)
{
    pid_t pid;

    fflush(stdout);
    pid = fork();
    if (pid == 0)
        _exit(3);
    printf("%s: %d", what, (int)wait(NULL));
    printf(" %s\n", strerror(errno));
}

int main(void)
{
    struct sigaction action;

    signal(SIGCHLD, SIG_IGN);
    try("SIG_IGN");
    memset(&action, 0, sizeof(action));
    action.sa_handler = SIG_DFL;
    action.sa_flags = SA_NOCLDWAIT;
    sigaction(SIGCHLD, &action, NULL);
    try("SA_NOCLDWAIT");
    return 0;
}
