/* How TCP connections end: one half at a time, both, with a reset; and what the other end is told. */
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct sockaddr_in address;
static int listener;

static void make(int *client, int *server)
{
    *client = socket(AF_INET, SOCK_STREAM, 0);
    connect(*client, (struct sockaddr *)&address, sizeof(address));
    *server = accept(listener, NULL, NULL);
}

static void show(const char *what, ssize_t result)
{
    printf("%s: %zd%s%s\n", what, result, result < 0 ? " " : "", result < 0 ? strerror(errno) : "");
}

int main(void)
{
    struct linger at_once = {1, 0};
    socklen_t len = sizeof(address);
    char text[8];
    int client, server, error;

    signal(SIGPIPE, SIG_IGN);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bind(listener, (struct sockaddr *)&address, sizeof(address));
    listen(listener, 5);
    getsockname(listener, (struct sockaddr *)&address, &len);

    make(&client, &server);
    show("shut down", shutdown(client, SHUT_WR));
    show("the server hears the end", recv(server, text, sizeof(text), 0));
    show("and can still send", send(server, "bye", 3, 0));
    show("which arrives", recv(client, text, sizeof(text), 0));
    close(server);
    show("then the other half ends", recv(client, text, sizeof(text), 0));
    close(client);

    make(&client, &server);
    send(client, "unread", 6, 0);
    close(server);
    show("closed with something unread", recv(client, text, sizeof(text), 0));
    show("only once", recv(client, text, sizeof(text), 0));
    show("and sending", send(client, "x", 1, 0));
    close(client);

    make(&client, &server);
    close(server);
    show("the first send to a closed end", send(client, "x", 1, 0));
    show("the second", send(client, "x", 1, 0));
    close(client);

    make(&client, &server);
    setsockopt(server, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
    close(server);
    len = sizeof(error);
    getsockopt(client, SOL_SOCKET, SO_ERROR, &error, &len);
    printf("closed without linger: %s\n", strerror(error));
    close(client);

    client = socket(AF_INET, SOCK_STREAM, 0);
    connect(client, (struct sockaddr *)&address, sizeof(address));
    close(listener);
    show("nobody accepted", recv(client, text, sizeof(text), 0));
    close(client);
    client = socket(AF_INET, SOCK_STREAM, 0);
    show("nobody listens", connect(client, (struct sockaddr *)&address, sizeof(address)));
    return 0;
}
