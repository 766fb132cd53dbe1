/* sprintf(3) and snprintf(3): into a string, and what of it fits. */
#include <bits/printf_sink.h>
#include <limits.h>
#include <stdlib.h>

int vsnprintf(char *text, size_t size, const char *format, va_list args)
{
    struct sink sink = { .text = text, .room = size > 0 ? size - 1 : 0, .fd = -1 };
    int result = __printf_core(&sink, format, args);

    if (size > 0)
        text[sink.used] = '\0';
    return result;
}

int vsprintf(char *text, const char *format, va_list args)
{
    return vsnprintf(text, (size_t)INT_MAX + 1, format, args);
}

int snprintf(char *text, size_t size, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vsnprintf(text, size, format, args);
    va_end(args);
    return result;
}

int sprintf(char *text, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vsprintf(text, format, args);
    va_end(args);
    return result;
}

int vasprintf(char **text, const char *format, va_list args)
{
    va_list again;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (len < 0)
        return -1;
    *text = malloc((size_t)len + 1);
    return *text ? vsnprintf(*text, (size_t)len + 1, format, args) : -1;
}

int asprintf(char **text, const char *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vasprintf(text, format, args);
    va_end(args);
    return result;
}
