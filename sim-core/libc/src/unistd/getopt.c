/* getopt(3), with GNU permutation: operands move behind the options unless the string of options starts with + or POSIXLY_CORRECT is set. */
#include <bits/getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1;
int opterr = 1;
int optopt = '?';

enum order { PERMUTE, REQUIRE_ORDER, RETURN_IN_ORDER };

static char *next_char;       /* rest of a group of short options */
static int last_bad;          /* what optopt shows: the last option refused, 0 before there was one */
static int first_operand = 1; /* argv[first_operand .. last_operand] are operands that were passed over */
static int last_operand = 1;

/* Moves the operands passed over behind the options that came after them. */
static void rotate(char **argv)
{
    int options = optind - last_operand;

    for (int done = 0; done < options; done++) {
        char *option = argv[last_operand + done];

        for (int at = last_operand + done; at > first_operand + done; at--)
            argv[at] = argv[at - 1];
        argv[first_operand + done] = option;
    }
    first_operand += options;
    last_operand = optind;
}

static int is_operand(const char *arg)
{
    return arg[0] != '-' || arg[1] == '\0';
}

/* Finds the next group of options. Returns 0 when it has one, or what getopt shall return. */
static int next_group(int argc, char **argv, enum order order)
{
    if (last_operand > optind)
        last_operand = optind;
    if (first_operand > optind)
        first_operand = optind;
    if (order == PERMUTE) {
        if (first_operand != last_operand && last_operand != optind)
            rotate(argv);
        else if (last_operand != optind)
            first_operand = optind;
        while (optind < argc && is_operand(argv[optind]))
            optind++;
        last_operand = optind;
    }
    if (optind < argc && strcmp(argv[optind], "--") == 0) {
        optind++;
        if (first_operand != last_operand && last_operand != optind)
            rotate(argv);
        else if (first_operand == last_operand)
            first_operand = optind;
        last_operand = argc;
        optind = argc;
    }
    if (optind >= argc) {
        if (first_operand != last_operand)
            optind = first_operand;
        return -1;
    }
    if (is_operand(argv[optind])) {
        if (order == REQUIRE_ORDER)
            return -1;
        optarg = argv[optind++];
        return 1;
    }
    next_char = argv[optind] + 1;
    return 0;
}

/* The argument of an option: the rest of the word, or the next word. */
static int take_argument(int argc, char **argv, const char *options, const char *entry, int is_quiet)
{
    int option = *entry;

    if (*next_char != '\0') {
        optarg = next_char;
        optind++;
    } else if (entry[2] == ':') {
        optarg = NULL;
        optind++;
    } else if (++optind >= argc) {
        if (!is_quiet)
            fprintf(stderr, "%s: option requires an argument -- '%c'\n", argv[0], option);
        optopt = last_bad = option;
        option = *options == ':' ? ':' : '?';
    } else {
        optarg = argv[optind++];
    }
    next_char = NULL;
    return option;
}

int __getopt(int argc, char *const argv[], const char *options, struct long_options *long_options)
{
    char **args = (char **)argv;
    enum order order = getenv("POSIXLY_CORRECT") ? REQUIRE_ORDER : PERMUTE;
    const char *entry;
    int is_quiet;
    int option;

    if (argc < 1)
        return -1;
    optarg = NULL;
    optopt = last_bad;
    if (optind == 0) {
        optind = 1;
        first_operand = last_operand = 1;
        next_char = NULL;
    }
    if (*options == '-' || *options == '+')
        order = *options++ == '-' ? RETURN_IN_ORDER : REQUIRE_ORDER;
    is_quiet = *options == ':' || !opterr;
    if (!next_char || *next_char == '\0') {
        int done = next_group(argc, args, order);

        if (done)
            return done;
        if (long_options) {
            option = long_options->take(argc, args, options, long_options, is_quiet);
            if (option != NOT_LONG) {
                next_char = NULL;
                last_bad = optopt;
                return option;
            }
        }
    }
    option = *next_char++;
    entry = strchr(options, option);
    if (!entry || option == ':' || option == ';') {
        if (!is_quiet)
            fprintf(stderr, "%s: invalid option -- '%c'\n", argv[0], option);
        optopt = last_bad = option;
        option = '?';
        entry = NULL;
    }
    if (entry && entry[1] == ':')
        return take_argument(argc, args, options, entry, is_quiet);
    if (*next_char == '\0')
        optind++;
    return option;
}

int getopt(int argc, char *const argv[], const char *options)
{
    return __getopt(argc, argv, options, NULL);
}
