#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2], status;
    char byte;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
        perror("socketpair");
        exit(1);
    }
    if (fork() == 0) {
        close(ends[0]);
        send(ends[1], "are you there?", 14, 0);
        if (recv(ends[1], &byte, 1, 0) < 0)
            perror("recv");
        send(ends[1], "hello?", 6, 0);
        printf("this is never printed\n");
        exit(0);
    }
    close(ends[1]);
    sleep(1);
    close(ends[0]);
    wait(&status);
    if (WIFSIGNALED(status))
        printf("the child was killed by signal %d\n", WTERMSIG(status));
    return 0;
}
