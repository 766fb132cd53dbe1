/* fopencookie(3): a stream of the program's own functions. */
#include <bits/stdio_file.h>
#include <errno.h>

FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t calls)
{
    int open_flags;
    int flags = __stdio_mode(mode, &open_flags);
    FILE *stream = flags ? __stdio_new(-1, flags | F_COOKIE) : NULL;

    if (!stream)
        return NULL;
    stream->cookie = cookie;
    stream->calls = calls;
    return stream;
}
