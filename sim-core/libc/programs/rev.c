/* rev(1): each line backwards. */
#include "lines.h"
#include "tool.h"

#include <string.h>

static void print_lines(FILE *input, const char *path)
{
    char *line;

    (void)path;
    while ((line = next_line(input))) {
        for (size_t len = strlen(line); len > 0; len--)
            putchar(line[len - 1]);
        putchar('\n');
    }
}

int main(int argc, char **argv)
{
    return for_each_input(argc - 1, argv + 1, print_lines);
}
