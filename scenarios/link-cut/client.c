/* A client that asks once, waits two seconds and gives up: it never asks again. */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int main(void)
{
    const char *question = "what is it?";
    struct timeval patience = {2, 0};
    struct addrinfo hints, *server;
    char answer[64];
    int error;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    error = getaddrinfo("seoul", "5000", &hints, &server);
    if (error != 0) {
        fprintf(stderr, "seoul: %s\n", gai_strerror(error));
        return 1;
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sendto(fd, question, strlen(question), 0, server->ai_addr, server->ai_addrlen);
    freeaddrinfo(server);
    ssize_t count = recv(fd, answer, sizeof(answer), 0);
    if (count == -1) {
        printf("client: no answer (%s)\n", errno == EAGAIN ? "EAGAIN" : strerror(errno));
        return 1;
    }
    printf("client: \"%.*s\"\n", (int)count, answer);
    close(fd);
    return 0;
}
