#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* How much fits into a pipe, and changing that. */
int main(void)
{
    static char block[4096];
    int fd[2];
    long total = 0;

    pipe(fd);
    printf("capacity %d\n", fcntl(fd[0], F_GETPIPE_SZ));
    printf("set to %d\n", fcntl(fd[1], F_SETPIPE_SZ, 10000));
    fcntl(fd[1], F_SETFL, O_NONBLOCK);
    while (write(fd[1], block, sizeof(block)) > 0)
        total += sizeof(block);
    printf("%ld bytes, then: %s\n", total, strerror(errno));
    if (fcntl(fd[1], F_SETPIPE_SZ, 4096) < 0)
        printf("too full to shrink: %s\n", strerror(errno));
    read(fd[0], block, sizeof(block));
    printf("room again: %zd\n", write(fd[1], block, 100));
    return 0;
}
