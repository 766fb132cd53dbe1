/* The client asks for the other host by its name, sends it a message and waits for the answer. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    const char *text = "hello over there";
    char answer[64], address[INET_ADDRSTRLEN], host[32];
    struct addrinfo hints, *server;
    int error;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_DGRAM;
    error = getaddrinfo("seoul", "5000", &hints, &server);
    if (error != 0) {
        fprintf(stderr, "seoul: %s\n", gai_strerror(error));
        return 1;
    }
    inet_ntop(AF_INET, &((struct sockaddr_in *)server->ai_addr)->sin_addr, address, sizeof(address));
    gethostname(host, sizeof(host));
    printf("%s: seoul is %s\n", host, address);

    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    sendto(fd, text, strlen(text), 0, server->ai_addr, server->ai_addrlen);
    ssize_t count = recv(fd, answer, sizeof(answer), 0);
    if (count == -1) {
        perror("recv");
        return 1;
    }
    printf("%s: the answer is \"%.*s\"\n", host, (int)count, answer);
    freeaddrinfo(server);
    close(fd);
    return 0;
}
