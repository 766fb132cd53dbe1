#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* A wait for input that gives up, and one that does not have to. */
int main(void)
{
    int fd[2];
    fd_set set;
    struct timeval wait_for = { 0, 200000 };
    char buf[16];

    pipe(fd);
    FD_ZERO(&set);
    FD_SET(fd[0], &set);
    printf("nobody writes: %d\n", select(fd[0] + 1, &set, NULL, NULL, &wait_for));
    printf("still in the set: %d\n", FD_ISSET(fd[0], &set));
    printf("left: %ld.%06ld\n", (long)wait_for.tv_sec, (long)wait_for.tv_usec);
    if (fork() == 0) {
        write(fd[1], "here", 5);
        exit(0);
    }
    FD_SET(fd[0], &set);
    wait_for.tv_sec = 60;
    printf("somebody writes: %d\n", select(fd[0] + 1, &set, NULL, NULL, &wait_for));
    read(fd[0], buf, sizeof(buf));
    puts(buf);
    FD_ZERO(&set);
    FD_SET(fd[1], &set);
    printf("room: %d\n", select(fd[1] + 1, NULL, &set, NULL, NULL));
    close(fd[0]);
    close(fd[1]);
    FD_SET(fd[0], &set);
    printf("closed: %d\n", select(fd[1] + 1, &set, NULL, NULL, NULL));
    wait(NULL);
    return 0;
}
