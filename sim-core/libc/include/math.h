/* <math.h>: mathematics (C11 7.12). long double functions compute as double. */
#ifndef _MATH_H
#define _MATH_H

typedef float float_t;
typedef double double_t;

#define HUGE_VAL  (1e300 * 1e300)
#define HUGE_VALF ((float)HUGE_VAL)
#define INFINITY  ((float)HUGE_VAL)
#define NAN       (-(0.0F / 0.0F))

#define M_E        2.7182818284590452354
#define M_LOG2E    1.4426950408889634074
#define M_LOG10E   0.43429448190325182765
#define M_LN2      0.69314718055994530942
#define M_LN10     2.30258509299404568402
#define M_PI       3.14159265358979323846
#define M_PI_2     1.57079632679489661923
#define M_PI_4     0.78539816339744830962
#define M_1_PI     0.31830988618379067154
#define M_2_PI     0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2    1.41421356237309504880
#define M_SQRT1_2  0.70710678118654752440

#define FP_NAN       0
#define FP_INFINITE  1
#define FP_ZERO      2
#define FP_SUBNORMAL 3
#define FP_NORMAL    4

int __fpclassify(double x);
int __signbit(double x);
#define fpclassify(x) __fpclassify(x)
#define signbit(x)    __signbit(x)
#define isnan(x)      (__fpclassify(x) == FP_NAN)
#define isinf(x)      (__fpclassify(x) == FP_INFINITE ? (__signbit(x) ? -1 : 1) : 0)
#define isfinite(x)   (__fpclassify(x) > FP_INFINITE)
#define isnormal(x)   (__fpclassify(x) == FP_NORMAL)

double acos(double x);
double asin(double x);
double atan(double x);
double cbrt(double x);
double ceil(double x);
double cos(double x);
double cosh(double x);
double exp(double x);
double exp2(double x);
double fabs(double x);
double floor(double x);
double log(double x);
double log10(double x);
double log2(double x);
double nearbyint(double x);
double rint(double x);
double round(double x);
double sin(double x);
double sinh(double x);
double sqrt(double x);
double tan(double x);
double tanh(double x);
double trunc(double x);
double atan2(double x, double y);
double copysign(double x, double y);
double fdim(double x, double y);
double fmax(double x, double y);
double fmin(double x, double y);
double fmod(double x, double y);
double hypot(double x, double y);
double pow(double x, double y);
double frexp(double x, int *exponent);
double ldexp(double x, int exponent);
double scalbn(double x, int exponent);
double modf(double x, double *whole);
long lround(double x);
long lrint(double x);
long long llround(double x);

float acosf(float x);
float asinf(float x);
float atanf(float x);
float ceilf(float x);
float cosf(float x);
float coshf(float x);
float expf(float x);
float fabsf(float x);
float floorf(float x);
float logf(float x);
float log10f(float x);
float log2f(float x);
float roundf(float x);
float sinf(float x);
float sinhf(float x);
float sqrtf(float x);
float tanf(float x);
float tanhf(float x);
float truncf(float x);
float atan2f(float x, float y);
float fmaxf(float x, float y);
float fminf(float x, float y);
float fmodf(float x, float y);
float hypotf(float x, float y);
float powf(float x, float y);

#endif
