/* Signals: a thread that waits for them, one that gets its own, masks of each. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static pthread_t main_thread, worker;
static volatile sig_atomic_t who;

static void handler(int number)
{
    (void)number;
    who = pthread_equal(pthread_self(), worker) ? 2 : 1;
}

static void *wait_for_it(void *arg)
{
    sigset_t *set = arg;
    int number;

    for (int i = 0; i < 2; i++) {
        sigwait(set, &number);
        printf("sigwait got %s\n", number == SIGUSR1 ? "SIGUSR1" : "SIGTERM");
    }
    return NULL;
}

static void *nap(void *arg)
{
    pause();
    printf("handler ran in thread %d\n", who);
    return arg;
}

int main(void)
{
    struct sigaction action = { .sa_handler = handler };
    sigset_t set;

    main_thread = pthread_self();
    sigaction(SIGUSR2, &action, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&worker, NULL, wait_for_it, &set);
    sleep(1);
    kill(getpid(), SIGUSR1);
    sleep(1);
    pthread_kill(worker, SIGTERM);
    pthread_join(worker, NULL);
    pthread_create(&worker, NULL, nap, NULL);
    sleep(1);
    pthread_kill(worker, SIGUSR2);
    pthread_join(worker, NULL);
    return 0;
}
