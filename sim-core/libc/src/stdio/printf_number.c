/* Printing integers, and the frame of sign, zeros and padding that all numbers share. */
#include <bits/printf_spec.h>

#define DIGITS 66

/* Prints `prefix`, as many zeros as asked for, and the digits, in the field of the specification. */
static void print_in_field(struct sink *sink, const struct spec *spec, const char *prefix, long zeros, const char *digits,
                           int len)
{
    long prefix_len = (long)__builtin_strlen(prefix);
    long pad = spec->width - prefix_len - zeros - len;

    if (!(spec->flags & SPEC_LEFT))
        __sink_pad(sink, ' ', pad);
    __sink_write(sink, prefix, (size_t)prefix_len);
    __sink_pad(sink, '0', zeros);
    __sink_write(sink, digits, (size_t)len);
    if (spec->flags & SPEC_LEFT)
        __sink_pad(sink, ' ', pad);
}

/* Prints a number whose zeros the flag 0 and the width decide. */
void __print_number(struct sink *sink, const struct spec *spec, const char *prefix, const char *digits, int len)
{
    long zeros = 0;

    if ((spec->flags & (SPEC_ZERO | SPEC_LEFT)) == SPEC_ZERO)
        zeros = spec->width - (long)__builtin_strlen(prefix) - len;
    print_in_field(sink, spec, prefix, zeros > 0 ? zeros : 0, digits, len);
}

static int base_of(char conversion)
{
    switch (conversion) {
    case 'o':
        return 8;
    case 'x':
    case 'X':
    case 'p':
        return 16;
    case 'b':
    case 'B':
        return 2;
    default:
        return 10;
    }
}

/* Writes the digits backwards from `end`; returns where they start. Zero has no digits here. */
static char *write_digits(char *end, unsigned long value, int base, int is_upper)
{
    const char *names = is_upper ? "0123456789ABCDEF" : "0123456789abcdef";

    for (; value > 0; value /= (unsigned long)base)
        *--end = names[value % (unsigned long)base];
    return end;
}

static const char *sign_of(const struct spec *spec, int is_negative)
{
    if (is_negative)
        return "-";
    return spec->flags & SPEC_PLUS ? "+" : spec->flags & SPEC_SPACE ? " " : "";
}

static const char *prefix_of(const struct spec *spec, unsigned long value)
{
    if (value == 0 || !((spec->flags & SPEC_ALT) || spec->conversion == 'p'))
        return "";
    switch (spec->conversion) {
    case 'x':
    case 'p':
        return "0x";
    case 'X':
        return "0X";
    case 'b':
        return "0b";
    case 'B':
        return "0B";
    default:
        return "";
    }
}

void __print_integer(struct sink *sink, const struct spec *spec, long value)
{
    int is_signed = spec->conversion == 'd' || spec->conversion == 'i';
    int is_negative = is_signed && value < 0;
    unsigned long magnitude = is_negative ? -(unsigned long)value : (unsigned long)value;
    char room[DIGITS];
    char *end = room + DIGITS;
    char *digits = write_digits(end, magnitude, base_of(spec->conversion), spec->conversion == 'X');
    const char *prefix = is_signed ? sign_of(spec, is_negative) : prefix_of(spec, magnitude);

    if (magnitude == 0 && spec->precision != 0)
        *--digits = '0';
    if (spec->conversion == 'o' && (spec->flags & SPEC_ALT) && (digits == end || *digits != '0'))
        *--digits = '0';
    if (spec->precision < 0) {
        __print_number(sink, spec, prefix, digits, (int)(end - digits));
    } else {
        long zeros = spec->precision - (end - digits);

        print_in_field(sink, spec, prefix, zeros > 0 ? zeros : 0, digits, (int)(end - digits));
    }
}
