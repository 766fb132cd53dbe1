/* Messages between sockets of one host: bounds, names, a queue that fills up, a time limit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct sockaddr_un name_of(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    strcpy(address.sun_path, path);
    return address;
}

int main(void)
{
    struct sockaddr_un server = name_of("/tmp/ipc-lab-server"), client = name_of("/tmp/ipc-lab-client"), from;
    struct timeval limit = {0, 20000};
    socklen_t len = sizeof(from);
    char text[16];
    int receiver = socket(AF_UNIX, SOCK_DGRAM, 0), sender = socket(AF_UNIX, SOCK_DGRAM, 0), count = 0, pair[2];
    ssize_t size;

    unlink(server.sun_path);
    unlink(client.sun_path);
    bind(receiver, (struct sockaddr *)&server, sizeof(server));
    bind(sender, (struct sockaddr *)&client, sizeof(client));
    sendto(sender, "twelve bytes", 12, 0, (struct sockaddr *)&server, sizeof(server));
    size = recvfrom(receiver, text, 6, MSG_TRUNC, (struct sockaddr *)&from, &len);
    printf("%zd bytes, of which %.6s, from %s\n", size, text, from.sun_path);

    while (sendto(sender, "x", 1, MSG_DONTWAIT, (struct sockaddr *)&server, sizeof(server)) == 1) {
        count++;
    }
    printf("%d messages fit, then %s\n", count, strerror(errno));
    fflush(stdout);
    if (fork() == 0) {
        sendto(sender, "waited", 6, 0, (struct sockaddr *)&server, sizeof(server));
        exit(0);
    }
    while (count-- > 0) {
        recv(receiver, text, sizeof(text), 0);
    }
    size = recv(receiver, text, sizeof(text), 0);
    wait(NULL);
    printf("then %.*s\n", (int)size, text);

    setsockopt(receiver, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    size = recv(receiver, text, sizeof(text), 0);
    printf("nothing more: %zd %s\n", size, strerror(errno));
    unlink(server.sun_path);
    unlink(client.sun_path);

    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair);
    send(pair[0], "first", 5, 0);
    send(pair[0], "second", 6, 0);
    close(pair[0]);
    while ((size = recv(pair[1], text, sizeof(text), 0)) > 0) {
        printf("packet %.*s\n", (int)size, text);
    }
    return 0;
}
