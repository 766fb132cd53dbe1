/* vfprintf(3) and vdprintf(3): into a stream or a descriptor. An unbuffered stream gets the text in one piece, as in glibc. */
#include <bits/printf_sink.h>
#include <bits/stdio_file.h>
#include <errno.h>

static int print_through_buffer(struct sink *sink, const char *format, va_list args)
{
    char room[BUFSIZ];
    int result;

    sink->text = room;
    sink->room = sizeof(room);
    result = __printf_core(sink, format, args);
    __sink_drain(sink);
    return sink->failed ? -1 : result;
}

static int print_locked(FILE *stream, const char *format, va_list args)
{
    struct sink sink = { .stream = stream, .fd = -1 };

    if (stream->flags & F_WIDE)
        return -1;
    if (!(stream->flags & F_WRITE)) {
        stream->flags |= F_ERR;
        errno = EBADF;
        return -1;
    }
    if (stream->flags & F_UNBUF)
        return print_through_buffer(&sink, format, args);
    return __printf_core(&sink, format, args);
}

int vfprintf(FILE *stream, const char *format, va_list args)
{
    int result;

    __lock_take(&stream->lock);
    result = print_locked(stream, format, args);
    __lock_give(&stream->lock);
    return result;
}

int vdprintf(int fd, const char *format, va_list args)
{
    struct sink sink = { .fd = fd };

    if (fd < 0) {
        errno = EBADF;
        return -1;
    }
    return print_through_buffer(&sink, format, args);
}
