// kill with groups: 0 for the own group, -group for another, and signal 0 to ask.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t count;

static void on_signal(int number)
{
    (void)number;
    count++;
}

int main(void)
{
    pid_t group = 0;
    int status, killed = 0;

    signal(SIGUSR1, on_signal);
    for (int i = 0; i < 3; i++) {
        pid_t pid = fork();
        if (pid == 0)
            for (;;)
                pause();
        setpgid(pid, group);
        if (i == 0)
            group = pid;
    }
    printf("exists %d\n", kill(group, 0));
    kill(-group, SIGTERM);
    while (wait(&status) > 0)
        killed += WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM;
    printf("killed %d, own %d\n", killed, (int)count);
    status = killpg(group, SIGTERM);
    printf("group gone: %d %s\n", status, strerror(errno));
    setpgid(0, 0);
    kill(0, SIGUSR1);
    printf("own %d\n", (int)count);
    return 0;
}
