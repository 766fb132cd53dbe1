/* What exit does with the streams: all are written out, then those that were read give back what was not used. */
#include <bits/stdio_file.h>

void __stdio_exit(void)
{
    for (FILE *stream = __stdio_open_streams; stream; stream = stream->link)
        __stdio_flush(stream);
    for (FILE *stream = __stdio_open_streams; stream; stream = stream->link)
        __stdio_sync(stream);
}
