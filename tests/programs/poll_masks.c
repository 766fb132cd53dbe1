/* The signal mask of ppoll, pselect and epoll_pwait: in force for the call alone, and EINTR. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

static void on_signal(int signal)
{
    sigset_t mask;

    sigprocmask(SIG_BLOCK, NULL, &mask);
    printf("  handler of %d, mask %d %d\n", signal, sigismember(&mask, SIGUSR1), sigismember(&mask, SIGUSR2));
}

static void show(const char *what, int ret)
{
    sigset_t mask;

    printf("%s: %d %s", what, ret, ret < 0 ? strerror(errno) : "");
    sigprocmask(SIG_BLOCK, NULL, &mask);
    printf(" [%d %d]\n", sigismember(&mask, SIGUSR1), sigismember(&mask, SIGUSR2));
}

int main(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    struct timespec none = {0, 0};
    struct epoll_event event = {.events = EPOLLIN};
    sigset_t blocked, open;
    struct pollfd fd;
    fd_set set;
    pid_t self = getpid();
    int ends[2], epoll = epoll_create1(0);
    char byte;

    setvbuf(stdout, NULL, _IONBF, 0);
    if (pipe(ends))
        return 1;
    fd = (struct pollfd){ends[0], POLLIN, 0};
    epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    sigemptyset(&open);
    sigaddset(&open, SIGUSR2);
    FD_ZERO(&set);
    FD_SET(ends[0], &set);

    raise(SIGUSR1);
    show("poll", poll(&fd, 1, 0));
    show("ppoll", ppoll(&fd, 1, &none, &open));
    show("nothing pending", ppoll(&fd, 1, &none, &open));
    raise(SIGUSR1);
    if (write(ends[1], "x", 1) != 1)
        return 1;
    show("what is ready first", ppoll(&fd, 1, NULL, &open));
    show("pselect", pselect(ends[0] + 1, &set, NULL, NULL, NULL, &open));
    if (read(ends[0], &byte, 1) != 1)
        return 1;
    show("pselect", pselect(ends[0] + 1, &set, NULL, NULL, &none, &open));
    printf("the set is as it was: %d\n", FD_ISSET(ends[0], &set) != 0);
    raise(SIGUSR1);
    show("epoll_pwait without time", epoll_pwait(epoll, &event, 1, 0, &open));
    show("epoll_pwait", epoll_pwait(epoll, &event, 1, 1000, &open));
    if (fork() == 0) {
        for (int i = 0; i < 3; i++) {
            usleep(100000);
            kill(self, SIGUSR1);
        }
        _exit(0);
    }
    show("ppoll waits", ppoll(&fd, 1, NULL, &open));
    show("pselect waits", pselect(ends[0] + 1, &set, NULL, NULL, NULL, &open));
    show("epoll_pwait waits", epoll_pwait(epoll, &event, 1, -1, &open));
    wait(NULL);
    return 0;
}
