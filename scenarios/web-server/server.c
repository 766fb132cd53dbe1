#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT     8080
#define REQUESTS 2

static const char *page = "<html><body><h1>Hello from the child</h1></body></html>\n";

static void answer(int fd)
{
    char request[256], line[64];
    FILE *file;
    ssize_t len = read(fd, request, sizeof(request) - 1);

    request[len > 0 ? len : 0] = '\0';
    dprintf(fd, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n");
    file = fopen("/tmp/index.html", "r");
    while (fgets(line, sizeof(line), file) != NULL)
        write(fd, line, strlen(line));
    fclose(file);
    exit(0);
}

int main(void)
{
    struct sockaddr_in address = {0};
    int listener, fd, on = 1, served;
    FILE *file = fopen("/tmp/index.html", "w");

    fputs(page, file);
    fclose(file);
    signal(SIGCHLD, SIG_IGN);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    bind(listener, (struct sockaddr *)&address, sizeof(address));
    listen(listener, 5);
    for (served = 0; served < REQUESTS; served++) {
        fd = accept(listener, NULL, NULL);
        if (fork() == 0) {
            close(listener);
            answer(fd);
        }
        close(fd);
    }
    return 0;
}
