#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in address = {0};
    int stream, datagram;

    address.sin_family = AF_INET;
    address.sin_port = htons(5004);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);

    stream = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(stream, (struct sockaddr *)&address, sizeof(address)) < 0)
        perror("connect");

    datagram = socket(AF_INET, SOCK_DGRAM, 0);
    connect(datagram, (struct sockaddr *)&address, sizeof(address));
    printf("the first datagram: %zd\n", send(datagram, "anybody?", 8, 0));
    fflush(stdout);
    if (send(datagram, "hello?", 6, 0) < 0)
        perror("the second");
    return 0;
}
