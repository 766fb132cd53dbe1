/* head(1): the first lines or bytes; -n N, -c N, -N, -q, -v. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long most = 10;
static int counts_bytes, shows_names = -1;
static int has_shown;

static void print_name(const char *path)
{
    printf("%s==> %s <==\n", has_shown ? "\n" : "", strcmp(path, "-") ? path : "standard input");
    has_shown = 1;
}

static void print_head(FILE *input)
{
    long left = most;
    int c;

    while (left > 0 && (c = getc(input)) != EOF) {
        putchar(c);
        left -= counts_bytes || c == '\n';
    }
}

static int print_file(const char *path, int has_name)
{
    FILE *input = strcmp(path, "-") ? fopen(path, "r") : stdin;

    if (!input) {
        warn_about("cannot open '%s' for reading: %s", path, strerror(errno));
        return 1;
    }
    if (has_name)
        print_name(path);
    print_head(input);
    if (input != stdin)
        fclose(input);
    return 0;
}

int main(int argc, char **argv)
{
    int option, failed = 0;

    while ((option = getopt(argc, argv, "c:n:qv0123456789")) != -1) {
        if (option >= '0' && option <= '9') {
            most = atol(argv[optind - 1] + 1);
            if (strspn(argv[optind - 1] + 1, "0123456789") != strlen(argv[optind - 1] + 1))
                most = atol(argv[optind] + 1);
            continue;
        }
        if (option == '?')
            return 1;
        if (option == 'q' || option == 'v')
            shows_names = option == 'v';
        else
            most = atol(optarg), counts_bytes = option == 'c';
    }
    if (optind == argc)
        return print_file("-", shows_names == 1);
    for (int i = optind; i < argc; i++)
        failed |= print_file(argv[i], shows_names < 0 ? argc - optind > 1 : shows_names);
    return failed;
}
