/* What a stream does in the end: system calls on its descriptor, or the functions that fopencookie was given. */
#include <bits/stdio_file.h>
#include <errno.h>
#include <unistd.h>

ssize_t __stdio_read_call(FILE *stream, void *to, size_t len)
{
    if (!(stream->flags & F_COOKIE))
        return read(stream->fd, to, len);
    return stream->calls.read ? stream->calls.read(stream->cookie, to, len) : 0;
}

ssize_t __stdio_write_call(FILE *stream, const void *from, size_t len)
{
    ssize_t count;

    if (!(stream->flags & F_COOKIE))
        return write(stream->fd, from, len);
    if (!stream->calls.write)
        return (ssize_t)len;
    count = stream->calls.write(stream->cookie, from, len);
    return count == 0 && len > 0 ? -1 : count;
}

off_t __stdio_seek_call(FILE *stream, off_t offset, int whence)
{
    if (!(stream->flags & F_COOKIE))
        return lseek(stream->fd, offset, whence);
    if (!stream->calls.seek) {
        errno = EINVAL;
        return -1;
    }
    return stream->calls.seek(stream->cookie, &offset, whence) < 0 ? -1 : offset;
}

int __stdio_close_call(FILE *stream)
{
    if (!(stream->flags & F_COOKIE))
        return close(stream->fd);
    return stream->calls.close ? stream->calls.close(stream->cookie) : 0;
}
