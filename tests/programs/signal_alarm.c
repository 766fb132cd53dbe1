//@ not-on cc: it measures real time there, which a busy machine stretches
// alarm and setitimer: SIGALRM once, and again and again.
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t ticks;

static void on_alarm(int number)
{
    (void)number;
    ticks++;
}

int main(void)
{
    struct itimerval every = { { 0, 250000 }, { 0, 500000 } };
    struct itimerval off = { { 0, 0 }, { 0, 0 } };
    struct itimerval now;

    signal(SIGALRM, on_alarm);
    printf("alarm %u\n", alarm(10));
    printf("alarm %u\n", alarm(1));
    pause();
    printf("ticks %d\n", (int)ticks);
    alarm(1);
    printf("sleep left %u\n", sleep(5));
    setitimer(ITIMER_REAL, &every, NULL);
    getitimer(ITIMER_REAL, &now);
    printf("interval %ld\n", (long)now.it_interval.tv_usec);
    while (ticks < 6)
        pause();
    setitimer(ITIMER_REAL, &off, NULL);
    printf("ticks %d\n", (int)ticks);
    return 0;
}
