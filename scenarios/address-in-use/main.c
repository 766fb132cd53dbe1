#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_in address;

static int start_server(int reuse)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (reuse)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof(reuse));
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("bind");
        close(fd);
        return -1;
    }
    listen(fd, 1);
    return fd;
}

static void serve_once(int listener)
{
    char byte;
    int fd;

    if (fork() == 0) {
        fd = socket(AF_INET, SOCK_STREAM, 0);
        connect(fd, (struct sockaddr *)&address, sizeof(address));
        read(fd, &byte, 1);
        exit(0);
    }
    fd = accept(listener, NULL, NULL);
    close(fd);
    close(listener);
    wait(NULL);
}

int main(void)
{
    int listener;

    address.sin_family = AF_INET;
    address.sin_port = htons(5003);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener = start_server(1);
    printf("a second server at the same port: ");
    fflush(stdout);
    start_server(1);
    serve_once(listener);
    printf("the server is gone, but its connection was closed here first: ");
    fflush(stdout);
    start_server(0);
    printf("with SO_REUSEADDR the restart works: %d\n", start_server(1) >= 0);
    return 0;
}
