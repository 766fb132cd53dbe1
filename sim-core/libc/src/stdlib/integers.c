/* Absolute values and divisions: abs(3), div(3). */
#include <inttypes.h>
#include <stdlib.h>

int abs(int value)
{
    return value < 0 ? -value : value;
}

long labs(long value)
{
    return value < 0 ? -value : value;
}

long long llabs(long long value)
{
    return value < 0 ? -value : value;
}

intmax_t imaxabs(intmax_t value)
{
    return value < 0 ? -value : value;
}

div_t div(int numerator, int denominator)
{
    div_t result = { numerator / denominator, numerator % denominator };

    return result;
}

ldiv_t ldiv(long numerator, long denominator)
{
    ldiv_t result = { numerator / denominator, numerator % denominator };

    return result;
}

lldiv_t lldiv(long long numerator, long long denominator)
{
    lldiv_t result = { numerator / denominator, numerator % denominator };

    return result;
}

imaxdiv_t imaxdiv(intmax_t numerator, intmax_t denominator)
{
    imaxdiv_t result = { numerator / denominator, numerator % denominator };

    return result;
}
