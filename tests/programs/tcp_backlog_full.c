// A listener whose backlog is full takes no more requests: connect waits, and asks again after a second.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in name;
    int listener = socket(AF_INET, SOCK_STREAM, 0), first, second;

    memset(&name, 0, sizeof(name));
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    name.sin_port = htons(5077);
    if (bind(listener, (struct sockaddr *)&name, sizeof(name)) != 0 || listen(listener, 0) != 0) {
        perror("listen");
        return 1;
    }
    first = socket(AF_INET, SOCK_STREAM, 0);
    printf("first: %d\n", connect(first, (struct sockaddr *)&name, sizeof(name)));
    fflush(stdout);
    if (fork() == 0) {
        second = socket(AF_INET, SOCK_STREAM, 0);
        printf("second: %d\n", connect(second, (struct sockaddr *)&name, sizeof(name)));
        return 0;
    }
    usleep(200000);
    close(accept(listener, NULL, NULL));
    wait(NULL);
    printf("accepted: %d\n", accept(listener, NULL, NULL) >= 0);
    return 0;
}
