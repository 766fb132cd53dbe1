/* Wide characters in streams: fputwc(3), fgetwc(3), fwide(3). A stream is wide or narrow from its first use on,
 * and keeps the locale that it became wide in. */
#include <bits/stdio_file.h>
#include <bits/wide.h>
#include <errno.h>
#include <wchar.h>

int fwide(FILE *stream, int mode)
{
    if (!(stream->flags & (F_WIDE | F_NARROW)) && mode != 0)
        stream->flags |= mode < 0 ? F_NARROW : __locale_has_utf8() ? F_WIDE | F_UTF8 : F_WIDE;
    return stream->flags & F_WIDE ? 1 : stream->flags & F_NARROW ? -1 : 0;
}

/* What the locale cannot write becomes a question mark, as in glibc. */
wint_t fputwc(wchar_t c, FILE *stream)
{
    char text[UTF8_MOST];
    int count = 1;

    if (fwide(stream, 1) < 0)
        return WEOF;
    if ((unsigned int)c < 0x80)
        text[0] = (char)c;
    else if (stream->flags & F_UTF8)
        count = __utf8_put(text, (unsigned int)c);
    else
        text[0] = '?';
    if (count < 0) {
        stream->flags |= F_ERR;
        errno = EILSEQ;
        return WEOF;
    }
    for (int at = 0; at < count; at++)
        if (__stdio_put(stream, (unsigned char)text[at]) == EOF)
            return WEOF;
    return (wint_t)c;
}

wint_t putwc(wchar_t c, FILE *stream)
{
    return fputwc(c, stream);
}

wint_t putwchar(wchar_t c)
{
    return fputwc(c, stdout);
}

int fputws(const wchar_t *text, FILE *stream)
{
    if (fwide(stream, 1) < 0)
        return -1;
    for (; *text != 0; text++)
        if (fputwc(*text, stream) == WEOF)
            return -1;
    return 1;
}

wint_t fgetwc(FILE *stream)
{
    char text[UTF8_MOST];
    unsigned int wide;
    size_t len = 0;
    int count;

    if (fwide(stream, 1) < 0)
        return WEOF;
    do {
        int c = getc(stream);

        if (c == EOF)
            break;
        text[len++] = (char)c;
        if (!(stream->flags & F_UTF8) && c >= 0x80)
            break;
        count = __utf8_get(text, len, &wide);
        if (count > 0)
            return wide;
    } while (count == -2 && len < UTF8_MOST);
    if (len > 0) {
        stream->flags |= F_ERR;
        errno = EILSEQ;
    }
    return WEOF;
}

wint_t getwc(FILE *stream)
{
    return fgetwc(stream);
}

wint_t getwchar(void)
{
    return fgetwc(stdin);
}

wchar_t *fgetws(wchar_t *line, int size, FILE *stream)
{
    int done = 0;

    while (done + 1 < size) {
        wint_t c = fgetwc(stream);

        if (c == WEOF) {
            if (done == 0 || ferror(stream))
                return NULL;
            break;
        }
        line[done++] = (wchar_t)c;
        if (c == '\n')
            break;
    }
    if (size <= 0)
        return NULL;
    line[done] = 0;
    return line;
}

wint_t ungetwc(wint_t c, FILE *stream)
{
    char text[UTF8_MOST];
    int count;

    if (c == WEOF || fwide(stream, 1) < 0)
        return WEOF;
    count = __utf8_put(text, c);
    while (count > 0)
        if (ungetc((unsigned char)text[--count], stream) == EOF)
            return WEOF;
    return c;
}
