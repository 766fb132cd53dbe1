#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void count(int number)
{
    static int times;

    printf("%s, %d\n", number == SIGUSR1 ? "SIGUSR1" : "?", ++times);
    fflush(stdout);
}

/* A program that asks for POSIX alone gets the forms of `signal` and `strerror_r` that are not GNU's. */
int main(void)
{
    char text[40] = "not written", small[8];
    struct sigaction now;
    int status;

    printf("%d", strerror_r(EACCES, text, sizeof(text)));
    printf(" %s\n", text);
    printf("%d", strerror_r(ENOENT, small, sizeof(small)) == ERANGE);
    printf(" %s\n", small);
    printf("%d", strerror_r(4321, text, sizeof(text)) == EINVAL);
    printf(" %s\n", text);
    signal(SIGUSR1, count);
    sigaction(SIGUSR1, NULL, &now);
    printf("forgets %d, defers %d\n", (now.sa_flags & (int)SA_RESETHAND) != 0, (now.sa_flags & SA_NODEFER) == 0);
    fflush(stdout);
    if (fork() == 0) {
        raise(SIGUSR1);
        raise(SIGUSR1);
        _exit(0);
    }
    wait(&status);
    printf("second time: %s\n", WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "alive");
    return 0;
}
