/* Text to floating numbers: strtod(3). The machine reads the number; errno is set here. */
#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Whether the text read has a digit other than 0 in its significand: then a zero, or a number too small to be kept to
 * all its digits, is an underflow. Hexadecimal numbers that small are taken to be exact. */
static int is_underflow(const char *text, const char *end, double value)
{
    if (fabs(value) >= DBL_MIN)
        return 0;
    for (; text < end && *text != 'e' && *text != 'E'; text++) {
        if (*text >= '1' && *text <= '9')
            return 1;
        if (*text == 'x' || *text == 'X')
            return value == 0;
    }
    return 0;
}

/* Whether the text read is a number written with digits, so that an infinity is an overflow. */
static int is_digits(const char *text, const char *end)
{
    for (; text < end; text++)
        if (*text >= '0' && *text <= '9')
            return 1;
    return 0;
}

double strtod(const char *text, char **end)
{
    char *stop;
    double value = __builtin_parse_double(text, &stop);

    if (end)
        *end = stop;
    if ((isinf(value) && is_digits(text, stop)) || is_underflow(text, stop, value))
        errno = ERANGE;
    return value;
}

float strtof(const char *text, char **end)
{
    return (float)strtod(text, end);
}

long double strtold(const char *text, char **end)
{
    return strtod(text, end);
}

double atof(const char *text)
{
    return strtod(text, NULL);
}
