#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Dates out of texts, and back. */
int main(void)
{
    struct tm tm;
    char buf[255];
    memset(&tm, 0, sizeof(tm));
    char *e = strptime("2024-02-29 07:08:09", "%Y-%m-%d %H:%M:%S", &tm);
    strftime(buf, sizeof(buf), "%e. %B %Y, %H:%M", &tm);
    printf("%s wday %d yday %d end '%s'\n", buf, tm.tm_wday, tm.tm_yday, e);
    memset(&tm, 0, sizeof tm);
    tm.tm_isdst = -1;
    e = strptime("Fri, 13 Feb 2009 23:31:30 rest", "%a, %d %b %Y %T", &tm);
    printf("%ld '%s'\n", (long)mktime(&tm), e);
    memset(&tm, 0, sizeof tm);
    printf("%s\n", strptime("xx", "%Y", &tm) ? "ok" : "null");
    e = strptime("12/31/99 11:59 PM", "%m/%d/%y %I:%M %p", &tm);
    printf("%d %d %d %d %d\n", tm.tm_mon, tm.tm_mday, tm.tm_year, tm.tm_hour, tm.tm_min);
    e = strptime("1000000000", "%s", &tm);
    printf("%s", asctime(&tm));
    e = strptime("March 5", "%B %e", &tm);
    printf("%d %d\n", tm.tm_mon, tm.tm_mday);
    e = strptime("200", "%j", &tm);
    printf("%d\n", tm.tm_yday);
    strftime(buf, sizeof buf,
             "%A %a %B %b %c %D %F %R %T %x %X %U %W %V %G %u %w %e %k %l %Z %z %% %n %t %C %y %h %I %p %r %s",
             gmtime(&(time_t) {
                    1234567890}
             ));
    puts(buf);
    return 0;
}
