/* A loop that computes until handlers change variables: an alarm, an interval timer, a signal from a child, its end. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t flag, ticks, told, ended;
static unsigned long rounds;

static void on_alarm(int number) { (void)number; flag = 1; }
static void on_tick(int number) { (void)number; ticks++; }
static void on_told(int number) { (void)number; told = 1; }
static void on_end(int number) { (void)number; ended = 1; }

int main(void)
{
    struct itimerval every = {{0, 100000}, {0, 100000}}, never = {{0, 0}, {0, 0}};
    pid_t child;
    int status;

    signal(SIGALRM, on_alarm);
    alarm(2);
    while (!flag)
        rounds++;
    printf("the alarm has gone off\n");

    signal(SIGALRM, on_tick);
    setitimer(ITIMER_REAL, &every, NULL);
    while (ticks < 10)
        rounds++;
    setitimer(ITIMER_REAL, &never, NULL);
    printf("%d ticks\n", (int)ticks);

    signal(SIGUSR1, on_told);
    signal(SIGCHLD, on_end);
    fflush(stdout);
    child = fork();
    if (child == 0) {
        kill(getppid(), SIGUSR1);
        exit(3);
    }
    while (!told)
        rounds++;
    printf("told\n");
    while (!ended)
        rounds++;
    waitpid(child, &status, 0);
    printf("ended with %d\n", WEXITSTATUS(status));
    return 0;
}
