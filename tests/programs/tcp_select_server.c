/* One process serves several clients with select: it adds up what each of them sends. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLIENTS 3

static struct sockaddr_in address;

static void client(int number)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), value;

    connect(fd, (struct sockaddr *)&address, sizeof(address));
    for (value = 1; value <= 3; value++) {
        int wire = htonl(value * number);

        send(fd, &wire, sizeof(wire), 0);
    }
    exit(0);
}

int main(void)
{
    socklen_t len = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1, number, open = 0, seen = 0, highest, sum = 0, fd;
    fd_set all, ready;

    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (struct sockaddr *)&address, sizeof(address));
    listen(listener, CLIENTS);
    getsockname(listener, (struct sockaddr *)&address, &len);
    for (number = 1; number <= CLIENTS; number++) {
        if (fork() == 0) {
            client(number);
        }
    }
    FD_ZERO(&all);
    FD_SET(listener, &all);
    highest = listener;
    while (seen < CLIENTS || open > 0) {
        ready = all;
        if (select(highest + 1, &ready, NULL, NULL, NULL) < 0) {
            perror("select");
            exit(1);
        }
        for (fd = 0; fd <= highest; fd++) {
            int wire;

            if (!FD_ISSET(fd, &ready)) {
                continue;
            }
            if (fd == listener) {
                int fresh = accept(listener, NULL, NULL);

                FD_SET(fresh, &all);
                highest = fresh > highest ? fresh : highest;
                seen++;
                open++;
            } else if (recv(fd, &wire, sizeof(wire), MSG_WAITALL) == sizeof(wire)) {
                sum += (int)ntohl((unsigned int)wire);
            } else {
                close(fd);
                FD_CLR(fd, &all);
                open--;
            }
        }
    }
    while (wait(NULL) > 0) {
    }
    printf("%d clients, sum %d\n", seen, sum);
    return 0;
}
