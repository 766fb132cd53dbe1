/* A socket pair goes both ways: the child answers on the descriptor that it has read from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PARENT_SAYS "In every walk with nature..."
#define CHILD_SAYS  "...one receives far more than he seeks."

int main(void)
{
    int ends[2];
    char text[100];
    ssize_t len;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) {
        perror("socketpair");
        exit(1);
    }
    if (fork() == 0) {
        close(ends[0]);
        len = read(ends[1], text, sizeof(text));
        printf("child reads %.*s\n", (int)len, text);
        write(ends[1], CHILD_SAYS, sizeof(CHILD_SAYS) - 1);
        exit(0);
    }
    close(ends[1]);
    write(ends[0], PARENT_SAYS, sizeof(PARENT_SAYS) - 1);
    len = recv(ends[0], text, sizeof(text), 0);
    wait(NULL);
    printf("parent reads %.*s\n", (int)len, text);
    printf("then end of file: %zd\n", recv(ends[0], text, sizeof(text), 0));
    printf("nobody to send to: %zd\n", send(ends[0], "x", 1, MSG_NOSIGNAL));
    perror("send");
    return 0;
}
