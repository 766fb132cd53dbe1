#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], status;
    char c;
    pid_t first, second;

    pipe(fd);
    if ((first = fork()) == 0) {
        close(fd[1]);
        read(fd[0], &c, 1);
        exit(1);
    }
    printf("%d\n", waitpid(first, &status, WNOHANG));
    if ((second = fork()) == 0)
        exit(2);
    printf("%d\n", waitpid(second, &status, 0) == second);
    printf("%d\n", WEXITSTATUS(status));
    close(fd[1]);
    printf("%d %d\n", waitpid(-1, &status, 0) == first, WEXITSTATUS(status));
    printf("%d %d\n", waitpid(-1, &status, WNOHANG), errno == ECHILD);
    return 0;
}
