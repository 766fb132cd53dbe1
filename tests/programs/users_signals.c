//@ not-on cc: processes that run freely can miss each other's signals there, and wait for ever
// Who may send signals to whom, and what the receiver is told about the sender.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *what, int result)
{
    printf("%-40s %s\n", what, result == -1 ? strerrorname_np(errno) : "ok");
    fflush(stdout);
}

#define SAY(call) say(#call, call)

static pid_t start(uid_t real, uid_t effective, uid_t saved, void (*body)(void))
{
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        setresuid(real, effective, saved);
        body();
        fflush(stdout);
        _exit(0);
    }
    return child;
}

static void sleeps(void)
{
    for (;;)
        pause();
}

static pid_t roots, alices, bobs, mixed;

static void tries(void)
{
    union sigval value = { 5 };

    printf("as %d %d\n", getuid(), geteuid());
    SAY(kill(roots, 0));
    SAY(kill(alices, 0));
    SAY(kill(bobs, 0));
    SAY(kill(mixed, 0));
    SAY(kill(roots, SIGCONT));
    SAY(kill(roots, 99));
    SAY(kill(bobs, SIGTERM));
    SAY(sigqueue(bobs, SIGTERM, value));
    SAY(kill(1, 0));
    SAY(kill(0, 0));
    SAY(kill(99999, 0));
}

static void kills_everybody(void)
{
    printf("everybody\n");
    SAY(kill(-1, SIGTERM));
    SAY(kill(-1, SIGTERM));
}

static void sends(void)
{
    union sigval value = { 7 };

    kill(getppid(), SIGUSR1);
    sigqueue(getppid(), SIGUSR2, value);
}

static void binds(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons(80) };

    SAY(bind(fd, (struct sockaddr *)&name, sizeof(name)));
    name.sin_port = htons(8080);
    SAY(bind(fd, (struct sockaddr *)&name, sizeof(name)));
}

static void connects(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX, .sun_path = "/tmp/socket" };
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), other = socket(AF_UNIX, SOCK_STREAM, 0);

    SAY(connect(fd, (struct sockaddr *)&name, sizeof(name)));
    strcpy(name.sun_path, "/other");
    SAY(bind(other, (struct sockaddr *)&name, sizeof(name)));
}

int main(void)
{
    struct sockaddr_un name = { .sun_family = AF_UNIX, .sun_path = "/tmp/socket" };
    struct ucred who;
    socklen_t size = sizeof(who);
    siginfo_t info;
    sigset_t set;
    int listener = socket(AF_UNIX, SOCK_STREAM, 0), pair[2];

    roots = start(0, 0, 0, sleeps);
    alices = start(1000, 1000, 1000, sleeps);
    bobs = start(1001, 1001, 1001, sleeps);
    mixed = start(0, 1000, 1001, sleeps);
    waitpid(start(1000, 1000, 1000, tries), NULL, 0);
    waitpid(start(1000, 1001, 1001, tries), NULL, 0);
    waitpid(start(1001, 1001, 0, tries), NULL, 0);
    waitpid(bobs, NULL, WNOHANG);
    waitpid(start(1000, 1000, 1000, kills_everybody), NULL, 0);
    printf("alice's is gone: %d, root's %d\n", waitpid(alices, NULL, WNOHANG) == alices, waitpid(roots, NULL, WNOHANG));
    kill(roots, SIGKILL);
    kill(mixed, SIGKILL);

    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    while (waitpid(-1, NULL, 0) > 0)
        ;
    sigtimedwait(&set, NULL, &(struct timespec){ 0, 0 });
    start(0, 1000, 0, sends);
    for (int i = 0; i < 3; i++) {
        sigwaitinfo(&set, &info);
        printf("signal %d, from user %d\n", info.si_signo, info.si_uid);
    }
    start(1000, 1000, 0, sends);
    for (int i = 0; i < 3; i++) {
        if (sigtimedwait(&set, &info, &(struct timespec){ 1, 0 }) == -1)
            break;
        printf("signal %d, from user %d\n", info.si_signo, info.si_uid);
    }
    while (waitpid(-1, NULL, 0) > 0)
        ;
    waitpid(start(1000, 1000, 1000, binds), NULL, 0);
    bind(listener, (struct sockaddr *)&name, sizeof(name));
    listen(listener, 5);
    waitpid(start(1000, 1000, 1000, connects), NULL, 0);
    seteuid(1000);
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &who, &size);
    printf("the peer is %d:%d\n", who.uid, who.gid);
    return 0;
}
