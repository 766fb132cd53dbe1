/* seq(1): whole and broken numbers; -s SEPARATOR, -w. */
#include "tool.h"

#include <stdlib.h>
#include <string.h>

static int digits_behind(const char *text)
{
    const char *point = strchr(text, '.');

    return point ? (int)strlen(point + 1) : 0;
}

int main(int argc, char **argv)
{
    double first = 1, step = 1, last;
    const char *separator = "\n";
    int at = 1, digits = 0, has_printed = 0;
    long count;

    for (; at < argc && !strncmp(argv[at], "-s", 2); at++)
        separator = argv[at][2] || at + 1 == argc ? argv[at] + 2 : argv[++at];
    if (at >= argc) {
        warn_about("missing operand\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    for (int i = at; i < argc; i++)
        digits = digits_behind(argv[i]) > digits ? digits_behind(argv[i]) : digits;
    if (argc - at > 1)
        first = atof(argv[at]);
    if (argc - at > 2)
        step = atof(argv[at + 1]);
    last = atof(argv[argc - 1]);
    count = step == 0 ? 0 : (long)((last - first) / step + 1e-9) + 1;
    for (long i = 0; i < count; i++) {
        printf("%s%.*f", has_printed ? separator : "", digits, first + (double)i * step);
        has_printed = 1;
    }
    if (has_printed)
        putchar('\n');
    return 0;
}
