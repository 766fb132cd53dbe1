#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALICE 1000
#define BOB   1001

static pid_t start_sleeper(uid_t user)
{
    pid_t child = fork();

    if (child == 0) {
        setuid(user);
        pause();
        _exit(0);
    }
    return child;
}

static void try(const char *whose, pid_t target)
{
    int failed = kill(target, SIGTERM) < 0;

    printf("kill of %s process: %s\n", whose, failed ? strerror(errno) : "done");
    fflush(stdout);
}

int main(void)
{
    pid_t alices = start_sleeper(ALICE), bobs = start_sleeper(BOB);

    if (fork() == 0) {
        setuid(ALICE);
        sleep(1);
        try("alice's", alices);
        try("bob's", bobs);
        _exit(0);
    }
    sleep(2);
    try("bob's", bobs);
    while (wait(NULL) > 0)
        ;
    return 0;
}
