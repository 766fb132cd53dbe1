/* From the descriptor to the buffer. Reading from a line-buffered or unbuffered stream first writes out a line-buffered
 * standard output, so that a prompt appears before its answer is awaited (setvbuf(3), and glibc's choice of streams). */
#include <bits/stdio_file.h>
#include <errno.h>

/* Reads more. Returns the next byte without taking it, or EOF. */
int __stdio_fill(FILE *stream)
{
    ssize_t count;

    if (stream->end == stream->unget + UNGET_ROOM) {
        __stdio_drop_unget(stream);
        if (stream->next < stream->end)
            return *stream->next;
    }
    if (stream->flags & (F_EOF | F_MEMORY)) {
        stream->flags |= F_EOF;
        return EOF;
    }
    if (!(stream->flags & F_READ)) {
        stream->flags |= F_ERR;
        errno = EBADF;
        return EOF;
    }
    __stdio_set_buffer(stream);
    if (stream->flags & F_WRITING) {
        __stdio_flush(stream);
        stream->flags &= ~F_WRITING;
    }
    if ((stream->flags & (F_LINE | F_UNBUF)) && (stdout->flags & F_LINE))
        __stdio_flush(stdout);
    stream->next = stream->end = stream->buf;
    count = __stdio_read_call(stream, stream->buf, stream->size);
    if (count <= 0) {
        stream->flags |= count == 0 ? F_EOF : F_ERR;
        return EOF;
    }
    stream->end = stream->buf + count;
    return *stream->next;
}

/* Makes a stream that reads a string, for sscanf. */
void __stdio_string(FILE *stream, const char *text)
{
    __builtin_memset(stream, 0, sizeof(*stream));
    stream->flags = F_READ | F_MEMORY;
    stream->fd = -1;
    stream->buf = stream->next = (unsigned char *)text;
    stream->size = __builtin_strlen(text);
    stream->end = stream->buf + stream->size;
}
