/* Functions of <math.h> made of others: asinh(3), remainder(3), logb(3), nextafter(3). The last digit may be
 * another than glibc's. */
#include <limits.h>
#include <math.h>

double expm1(double x)
{
    return __builtin_expm1(x);
}

double log1p(double x)
{
    return __builtin_log1p(x);
}

double asinh(double x)
{
    double magnitude = fabs(x);

    if (!(magnitude < 1e300))
        return x;
    return copysign(log1p(magnitude + magnitude * magnitude / (1 + sqrt(magnitude * magnitude + 1))), x);
}

double acosh(double x)
{
    return log(x + sqrt(x * x - 1));
}

double atanh(double x)
{
    return copysign(log1p(2 * fabs(x) / (1 - fabs(x))) / 2, x);
}

double exp10(double x)
{
    return pow(10, x);
}

double remainder(double x, double y)
{
    double rest = fmod(fabs(x), 2 * fabs(y));

    y = fabs(y);
    if (rest > y / 2) {
        rest -= y;
        if (rest >= y / 2)
            rest -= y;
    }
    return signbit(x) ? -rest : rest;
}

double drem(double x, double y)
{
    return remainder(x, y);
}

int ilogb(double x)
{
    int exponent;

    if (x == 0)
        return FP_ILOGB0;
    if (!isfinite(x))
        return isnan(x) ? FP_ILOGBNAN : INT_MAX;
    frexp(x, &exponent);
    return exponent - 1;
}

double logb(double x)
{
    if (x == 0)
        return -HUGE_VAL;
    if (!isfinite(x))
        return x * x;
    return ilogb(x);
}

double nextafter(double x, double y)
{
    union {
        double number;
        long bits;
    } value = { x };

    if (isnan(x) || isnan(y))
        return x + y;
    if (x == y)
        return y;
    if (x == 0) {
        value.bits = 1;
        return copysign(value.number, y);
    }
    value.bits += (x < y) == (x > 0) ? 1 : -1;
    return value.number;
}

long long llrint(double x)
{
    return lrint(x);
}

double scalbln(double x, long exponent)
{
    return scalbn(x, exponent > 10000 ? 10000 : exponent < -10000 ? -10000 : (int)exponent);
}

double nan(const char *tag)
{
    (void)tag;
    return NAN;
}

void sincos(double x, double *sine, double *cosine)
{
    *sine = sin(x);
    *cosine = cos(x);
}

int finite(double x)
{
    return isfinite(x);
}
