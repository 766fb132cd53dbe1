// A parent stops, continues and kills its child, and waitpid tells of each.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    pid_t child = fork();

    if (child == 0)
        for (;;)
            pause();
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    printf("stopped %d by SIGSTOP %d\n", WIFSTOPPED(status) != 0, WSTOPSIG(status) == SIGSTOP);
    kill(child, SIGTERM);
    printf("still there: %d\n", waitpid(child, &status, WNOHANG));
    kill(child, SIGSTOP);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    printf("killed %d by SIGKILL %d\n", WIFSIGNALED(status) != 0, WTERMSIG(status) == SIGKILL);

    child = fork();
    if (child == 0) {
        raise(SIGSTOP);
        _exit(5);
    }
    waitpid(child, &status, WUNTRACED);
    printf("stopped itself %d\n", WIFSTOPPED(status) != 0);
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    printf("continued %d\n", WIFCONTINUED(status) != 0 || WIFEXITED(status));
    if (WIFCONTINUED(status))
        waitpid(child, &status, 0);
    printf("exited %d\n", WEXITSTATUS(status));
    return 0;
}
