/* system(3): a command by the shell. Meanwhile SIGINT and SIGQUIT are ignored, and SIGCHLD waits (POSIX system). */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct kept {
    struct sigaction interrupt;
    struct sigaction quit;
    sigset_t mask;
};

static void give_back(const struct kept *kept)
{
    sigaction(SIGINT, &kept->interrupt, NULL);
    sigaction(SIGQUIT, &kept->quit, NULL);
    sigprocmask(SIG_SETMASK, &kept->mask, NULL);
}

static int run(const char *command)
{
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    struct kept kept;
    sigset_t child;
    int status = -1;
    pid_t pid;

    sigaction(SIGINT, &ignore, &kept.interrupt);
    sigaction(SIGQUIT, &ignore, &kept.quit);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &kept.mask);
    pid = vfork();
    if (pid == 0) {
        give_back(&kept);
        execl("/bin/sh", "sh", "-c", "--", command, (char *)NULL);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) {
            status = -1;
            break;
        }
    }
    give_back(&kept);
    return status;
}

int system(const char *command)
{
    return command ? run(command) : run("exit 0") == 0;
}
