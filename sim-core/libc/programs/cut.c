/* cut(1): -c LIST, -b LIST, -f LIST with -d and -s. */
#include "lines.h"
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *list;
static char separator = '\t';
static int by_field, skips_plain;

static int is_wanted(int number)
{
    for (const char *at = list; *at;) {
        char *rest;
        long low = *at == '-' ? 1 : strtol(at, &rest, 10), high = low;

        if (*at == '-')
            rest = (char *)at;
        if (*rest == '-') {
            rest++;
            high = *rest >= '0' && *rest <= '9' ? strtol(rest, &rest, 10) : 0x7fffffff;
        }
        if (number >= low && number <= high)
            return 1;
        at = *rest == ',' ? rest + 1 : "";
    }
    return 0;
}

static void cut_fields(char *line)
{
    int number = 1, has_printed = 0;

    if (!strchr(line, separator)) {
        if (!skips_plain)
            puts(line);
        return;
    }
    for (char *end; line; line = end ? end + 1 : NULL, number++) {
        end = strchr(line, separator);
        if (end)
            *end = '\0';
        if (!is_wanted(number))
            continue;
        if (has_printed)
            putchar(separator);
        fputs(line, stdout);
        has_printed = 1;
    }
    putchar('\n');
}

static void cut_input(FILE *input, const char *path)
{
    char *line;

    (void)path;
    while ((line = next_line(input))) {
        if (by_field) {
            cut_fields(line);
            continue;
        }
        for (int i = 0; line[i]; i++)
            if (is_wanted(i + 1))
                putchar(line[i]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "b:c:d:f:s")) != -1) {
        if (option == '?')
            return 1;
        if (option == 'd')
            separator = *optarg;
        else if (option == 's')
            skips_plain = 1;
        else
            list = optarg, by_field = option == 'f';
    }
    if (!list) {
        warn_about("you must specify a list of bytes, characters, or fields\nTry '%s --help' for more information.", argv[0]);
        return 1;
    }
    return for_each_input(argc - optind, argv + optind, cut_input);
}
