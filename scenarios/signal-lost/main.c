// Wrong on purpose: counts events by a standard signal. While one is pending, more of the same are lost.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define SENT 5

static volatile sig_atomic_t counted;

static void on_signal(int number)
{
    (void)number;
    counted++;
}

static void sender(void)
{
    for (int i = 0; i < SENT; i++)
        kill(getppid(), SIGUSR1);
    _exit(0);
}

int main(void)
{
    struct sigaction action = { 0 };

    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    if (fork() == 0)
        sender();
    wait(NULL);
    printf("sent %d, counted %d\n", SENT, (int)counted);
    return 0;
}
