/* Taking a conversion specification apart: %[argument$][flags][width][.precision][length]conversion (fprintf(3)). */
#include <bits/printf_spec.h>
#include <limits.h>

static int flag_of(char c)
{
    switch (c) {
    case '-':
        return SPEC_LEFT;
    case '+':
        return SPEC_PLUS;
    case ' ':
        return SPEC_SPACE;
    case '#':
        return SPEC_ALT;
    case '0':
        return SPEC_ZERO;
    case '\'':
        return SPEC_GROUP;
    case 'I':
        return SPEC_I18N;
    default:
        return 0;
    }
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A decimal number; -2 if it is too large for an int. */
static const char *read_number(const char *at, int *number)
{
    *number = 0;
    for (; is_digit(*at); at++) {
        int digit = *at - '0';

        if (*number < 0 || *number > (INT_MAX - digit) / 10)
            *number = -2;
        else
            *number = *number * 10 + digit;
    }
    return at;
}

/* `*` or `*n$`: which argument holds the number. */
static const char *read_star(const char *at, int *arg)
{
    const char *end = read_number(at, arg);

    if (end > at && *end == '$')
        return end + 1;
    *arg = -1;
    return at;
}

static const char *read_length(const char *at, enum spec_length *length)
{
    *length = LENGTH_NONE;
    for (;; at++) {
        switch (*at) {
        case 'h':
            *length = *length == LENGTH_H ? LENGTH_HH : LENGTH_H;
            break;
        case 'l':
        case 'q':
        case 'j':
        case 'z':
        case 'Z':
        case 't':
            *length = LENGTH_L;
            break;
        case 'L':
            *length = LENGTH_LONG_DOUBLE;
            break;
        default:
            return at;
        }
    }
}

/* Takes the specification behind `%` apart. Returns what follows it. A number too large is left as -2. */
const char *__spec_parse(const char *format, struct spec *spec)
{
    const char *at = format;
    int number;

    spec->flags = 0;
    spec->width = 0;
    spec->precision = -1;
    spec->width_arg = 0;
    spec->precision_arg = 0;
    spec->value_arg = -1;
    if (*at >= '1' && *at <= '9') {
        const char *end = read_number(at, &number);

        if (*end == '$') {
            spec->value_arg = number;
            at = end + 1;
        }
    }
    for (int flag; (flag = flag_of(*at)); at++)
        spec->flags |= flag;
    if (*at == '*')
        at = read_star(at + 1, &spec->width_arg);
    else
        at = read_number(at, &spec->width);
    if (*at == '.') {
        at++;
        if (*at == '*')
            at = read_star(at + 1, &spec->precision_arg);
        else
            at = read_number(at, &spec->precision);
    }
    at = read_length(at, &spec->length);
    spec->conversion = *at;
    return *at == '\0' ? at : at + 1;
}

int __spec_takes_double(const struct spec *spec)
{
    return spec->conversion != '\0' && __builtin_strchr("aAeEfFgG", spec->conversion) != NULL;
}
