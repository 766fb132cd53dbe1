/* epoll: level and edge, one shot, the order of the ready list, duplicates, nesting, and what it refuses. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

static int epoll;

static void show(const char *when, int most)
{
    struct epoll_event events[16];
    int count = epoll_wait(epoll, events, most, 0);

    printf("%-12s", when);
    for (int i = 0; i < count; i++)
        printf(" %d:%x", events[i].data.fd, events[i].events);
    printf("%s\n", count < 0 ? strerror(errno) : "");
}

static void control(const char *what, int operation, int fd, unsigned int wanted, int name)
{
    struct epoll_event event = {.events = wanted, .data = {.fd = name}};
    int ret = epoll_ctl(epoll, operation, fd, &event);

    if (ret)
        printf("%s: %s\n", what, strerror(errno));
}

static void levels_and_edges(void)
{
    char bytes[64];
    int level[2], edge[2], once[2];

    if (pipe(level) || pipe(edge) || pipe(once))
        return;
    control("level", EPOLL_CTL_ADD, level[0], EPOLLIN, 1);
    control("edge", EPOLL_CTL_ADD, edge[0], EPOLLIN | EPOLLET, 2);
    control("once", EPOLL_CTL_ADD, once[0], EPOLLIN | EPOLLONESHOT, 3);
    show("nothing", 16);
    if (write(edge[1], "e", 1) + write(once[1], "o", 1) + write(level[1], "l", 1) != 3)
        return;
    show("all three", 16);
    show("level stays", 16);
    if (write(edge[1], "e", 1) + write(once[1], "o", 1) != 2)
        return;
    show("edge again", 16);
    control("once again", EPOLL_CTL_MOD, once[0], EPOLLIN | EPOLLONESHOT, 33);
    show("once again", 1);
    show("one of two", 1);
    if (read(level[0], bytes, sizeof bytes) != 1)
        return;
    show("drained", 16);
    close(edge[1]);
    show("hung up", 16);
    control("twice", EPOLL_CTL_ADD, level[0], EPOLLIN, 1);
    control("remove", EPOLL_CTL_DEL, level[0], 0, 0);
    control("gone", EPOLL_CTL_DEL, level[0], 0, 0);
    control("gone", EPOLL_CTL_MOD, level[0], EPOLLIN, 0);
    control("edge", EPOLL_CTL_DEL, edge[0], 0, 0);
}

static void duplicates(void)
{
    int ends[2], copy;

    if (pipe(ends))
        return;
    control("pipe", EPOLL_CTL_ADD, ends[0], EPOLLIN, 4);
    copy = dup(ends[0]);
    control("copy", EPOLL_CTL_ADD, copy, EPOLLIN, 5);
    if (write(ends[1], "x", 1) != 1)
        return;
    show("both", 16);
    close(ends[0]);
    show("still both", 16);
    control("closed", EPOLL_CTL_DEL, ends[0], 0, 0);
    close(copy);
    show("no more", 16);
}

static void sockets(void)
{
    char bytes[16];
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        return;
    control("socket", EPOLL_CTL_ADD, pair[0], EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, 6);
    show("can send", 16);
    show("told", 16);
    if (write(pair[1], "abc", 3) != 3)
        return;
    show("arrived", 16);
    if (read(pair[0], bytes, sizeof bytes) != 3)
        return;
    show("read", 16);
    shutdown(pair[1], SHUT_WR);
    show("half closed", 16);
    close(pair[1]);
    show("closed", 16);
    close(pair[0]);
}

static void nested(void)
{
    eventfd_t value;
    int inner = epoll_create1(EPOLL_CLOEXEC), counter = eventfd(0, EFD_NONBLOCK), chain[5];
    struct epoll_event event = {.events = EPOLLIN, .data = {.fd = 7}};

    epoll_ctl(inner, EPOLL_CTL_ADD, counter, &event);
    control("inner", EPOLL_CTL_ADD, inner, EPOLLIN | EPOLLET, 8);
    eventfd_write(counter, 1);
    show("inner", 16);
    show("told", 16);
    eventfd_write(counter, 1);
    show("again", 16);
    eventfd_read(counter, &value);
    printf("%d, %d from the inner one\n", (int)value, epoll_wait(inner, &event, 1, 0));
    control("itself", EPOLL_CTL_ADD, epoll, EPOLLIN, 0);
    if (epoll_ctl(inner, EPOLL_CTL_ADD, epoll, &event))
        printf("circle: %s\n", strerror(errno));
    for (int i = 0; i < 5; i++) {
        chain[i] = epoll_create1(0);
        if (epoll_ctl(chain[i], EPOLL_CTL_ADD, i ? chain[i - 1] : inner, &event))
            printf("chain of %d: %s\n", i + 2, strerror(errno));
    }
}

static void queue(void)
{
    char text[8192];
    mqd_t queue = mq_open("/epoll", O_CREAT | O_RDWR | O_NONBLOCK, 0600, NULL);

    control("queue", EPOLL_CTL_ADD, queue, EPOLLIN | EPOLLET, 9);
    mq_send(queue, "one", 3, 0);
    show("message", 16);
    mq_send(queue, "two", 3, 0);
    show("another", 16);
    mq_receive(queue, text, sizeof text, NULL);
    show("received", 16);
    mq_unlink("/epoll");
    mq_close(queue);
}

int main(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int file = open("/tmp/plain", O_CREAT | O_RDWR, 0600);

    epoll = epoll_create(1);
    levels_and_edges();
    duplicates();
    sockets();
    nested();
    queue();
    control("file", EPOLL_CTL_ADD, file, EPOLLIN, 0);
    control("unknown", 9, epoll, EPOLLIN, 0);
    control("not open", EPOLL_CTL_ADD, 900, EPOLLIN, 0);
    printf("%d %s\n", epoll_wait(epoll, &event, 0, 0), strerror(errno));
    printf("%d %s\n", epoll_wait(900, &event, 1, 0), strerror(errno));
    printf("%d %s\n", epoll_wait(file, &event, 1, 0), strerror(errno));
    printf("%d %s\n", epoll_create1(1), strerror(errno));
    printf("%d %s\n", (int)read(epoll, &event, sizeof event), strerror(errno));
    unlink("/tmp/plain");
    return 0;
}
