/* Text to integers: strtol(3), strtoul(3), atoi(3). All integer types concerned are 64 bits wide. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

static int digit_value(int c)
{
    if (isdigit(c))
        return c - '0';
    return isalpha(c) ? tolower(c) - 'a' + 10 : 36;
}

struct number {
    unsigned long magnitude;
    int is_negative;
    int is_too_large;
};

/* Reads sign, prefix and digits. `end` is `text` if there is no number, and left alone if the base is none. */
static struct number scan(const char *text, char **end, int base)
{
    struct number number = { 0, 0, 0 };
    const char *at = text;
    const char *digits;

    if (base < 0 || base == 1 || base > 36) {
        errno = EINVAL;
        return number;
    }
    if (end)
        *end = (char *)text;
    while (isspace((unsigned char)*at))
        at++;
    if (*at == '-' || *at == '+')
        number.is_negative = *at++ == '-';
    if ((base == 0 || base == 16) && at[0] == '0' && (at[1] == 'x' || at[1] == 'X') &&
        digit_value((unsigned char)at[2]) < 16) {
        at += 2;
        base = 16;
    }
    if (base == 0)
        base = *at == '0' ? 8 : 10;
    for (digits = at; digit_value((unsigned char)*at) < base; at++) {
        unsigned long digit = (unsigned long)digit_value((unsigned char)*at);

        if (number.magnitude > (ULONG_MAX - digit) / (unsigned long)base)
            number.is_too_large = 1;
        else
            number.magnitude = number.magnitude * (unsigned long)base + digit;
    }
    if (at > digits && end)
        *end = (char *)at;
    return number;
}

long strtol(const char *text, char **end, int base)
{
    struct number number = scan(text, end, base);
    unsigned long limit = number.is_negative ? (unsigned long)LONG_MAX + 1 : LONG_MAX;

    if (number.is_too_large || number.magnitude > limit) {
        errno = ERANGE;
        return number.is_negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(number.is_negative ? -number.magnitude : number.magnitude);
}

unsigned long strtoul(const char *text, char **end, int base)
{
    struct number number = scan(text, end, base);

    if (number.is_too_large) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return number.is_negative ? -number.magnitude : number.magnitude;
}

long long strtoll(const char *text, char **end, int base)
{
    return strtol(text, end, base);
}

unsigned long long strtoull(const char *text, char **end, int base)
{
    return strtoul(text, end, base);
}

intmax_t strtoimax(const char *text, char **end, int base)
{
    return strtol(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base)
{
    return strtoul(text, end, base);
}

int atoi(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

long atol(const char *text)
{
    return strtol(text, NULL, 10);
}

long long atoll(const char *text)
{
    return strtol(text, NULL, 10);
}
