#include <stdio.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static volatile sig_atomic_t ticks;
static void h(int s, siginfo_t * si, void *u)
{
    ticks++;
}

/* A timer that goes off again and again, clocks, dates. */
int main(void)
{
    struct sigaction sa;
    struct itimerval it, old;
    memset(&sa, 0, sizeof(sa));
    sa.sa_sigaction = h;
    sa.sa_flags = SA_SIGINFO;
    sigaction(SIGALRM, &sa, NULL);
    it.it_interval.tv_sec = 0;
    it.it_interval.tv_usec = 100000;
    it.it_value = it.it_interval;
    setitimer(ITIMER_REAL, &it, NULL);
    while (ticks < 5)
        pause();
    memset(&it, 0, sizeof it);
    setitimer(ITIMER_REAL, &it, &old);
    printf("ticks %d interval %ld\n", ticks, (long)old.it_interval.tv_usec);
    struct timespec ts = { 0, 50000000 }, rem;
    struct timeval a, b;
    gettimeofday(&a, NULL);
    nanosleep(&ts, &rem);
    gettimeofday(&b, NULL);
    long us = (b.tv_sec - a.tv_sec) * 1000000 + b.tv_usec - a.tv_usec;
    printf("%d\n", us >= 50000);
    printf("%u\n", alarm(10));
    printf("%u\n", alarm(0));
    time_t t = 86400 * 365;
    struct tm *tm = gmtime(&t);
    char buf[50];
    strftime(buf, sizeof buf, "%Y-%m-%d %H:%M:%S %j", tm);
    puts(buf);
    printf("%s", asctime(tm));
    return 0;
}
