/* Seconds since 1970 to dates and back: gmtime(3), mktime(3). Local time is UTC. */
#include <errno.h>
#include <limits.h>
#include <time.h>

#define DAY       86400L
#define ERA_DAYS  146097L /* 400 years */
#define ERA_START 719468L /* days from 0000-03-01 to 1970-01-01 */

/* Days since 1970 of a date; years start in March, so that the leap day is the last. */
static long days_of(long year, int month, long day)
{
    long era;
    long year_of_era;
    long day_of_year;

    if (month < 2)
        year--;
    era = (year >= 0 ? year : year - 399) / 400;
    year_of_era = year - era * 400;
    day_of_year = (153 * ((month + 10) % 12) + 2) / 5 + day - 1;
    return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - ERA_START;
}

/* The date of a day. Returns the year, which may be too large for an int. */
static long date_of(long days, struct tm *out)
{
    long shifted = days + ERA_START;
    long era = (shifted >= 0 ? shifted : shifted - ERA_DAYS + 1) / ERA_DAYS;
    long day = shifted - era * ERA_DAYS;
    long year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    long day_of_year = day - (365 * year + year / 4 - year / 100);
    long month = (5 * day_of_year + 2) / 153;

    out->tm_mday = (int)(day_of_year - (153 * month + 2) / 5 + 1);
    out->tm_mon = (int)((month + 2) % 12);
    return year + era * 400 + (out->tm_mon < 2);
}

struct tm *gmtime_r(const time_t *seconds, struct tm *out)
{
    long days = *seconds / DAY;
    long left = *seconds % DAY;
    long year;

    if (left < 0) {
        left += DAY;
        days--;
    }
    year = date_of(days, out);
    if (year - 1900 > INT_MAX || year - 1900 < INT_MIN) {
        errno = EOVERFLOW;
        return NULL;
    }
    out->tm_year = (int)(year - 1900);
    out->tm_yday = (int)(days - days_of(year, 0, 1));
    out->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
    out->tm_hour = (int)(left / 3600);
    out->tm_min = (int)(left % 3600 / 60);
    out->tm_sec = (int)(left % 60);
    out->tm_isdst = 0;
    out->tm_gmtoff = 0;
    out->tm_zone = "GMT";
    return out;
}

struct tm *localtime_r(const time_t *seconds, struct tm *out)
{
    if (!gmtime_r(seconds, out))
        return NULL;
    out->tm_zone = "UTC";
    return out;
}

static struct tm last;

struct tm *gmtime(const time_t *seconds)
{
    return gmtime_r(seconds, &last);
}

struct tm *localtime(const time_t *seconds)
{
    return localtime_r(seconds, &last);
}

/* Fields outside their ranges are carried over, and all are brought in order. */
time_t mktime(struct tm *fields)
{
    long year = fields->tm_year + 1900L + fields->tm_mon / 12;
    int month = fields->tm_mon % 12;
    time_t seconds;

    if (month < 0) {
        month += 12;
        year--;
    }
    seconds = (days_of(year, month, 1) + fields->tm_mday - 1) * DAY + fields->tm_hour * 3600L + fields->tm_min * 60L +
              fields->tm_sec;
    return localtime_r(&seconds, fields) ? seconds : -1;
}

time_t timegm(struct tm *fields)
{
    time_t seconds = mktime(fields);

    fields->tm_zone = "GMT";
    return seconds;
}

time_t timelocal(struct tm *fields)
{
    return mktime(fields);
}

/* dysize(3): how many days a year has. */
int dysize(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 366 : 365;
}
