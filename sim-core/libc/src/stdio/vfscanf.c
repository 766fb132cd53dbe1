/* The heart of the scanf family: vfscanf(3). */
#include <bits/scan.h>
#include <ctype.h>
#include <stdarg.h>
#include <string.h>

static enum scan_result match_literal(struct scan *scan, int expected)
{
    int c = __scan_get(scan);

    if (c == expected)
        return SCAN_DONE;
    __scan_unget(scan, c);
    return c == EOF ? SCAN_NO_INPUT : SCAN_MISMATCH;
}

static void store_count(const struct scan *scan, const struct scan_spec *spec, void *to)
{
    if (to)
        memcpy(to, &scan->count, (size_t)(spec->size > 8 ? 8 : spec->size));
}

static enum scan_result convert(struct scan *scan, const struct scan_spec *spec, void *to)
{
    switch (spec->conversion) {
    case 'n':
        store_count(scan, spec, to);
        return SCAN_DONE;
    case 'c':
    case '[':
        return __scan_text(scan, spec, to);
    default:
        break;
    }
    __scan_skip_space(scan);
    switch (spec->conversion) {
    case '%':
        return match_literal(scan, '%');
    case 's':
        return __scan_text(scan, spec, to);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p':
        return __scan_integer(scan, spec, to);
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return __scan_double(scan, spec, to);
    default:
        return SCAN_MISMATCH;
    }
}

int vfscanf(FILE *stream, const char *format, va_list args)
{
    struct scan scan = { stream, 0 };
    enum scan_result result = SCAN_DONE;
    int assigned = 0;

    while (*format != '\0' && result == SCAN_DONE) {
        struct scan_spec spec;
        void *to = NULL;

        if (isspace((unsigned char)*format)) {
            __scan_skip_space(&scan);
            format++;
            continue;
        }
        if (*format != '%') {
            result = match_literal(&scan, (unsigned char)*format++);
            continue;
        }
        format = __scan_spec_parse(format + 1, &spec);
        if (!spec.is_suppressed && spec.conversion != '%' && spec.conversion != '\0')
            to = va_arg(args, void *);
        result = convert(&scan, &spec, to);
        if (result == SCAN_DONE && to && spec.conversion != 'n')
            assigned++;
    }
    return result == SCAN_NO_INPUT && assigned == 0 ? EOF : assigned;
}
