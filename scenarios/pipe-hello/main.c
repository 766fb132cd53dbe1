#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/types.h>
#include <sys/wait.h>

int main(void)
{
    int fd[2];
    char buf[255];
    const char *msg = "Hello Child Process!";
    pid_t pid;

    if (pipe(fd) < 0) {
        perror("pipe");
        exit(1);
    }
    pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        close(fd[1]);
        int len = read(fd[0], buf, sizeof(buf) - 1);
        buf[len] = '\0';
        printf("%d %s\n", len, buf);
        close(fd[0]);
        exit(0);
    }
    close(fd[0]);
    write(fd[1], msg, strlen(msg));
    close(fd[1]);
    wait(NULL);
    return 0;
}
