/* Reading integers: what strtol would take, but never more than one byte too far. */
#include <bits/scan.h>
#include <ctype.h>
#include <limits.h>
#include <string.h>

struct integer {
    unsigned long magnitude;
    int is_negative;
    int is_too_large;
    int has_digits;
};

/* Reads a byte while the width lasts; EOF behind it. */
static int get_within(struct scan *scan, int *width)
{
    if (*width <= 0)
        return EOF;
    --*width;
    return __scan_get(scan);
}

static int digit_value(int c)
{
    if (isdigit(c))
        return c - '0';
    return isxdigit(c) ? tolower(c) - 'a' + 10 : 16;
}

static int base_of(char conversion)
{
    switch (conversion) {
    case 'd':
    case 'u':
        return 10;
    case 'o':
        return 8;
    case 'i':
        return 0;
    default:
        return 16;
    }
}

static void add_digit(struct integer *integer, int base, int c)
{
    unsigned long digit = (unsigned long)digit_value(c);

    integer->has_digits = 1;
    if (integer->magnitude > (ULONG_MAX - digit) / (unsigned long)base)
        integer->is_too_large = 1;
    else
        integer->magnitude = integer->magnitude * (unsigned long)base + digit;
}

/* Reads sign, prefix and digits; the byte that ends them goes back. */
static void read_integer(struct scan *scan, int base, int width, int c, struct integer *integer)
{
    if (c == '-' || c == '+') {
        integer->is_negative = c == '-';
        c = get_within(scan, &width);
    }
    if (c == '0' && (base == 0 || base == 16)) {
        integer->has_digits = 1;
        c = get_within(scan, &width);
        if (c == 'x' || c == 'X') {
            base = 16;
            c = get_within(scan, &width);
        } else if (base == 0) {
            base = 8;
        }
    }
    if (base == 0)
        base = 10;
    while (c != EOF && digit_value(c) < base) {
        add_digit(integer, base, c);
        c = get_within(scan, &width);
    }
    __scan_unget(scan, c);
}

/* Out of range is clamped as by strtol and strtoul; then the value is cut to its type. */
static unsigned long value_of(const struct integer *integer, int is_signed)
{
    unsigned long limit = integer->is_negative ? (unsigned long)LONG_MAX + 1 : LONG_MAX;

    if (!is_signed && integer->is_too_large)
        return ULONG_MAX;
    if (is_signed && (integer->is_too_large || integer->magnitude > limit))
        return limit;
    return integer->is_negative ? -integer->magnitude : integer->magnitude;
}

/* The rest of (nil), which %p reads as printf prints it. */
static enum scan_result read_nil(struct scan *scan)
{
    for (const char *at = "nil)"; *at != '\0'; at++)
        if (tolower(__scan_get(scan)) != *at)
            return SCAN_MISMATCH;
    return SCAN_DONE;
}

enum scan_result __scan_integer(struct scan *scan, const struct scan_spec *spec, void *to)
{
    struct integer integer = { 0, 0, 0, 0 };
    int is_signed = spec->conversion == 'd' || spec->conversion == 'i';
    int c = __scan_get(scan);
    unsigned long value;

    if (c == EOF)
        return SCAN_NO_INPUT;
    if (spec->conversion == 'p' && c == '(') {
        if (read_nil(scan) == SCAN_MISMATCH)
            return SCAN_MISMATCH;
        integer.has_digits = 1;
    } else {
        read_integer(scan, base_of(spec->conversion), spec->width - 1, c, &integer);
    }
    if (!integer.has_digits)
        return SCAN_MISMATCH;
    value = value_of(&integer, is_signed);
    if (to)
        memcpy(to, &value, spec->conversion == 'p' ? sizeof(value) : (size_t)(spec->size > 8 ? 8 : spec->size));
    return SCAN_DONE;
}
