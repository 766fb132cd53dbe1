/* signalfd: reading what is pending, waiting for it, changing the set, and where it comes from. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, int fd)
{
    struct signalfd_siginfo list[4];
    ssize_t count = read(fd, list, sizeof list);

    printf("%s: %zd%s%s\n", what, count, count < 0 ? " " : "", count < 0 ? strerror(errno) : "");
    for (int i = 0; i * (ssize_t)sizeof list[0] < count; i++)
        printf("  %s code %d status %d value %d %s\n", strsignal((int)list[i].ssi_signo), list[i].ssi_code,
            list[i].ssi_status, list[i].ssi_int, list[i].ssi_pid == (unsigned int)getpid() ? "mine" : "not mine");
}

int main(void)
{
    sigset_t set;
    struct pollfd poll_fd;
    pid_t self = getpid();
    char small[100];
    int fd;

    setvbuf(stdout, NULL, _IONBF, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGALRM);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    poll_fd = (struct pollfd){fd, POLLIN, 0};
    printf("%d ready\n", poll(&poll_fd, 1, 0));
    show("nothing", fd);
    sigqueue(self, SIGRTMIN, (union sigval){.sival_int = 7});
    sigqueue(self, SIGRTMIN, (union sigval){.sival_int = 8});
    raise(SIGUSR1);
    raise(SIGUSR1);
    printf("%d ready\n", poll(&poll_fd, 1, 0));
    show("three kinds", fd);
    if (fork() == 0)
        _exit(3);
    poll(&poll_fd, 1, -1);
    show("a child", fd);
    wait(NULL);
    alarm(1);
    poll(&poll_fd, 1, -1);
    show("the alarm", fd);
    printf("%zd %s\n", read(fd, small, sizeof small), strerror(errno));
    sigdelset(&set, SIGUSR1);
    sigdelset(&set, SIGCHLD);
    printf("same: %d\n", signalfd(fd, &set, 0) == fd);
    raise(SIGUSR1);
    show("not in the set", fd);
    fd = signalfd(-1, &set, 0);
    if (fork() == 0) {
        usleep(50000);
        kill(self, SIGUSR2);
        _exit(0);
    }
    show("waited for", fd);
    printf("%d %s\n", signalfd(0, &set, 0), strerror(errno));
    printf("%d %s\n", signalfd(-1, &set, 1), strerror(errno));
    return 0;
}
