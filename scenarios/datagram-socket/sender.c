#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5001

int main(void)
{
    const char *messages[] = {"one", "two", "a message that is too long for the receiver"};
    struct sockaddr_in address = {0};
    char answer[16];
    int fd, round;

    fd = socket(AF_INET, SOCK_DGRAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sleep(1);
    for (round = 0; round < 3; round++) {
        ssize_t count;

        sendto(fd, messages[round], strlen(messages[round]), 0, (struct sockaddr *)&address, sizeof(address));
        count = recvfrom(fd, answer, sizeof(answer), 0, NULL, NULL);
        printf("sender: answer %d is \"%.*s\"\n", round + 1, (int)count, answer);
    }
    close(fd);
    return 0;
}
