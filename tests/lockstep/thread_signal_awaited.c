/* One thread pauses with a handler, another waits for the same signal. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
static void note(int number) { (void)number; write(1, "handler\n", 8); }
static sigset_t set;
static void *waiter(void *arg)
{
    int got;
    (void)arg;
    sigwait(&set, &got);
    write(1, "waiter\n", 7);
    return NULL;
}
int main(void)
{
    pthread_t thread;
    struct sigaction action = {.sa_handler = note};
    sigaction(SIGUSR1, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_create(&thread, NULL, waiter, NULL);
    if (fork() == 0) {
        usleep(1000);
        kill(getppid(), SIGUSR1);
        usleep(1000);
        kill(getppid() + 1, SIGUSR1);
        usleep(1000);
        kill(getppid(), SIGUSR1);
        _exit(0);
    }
    pause();
    pause();
    wait(NULL);
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    return 0;
}
