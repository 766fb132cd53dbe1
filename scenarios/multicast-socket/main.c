#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define GROUP   "239.1.2.3"
#define PORT    5002
#define MEMBERS 3

static void member(int number)
{
    struct sockaddr_in address = {0};
    struct ip_mreq request;
    char text[32];
    ssize_t len;
    int fd, on = 1;

    fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("bind");
        exit(1);
    }
    request.imr_multiaddr.s_addr = inet_addr(GROUP);
    request.imr_interface.s_addr = htonl(INADDR_LOOPBACK);
    if (setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof(request)) < 0) {
        perror("IP_ADD_MEMBERSHIP");
        exit(1);
    }
    len = recv(fd, text, sizeof(text), 0);
    printf("member %d hears: %.*s\n", number, (int)len, text);
    exit(0);
}

int main(void)
{
    struct sockaddr_in group = {0};
    struct in_addr interface = {htonl(INADDR_LOOPBACK)};
    int fd, number;

    for (number = 1; number <= MEMBERS; number++)
        if (fork() == 0)
            member(number);
    sleep(1);
    fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof(interface));
    group.sin_family = AF_INET;
    group.sin_port = htons(PORT);
    group.sin_addr.s_addr = inet_addr(GROUP);
    sendto(fd, "Hello, everybody!", 17, 0, (struct sockaddr *)&group, sizeof(group));
    while (wait(NULL) > 0)
        ;
    return 0;
}
