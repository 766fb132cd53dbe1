#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct addrinfo hints = {0}, *found;
    const char *request = "GET /index.html HTTP/1.0\r\n\r\n";
    char text[128], page[512] = "";
    int fd, error;
    ssize_t len;

    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    error = getaddrinfo("localhost", "8080", &hints, &found);
    if (error != 0) {
        fprintf(stderr, "%s\n", gai_strerror(error));
        exit(1);
    }
    fd = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    while (connect(fd, found->ai_addr, found->ai_addrlen) < 0)
        sleep(1);
    freeaddrinfo(found);
    write(fd, request, strlen(request));
    while ((len = read(fd, text, sizeof(text))) > 0)
        strncat(page, text, len);
    printf("%s", strstr(page, "\r\n\r\n") + 4);
    close(fd);
    return 0;
}
