/* What a stream tells about itself: ferror(3), fileno(3). */
#include <bits/stdio_file.h>
#include <errno.h>

int fileno(FILE *stream)
{
    if (stream->fd < 0)
        errno = EBADF;
    return stream->fd;
}

int feof(FILE *stream)
{
    return (stream->flags & F_EOF) != 0;
}

int ferror(FILE *stream)
{
    return (stream->flags & F_ERR) != 0;
}

void clearerr(FILE *stream)
{
    stream->flags &= ~(F_EOF | F_ERR);
}

int feof_unlocked(FILE *stream)
{
    return feof(stream);
}

int ferror_unlocked(FILE *stream)
{
    return ferror(stream);
}

int fileno_unlocked(FILE *stream)
{
    return fileno(stream);
}

void clearerr_unlocked(FILE *stream)
{
    clearerr(stream);
}
