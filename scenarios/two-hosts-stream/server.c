/* A server on a host of its own: it takes one connection, says from where it comes, and answers. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000

int main(void)
{
    char request[64], from[INET_ADDRSTRLEN];
    struct sockaddr_in own, client;
    socklen_t len = sizeof(client);
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    memset(&own, 0, sizeof(own));
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_ANY);
    own.sin_port = htons(PORT);
    if (bind(listener, (struct sockaddr *)&own, sizeof(own)) == -1 || listen(listener, 5) == -1) {
        perror("server");
        return 1;
    }
    int fd = accept(listener, (struct sockaddr *)&client, &len);
    inet_ntop(AF_INET, &client.sin_addr, from, sizeof(from));
    printf("server: a connection from %s\n", from);
    ssize_t count = recv(fd, request, sizeof(request), 0);
    printf("server: \"%.*s\"\n", (int)count, request);
    send(fd, "welcome", 7, 0);
    close(fd);
    close(listener);
    return 0;
}
