/* UDP: a server answers whoever asks; messages keep their bounds, and a connected socket hears that nobody is there. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void server(int fd)
{
    struct sockaddr_in peer;
    char text[32];
    ssize_t len, index;

    do {
        socklen_t size = sizeof(peer);

        len = recvfrom(fd, text, sizeof(text), 0, (struct sockaddr *)&peer, &size);
        for (index = 0; index < len; index++) {
            text[index] = (char)toupper((unsigned char)text[index]);
        }
        sendto(fd, text, (size_t)len, 0, (struct sockaddr *)&peer, size);
    } while (len > 0);
    exit(0);
}

int main(void)
{
    const char *words[] = {"short", "a message with thirty-two bytes!!", ""};
    struct sockaddr_in address = {0};
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_DGRAM, 0), fd = socket(AF_INET, SOCK_DGRAM, 0), index;
    char text[64];

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (struct sockaddr *)&address, sizeof(address));
    getsockname(listener, (struct sockaddr *)&address, &size);
    if (fork() == 0) {
        server(listener);
    }
    close(listener);
    connect(fd, (struct sockaddr *)&address, sizeof(address));
    for (index = 0; index < 3; index++) {
        ssize_t len;

        printf("sent %zd, ", send(fd, words[index], strlen(words[index]), 0));
        len = recv(fd, text, sizeof(text), 0);
        printf("received %zd: %.*s\n", len, (int)len, text);
    }
    wait(NULL);
    printf("sent %zd to nobody\n", send(fd, "x", 1, 0));
    fflush(stdout);
    if (recv(fd, text, sizeof(text), 0) < 0) {
        perror("recv");
    }
    return 0;
}
