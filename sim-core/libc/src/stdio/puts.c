/* Writing characters and strings: puts(3), fputc(3), fwrite(3). */
#include <bits/stdio_file.h>
#include <string.h>

int fputc(int c, FILE *stream)
{
    return __stdio_put(stream, c);
}

int putc(int c, FILE *stream)
{
    return __stdio_put(stream, c);
}

int putchar(int c)
{
    return __stdio_put(stdout, c);
}

int fputc_unlocked(int c, FILE *stream)
{
    return __stdio_put(stream, c);
}

int putc_unlocked(int c, FILE *stream)
{
    return __stdio_put(stream, c);
}

int putchar_unlocked(int c)
{
    return __stdio_put(stdout, c);
}

int fputs(const char *text, FILE *stream)
{
    size_t len = strlen(text);

    if (stream->flags & F_WIDE)
        return EOF;
    return __stdio_write(stream, text, len) == len ? 1 : EOF;
}

int puts(const char *text)
{
    size_t len = strlen(text);
    int is_written;

    __lock_take(&stdout->lock);
    is_written = !(stdout->flags & F_WIDE) && __stdio_write(stdout, text, len) == len &&
                 __stdio_put(stdout, '\n') != EOF;
    __lock_give(&stdout->lock);
    if (!is_written)
        return EOF;
    return len < 0x7fffffff ? (int)len + 1 : 0x7fffffff;
}

size_t fwrite(const void *items, size_t size, size_t count, FILE *stream)
{
    size_t len = size * count;
    size_t done;

    if (len == 0)
        return 0;
    done = __stdio_write(stream, items, len);
    return done == len || done == (size_t)EOF ? count : done / size;
}

int fputs_unlocked(const char *text, FILE *stream)
{
    return fputs(text, stream);
}

size_t fwrite_unlocked(const void *items, size_t size, size_t count, FILE *stream)
{
    return fwrite(items, size, count, stream);
}

int putw(int word, FILE *stream)
{
    return fwrite(&word, sizeof(word), 1, stream) == 1 ? 0 : EOF;
}
