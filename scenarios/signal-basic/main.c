// A parent tells its child what to do by signals: stop, go on, count, and end.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t count;

static void on_usr1(int number)
{
    (void)number;
    count++;
}

static void on_term(int number)
{
    (void)number;
    _exit(count);
}

static void child(void)
{
    for (;;)
        pause();
}

int main(void)
{
    int status;
    pid_t pid;

    signal(SIGUSR1, on_usr1);
    signal(SIGTERM, on_term);
    pid = fork();
    if (pid == 0)
        child();

    kill(pid, SIGUSR1);
    kill(pid, SIGSTOP);
    waitpid(pid, &status, WUNTRACED);
    printf("stopped by signal %d\n", WSTOPSIG(status));

    kill(pid, SIGCONT);
    waitpid(pid, &status, WCONTINUED);
    printf("continued: %s\n", WIFCONTINUED(status) ? "yes" : "no");

    kill(pid, SIGTERM);
    waitpid(pid, &status, 0);
    printf("exited with %d\n", WEXITSTATUS(status));
    return 0;
}
