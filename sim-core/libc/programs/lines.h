/* All lines of the input in memory. */
#ifndef LINES_H
#define LINES_H

#include <stddef.h>
#include <stdio.h>

struct lines {
    char **items; /* without their newlines */
    size_t count;
    size_t room;
};

void read_lines(FILE *input, struct lines *lines);

/* The next line without its newline, in a buffer that the next call uses again; NULL at the end. */
char *next_line(FILE *input);

#endif
