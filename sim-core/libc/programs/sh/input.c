/* The characters of a command text: a string, or what can be read from a descriptor. */
#include "sh.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define BLOCK 8192

struct source *source;

/* Reads the next block; whether there was one. */
static int refill(void)
{
    ssize_t count;

    if (source->fd < 0)
        return 0;
    if (!source->buffer)
        source->buffer = allocate(BLOCK);
    count = read(source->fd, source->buffer, BLOCK);
    if (count <= 0)
        return 0;
    source->text = source->buffer;
    source->len = (size_t)count;
    source->at = 0;
    return 1;
}

int next_char(void)
{
    int c;

    if (source->at >= source->len && !refill())
        return EOF;
    c = (unsigned char)source->text[source->at++];
    if (c == '\n')
        source->line++;
    return c;
}

/* Only what next_char gave last can go back. */
void back_char(void)
{
    if (source->at > 0 && source->text[--source->at] == '\n')
        source->line--;
}

int peek_char(void)
{
    if (source->at >= source->len && !refill())
        return EOF;
    return (unsigned char)source->text[source->at];
}
