/* Taking a conversion specification of scanf apart: %[*][m][width][length]conversion. */
#include <bits/scan.h>
#include <ctype.h>

static const char *read_length(const char *at, int *size)
{
    int is_long = 0;

    *size = 4;
    for (;; at++) {
        switch (*at) {
        case 'h':
            *size = *size == 2 ? 1 : 2;
            break;
        case 'l':
            *size = 8;
            is_long = 1;
            break;
        case 'q':
        case 'j':
        case 'z':
        case 't':
            *size = 8;
            break;
        case 'L':
            *size = is_long ? 8 : 16;
            break;
        default:
            return at;
        }
    }
}

/* The end of a [set]: a ] that comes first, behind the ^ if there is one, belongs to the set. */
static const char *skip_set(const char *at)
{
    if (*at == '^')
        at++;
    if (*at == ']')
        at++;
    while (*at != '\0' && *at != ']')
        at++;
    return *at == '\0' ? at : at + 1;
}

const char *__scan_spec_parse(const char *format, struct scan_spec *spec)
{
    const char *at = format;

    spec->is_suppressed = 0;
    spec->is_allocated = 0;
    spec->width = 0;
    spec->set = NULL;
    for (; *at == '*' || *at == '\''; at++)
        if (*at == '*')
            spec->is_suppressed = 1;
    for (; isdigit((unsigned char)*at); at++)
        spec->width = spec->width < SCAN_NO_WIDTH / 10 - 1 ? spec->width * 10 + (*at - '0') : SCAN_NO_WIDTH;
    if (spec->width == 0)
        spec->width = SCAN_NO_WIDTH;
    for (; *at == 'm'; at++)
        spec->is_allocated = 1;
    at = read_length(at, &spec->size);
    spec->conversion = *at;
    if (*at == '\0')
        return at;
    at++;
    if (spec->conversion == '[') {
        spec->set = at;
        at = skip_set(at);
    }
    return at;
}

/* Whether a [set] has the byte. Ranges such as a-z are sets of the bytes between, as in glibc. */
int __scan_set_has(const char *set, int c)
{
    int is_inverted = *set == '^';
    const char *at = set + is_inverted;
    int is_first = 1;

    for (; *at != '\0' && (is_first || *at != ']'); at++, is_first = 0) {
        unsigned char low = (unsigned char)*at;

        if (at[1] == '-' && at[2] != '\0' && at[2] != ']') {
            if (c >= low && c <= (unsigned char)at[2])
                return !is_inverted;
            at += 2;
        } else if (c == low) {
            return !is_inverted;
        }
    }
    return is_inverted;
}
