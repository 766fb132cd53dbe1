/* fflush(3): one stream, or all that have something to write. */
#include <bits/stdio_file.h>

static int flush_locked(FILE *stream, int (*flush)(FILE *))
{
    int result;

    __lock_take(&stream->lock);
    result = flush(stream);
    __lock_give(&stream->lock);
    return result;
}

int fflush(FILE *stream)
{
    int result = 0;

    if (stream)
        return flush_locked(stream, __stdio_sync);
    for (stream = __stdio_open_streams; stream; stream = stream->link)
        if (flush_locked(stream, __stdio_flush) == EOF)
            result = EOF;
    return result;
}

int fflush_unlocked(FILE *stream)
{
    return fflush(stream);
}
