/* The functions of <math.h> that the machine computes. errno is not set; results tell of errors (math_error(7)). */
#include <math.h>

double acos(double x)
{
    return __builtin_acos(x);
}

double asin(double x)
{
    return __builtin_asin(x);
}

double atan(double x)
{
    return __builtin_atan(x);
}

double cbrt(double x)
{
    return __builtin_cbrt(x);
}

double ceil(double x)
{
    return __builtin_ceil(x);
}

double cos(double x)
{
    return __builtin_cos(x);
}

double cosh(double x)
{
    return __builtin_cosh(x);
}

double exp(double x)
{
    return __builtin_exp(x);
}

double fabs(double x)
{
    return __builtin_fabs(x);
}

double floor(double x)
{
    return __builtin_floor(x);
}

double log(double x)
{
    return __builtin_log(x);
}

double log10(double x)
{
    return __builtin_log10(x);
}

double log2(double x)
{
    return __builtin_log2(x);
}

double round(double x)
{
    return __builtin_round(x);
}

double sin(double x)
{
    return __builtin_sin(x);
}

double sinh(double x)
{
    return __builtin_sinh(x);
}

double sqrt(double x)
{
    return __builtin_sqrt(x);
}

double tan(double x)
{
    return __builtin_tan(x);
}

double tanh(double x)
{
    return __builtin_tanh(x);
}

double trunc(double x)
{
    return __builtin_trunc(x);
}

double atan2(double x, double y)
{
    return __builtin_atan2(x, y);
}

double fmod(double x, double y)
{
    return __builtin_fmod(x, y);
}

double hypot(double x, double y)
{
    return __builtin_hypot(x, y);
}

double pow(double x, double y)
{
    return __builtin_pow(x, y);
}

double exp2(double x)
{
    return __builtin_pow(2.0, x);
}
