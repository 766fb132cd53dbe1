/* timerfd: once, again and again, at a time, unread expirations, and waiting with epoll. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define MS 1000000L

static void set(int fd, int flags, struct timespec at, long interval_ms)
{
    struct itimerspec new = {.it_interval = {0, interval_ms * MS}, .it_value = at}, old = {{9, 9}, {9, 9}};
    int ret = timerfd_settime(fd, flags, &new, &old);

    printf("set: %d, was running: %d, every %ld ms %s\n", ret, old.it_value.tv_sec + old.it_value.tv_nsec > 0,
        old.it_interval.tv_nsec / MS, ret ? strerror(errno) : "");
}

static void show(const char *what, int fd)
{
    uint64_t times = 0;
    ssize_t count = read(fd, &times, sizeof times);

    printf("%s: %zd %d %s\n", what, count, (int)times, count < 0 ? strerror(errno) : "");
}

int main(void)
{
    struct timespec now;
    struct itimerspec state;
    struct epoll_event event = {.events = EPOLLIN};
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK), wall = timerfd_create(CLOCK_REALTIME, 0);
    int epoll = epoll_create1(0);

    setvbuf(stdout, NULL, _IONBF, 0);
    show("not set", timer);
    set(timer, 0, (struct timespec){0, 100 * MS}, 0);
    show("too early", timer);
    usleep(150000);
    show("once", timer);
    show("no more", timer);
    set(timer, 0, (struct timespec){0, 100 * MS}, 200);
    usleep(750000);
    show("at 100, 300, 500 and 700", timer);
    timerfd_gettime(timer, &state);
    printf("next within %d ms\n", state.it_value.tv_nsec <= 200 * MS ? 200 : 999);
    set(timer, 0, (struct timespec){0, 0}, 0);
    show("stopped", timer);
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += 1;
    set(wall, TFD_TIMER_ABSTIME, now, 0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, wall, &event);
    printf("epoll: %d, then %d\n", epoll_wait(epoll, &event, 1, 0), epoll_wait(epoll, &event, 1, 5000));
    show("at a time", wall);
    now.tv_sec -= 10;
    set(wall, TFD_TIMER_ABSTIME, now, 0);
    show("in the past", wall);
    set(wall, 0, (struct timespec){0, 50 * MS}, 0);
    if (fork() == 0) {
        show("child waits", wall);
        return 0;
    }
    wait(NULL);
    set(timer, 0, (struct timespec){0, -1}, 0);
    printf("%d %s\n", timerfd_create(99, 0), strerror(errno));
    printf("%d %s\n", timerfd_gettime(epoll, &state), strerror(errno));
    return 0;
}
