//@ args -a --file=x.txt --verbose pos1 -b --cre 5 --level -- rest -z
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static int verbose_flag;
/* Long options: abbreviated, with arguments, wrong, and with a single dash. */
int main(int argc, char **argv)
{
    int c;
    while (1) {
        static struct option long_options[] = {
            { "verbose", no_argument, &verbose_flag, 1 },
            { "brief", no_argument, &verbose_flag, 0 },
            { "add", no_argument, 0, 'a' },
            { "append", no_argument, 0, 'b' },
            { "delete", required_argument, 0, 'd' },
            { "create", required_argument, 0, 'c' },
            { "file", required_argument, 0, 'f' },
            { "level", optional_argument, NULL, 'l' },
            { 0, 0, 0, 0 }
        };
        int option_index = 0;
        c = getopt_long(argc, argv, "abc:d:f:l::", long_options, &option_index);
        if (c == -1)
            break;
        switch (c) {
        case 0:
            if (long_options[option_index].flag != 0) {
                printf("flag set %s\n", long_options[option_index].name);
                break;
            }
            printf("option %s", long_options[option_index].name);
            if (optarg)
                printf(" with arg %s", optarg);
            printf("\n");
            break;
        case 'a':
            puts("option -a");
            break;
        case 'b':
            puts("option -b");
            break;
        case 'c':
            printf("option -c with value `%s'\n", optarg);
            break;
        case 'd':
            printf("option -d with value `%s'\n", optarg);
            break;
        case 'f':
            printf("option -f with value `%s'\n", optarg);
            break;
        case 'l':
            printf("level %s\n", optarg ? optarg : "(none)");
            break;
        case '?':
            break;
        default:
            abort();
        }
    }
    if (verbose_flag)
        puts("verbose flag is set");
    if (optind < argc) {
        printf("non-option ARGV-elements: ");
        while (optind < argc)
            printf("%s ", argv[optind++]);
        putchar('\n');
    }
    char *bad[] = { "prog", "--nosuch", "--a", "--delete", "--brief=3", "-q", NULL };
    optind = 0;
    struct option lo[] =
        { { "add", 0, 0, 'a' }, { "append", 0, 0, 'b' }, { "brief", 0, 0, 'c' }, { "delete", 1, 0, 'd' }, { 0, 0, 0,
                                                                                                           0 } };
    dup2(1, 2);
    setbuf(stdout, NULL);
    while ((c = getopt_long(6, bad, "ab", lo, NULL)) != -1)
        printf("%d '%c' optopt %d\n", c, c, optopt);
    char *on[] = { "prog", "-add", "-delete", "7", "-x", NULL };
    optind = 0;
    while ((c = getopt_long_only(5, on, "ab", lo, NULL)) != -1)
        printf("%d %s\n", c, optarg ? optarg : "-");
    exit(0);
}
