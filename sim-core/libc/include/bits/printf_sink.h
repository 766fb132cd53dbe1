/* Where formatted text goes: a stream, a string with a limit, or a descriptor through a buffer. */
#ifndef _BITS_PRINTF_SINK_H
#define _BITS_PRINTF_SINK_H

#include <stdarg.h>
#include <stdio.h>

struct sink {
    FILE *stream;  /* the stream, or NULL */
    char *text;    /* the string; or the buffer in front of an unbuffered stream or a descriptor */
    size_t room;   /* bytes of text */
    size_t used;   /* bytes of text that are taken */
    int fd;        /* the descriptor to drain text to, or -1 */
    int failed;    /* an output error was met */
    int is_wide;   /* for wprintf: the text is UTF-8 whatever the locale, and characters are counted */
    size_t bytes;  /* bytes asked for so far */
    size_t total;  /* what is counted of them: bytes, or characters */
};

size_t __sink_width(const struct sink *sink, const char *text, size_t len);
void __sink_write(struct sink *sink, const char *text, size_t len);
void __sink_pad(struct sink *sink, char c, long count);
void __sink_drain(struct sink *sink);
int __printf_core(struct sink *sink, const char *format, va_list args);

#endif
