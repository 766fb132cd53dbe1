/* Clocks and sleeping: clock_gettime(2), nanosleep(2), time(2). glibc asks clock_nanosleep for nanosleep. */
#include <bits/syscall_ret.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *now)
{
    return (int)__syscall_ret(__lab_syscall(SYS_clock_gettime, clock, now));
}

int clock_getres(clockid_t clock, struct timespec *resolution)
{
    return (int)__syscall_ret(__lab_syscall(SYS_clock_getres, clock, resolution));
}

int timespec_get(struct timespec *now, int base)
{
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, now) == 0 ? base : 0;
}

/* Returns the error instead of setting errno. */
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *remaining)
{
    return (int)-__lab_syscall(SYS_clock_nanosleep, clock, flags, request, remaining);
}

int nanosleep(const struct timespec *request, struct timespec *remaining)
{
    return (int)__syscall_ret(__lab_syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, request, remaining));
}

time_t time(time_t *seconds)
{
    return __syscall_ret(__lab_syscall(SYS_time, seconds));
}

clock_t clock(void)
{
    struct timespec used;

    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) < 0)
        return -1;
    return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / 1000;
}

double difftime(time_t later, time_t earlier)
{
    return (double)later - (double)earlier;
}

/* In truth no call of the kernel's but the vDSO's answer, as that of clock_gettime (vdso(7)). There are no time zones. */
int gettimeofday(struct timeval *now, void *zone)
{
    struct timespec time;

    if (zone)
        memset(zone, 0, 2 * sizeof(int));
    if (!now)
        return 0;
    if (clock_gettime(CLOCK_REALTIME, &time) < 0)
        return -1;
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

int getitimer(int which, struct itimerval *value)
{
    return (int)__syscall_ret(__lab_syscall(SYS_getitimer, which, value));
}

int setitimer(int which, const struct itimerval *value, struct itimerval *old)
{
    return (int)__syscall_ret(__lab_syscall(SYS_setitimer, which, value, old));
}
