/* The position in a file: fseek(3). */
#include <bits/stdio_file.h>

/* Bytes between the descriptor's position and the program's: not yet written, or read too early. */
static off_t ahead(FILE *stream)
{
    off_t pushed_back = 0;

    if (stream->flags & F_WRITING)
        return stream->next - stream->buf;
    if (stream->end == stream->unget + UNGET_ROOM) {
        pushed_back = stream->end - stream->next;
        return stream->saved_next - stream->saved_end - pushed_back;
    }
    return stream->next - stream->end;
}

int fseeko(FILE *stream, off_t offset, int whence)
{
    if (__stdio_flush(stream) == EOF)
        return -1;
    if (whence == SEEK_CUR)
        offset += ahead(stream);
    if (__stdio_seek_call(stream, offset, whence) < 0)
        return -1;
    __stdio_drop_unget(stream);
    stream->next = stream->end = stream->buf;
    stream->flags &= ~(F_EOF | F_WRITING);
    return 0;
}

int fseek(FILE *stream, long offset, int whence)
{
    return fseeko(stream, offset, whence);
}

off_t ftello(FILE *stream)
{
    int whence = (stream->flags & (F_WRITING | F_APPEND)) == (F_WRITING | F_APPEND) ? SEEK_END : SEEK_CUR;
    off_t position = __stdio_seek_call(stream, 0, whence);

    return position < 0 ? -1 : position + ahead(stream);
}

long ftell(FILE *stream)
{
    return ftello(stream);
}

void rewind(FILE *stream)
{
    fseeko(stream, 0, SEEK_SET);
    stream->flags &= ~F_ERR;
}

int fgetpos(FILE *stream, fpos_t *position)
{
    position->__position = ftello(stream);
    return position->__position < 0 ? -1 : 0;
}

int fsetpos(FILE *stream, const fpos_t *position)
{
    return fseeko(stream, position->__position, SEEK_SET);
}
