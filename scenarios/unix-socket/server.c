#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define NAME "/tmp/greeting.sock"

int main(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = NAME};
    char request[64], reply[80];
    int listener, client, len;

    listener = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink(NAME);
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("bind");
        exit(1);
    }
    listen(listener, 2);
    client = accept(listener, NULL, NULL);
    len = read(client, request, sizeof(request) - 1);
    request[len] = '\0';
    len = snprintf(reply, sizeof(reply), "Hello, %s!", request);
    write(client, reply, len);
    close(client);
    close(listener);
    unlink(NAME);
    return 0;
}
