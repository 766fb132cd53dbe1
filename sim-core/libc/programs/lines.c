/* Lines. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

char *next_line(FILE *input)
{
    static char *line;
    static size_t room;
    ssize_t len = getline(&line, &room, input);

    if (len < 0)
        return NULL;
    if (len > 0 && line[len - 1] == '\n')
        line[len - 1] = '\0';
    return line;
}

void read_lines(FILE *input, struct lines *lines)
{
    char *line;

    while ((line = next_line(input))) {
        if (lines->count == lines->room) {
            lines->room = lines->room * 2 + 16;
            lines->items = realloc(lines->items, lines->room * sizeof(char *));
        }
        lines->items[lines->count++] = strdup(line);
    }
}
