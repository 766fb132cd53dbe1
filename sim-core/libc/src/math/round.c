/* Rounding to integers and choosing between numbers: rint(3), lround(3), fmax(3). */
#include <math.h>

#define WHOLE 0x1p52 /* doubles from here on are whole */

/* To nearest, ties to even: adding 2^52 leaves no room for a fraction. */
double rint(double x)
{
    double magnitude = fabs(x);

    if (!(magnitude < WHOLE))
        return x;
    return copysign(magnitude + WHOLE - WHOLE, x);
}

double nearbyint(double x)
{
    return rint(x);
}

long lrint(double x)
{
    return (long)rint(x);
}

long lround(double x)
{
    return (long)round(x);
}

long long llround(double x)
{
    return (long long)round(x);
}

double fmax(double x, double y)
{
    if (isnan(x))
        return y;
    return x < y ? y : x;
}

double fmin(double x, double y)
{
    if (isnan(x))
        return y;
    return y < x ? y : x;
}

double fdim(double x, double y)
{
    return x > y ? x - y : isnan(x) || isnan(y) ? x + y : 0;
}
