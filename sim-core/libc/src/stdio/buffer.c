/* How a stream gets its buffer at its first use: a terminal's is line-buffered (setvbuf(3)), its size is what fstat
 * calls the best size of blocks. */
#include <bits/stdio_file.h>
#include <stdlib.h>
#include <sys/stat.h>

#define STANDARD_BUFFER 4096

extern unsigned char __stdio_stdin_buffer[STANDARD_BUFFER];
extern unsigned char __stdio_stdout_buffer[STANDARD_BUFFER];

static unsigned char *standard_buffer(const FILE *stream)
{
    if (stream->flags & F_HEAP)
        return NULL;
    return stream->fd == 0 ? __stdio_stdin_buffer : stream->fd == 1 ? __stdio_stdout_buffer : NULL;
}

void __stdio_set_buffer(FILE *stream)
{
    struct stat file;

    if (stream->buf)
        return;
    if (!(stream->flags & F_WIDE))
        stream->flags |= F_NARROW;
    stream->size = BUFSIZ;
    if (!(stream->flags & (F_UNBUF | F_COOKIE)) && fstat(stream->fd, &file) == 0) {
        if (S_ISCHR(file.st_mode))
            stream->flags |= F_LINE;
        if (file.st_blksize > 0)
            stream->size = (size_t)file.st_blksize;
    }
    if (!(stream->flags & F_UNBUF)) {
        if (standard_buffer(stream)) {
            stream->buf = standard_buffer(stream);
            if (stream->size > STANDARD_BUFFER)
                stream->size = STANDARD_BUFFER;
        } else {
            stream->buf = malloc(stream->size);
            stream->flags |= F_OWNBUF;
        }
    }
    if (!stream->buf) {
        stream->flags = (stream->flags & ~F_OWNBUF) | F_UNBUF;
        stream->buf = stream->single;
        stream->size = sizeof(stream->single);
    }
    stream->next = stream->end = stream->buf;
}
