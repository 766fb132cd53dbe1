/* Dates from and to seconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(void)
{
    static const char format[] = "%a %A %b %B %c|%C %d %D %e %F|%g %G %h %H %I %j|%k %l %m %M %n%p %P %r|%R %s %S %t %T %u %U|%V %w %W %x %X %y %Y %z %% %Q";
    static const time_t times[] = { 0, 1, -1, 951782400, 951868800, 1709164800, 1704067199, 1704067200, 1735603200, 1230768000, 1262304000,
                                    4102444800, -2208988800, -62135596800, 253402300799, 1000000000, 1483228799 };
    char text[1000];
    struct tm odd = { .tm_year = 124, .tm_mon = 14, .tm_mday = -3, .tm_hour = 49, .tm_min = -5, .tm_sec = 3700 };

    for (unsigned i = 0; i < sizeof(times) / sizeof(*times); i++) {
        struct tm *tm = gmtime(&times[i]);

        printf("%ld %ld %s\n", (long)times[i], (long)strftime(text, sizeof(text), format, tm), text);
        printf("%s%s", asctime(tm), ctime(&times[i]));
        printf("%d %d %ld %s\n", tm->tm_yday, tm->tm_isdst, (long)mktime(tm), tm->tm_zone);
    }
    for (time_t t = 1000000; t < 4000000000; t += 86400 * 37 + 12345) {
        struct tm tm;

        gmtime_r(&t, &tm);
        strftime(text, sizeof(text), "%F %T %G-%V-%u %U %W %j", &tm);
        printf("%s %d\n", text, mktime(&tm) == t);
    }
    printf("%ld ", (long)mktime(&odd));
    printf("%s", asctime(&odd));
    printf("%zu\n", strftime(text, 5, "%F", &odd));
    printf("%g\n", difftime(10, 3));
    return 0;
}
