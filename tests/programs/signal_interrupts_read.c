// A handler interrupts a blocked read: EINTR without SA_RESTART, made again with it.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int to_child[2];

static void on_signal(int number)
{
    (void)number;
    write(STDOUT_FILENO, "handler\n", 8);
}

static void child(int flags)
{
    struct sigaction action;
    char letter;
    ssize_t count;

    memset(&action, 0, sizeof(action));
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigaction(SIGUSR1, &action, NULL);
    count = read(to_child[0], &letter, 1);
    if (count < 0)
        printf("read: %s\n", strerror(errno));
    else
        printf("read %d: %c\n", (int)count, letter);
    fflush(stdout);
    _exit(0);
}

static void try(int flags)
{
    pid_t pid;

    pipe(to_child);
    pid = fork();
    if (pid == 0)
        child(flags);
    sleep(1);
    kill(pid, SIGUSR1);
    sleep(1);
    write(to_child[1], "x", 1);
    waitpid(pid, NULL, 0);
}

int main(void)
{
    try(0);
    try(SA_RESTART);
    return 0;
}
