/* printf(3), fprintf(3), dprintf(3): their arguments packed up for vfprintf. */
#include <stdio.h>

int vprintf(const char *format, va_list args)
{
    return vfprintf(stdout, format, args);
}

int printf(const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfprintf(stdout, format, args);
    va_end(args);
    return result;
}

int fprintf(FILE *stream, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfprintf(stream, format, args);
    va_end(args);
    return result;
}

int dprintf(int fd, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vdprintf(fd, format, args);
    va_end(args);
    return result;
}
