/* Opening and closing streams: fopen(3), fclose(3). */
#include <bits/stdio_file.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The flags of a stream for a mode such as "r+", and those of open; 0 if the mode is none. */
int __stdio_mode(const char *mode, int *open_flags)
{
    int flags;

    switch (*mode) {
    case 'r':
        flags = F_READ;
        *open_flags = 0;
        break;
    case 'w':
        flags = F_WRITE;
        *open_flags = O_CREAT | O_TRUNC;
        break;
    case 'a':
        flags = F_WRITE | F_APPEND;
        *open_flags = O_CREAT | O_APPEND;
        break;
    default:
        errno = EINVAL;
        return 0;
    }
    while (*++mode != '\0' && *mode != ',') {
        if (*mode == '+')
            flags |= F_READ | F_WRITE;
        else if (*mode == 'x')
            *open_flags |= O_EXCL;
        else if (*mode == 'e')
            *open_flags |= O_CLOEXEC;
    }
    if ((flags & (F_READ | F_WRITE)) == (F_READ | F_WRITE))
        *open_flags |= O_RDWR;
    else if (flags & F_WRITE)
        *open_flags |= O_WRONLY;
    return flags;
}

FILE *__stdio_new(int fd, int flags)
{
    FILE *stream = calloc(1, sizeof(*stream));

    if (!stream)
        return NULL;
    stream->flags = flags | F_HEAP;
    stream->fd = fd;
    stream->link = __stdio_open_streams;
    __stdio_open_streams = stream;
    return stream;
}

FILE *fopen(const char *path, const char *mode)
{
    int open_flags;
    int flags = __stdio_mode(mode, &open_flags);
    int fd;
    FILE *stream;

    if (!flags)
        return NULL;
    fd = open(path, open_flags, 0666);
    if (fd < 0)
        return NULL;
    stream = __stdio_new(fd, flags);
    if (!stream)
        close(fd);
    return stream;
}

FILE *fdopen(int fd, const char *mode)
{
    int open_flags;
    int flags = __stdio_mode(mode, &open_flags);
    int access;

    if (!flags)
        return NULL;
    access = fcntl(fd, F_GETFL);
    if (access < 0)
        return NULL;
    if (((access & O_ACCMODE) == O_RDONLY && (flags & F_WRITE)) || ((access & O_ACCMODE) == O_WRONLY && (flags & F_READ))) {
        errno = EINVAL;
        return NULL;
    }
    if ((flags & F_APPEND) && !(access & O_APPEND) && fcntl(fd, F_SETFL, access | O_APPEND) < 0)
        return NULL;
    return __stdio_new(fd, flags);
}

static void forget_buffer(FILE *stream)
{
    if (stream->flags & F_OWNBUF)
        free(stream->buf);
    stream->buf = stream->next = stream->end = NULL;
}

FILE *freopen(const char *path, const char *mode, FILE *stream)
{
    int open_flags;
    int flags = __stdio_mode(mode, &open_flags);
    int fd;

    __stdio_sync(stream);
    if (!flags || !path) {
        errno = EINVAL;
        return NULL;
    }
    fd = open(path, open_flags, 0666);
    if (fd < 0) {
        close(stream->fd);
        return NULL;
    }
    if (fd != stream->fd) {
        dup3(fd, stream->fd, open_flags & O_CLOEXEC);
        close(fd);
    }
    forget_buffer(stream);
    stream->flags = flags | (stream->flags & F_HEAP);
    return stream;
}

int fclose(FILE *stream)
{
    FILE **link = &__stdio_open_streams;
    int result = __stdio_flush(stream);

    if (__stdio_close_call(stream) < 0)
        result = EOF;
    while (*link && *link != stream)
        link = &(*link)->link;
    if (*link)
        *link = stream->link;
    forget_buffer(stream);
    if (stream->flags & F_HEAP)
        free(stream);
    return result;
}

/* fcloseall(3): a GNU extension. */
int fcloseall(void)
{
    while (__stdio_open_streams)
        fclose(__stdio_open_streams);
    return 0;
}
