/* Locking streams: flockfile(3). */
#include <bits/stdio_file.h>

void flockfile(FILE *stream)
{
    __lock_take(&stream->lock);
}

int ftrylockfile(FILE *stream)
{
    return __lock_try(&stream->lock) ? 0 : -1;
}

void funlockfile(FILE *stream)
{
    __lock_give(&stream->lock);
}
