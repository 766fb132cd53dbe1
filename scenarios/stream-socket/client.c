#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000

int main(void)
{
    struct sockaddr_in address = {0};
    char text[64];
    int fd;
    ssize_t count;

    fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    while (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
        sleep(1);
    send(fd, "Hello, server!", 14, 0);
    count = recv(fd, text, sizeof(text), 0);
    printf("client: received \"%.*s\"\n", (int)count, text);
    close(fd);
    return 0;
}
