#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    int status;

    if (pipe(fd) < 0) {
        perror("pipe");
        exit(1);
    }
    if (fork() == 0) {
        close(fd[0]);
        for (int i = 0; i < 3; i++) {
            write(fd[1], "line\n", 5);
            sleep(1);
        }
        exit(0);
    }
    close(fd[1]);
    close(fd[0]);
    wait(&status);
    if (WIFSIGNALED(status))
        printf("the writer was killed by signal %d\n", WTERMSIG(status));
    return 0;
}
