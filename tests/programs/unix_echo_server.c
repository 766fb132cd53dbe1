/* An echo server that forks for each client, at a path in the file system. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH "/tmp/ipc-lab-echo.sock"

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static struct sockaddr_un address_of(const char *path)
{
    struct sockaddr_un address;

    memset(&address, 0, sizeof(address));
    address.sun_family = AF_UNIX;
    strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
    return address;
}

static void client(const char *word)
{
    struct sockaddr_un address = address_of(PATH);
    char reply[64];
    size_t got = 0;
    ssize_t len;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0) {
        fail("connect");
    }
    write(fd, word, strlen(word));
    shutdown(fd, SHUT_WR);
    while ((len = read(fd, reply + got, sizeof(reply) - got)) > 0) {
        got += (size_t)len;
    }
    printf("client got %.*s\n", (int)got, reply);
    exit(0);
}

static void serve(int fd)
{
    char text[16];
    ssize_t len;

    while ((len = read(fd, text, sizeof(text))) > 0) {
        write(fd, text, (size_t)len);
    }
    close(fd);
    exit(0);
}

int main(void)
{
    struct sockaddr_un address = address_of(PATH);
    struct stat status;
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), served;

    unlink(PATH);
    if (bind(listener, (struct sockaddr *)&address, sizeof(address)) < 0) {
        fail("bind");
    }
    if (listen(listener, 5) < 0) {
        fail("listen");
    }
    stat(PATH, &status);
    printf("a socket in the file system: %d\n", S_ISSOCK(status.st_mode));
    fflush(stdout);
    for (served = 0; served < 3; served++) {
        const char *words[] = {"one", "two and a half", "a word that is longer than the buffer"};
        struct sockaddr_un peer;
        socklen_t len = sizeof(peer);
        int fd;

        if (fork() == 0) {
            client(words[served]);
        }
        fd = accept(listener, (struct sockaddr *)&peer, &len);
        printf("connection from a name of %d bytes\n", (int)len);
        fflush(stdout);
        if (fork() == 0) {
            close(listener);
            serve(fd);
        }
        close(fd);
        wait(NULL);
        wait(NULL);
    }
    close(listener);
    served = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(served, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("nobody listens any more");
    }
    unlink(PATH);
    if (connect(served, (struct sockaddr *)&address, sizeof(address)) < 0) {
        perror("nothing is there");
    }
    return 0;
}
