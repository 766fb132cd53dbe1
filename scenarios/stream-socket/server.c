#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000

int main(void)
{
    struct sockaddr_in address = {0}, peer;
    socklen_t len = sizeof(peer);
    char text[64];
    int listener, connection, on = 1;
    ssize_t count;

    listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("bind");
        exit(1);
    }
    listen(listener, 5);
    connection = accept(listener, (struct sockaddr *)&peer, &len);
    printf("server: connection from %s\n", inet_ntoa(peer.sin_addr));
    count = recv(connection, text, sizeof(text), 0);
    printf("server: received \"%.*s\"\n", (int)count, text);
    send(connection, "Hello, client!", 14, 0);
    close(connection);
    close(listener);
    return 0;
}
