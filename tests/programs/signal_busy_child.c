/* A child computes for ever; its parent stops it, lets it go on and kills it. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile unsigned long rounds;

int main(void)
{
    int status;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            rounds++;
    sleep(1);
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    printf("stopped: %d\n", WIFSTOPPED(status));
    sleep(1);
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    printf("continued: %d\n", WIFCONTINUED(status));
    sleep(1);
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    printf("killed by %d\n", WTERMSIG(status));
    return 0;
}
