#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void on_signal(int signal)
{
    caught = signal;
}

static void handle(int signal, int flags)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigaction(signal, &action, NULL);
}

/* The child's end is ready to be seen before the news of it comes as a signal. */
static void poll_sees_hangup(void)
{
    int ends[2];
    pipe(ends);
    handle(SIGCHLD, 0);
    if (fork() == 0) {
        close(ends[0]);
        usleep(100);
        _exit(0);
    }
    close(ends[1]);
    struct pollfd fd = { .fd = ends[0], .events = POLLIN };
    int ready = poll(&fd, 1, -1);
    printf("%d ready, hung up: %d, signal %d\n", ready, (fd.revents & POLLHUP) != 0, caught == SIGCHLD);
    wait(NULL);
    close(ends[0]);
}

/* Neither is made again, whatever the handler asks for, and select tells what was left of the time. */
static void handlers_end_waits(void)
{
    struct timeval time = { .tv_sec = 5 };
    int none[2];
    pipe(none);
    struct pollfd fd = { .fd = none[0], .events = POLLIN };
    handle(SIGALRM, SA_RESTART);
    alarm(1);
    printf("poll: %d", poll(&fd, 1, -1));
    printf(", %s\n", strerror(errno));
    fd_set set;
    FD_ZERO(&set);
    FD_SET(none[0], &set);
    alarm(1);
    printf("select: %d", select(none[0] + 1, &set, NULL, NULL, &time));
    printf(", %s, still in the set: %d\n", strerror(errno), FD_ISSET(none[0], &set) != 0);
}

/* Opening a FIFO is made again if the handler asks for it. */
static void open_goes_on(void)
{
    mkfifo("fifo", 0600);
    alarm(1);
    if (fork() == 0) {
        sleep(2);
        close(open("fifo", O_WRONLY));
        _exit(0);
    }
    int fd = open("fifo", O_RDONLY);
    printf("opened: %d\n", fd >= 0);
    close(fd);
    wait(NULL);
    handle(SIGALRM, 0);
    alarm(1);
    printf("open: %d", open("fifo", O_WRONLY));
    printf(", %s\n", strerror(errno));
    unlink("fifo");
}

int main(void)
{
    poll_sees_hangup();
    handlers_end_waits();
    open_goes_on();
    return 0;
}
