#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int status;
    pid_t pid = fork();

    if (pid == 0)
        exit(7);
    /* The child ends during this time and cannot go away. */
    sleep(10);
    waitpid(pid, &status, 0);
    printf("the child's status was %d\n", WEXITSTATUS(status));
    return 0;
}
