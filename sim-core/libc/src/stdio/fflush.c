/* fflush(3): one stream, or all that have something to write. */
#include <bits/stdio_file.h>

int fflush(FILE *stream)
{
    int result = 0;

    if (stream)
        return __stdio_sync(stream);
    for (stream = __stdio_open_streams; stream; stream = stream->link)
        if (__stdio_flush(stream) == EOF)
            result = EOF;
    return result;
}

int fflush_unlocked(FILE *stream)
{
    return fflush(stream);
}
