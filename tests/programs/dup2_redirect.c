#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char buf[100];

    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        dup2(fd[1], STDOUT_FILENO);
        close(fd[1]);
        printf("into the pipe\n");
        exit(0);
    }
    close(fd[1]);
    wait(NULL);
    int n = read(fd[0], buf, sizeof buf - 1);
    buf[n] = '\0';
    printf("%d: %s", n, buf);
    printf("%d\n", dup2(77, 5));
    perror("dup2");
    return 0;
}
