// sigwait, sigwaitinfo and sigtimedwait: signals taken without handlers.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct timespec second = { 1, 0 };
    struct timespec none = { 0, 0 };
    siginfo_t info;
    sigset_t set;
    int number;
    pid_t child;

    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    number = sigtimedwait(&set, &info, &none);
    printf("nothing: %d %s\n", number, strerror(errno));
    number = sigtimedwait(&set, &info, &second);
    printf("timeout: %d %s\n", number, strerror(errno));
    raise(SIGUSR1);
    printf("sigwait %d", sigwait(&set, &number));
    printf(" gives %d\n", number);
    child = fork();
    if (child == 0)
        _exit(7);
    number = sigwaitinfo(&set, &info);
    printf("%s: CLD_EXITED %d, child %d, status %d\n", number == SIGCHLD ? "SIGCHLD" : "?",
           info.si_code == CLD_EXITED, info.si_pid == child, info.si_status);
    wait(NULL);
    return 0;
}
