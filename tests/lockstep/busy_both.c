/* Parent and child both compute until the other's signal comes. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static volatile sig_atomic_t turn;
static void on(int number) { (void)number; turn = 1; }
int main(void)
{
    int i;
    pid_t other, child;
    volatile unsigned long n = 0;
    signal(SIGUSR1, on);
    child = fork();
    other = child ? child : getppid();
    for (i = 0; i < 3; i++) {
        if (child) {
            printf("ping %d\n", i); fflush(stdout);
            kill(other, SIGUSR1);
            while (!turn) n++;
            turn = 0;
        } else {
            while (!turn) n++;
            turn = 0;
            printf("pong %d\n", i); fflush(stdout);
            kill(other, SIGUSR1);
        }
    }
    if (child) wait(NULL);
    return 0;
}
