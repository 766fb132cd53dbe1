/* getopt over the arguments given and over some of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void parse(int argc, char **argv, const char *options)
{
    int option;

    optind = 0;
    printf("options %s\n", options);
    while ((option = getopt(argc, argv, options)) != -1)
        printf("%c (%c) %s %d\n", option, optopt, optarg ? optarg : "none", optind);
    printf("left:");
    for (int i = optind; i < argc; i++)
        printf(" %s", argv[i]);
    printf("\n");
}

#define PARSE(options, ...)                                       \
    do {                                                          \
        char *args[] = { "prog", __VA_ARGS__, NULL };             \
        parse(sizeof(args) / sizeof(args[0]) - 1, args, options); \
    } while (0)

int main(int argc, char **argv)
{
    parse(argc, argv, "a:b");
    PARSE("ab:c", "-a", "x", "-bvalue", "y", "-c", "-b", "last", "z");
    PARSE("ab:c", "-acb", "value", "--", "-a", "x");
    PARSE("ab:c", "x", "-z", "-b");
    PARSE(":ab:c", "x", "-z", "-b");
    PARSE("+ab:c", "-a", "x", "-c");
    PARSE("-ab:c", "-a", "x", "-c");
    PARSE("a::", "-a", "x", "-afoo");
    PARSE("a", "one", "two", "-a", "three", "--", "four", "-a");
    PARSE("a", "-");
    return 0;
}
