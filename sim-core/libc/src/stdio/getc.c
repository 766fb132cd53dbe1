/* Reading characters: getc(3), ungetc(3). */
#include <bits/stdio_file.h>

int fgetc(FILE *stream)
{
    int c = EOF;

    __lock_take(&stream->lock);
    if ((!(stream->flags & F_WRITING) && stream->next != stream->end) || __stdio_fill(stream) != EOF)
        c = *stream->next++;
    __lock_give(&stream->lock);
    return c;
}

int getc(FILE *stream)
{
    return fgetc(stream);
}

int getchar(void)
{
    return fgetc(stdin);
}

int fgetc_unlocked(FILE *stream)
{
    return fgetc(stream);
}

int getc_unlocked(FILE *stream)
{
    return fgetc(stream);
}

int getchar_unlocked(void)
{
    return fgetc(stdin);
}

/* A byte that was just read is simply not read; any other goes into a room of its own. */
int ungetc(int c, FILE *stream)
{
    int is_in_room = stream->end == stream->unget + UNGET_ROOM;

    if (c == EOF || (stream->flags & F_WRITING))
        return EOF;
    if (!is_in_room && stream->next > stream->buf && stream->next[-1] == (unsigned char)c) {
        stream->next--;
    } else {
        if (!is_in_room) {
            stream->saved_next = stream->next;
            stream->saved_end = stream->end;
            stream->next = stream->end = stream->unget + UNGET_ROOM;
        }
        if (stream->next == stream->unget)
            return EOF;
        *--stream->next = (unsigned char)c;
    }
    stream->flags &= ~F_EOF;
    return (unsigned char)c;
}
