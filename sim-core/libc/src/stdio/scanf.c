/* scanf(3), fscanf(3), sscanf(3): their arguments packed up for vfscanf. */
#include <bits/stdio_file.h>

int vscanf(const char *format, va_list args)
{
    return vfscanf(stdin, format, args);
}

int vsscanf(const char *text, const char *format, va_list args)
{
    FILE stream;

    __stdio_string(&stream, text);
    return vfscanf(&stream, format, args);
}

int scanf(const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfscanf(stdin, format, args);
    va_end(args);
    return result;
}

int fscanf(FILE *stream, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfscanf(stream, format, args);
    va_end(args);
    return result;
}

int sscanf(const char *text, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vsscanf(text, format, args);
    va_end(args);
    return result;
}
