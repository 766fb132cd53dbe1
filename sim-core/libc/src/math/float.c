/* The float forms of the functions of <math.h>: computed as double, rounded once. */
#include <math.h>

float acosf(float x)
{
    return (float)__builtin_acos(x);
}

float asinf(float x)
{
    return (float)__builtin_asin(x);
}

float atanf(float x)
{
    return (float)__builtin_atan(x);
}

float ceilf(float x)
{
    return (float)__builtin_ceil(x);
}

float cosf(float x)
{
    return (float)__builtin_cos(x);
}

float coshf(float x)
{
    return (float)__builtin_cosh(x);
}

float expf(float x)
{
    return (float)__builtin_exp(x);
}

float fabsf(float x)
{
    return (float)__builtin_fabs(x);
}

float floorf(float x)
{
    return (float)__builtin_floor(x);
}

float logf(float x)
{
    return (float)__builtin_log(x);
}

float log10f(float x)
{
    return (float)__builtin_log10(x);
}

float log2f(float x)
{
    return (float)__builtin_log2(x);
}

float roundf(float x)
{
    return (float)__builtin_round(x);
}

float sinf(float x)
{
    return (float)__builtin_sin(x);
}

float sinhf(float x)
{
    return (float)__builtin_sinh(x);
}

float sqrtf(float x)
{
    return (float)__builtin_sqrt(x);
}

float tanf(float x)
{
    return (float)__builtin_tan(x);
}

float tanhf(float x)
{
    return (float)__builtin_tanh(x);
}

float truncf(float x)
{
    return (float)__builtin_trunc(x);
}

float atan2f(float x, float y)
{
    return (float)__builtin_atan2(x, y);
}

float fmodf(float x, float y)
{
    return (float)__builtin_fmod(x, y);
}

float hypotf(float x, float y)
{
    return (float)__builtin_hypot(x, y);
}

float powf(float x, float y)
{
    return (float)__builtin_pow(x, y);
}

float fmaxf(float x, float y)
{
    return (float)fmax(x, y);
}

float fminf(float x, float y)
{
    return (float)fmin(x, y);
}

float cbrtf(float x)
{
    return (float)cbrt((double)x);
}

float exp2f(float x)
{
    return (float)exp2((double)x);
}

float expm1f(float x)
{
    return (float)expm1((double)x);
}

float log1pf(float x)
{
    return (float)log1p((double)x);
}

float asinhf(float x)
{
    return (float)asinh((double)x);
}

float acoshf(float x)
{
    return (float)acosh((double)x);
}

float atanhf(float x)
{
    return (float)atanh((double)x);
}

float rintf(float x)
{
    return (float)rint((double)x);
}

float nearbyintf(float x)
{
    return (float)nearbyint((double)x);
}

float logbf(float x)
{
    return (float)logb((double)x);
}

float copysignf(float x, float y)
{
    return (float)copysign((double)x, (double)y);
}

float fdimf(float x, float y)
{
    return (float)fdim((double)x, (double)y);
}

float remainderf(float x, float y)
{
    return (float)remainder((double)x, (double)y);
}

float frexpf(float x, int *exponent)
{
    return (float)frexp((double)x, exponent);
}

float ldexpf(float x, int exponent)
{
    return (float)ldexp((double)x, exponent);
}

float modff(float x, float *whole)
{
    double part;
    double rest = modf((double)x, &part);

    *whole = (float)part;
    return (float)rest;
}

long lroundf(float x)
{
    return lround((double)x);
}

long lrintf(float x)
{
    return lrint((double)x);
}
