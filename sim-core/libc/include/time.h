/* <time.h>: date and time (C11 7.27, POSIX <time.h>). Local time is UTC: the lab has no time zones. */
#ifndef _TIME_H
#define _TIME_H

#include <bits/itimerspec.h>
#include <bits/null.h>
#include <bits/types.h>

#define CLOCKS_PER_SEC           1000000L
#define CLOCK_REALTIME           0
#define CLOCK_MONOTONIC          1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID  3
#define CLOCK_MONOTONIC_RAW      4
#define CLOCK_REALTIME_COARSE    5
#define CLOCK_MONOTONIC_COARSE   6
#define CLOCK_BOOTTIME           7
#define TIMER_ABSTIME            1
#define TIME_UTC                 1

struct tm {
    int tm_sec;
    int tm_min;
    int tm_hour;
    int tm_mday;
    int tm_mon;
    int tm_year;
    int tm_wday;
    int tm_yday;
    int tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
};

time_t time(time_t *seconds);
clock_t clock(void);
double difftime(time_t later, time_t earlier);
int clock_gettime(clockid_t clock, struct timespec *now);
int clock_getres(clockid_t clock, struct timespec *resolution);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *remaining);
int nanosleep(const struct timespec *request, struct timespec *remaining);
int timespec_get(struct timespec *now, int base);

extern char *tzname[2];
extern long timezone;
extern int daylight;

struct tm *gmtime(const time_t *seconds);
struct tm *gmtime_r(const time_t *seconds, struct tm *out);
struct tm *localtime(const time_t *seconds);
struct tm *localtime_r(const time_t *seconds, struct tm *out);
time_t mktime(struct tm *fields);
time_t timegm(struct tm *fields);
char *asctime(const struct tm *fields);
char *asctime_r(const struct tm *fields, char *text);
char *ctime(const time_t *seconds);
char *ctime_r(const time_t *seconds, char *text);
void tzset(void);
char *strptime(const char *text, const char *format, struct tm *out);
time_t timelocal(struct tm *fields);
int dysize(int year);
size_t strftime(char *text, size_t size, const char *format, const struct tm *fields);

#endif
