/* Printing strings and characters, and specifications that are none. */
#include <bits/printf_spec.h>
#include <errno.h>

static void print_padded(struct sink *sink, const struct spec *spec, const char *text, size_t len)
{
    long pad = spec->width - (long)len;

    if (!(spec->flags & SPEC_LEFT))
        __sink_pad(sink, ' ', pad);
    __sink_write(sink, text, len);
    if (spec->flags & SPEC_LEFT)
        __sink_pad(sink, ' ', pad);
}

/* A string up to the precision. A null pointer prints as glibc has it: (null), or nothing where that does not fit. */
void __print_text(struct sink *sink, const struct spec *spec, const char *text)
{
    const char *end;

    if (spec->conversion == 'c') {
        print_padded(sink, spec, text, 1);
        return;
    }
    if (!text) {
        text = spec->precision == -1 || spec->precision >= 6 ? "(null)" : "";
        print_padded(sink, spec, text, __builtin_strlen(text));
        return;
    }
    if (spec->precision < 0) {
        print_padded(sink, spec, text, __builtin_strlen(text));
        return;
    }
    end = __builtin_memchr(text, '\0', (size_t)spec->precision);
    print_padded(sink, spec, text, end ? (size_t)(end - text) : (size_t)spec->precision);
}

/* Wide characters: the C locale knows ASCII only, anything else is EILSEQ (wcrtomb(3)). */
void __print_wide(struct sink *sink, const struct spec *spec, const int *text)
{
    size_t len = 0;
    size_t max = spec->precision < 0 ? (size_t)-1 : (size_t)spec->precision;

    while (len < max && text[len] != 0) {
        if (text[len] < 0 || text[len] > 0x7f) {
            errno = EILSEQ;
            sink->failed = 1;
            return;
        }
        len++;
    }
    if (!(spec->flags & SPEC_LEFT))
        __sink_pad(sink, ' ', spec->width - (long)len);
    for (size_t at = 0; at < len; at++) {
        char c = (char)text[at];

        __sink_write(sink, &c, 1);
    }
    if (spec->flags & SPEC_LEFT)
        __sink_pad(sink, ' ', spec->width - (long)len);
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
