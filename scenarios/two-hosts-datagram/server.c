/* A server on a host of its own: it answers each message with the same text in capitals. */
#include <ctype.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000

int main(void)
{
    char message[64], host[32];
    struct sockaddr_in own, client;
    socklen_t len = sizeof(client);
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    memset(&own, 0, sizeof(own));
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_ANY);
    own.sin_port = htons(PORT);
    if (fd == -1 || bind(fd, (struct sockaddr *)&own, sizeof(own)) == -1) {
        perror("server");
        return 1;
    }
    gethostname(host, sizeof(host));
    ssize_t count = recvfrom(fd, message, sizeof(message) - 1, 0, (struct sockaddr *)&client, &len);
    if (count == -1) {
        perror("recvfrom");
        return 1;
    }
    message[count] = '\0';
    printf("%s: received \"%s\"\n", host, message);
    for (char *letter = message; *letter != '\0'; letter++) {
        *letter = (char)toupper((unsigned char)*letter);
    }
    sendto(fd, message, (size_t)count, 0, (struct sockaddr *)&client, len);
    close(fd);
    return 0;
}
