#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    char buf[64];
    int len;

    if (pipe(fd) < 0) {
        perror("pipe");
        exit(1);
    }
    if (fork() == 0) {
        /* close(fd[1]) is missing here. */
        while ((len = read(fd[0], buf, sizeof(buf))) > 0)
            write(1, buf, len);
        exit(0);
    }
    close(fd[0]);
    write(fd[1], "all there is\n", 13);
    close(fd[1]);
    wait(NULL);
    return 0;
}
