/* A server that answers one question. */
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000

int main(void)
{
    char question[64];
    struct sockaddr_in own, client;
    socklen_t len = sizeof(client);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(&own, 0, sizeof(own));
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_ANY);
    own.sin_port = htons(PORT);
    if (bind(fd, (struct sockaddr *)&own, sizeof(own)) == -1) {
        perror("bind");
        return 1;
    }
    ssize_t count = recvfrom(fd, question, sizeof(question), 0, (struct sockaddr *)&client, &len);
    printf("server: \"%.*s\"\n", (int)count, question);
    sendto(fd, "42", 2, 0, (struct sockaddr *)&client, len);
    close(fd);
    return 0;
}
