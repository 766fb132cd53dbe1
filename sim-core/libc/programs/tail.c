/* tail(1): the last lines or bytes; -n N, -n +N, -c N, -N. It does not follow. */
#include "tool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long most = 10;
static int counts_bytes, from_start;

static char *text;
static size_t len;

static void read_all(FILE *input)
{
    size_t room = 0;
    int c;

    text = NULL;
    len = 0;
    while ((c = getc(input)) != EOF) {
        if (len == room)
            text = realloc(text, room = room * 2 + 4096);
        text[len++] = (char)c;
    }
}

/* Where the tail begins. */
static size_t beginning(void)
{
    size_t at = from_start ? 0 : len;
    long left = most;

    if (from_start) {
        for (left--; left > 0 && at < len; at++)
            left -= counts_bytes || text[at] == '\n';
        return at;
    }
    if (at > 0 && !counts_bytes && text[at - 1] == '\n')
        at--;
    for (; at > 0; at--) {
        if (counts_bytes ? left-- == 0 : text[at - 1] == '\n' && --left == 0)
            break;
    }
    return most == 0 ? len : at;
}

static int print_file(const char *path, int has_name)
{
    static int has_shown;
    FILE *input = strcmp(path, "-") ? fopen(path, "r") : stdin;
    size_t from;

    if (!input) {
        warn_about("cannot open '%s' for reading: %s", path, strerror(errno));
        return 1;
    }
    if (has_name)
        printf("%s==> %s <==\n", has_shown++ ? "\n" : "", strcmp(path, "-") ? path : "standard input");
    read_all(input);
    from = beginning();
    fwrite(text + from, 1, len - from, stdout);
    free(text);
    if (input != stdin)
        fclose(input);
    return 0;
}

static void take_count(const char *count)
{
    from_start = *count == '+';
    most = atol(count + (*count == '+' || *count == '-'));
}

int main(int argc, char **argv)
{
    int option, failed = 0, first = 1;

    if (argc > 1 && (*argv[1] == '-' || *argv[1] == '+') && argv[1][1] >= '0' && argv[1][1] <= '9') {
        take_count(argv[1]);
        first = optind = 2;
    }
    while ((option = getopt(argc, argv, "c:fn:qv")) != -1) {
        if (option == '?')
            return 1;
        if (option == 'c' || option == 'n')
            take_count(optarg), counts_bytes = option == 'c';
        if (option == 'f') {
            warn_about("following a file is not part of the lab");
            return 69;
        }
    }
    (void)first;
    if (optind == argc)
        return print_file("-", 0);
    for (int i = optind; i < argc; i++)
        failed |= print_file(argv[i], argc - optind > 1);
    return failed;
}
