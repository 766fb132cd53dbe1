/* Printing strings and characters, and specifications that are none. */
#include <bits/printf_spec.h>
#include <bits/wide.h>
#include <errno.h>

static void print_padded(struct sink *sink, const struct spec *spec, const char *text, size_t len)
{
    long pad = spec->width - (long)__sink_width(sink, text, len);

    if (!(spec->flags & SPEC_LEFT))
        __sink_pad(sink, ' ', pad);
    __sink_write(sink, text, len);
    if (spec->flags & SPEC_LEFT)
        __sink_pad(sink, ' ', pad);
}

/* The part of a string up to the precision: bytes, and in wprintf whole characters. */
static size_t length_of(const struct sink *sink, const struct spec *spec, const char *text)
{
    size_t max = (size_t)spec->precision;
    const char *end;
    size_t len = 0;

    if (spec->precision < 0)
        return __builtin_strlen(text);
    if (!sink->is_wide) {
        end = __builtin_memchr(text, '\0', max);
        return end ? (size_t)(end - text) : max;
    }
    while (text[len] != '\0' && (max > 0 || (text[len] & 0xc0) == 0x80))
        max -= (text[len++] & 0xc0) != 0x80;
    return len;
}

/* A string up to the precision. A null pointer prints as glibc has it: (null), or nothing where that does not fit. */
void __print_text(struct sink *sink, const struct spec *spec, const char *text)
{
    if (spec->conversion == 'c') {
        print_padded(sink, spec, text, 1);
        return;
    }
    if (!text) {
        text = spec->precision == -1 || spec->precision >= 6 ? "(null)" : "";
        print_padded(sink, spec, text, __builtin_strlen(text));
        return;
    }
    print_padded(sink, spec, text, length_of(sink, spec, text));
}

/* A wide character in the locale's bytes; the C locale knows ASCII only, anything else is EILSEQ (wcrtomb(3)). */
static int encode(const struct sink *sink, int wide, char *bytes)
{
    int count = -1;

    if (wide >= 0 && wide < 0x80) {
        bytes[0] = (char)wide;
        return 1;
    }
    if (sink->is_wide || __locale_has_utf8())
        count = __utf8_put(bytes, (unsigned int)wide);
    if (count < 0)
        errno = EILSEQ;
    return count;
}

/* Wide characters: the precision limits bytes, in wprintf characters; no character is cut. */
void __print_wide(struct sink *sink, const struct spec *spec, const int *text)
{
    size_t max = spec->precision < 0 ? (size_t)-1 : (size_t)spec->precision;
    char bytes[UTF8_MOST];
    size_t counted = 0;
    size_t len = 0;

    for (; counted < max && text[len] != 0; len++) {
        int count = encode(sink, text[len], bytes);

        if (count < 0) {
            sink->failed = 1;
            return;
        }
        if (sink->is_wide)
            count = 1;
        if (counted + (size_t)count > max)
            break;
        counted += (size_t)count;
    }
    if (!(spec->flags & SPEC_LEFT))
        __sink_pad(sink, ' ', spec->width - (long)counted);
    for (size_t at = 0; at < len; at++)
        __sink_write(sink, bytes, (size_t)encode(sink, text[at], bytes));
    if (spec->flags & SPEC_LEFT)
        __sink_pad(sink, ' ', spec->width - (long)counted);
}

/* What is no conversion is printed as it was meant, as in glibc: flags, width and precision in canonical form. */
void __print_unknown(struct sink *sink, const struct spec *spec)
{
    static const char names[] = "#'+ -0I";
    static const int flags[] = { SPEC_ALT, SPEC_GROUP, SPEC_PLUS, SPEC_SPACE, SPEC_LEFT, SPEC_ZERO, SPEC_I18N };
    struct spec number = { .precision = -1, .conversion = 'd' };

    __sink_write(sink, "%", 1);
    for (int i = 0; names[i] != '\0'; i++)
        if ((spec->flags & flags[i]) && !(flags[i] == SPEC_SPACE && (spec->flags & SPEC_PLUS)))
            __sink_write(sink, names + i, 1);
    if (spec->width != 0)
        __print_integer(sink, &number, spec->width);
    if (spec->precision != -1) {
        __sink_write(sink, ".", 1);
        __print_integer(sink, &number, spec->precision);
    }
    __sink_write(sink, &spec->conversion, 1);
}
