/* Choosing a buffer: setvbuf(3). Without a buffer of the caller's, full buffering keeps the size of blocks. */
#include <bits/stdio_file.h>
#include <stdlib.h>

static void set_room(FILE *stream, unsigned char *room, size_t size)
{
    if (stream->flags & F_OWNBUF)
        free(stream->buf);
    stream->flags &= ~(F_OWNBUF | F_WRITING);
    stream->buf = stream->next = stream->end = room;
    stream->size = size;
}

int setvbuf(FILE *stream, char *buffer, int mode, size_t size)
{
    int flags = 0;

    if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF)
        return EOF;
    if (__stdio_sync(stream) == EOF)
        return EOF;
    if (mode == _IONBF) {
        flags = F_UNBUF;
        set_room(stream, stream->single, sizeof(stream->single));
    } else {
        if (stream->flags & F_UNBUF) {
            stream->flags &= ~F_UNBUF;
            set_room(stream, NULL, 0);
        }
        if (buffer && size > 0)
            set_room(stream, (unsigned char *)buffer, size);
        else if (mode == _IOFBF)
            __stdio_set_buffer(stream);
        flags = mode == _IOLBF ? F_LINE : 0;
    }
    stream->flags = (stream->flags & ~(F_LINE | F_UNBUF)) | flags;
    return 0;
}

void setbuffer(FILE *stream, char *buffer, size_t size)
{
    setvbuf(stream, buffer, buffer ? _IOFBF : _IONBF, size);
}

void setbuf(FILE *stream, char *buffer)
{
    setbuffer(stream, buffer, BUFSIZ);
}

void setlinebuf(FILE *stream)
{
    setvbuf(stream, NULL, _IOLBF, 0);
}
