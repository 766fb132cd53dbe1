/* date(1): the time, or a format of it; -u, -d @SECONDS, +FORMAT. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char text[512];
    const char *format = "%a %b %e %H:%M:%S %Z %Y";
    time_t now = time(NULL);
    int option;

    while ((option = getopt(argc, argv, "d:Ru")) != -1) {
        if (option == '?')
            return 1;
        if (option == 'R')
            format = "%a, %d %b %Y %H:%M:%S %z";
        if (option == 'd' && *optarg == '@')
            now = atol(optarg + 1);
    }
    if (optind < argc && *argv[optind] == '+') {
        format = argv[optind] + 1;
    } else if (optind < argc) {
        warn_about("invalid date '%s'", argv[optind]);
        return 1;
    }
    strftime(text, sizeof(text), format, localtime(&now));
    puts(text);
    return 0;
}
