/* echo(1) of GNU: -n, -e, -E. */
#include "escapes.h"

#include <stdio.h>
#include <string.h>

/* Takes the options at the beginning; any other letter makes a word of it. */
static int take_options(int argc, char **argv, int *has_newline, int *has_escapes)
{
    int at = 1;

    for (; at < argc && argv[at][0] == '-' && argv[at][1] && !argv[at][strspn(argv[at] + 1, "neE") + 1]; at++) {
        for (const char *option = argv[at] + 1; *option; option++) {
            if (*option == 'n')
                *has_newline = 0;
            else
                *has_escapes = *option == 'e';
        }
    }
    return at;
}

int main(int argc, char **argv)
{
    int has_newline = 1, has_escapes = 0;

    for (int at = take_options(argc, argv, &has_newline, &has_escapes); at < argc; at++) {
        if (!has_escapes)
            fputs(argv[at], stdout);
        else if (print_escaped(argv[at], ESCAPES_OF_ECHO) < 0)
            return 0;
        if (at + 1 < argc)
            putchar(' ');
    }
    if (has_newline)
        putchar('\n');
    return 0;
}
