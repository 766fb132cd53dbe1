#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The writer fills the pipe (65,536 bytes) and waits until the reader has made room. */
int main(void)
{
    int fd[2];
    static char block[100000];
    long total = 0, n;

    memset(block, 'x', sizeof block);
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        n = write(fd[1], block, sizeof block);
        return n == sizeof block ? 0 : 1;
    }
    close(fd[1]);
    while ((n = read(fd[0], block, 3000)) > 0)
        total += n;
    int status;
    wait(&status);
    printf("%ld bytes, writer's status %d\n", total, WEXITSTATUS(status));
    return 0;
}
