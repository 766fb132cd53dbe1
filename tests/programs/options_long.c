//@ args -v --size=12 --dry-run input.txt -k --out result --depth -- -v last
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

enum { OPTION_DEPTH = 1000 };

static int is_dry;

static const struct option known[] = {
    { "verbose", no_argument, NULL, 'v' },   { "size", required_argument, NULL, 's' },
    { "output", required_argument, NULL, 'o' }, { "dry-run", no_argument, &is_dry, 1 },
    { "depth", optional_argument, NULL, OPTION_DEPTH }, { "dense", no_argument, NULL, 'd' },
    { NULL, 0, NULL, 0 },
};

static void parse(int argc, char **argv, int (*next)(int, char *const *, const char *, const struct option *, int *))
{
    int option, index;

    optind = 0;
    while (index = -1, (option = next(argc, argv, "vks:o:", known, &index)) != -1) {
        if (option >= ' ' && option < 127)
            printf("'%c'", option);
        else
            printf("%d", option);
        printf(" index %d, argument %s, optopt %d\n", index, optarg ? optarg : "none", optopt);
    }
    for (int i = optind; i < argc; i++)
        printf("operand %s\n", argv[i]);
}

/* Long options: abbreviated, with arguments, wrong, and with a single dash. */
int main(int argc, char **argv)
{
    char *wrong[] = { "wrong", "--nothing", "--de", "--size", NULL };
    char *more[] = { "more", "--verbose=3", "-x", "-s", NULL };
    char *single[] = { "single", "-size", "3", "-verb", "-o", "file", "-none", "rest", NULL };

    setbuf(stdout, NULL);
    dup2(STDOUT_FILENO, STDERR_FILENO);
    argv[0] = "program";
    parse(argc, argv, getopt_long);
    printf("dry: %d\n", is_dry);
    parse(4, wrong, getopt_long);
    parse(4, more, getopt_long);
    parse(8, single, getopt_long_only);
    opterr = 0;
    parse(4, wrong, getopt_long);
    return 0;
}
