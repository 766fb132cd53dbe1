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
    const char *name = "world";
    char reply[80];
    int fd, len;

    fd = socket(AF_UNIX, SOCK_STREAM, 0);
    while (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
        sleep(1);
    write(fd, name, strlen(name));
    len = read(fd, reply, sizeof(reply) - 1);
    reply[len] = '\0';
    printf("%s\n", reply);
    close(fd);
    return 0;
}
