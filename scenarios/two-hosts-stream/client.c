/* The client connects to the other host; from there on it is a stream like any other. */
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct addrinfo hints, *server;
    char answer[64];
    ssize_t count;
    int error;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    error = getaddrinfo("seoul", "5000", &hints, &server);
    if (error != 0) {
        fprintf(stderr, "seoul: %s\n", gai_strerror(error));
        return 1;
    }
    int fd = socket(server->ai_family, server->ai_socktype, server->ai_protocol);
    if (connect(fd, server->ai_addr, server->ai_addrlen) == -1) {
        perror("connect");
        return 1;
    }
    freeaddrinfo(server);
    send(fd, "may I come in?", 14, 0);
    while ((count = recv(fd, answer, sizeof(answer), 0)) > 0) {
        printf("client: \"%.*s\"\n", (int)count, answer);
    }
    printf("client: the server is done\n");
    close(fd);
    return 0;
}
