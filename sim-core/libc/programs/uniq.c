/* uniq(1): lines that repeat; -c, -d, -u, -i. */
#include "lines.h"
#include "tool.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static int counts, only_repeated, only_unique, folds;

static void print_group(const char *line, long times)
{
    if ((only_repeated && times < 2) || (only_unique && times > 1))
        return;
    if (counts)
        printf("%7ld ", times);
    puts(line);
}

int main(int argc, char **argv)
{
    char *line, *last = NULL;
    long times = 0;
    int option;
    FILE *input;

    while ((option = getopt(argc, argv, "cdiu")) != -1) {
        counts |= option == 'c';
        only_repeated |= option == 'd';
        folds |= option == 'i';
        only_unique |= option == 'u';
        if (option == '?')
            return 1;
    }
    input = optind < argc ? open_input(argv[optind]) : stdin;
    if (!input)
        return 1;
    while ((line = next_line(input))) {
        if (last && (folds ? strcasecmp(line, last) : strcmp(line, last)) == 0) {
            times++;
            continue;
        }
        if (last)
            print_group(last, times);
        free(last);
        last = strdup(line);
        times = 1;
    }
    if (last)
        print_group(last, times);
    return 0;
}
