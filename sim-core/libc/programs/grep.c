/* grep(1): -c, -E, -F, -h, -H, -i, -l, -n, -o, -q, -s, -v, -w, -x. The expressions are those of expression.c. */
#include "expression.h"
#include "lines.h"
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static int options[128];
static struct expression expression;
static int has_names, has_found;

static int is_word(int c)
{
    return isalnum(c) || c == '_';
}

/* Where the line matches from `at` on; NULL if nowhere. The end goes to `end`. */
static const char *found(const char *line, const char *at, const char **end)
{
    for (;; at++) {
        *end = match_at(&expression, line, at);
        if (*end) {
            int is_whole = at == line && **end == '\0';
            int is_a_word = (at == line || !is_word((unsigned char)at[-1])) && !is_word((unsigned char)**end);

            if ((!options['x'] || is_whole) && (!options['w'] || is_a_word))
                return at;
        }
        if (!*at)
            return NULL;
    }
}

static void print_start(const char *path, long number)
{
    if (has_names)
        printf("%s:", path);
    if (options['n'])
        printf("%ld:", number);
}

static void print_parts(const char *line, const char *path, long number)
{
    const char *end, *at = line;

    while (*at && (at = found(line, at, &end))) {
        if (end > at) {
            print_start(path, number);
            printf("%.*s\n", (int)(end - at), at);
        }
        at = end > at ? end : at + 1;
    }
}

static void search(FILE *input, const char *path)
{
    long number = 0, count = 0;
    char *line;
    const char *end;

    while ((line = next_line(input))) {
        number++;
        if ((found(line, line, &end) != NULL) == options['v'])
            continue;
        count++;
        has_found = 1;
        if (options['q'] || options['l'])
            break;
        if (options['o'])
            print_parts(line, path, number);
        else if (!options['c'])
            print_start(path, number), puts(line);
    }
    if (options['c'])
        printf(has_names ? "%s:%ld\n" : "%.0s%ld\n", path, count);
    if (options['l'] && count)
        puts(path);
}

int main(int argc, char **argv)
{
    int option, failed = 0;
    const char *pattern = NULL;

    while ((option = getopt(argc, argv, "cEe:FhHilnoqsvwx")) != -1) {
        if (option == '?')
            return 2;
        options[option] = 1;
        if (option == 'e')
            pattern = optarg;
    }
    if (!pattern && optind < argc)
        pattern = argv[optind++];
    if (!pattern) {
        fprintf(stderr, "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n");
        return 2;
    }
    compile_expression(&expression, pattern, options['F'] ? FIXED : options['E'] ? EXTENDED : BASIC, options['i']);
    has_names = options['H'] || (argc - optind > 1 && !options['h']);
    if (optind == argc)
        search(stdin, "(standard input)");
    for (int i = optind; i < argc; i++) {
        FILE *input = strcmp(argv[i], "-") ? fopen(argv[i], "r") : stdin;

        if (!input) {
            if (!options['s'])
                warn_about("%s: %s", argv[i], strerror(errno));
            failed = 2;
            continue;
        }
        search(input, argv[i]);
        if (input != stdin)
            fclose(input);
    }
    return has_found && options['q'] ? 0 : failed ? failed : !has_found;
}
