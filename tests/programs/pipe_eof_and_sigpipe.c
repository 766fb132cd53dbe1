#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2], status;
    char c;

    pipe(fd);
    write(fd[1], "ab", 2);
    close(fd[1]);
    while (read(fd[0], &c, 1) == 1)
        printf("%c", c);
    printf(" end of file\n");
    close(fd[0]);
    fflush(stdout);

    pipe(fd);
    close(fd[0]);
    if (fork() == 0) {
        write(fd[1], "x", 1);
        printf("never reached\n");
        exit(0);
    }
    wait(&status);
    printf("signaled %d by %d\n", WIFSIGNALED(status), WTERMSIG(status));
    return 0;
}
