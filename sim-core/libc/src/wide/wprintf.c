/* wprintf(3): the text is made as UTF-8 by the heart of printf, which then counts characters instead of bytes, and written
 * as the locale has it. */
#include <bits/printf_sink.h>
#include <bits/wide.h>
#include <errno.h>
#include <stdlib.h>
#include <wchar.h>

/* A wide string as UTF-8, from malloc. */
static char *to_utf8(const wchar_t *wide)
{
    char *text = malloc(wcslen(wide) * UTF8_MOST + 1);
    size_t len = 0;

    if (!text)
        return NULL;
    for (; *wide != 0; wide++) {
        int count = __utf8_put(text + len, (unsigned int)*wide);

        if (count < 0) {
            errno = EILSEQ;
            free(text);
            return NULL;
        }
        len += (size_t)count;
    }
    text[len] = '\0';
    return text;
}

/* The formatted text as UTF-8, from malloc; its characters are counted. */
static char *print(const wchar_t *wide_format, va_list args, int *count)
{
    struct sink sink = { .fd = -1, .is_wide = 1 };
    char *format = to_utf8(wide_format);
    va_list again;

    if (!format)
        return NULL;
    va_copy(again, args);
    *count = __printf_core(&sink, format, again);
    va_end(again);
    if (*count >= 0 && (sink.text = malloc(sink.bytes + 1))) {
        sink.room = sink.bytes;
        sink.total = sink.bytes = 0;
        __printf_core(&sink, format, args);
        sink.text[sink.used] = '\0';
    }
    free(format);
    return sink.text;
}

int vfwprintf(FILE *stream, const wchar_t *format, va_list args)
{
    int count = -1;
    char *text;
    unsigned int c;

    if (fwide(stream, 1) < 0 || !(text = print(format, args, &count)))
        return -1;
    for (const char *at = text; *at != '\0'; at += __utf8_get(at, UTF8_MOST, &c)) {
        __utf8_get(at, UTF8_MOST, &c);
        if (fputwc((wchar_t)c, stream) == WEOF)
            count = -1;
    }
    free(text);
    return count;
}

/* Text that does not fit is an error (C11 7.29.2.7); what fits is there then, and no end, as with glibc. */
int vswprintf(wchar_t *to, size_t size, const wchar_t *format, va_list args)
{
    int count = -1;
    char *text = print(format, args, &count);
    const char *at = text;
    unsigned int c;

    if (!text)
        return -1;
    for (size_t done = 0; done < size; done++) {
        at += __utf8_get(at, UTF8_MOST, &c);
        if (c == 0 || done + 1 < size)
            to[done] = (wchar_t)c;
        if (c == 0)
            break;
    }
    free(text);
    return (size_t)count < size ? count : -1;
}

int vwprintf(const wchar_t *format, va_list args)
{
    return vfwprintf(stdout, format, args);
}

int wprintf(const wchar_t *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfwprintf(stdout, format, args);
    va_end(args);
    return result;
}

int fwprintf(FILE *stream, const wchar_t *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vfwprintf(stream, format, args);
    va_end(args);
    return result;
}

int swprintf(wchar_t *text, size_t size, const wchar_t *format, ...)
{
    va_list args;
    int result;

    va_start(args, format);
    result = vswprintf(text, size, format, args);
    va_end(args);
    return result;
}
