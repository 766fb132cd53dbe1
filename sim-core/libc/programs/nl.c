/* nl(1): numbers lines that are not empty; -ba numbers all. */
#include "lines.h"
#include "tool.h"

#include <unistd.h>

static long number;
static int numbers_all;

static void print_lines(FILE *input, const char *path)
{
    char *line;

    (void)path;
    while ((line = next_line(input))) {
        if (*line || numbers_all)
            printf("%6ld\t%s\n", ++number, line);
        else
            printf("       %s\n", line);
    }
}

int main(int argc, char **argv)
{
    int option;

    while ((option = getopt(argc, argv, "b:")) != -1) {
        if (option == '?')
            return 1;
        numbers_all = *optarg == 'a';
    }
    return for_each_input(argc - optind, argv + optind, print_lines);
}
