/* Printing floating numbers. The machine makes the digits; sign, field and very long precisions are made here. */
#include <bits/printf_spec.h>
#include <math.h>

/* No double has more digits than these, before and behind the point. What a precision asks for beyond is zeros. */
#define WHOLE_DIGITS    320
#define FRACTION_DIGITS 1100

static const char *sign_of(const struct spec *spec, double value)
{
    if (signbit(value))
        return "-";
    return spec->flags & SPEC_PLUS ? "+" : spec->flags & SPEC_SPACE ? " " : "";
}

/* Whether zeros beyond the last digit would be shown. */
static int shows_zeros(const struct spec *spec)
{
    return (spec->conversion != 'g' && spec->conversion != 'G') || (spec->flags & SPEC_ALT);
}

/* Length of the digits in front of the exponent. */
static int mantissa_len(const struct spec *spec, const char *digits, int len)
{
    char mark = spec->conversion == 'a' ? 'p' : spec->conversion == 'A' ? 'P' : 'e';

    for (int at = 0; at < len; at++)
        if (digits[at] == mark || (mark == 'e' && digits[at] == 'E'))
            return at;
    return len;
}

/* Prints digits with `zeros` more between the mantissa and the exponent. */
static void print_long(struct sink *sink, const struct spec *spec, const char *prefix, const char *digits, int len,
                       long zeros)
{
    int mantissa = mantissa_len(spec, digits, len);
    long pad = spec->width - (long)__builtin_strlen(prefix) - len - zeros;
    int is_left = spec->flags & SPEC_LEFT;
    int is_zero = spec->flags & SPEC_ZERO;

    if (!is_left && !is_zero)
        __sink_pad(sink, ' ', pad);
    __sink_write(sink, prefix, __builtin_strlen(prefix));
    if (!is_left && is_zero)
        __sink_pad(sink, '0', pad);
    __sink_write(sink, digits, (size_t)mantissa);
    __sink_pad(sink, '0', zeros);
    __sink_write(sink, digits + mantissa, (size_t)(len - mantissa));
    if (is_left)
        __sink_pad(sink, ' ', pad);
}

void __print_double(struct sink *sink, const struct spec *spec, double value)
{
    char room[WHOLE_DIGITS + FRACTION_DIGITS];
    char prefix[4];
    char *digits = room;
    int precision = spec->precision > FRACTION_DIGITS ? FRACTION_DIGITS : spec->precision;
    int len = __builtin_format_double(room, sizeof(room), value, spec->conversion, precision, (spec->flags & SPEC_ALT) != 0);

    __builtin_strcpy(prefix, sign_of(spec, value));
    if (!isfinite(value)) {
        struct spec plain = *spec;

        plain.flags &= ~SPEC_ZERO;
        __print_number(sink, &plain, prefix, digits, len);
        return;
    }
    if (spec->conversion == 'a' || spec->conversion == 'A') {
        __builtin_strcpy(prefix + __builtin_strlen(prefix), spec->conversion == 'a' ? "0x" : "0X");
        digits += 2;
        len -= 2;
    }
    if (precision < spec->precision && shows_zeros(spec))
        print_long(sink, spec, prefix, digits, len, (long)spec->precision - precision);
    else
        __print_number(sink, spec, prefix, digits, len);
}
