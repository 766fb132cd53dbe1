#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5001

int main(void)
{
    struct sockaddr_in address = {0}, sender;
    char text[16];
    int fd, round;

    fd = socket(AF_INET, SOCK_DGRAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("bind");
        exit(1);
    }
    for (round = 0; round < 3; round++) {
        socklen_t len = sizeof(sender);
        ssize_t count = recvfrom(fd, text, sizeof(text), 0, (struct sockaddr *)&sender, &len);

        printf("receiver: %zd bytes from %s: %.*s\n", count, inet_ntoa(sender.sin_addr), (int)count, text);
        sendto(fd, "got it", 6, 0, (struct sockaddr *)&sender, len);
    }
    close(fd);
    return 0;
}
