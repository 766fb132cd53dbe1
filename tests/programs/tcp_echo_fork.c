/* A TCP echo server that forks for each client, at a port that the kernel chooses. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENTS 3

static struct sockaddr_in address;

static void client(int number)
{
    char line[64], echo[64];
    size_t done = 0;
    ssize_t len;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("connect");
        exit(1);
    }
    snprintf(line, sizeof(line), "line of client %d\n", number);
    write(fd, line, strlen(line));
    shutdown(fd, SHUT_WR);
    while ((len = read(fd, echo + done, sizeof(echo) - done)) > 0) {
        done += (size_t)len;
    }
    exit(done == strlen(line) && memcmp(line, echo, done) == 0 ? 0 : 1);
}

static void serve(int fd)
{
    char part[8];
    ssize_t len;

    while ((len = read(fd, part, sizeof(part))) > 0) {
        write(fd, part, (size_t)len);
    }
    exit(0);
}

int main(void)
{
    socklen_t len = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM, 0), number, status, good = 0;

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (struct sockaddr *)&address, sizeof(address));
    listen(listener, CLIENTS);
    getsockname(listener, (struct sockaddr *)&address, &len);
    printf("a port was chosen: %d\n", ntohs(address.sin_port) >= 1024);
    fflush(stdout);
    for (number = 0; number < CLIENTS; number++) {
        if (fork() == 0) {
            client(number);
        }
    }
    for (number = 0; number < CLIENTS; number++) {
        int fd = accept(listener, NULL, NULL);

        if (fork() == 0) {
            close(listener);
            serve(fd);
        }
        close(fd);
    }
    while (wait(&status) > 0) {
        good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    printf("%d processes ended well\n", good);
    return 0;
}
