/* sleep(1): for a number of seconds, or with s, m, h, d behind it; several are added. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv)
{
    double seconds = 0;
    struct timespec time;

    if (argc < 2) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        char *unit;
        double value = strtod(argv[i], &unit);

        if (unit == argv[i] || value < 0 || (*unit && (!strchr("smhd", *unit) || unit[1]))) {
            warn_about("invalid time interval '%s'\nTry '%s --help' for more information.", argv[i], argv[0]);
            return 1;
        }
        seconds += value * (*unit == 'm' ? 60 : *unit == 'h' ? 3600 : *unit == 'd' ? 86400 : 1);
    }
    time.tv_sec = (time_t)seconds;
    time.tv_nsec = (long)((seconds - (double)time.tv_sec) * 1e9);
    nanosleep(&time, NULL);
    return 0;
}
